"""Every kind of fact can be written down and read, and has an arm in the fold."""

from __future__ import annotations

import inspect
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.domain.board import Board, evolve, fold
from exercises.domain.codec import canonical
from exercises.domain.events import KINDS, Entry, from_plain, to_plain
from exercises.domain.events.lifecycle import SteppedBack, TurnBegan
from tests.domain.table import COLD_IRON, Table

WORDS = st.text(max_size=6)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type that events use."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*[anything(kind) for kind in inner])
    if origin is tuple:
        return st.lists(anything(inner[0]), max_size=2).map(tuple)
    if origin is not None:
        return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=2)
    if is_dataclass(hint):
        return record(hint)
    return {str: WORDS, float: NUMBERS, int: st.integers(), bool: st.booleans(), type(None): st.none()}[hint]


def record(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{item.name: anything(hints[item.name]) for item in fields(kind)})


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_every_kind_reads_back_as_it_was_written(kind, data):
    event = data.draw(record(kind))
    plain = to_plain(event)
    assert plain["event"] == kind.__name__
    assert from_plain(json.loads(canonical(plain))) == event


def test_a_kind_that_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        from_plain({"event": "Teleported"})


def test_names_are_unique_and_every_kind_says_what_it_is_or_is_plain():
    assert len(KINDS) == len(set(KINDS.values())) > 60
    assert all(inspect.isclass(kind) and kind.__name__ == name for name, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_an_arm_in_the_fold(kind):
    """A kind without an arm would reach `assert_never`, which raises AssertionError."""
    board = Table(COLD_IRON).deliberating("us-treasury").board
    entry = Entry(number=1, at=0.0, by="control", event=blank(kind))
    try:
        after = evolve(board, entry, lambda _: board)
    except (KeyError, StopIteration, ValueError):
        return  # it speaks of something that is not on this board
    assert isinstance(after, Board)


def blank(kind: Any) -> Any:
    """An event with the emptiest values its fields take."""
    return kind(**{name: nothing(hint) for name, hint in get_type_hints(kind).items()})


def nothing(hint: Any) -> Any:
    if is_dataclass(hint):
        return blank(hint)
    origin = get_origin(hint) or hint
    if origin in (Union, types.UnionType):
        return nothing(get_args(hint)[0])
    return {} if origin is Mapping else origin()


def test_stepping_back_asks_for_the_earlier_board():
    event = SteppedBack(to_number=7, turn=1, board_hash="", reason="Again.", offset=0.0)
    entry = Entry(number=9, at=0.0, by="control", event=event)
    with pytest.raises(LookupError):
        evolve(Board(), entry)
    with pytest.raises(KeyError):
        fold([entry])


def test_the_fold_keeps_the_board_before_each_turn():
    table = Table().deliberating()
    begun = next(entry for entry in table.log if isinstance(entry.event, TurnBegan))
    back = SteppedBack(to_number=begun.number - 1, turn=1, board_hash="", reason="Again.", offset=5.0)
    board = fold([*table.log, Entry(number=len(table.log) + 1, at=0.0, by="control", event=back)])
    assert (board.turn, board.generation, board.clock.offset) == (0, 1, 5.0)


def test_a_fold_goes_on_from_where_it_was():
    table = Table().deliberating()
    half = len(table.log) // 2
    assert fold(table.log[half:], fold(table.log[:half])) == table.board
