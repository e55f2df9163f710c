"""Keyed luck: draws belong to their purpose, not to their place in a sequence."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.luck import Luck

LUCK = Luck(b"a secret of these tests", turn=3)
KEYS = st.lists(st.one_of(st.text(max_size=8), st.integers()), min_size=1, max_size=3)
MANY = 4_000


@given(KEYS)
def test_a_draw_is_the_same_whenever_it_is_asked(key):
    for draw in (LUCK.uniform, LUCK.normal):
        first = draw(*key)
        LUCK.uniform("something", "else")
        assert draw(*key) == first


@given(KEYS)
def test_draws_stay_within_their_bounds(key):
    assert -1 <= LUCK.uniform(*key) < 1
    assert -3 <= LUCK.normal(*key) <= 3


def test_another_secret_turn_or_generation_draws_anew():
    others = (Luck(b"another", 3), LUCK.at(4, 0), LUCK.at(3, 1))
    assert all(other.uniform("order", "us") != LUCK.uniform("order", "us") for other in others)
    assert LUCK.at(3, 0).uniform("order", "us") == LUCK.uniform("order", "us")


def test_one_more_draw_of_one_side_shifts_none_of_the_other():
    assert LUCK.uniform("order", "us", 1) != LUCK.uniform("order", "us", 2) != LUCK.uniform("order", "cn", 1)


def test_keys_that_only_look_alike_are_apart():
    assert LUCK.uniform("a", "bc") != LUCK.uniform("ab", "c")


def test_draws_are_spread_as_they_should_be():
    even = [LUCK.uniform("even", n) for n in range(MANY)]
    bell = [LUCK.normal("bell", n) for n in range(MANY)]
    assert abs(sum(even) / MANY) < 0.03
    assert abs(sum(bell) / MANY) < 0.05
    assert math.sqrt(sum(x * x for x in bell) / MANY) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
def test_a_chance_comes_as_often_as_it_says(chance):
    hits = sum(LUCK.chance(chance, "hit", n) for n in range(MANY))
    assert hits / MANY == pytest.approx(chance, abs=0.03)


def test_a_pick_goes_by_weight():
    picks = Counter(LUCK.pick({"a": 1, "b": 3}, "pick", n) for n in range(MANY))
    assert picks["b"] / MANY == pytest.approx(0.75, abs=0.03)


def test_a_pick_of_weights_that_are_all_nothing_is_still_a_name():
    assert LUCK.pick({"a": 0.0, "b": 0.0}, "pick") == "b"


@given(st.permutations(["us", "cn", "bis", "imf"]))
def test_a_drawn_order_does_not_depend_on_the_order_given(names):
    assert LUCK.order(tuple(names), "teams") == LUCK.order(("us", "cn", "bis", "imf"), "teams")


def test_orders_differ_from_turn_to_turn():
    orders = {Luck(b"x", turn).order(("us", "cn", "bis"), "teams") for turn in range(60)}
    assert len(orders) == 6


def test_without_luck_every_draw_is_its_mean():
    calm = Luck(b"any", on=False)
    assert (calm.uniform("x"), calm.normal("x")) == (0.0, 0.0)
    assert [calm.chance(p, "x") for p in (0.49, 0.5, 1.0)] == [False, True, True]
    assert calm.pick({"a": 1, "b": 3, "c": 3}, "x") == "b"


def test_public_ids_are_drawn_also_without_luck():
    calm, other = Luck(b"one", on=False), Luck(b"two", on=False)
    assert calm.hex(12, "id", "us", 1) != other.hex(12, "id", "us", 1)
    assert len(calm.hex(12, "id")) == 12
    assert len(calm.hex(64, "id")) == 64
