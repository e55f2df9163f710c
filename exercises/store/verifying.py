"""Whether the record is whole: every hash, the head, the triggers, and that replay gives the board that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from exercises.domain.board import Board, fold
from exercises.models import Exercise, Snapshot, guarded
from exercises.store import boards, chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.events import Entry


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line (0 when it is not about one)."""

    code: str
    number: int = 0


class Broken(Exception):
    """The chain does not hold from this line on."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def verify(exercise: Exercise) -> tuple[Fault, ...]:
    """Every fault that was found; empty when the record is whole. The first broken line ends the reading."""
    exercise = Exercise.objects.select_related("version").get(pk=exercise.pk)
    bare = () if guarded(connection) else (Fault("triggers_missing"),)
    try:
        board = fold(_sound(exercise))
    except Broken as error:
        return (*bare, error.fault)
    return (*bare, *_snapshots(exercise, board))


def _sound(exercise: Exercise) -> Iterator[Entry]:
    """The entries in order; raises Broken at the first line that is not what it should be."""
    number, previous = 0, chain.GENESIS
    for line in exercise.lines.order_by("number").iterator(chunk_size=500):
        number += 1
        entry = _entry(line.number, number, line.text, line.hash, previous)
        previous = line.hash
        yield entry
    if (number, previous if number else "") != (exercise.head_number, exercise.head_hash):
        raise Broken(Fault("tail_missing" if number < exercise.head_number else "head_differs", number + 1))


def _entry(stored: int, number: int, text: str, stamp: str, previous: str) -> Entry:
    if stored != number:
        raise Broken(Fault("line_missing", number))
    if chain.digest(text) != stamp:
        raise Broken(Fault("line_changed", number))
    fields = chain.fields(text)
    if fields["number"] != number or fields["previous"] != previous:
        raise Broken(Fault("chain_broken", number))
    return chain.read(text)


def _snapshots(exercise: Exercise, board: Board) -> Iterator[Fault]:
    """Nobody may show a board that the log does not lead to."""
    if board.script != exercise.version.digest or chain.digest(exercise.version.text) != exercise.version.digest:
        yield Fault("script_differs", 1)
    text = Snapshot.objects.filter(exercise=exercise, turn=0).values_list("text", flat=True).first()
    if text != boards.packed(board):
        yield Fault("snapshot_differs", exercise.head_number)
