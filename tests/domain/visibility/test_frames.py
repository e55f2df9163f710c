from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.visibility import apply, difference

names = st.text("abc~.-1", min_size=1, max_size=3)
leaves = st.one_of(st.integers(0, 3), st.sampled_from(["x", "y"]), st.lists(st.integers(0, 2), max_size=2))
views = st.dictionaries(
    names, st.recursive(leaves, lambda inner: st.dictionaries(names, inner, max_size=3)), max_size=4
)


@given(views, views)
def test_apply_difference_of_any_two_views_is_the_new_one(old: dict[str, Any], new: dict[str, Any]):
    assert apply(old, difference(old, new)) == new


@given(views, views)
def test_apply_any_frame_leaves_the_old_view_alone(old: dict[str, Any], new: dict[str, Any]):
    kept = copy.deepcopy(old)
    apply(old, difference(old, new))
    assert old == kept


@given(views)
def test_difference_equal_views_is_empty(view: dict[str, Any]):
    assert difference(view, copy.deepcopy(view)) == {}


@given(views, views, views)
def test_apply_frames_one_after_another_leads_to_the_last_view(
    first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]
):
    frames = (difference(first, second), difference(second, third))
    assert apply(apply(first, frames[0]), frames[1]) == third


def test_difference_one_message_costs_one_path():
    old = {"rooms": {"us": {"messages": {"a": {"text": "1"}}}}, "turn": 3}
    new = {"rooms": {"us": {"messages": {"a": {"text": "1"}, "b": {"text": "2"}}}}, "turn": 3}
    assert difference(old, new) == {"rooms/us/messages/b": {"text": "2"}}


def test_difference_gone_is_null_and_changed_kind_is_whole():
    assert difference({"a": {"b": 1, "c": 2}, "d": {"e": 1}}, {"a": {"b": 1}, "d": 5}) == {"a/c": None, "d": 5}


def test_difference_true_is_not_one():
    assert difference({"a": {"ok": 1}}, {"a": {"ok": True}}) == {"a/ok": True}


def test_apply_frame_of_another_view_is_a_key_error():
    with pytest.raises(KeyError):
        apply({}, {"rooms/us": 1})
