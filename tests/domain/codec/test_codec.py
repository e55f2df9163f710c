"""Records to plain JSON values and back, without loss."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.board import Board
from exercises.domain.board.state import Team
from exercises.domain.codec import canonical, decode, encode
from exercises.domain.events.parts import Impact, Later, Order
from exercises.domain.world import Cause, Change, Pending
from exercises.enums import KeyStatus, Phase
from tests.domain.table import COLD_IRON, Table

PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)


@dataclass(frozen=True)
class Box:
    name: str
    phase: Phase = Phase.BRIEF
    inner: Order | None = None
    many: tuple[Order, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    named: Mapping[str, Order] = field(default_factory=dict)
    value: float | str | bool = 0.0


ORDERS = st.builds(Order, id=st.text(), action=st.text(), args=st.dictionaries(st.text(), st.text()))
BOXES = st.builds(
    Box,
    name=st.text(),
    phase=st.sampled_from(Phase),
    inner=st.none() | ORDERS,
    many=st.lists(ORDERS).map(tuple),
    words=st.lists(st.lists(st.text(), max_size=2).map(tuple), max_size=2).map(tuple),
    named=st.dictionaries(st.text(), ORDERS),
    value=st.one_of(st.floats(allow_nan=False), st.text(), st.booleans()),
)


@settings(max_examples=40)
@given(BOXES)
def test_what_is_written_reads_back_the_same(box):
    assert decode(Box, encode(box)) == box


@settings(max_examples=40)
@given(BOXES)
def test_what_is_written_is_json(box):
    assert json.loads(json.dumps(encode(box))) == encode(box)


@settings(max_examples=40)
@given(BOXES)
def test_a_record_has_the_text_of_its_plain_values(box):
    assert canonical(box) == canonical(encode(box))


def test_what_is_no_record_has_no_text():
    with pytest.raises(TypeError):
        canonical({"keys": {"CN-1"}})


def test_fields_at_their_default_are_left_out():
    assert encode(Box(name="x")) == {"name": "x"}
    assert encode(Impact()) == {}
    assert encode(Impact(flags={"leak": True})) == {"flags": {"leak": True}}


def test_a_record_that_gained_a_field_reads_old_text():
    assert decode(Box, {"name": "old"}) == Box(name="old")


@pytest.mark.parametrize("plain", [{"name": "x", "size": 3}, {"phase": "brief"}, {"name": "x", "phase": "noon"}])
def test_foreign_text_is_refused(plain):
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode(Box, plain)


def test_enums_mappings_and_plain_values_are_plain():
    written = encode({Phase.LOCK: KeyStatus.LOST, "n": (1, None, True)})
    assert written == {"lock": "lost", "n": [1, None, True]}


@settings(max_examples=40)
@given(PLAIN)
def test_canonical_text_is_one_text(value):
    text = canonical(value)
    assert canonical(json.loads(text)) == text


def test_canonical_text_keeps_the_order_of_keys_and_has_no_spaces_and_no_nan():
    assert canonical({"b": [1, 2.5], "a": "中"}) == '{"b":[1,2.5],"a":"中"}'
    with pytest.raises(ValueError):
        canonical(math.nan)


def test_a_whole_board_survives():
    table = Table(COLD_IRON, luck=True).deliberating("us-treasury", turn=5).minutes(4)
    assert decode(Board, json.loads(canonical(encode(table.board)))) == table.board
    assert decode(Team, encode(Team(kind="principal", ap=3, ap_left=1))).ap_left == 1


def test_a_waiting_effect_survives():
    cause = Cause("inject", {"inject": "KC01", "size": 1.0}, 2.0)
    later = Later(turn=3, pending=Pending("add(tension, 1)", 1, cause, ("k", 3), "us"))
    impact = Impact(changes=(Change("tension", 1.0, 3.0, (cause,)),), later=(later,))
    assert decode(Impact, encode(impact)) == impact
