"""One command, one transaction: lock, decide, append, frame, schedule; tell the sockets when it is committed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from exercises import announce
from exercises.domain.board import evolve
from exercises.domain.events import Entry
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.play import decide
from exercises.domain.play.commands import StepBack
from exercises.errors import Refusal
from exercises.models import Exercise, Line, Snapshot
from exercises.store import boards, chain, receipts
from exercises.store.boards import Standing
from exercises.store.framing import publish
from exercises.store.schedule import reschedule
from exercises.store.times import now

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.events import Event
    from exercises.domain.play import Command
    from exercises.store.receipts import Answer

Fence = tuple[int, int] | tuple[int, int, str]
"""The turn and generation, and perhaps the phase, that the sender believes to be in."""


HEAD = ["head_number", "head_hash", "last_at", "state", "phase", "turn", "turns", "generation"]
"""What of the exercise's row follows the log."""


@dataclass(frozen=True, slots=True)
class Appended:
    """The lines a command leads to, the board after them, and the boards that stood before each turn they begin."""

    lines: tuple[chain.Written, ...]
    board: Board
    openings: tuple[Snapshot, ...]


def act(code: str, command: Command, *, expects: Fence | None = None, key: str = "") -> Answer:
    """Do what the command asks, once.

    Refuses what the rules refuse; `turn_moved_on` when the sender's turn is over; `key_reused` when the key has
    answered another command. A repeated command gets its first answer.
    """
    with transaction.atomic():
        exercise = locked(code)
        first = receipts.earlier(exercise, command, key)
        if first is not None:
            return first
        before = boards.standing(exercise)
        _same_turn(before.board, expects)
        given = _carry_out(exercise, before, command)
        receipts.record(exercise, command, key, given)
        return given


class Busy(Exception):
    """Somebody else holds the exercise's lock."""


def locked(code: str, *, waiting: bool = True) -> Exercise:
    """The exercise's row, locked first of all. Refuses `no_such_exercise`; raises Busy when it may not wait."""
    rows = Exercise.objects.select_related("version").defer("version__text")
    try:
        return rows.select_for_update(of=("self",), no_key=True, skip_locked=not waiting).get(code=code)
    except Exercise.DoesNotExist:
        if not waiting:
            raise Busy(code) from None
        raise Refusal("no_such_exercise", 404) from None


def _same_turn(board: Board, expects: Fence | None) -> None:
    present = (board.turn, board.generation, board.phase.value)
    if expects is not None and expects != present[: len(expects)]:
        raise Refusal("turn_moved_on", turn=board.turn, generation=board.generation, phase=board.phase.value)


def _carry_out(exercise: Exercise, before: Standing, command: Command) -> Answer:
    command = _with_aim(exercise, command)
    at = max(now(), exercise.last_at)
    recall = partial(boards.recall, exercise)
    decision = decide(before.setting, before.board, command, at, recall)
    if decision.events:
        _write(exercise, before, _appended(exercise, before.board, decision.events, command, at))
    return receipts.answer(decision.board, decision.events)


def _with_aim(exercise: Exercise, command: Command) -> Command:
    """Stepping back names the board that stood before the turn; the newest such board, if the turn was played twice."""
    if not isinstance(command, StepBack):
        return command
    rows = (
        Snapshot.objects.filter(exercise=exercise, turn=command.turn) if command.turn > 0 else Snapshot.objects.none()
    )
    row = rows.order_by("-number").first()
    if row is None:
        raise Refusal("cannot_step_back", turn=command.turn)
    return replace(command, to_number=row.number, board_hash=chain.digest(row.text))


def _appended(exercise: Exercise, board: Board, events: tuple[Event, ...], command: Command, at: float) -> Appended:
    """Fold the events with their real numbers; what is stored is what replay will find."""
    lines: list[chain.Written] = []
    openings: list[Snapshot] = []
    previous = exercise.head_hash or chain.GENESIS
    for number, event in enumerate(events, exercise.head_number + 1):
        if isinstance(event, TurnBegan):
            openings.append(Snapshot(exercise=exercise, number=number - 1, turn=event.turn, text=boards.packed(board)))
        entry = Entry(number=number, at=at, by=command.by.seat, event=event)
        board = evolve(board, entry, partial(boards.recall, exercise))
        lines.append(chain.write(entry, board, type(command).__name__, previous))
        previous = lines[-1].hash
    return Appended(tuple(lines), board, tuple(openings))


def _write(exercise: Exercise, before: Standing, appended: Appended) -> None:
    first = exercise.head_number == 0
    append(exercise, appended)
    after = boards.keep(exercise.head_hash, Standing(before.setting, appended.board))
    heads = publish(exercise, None if first else before, after)
    reschedule(exercise, after.setting, after.board)
    transaction.on_commit(partial(announce.reached, exercise.code, heads))


def append(exercise: Exercise, appended: Appended) -> None:
    """Lines, snapshots and the head they lead to."""
    Line.objects.bulk_create(
        Line(
            exercise=exercise,
            number=line.entry.number,
            kind=type(line.entry.event).__name__,
            text=line.text,
            hash=line.hash,
        )
        for line in appended.lines
    )
    Snapshot.objects.bulk_create(appended.openings)
    move_head(exercise, appended.lines[-1], appended.board)


def move_head(exercise: Exercise, last: chain.Written, board: Board) -> None:
    """The row and the present snapshot follow the log."""
    exercise.head_number, exercise.head_hash, exercise.last_at = last.entry.number, last.hash, last.entry.at
    exercise.state, exercise.phase = board.state, board.phase
    exercise.turn, exercise.turns, exercise.generation = board.turn, board.turns, board.generation
    exercise.save(update_fields=HEAD)
    present = {"number": exercise.head_number, "text": boards.packed(board)}
    if not Snapshot.objects.filter(exercise=exercise, turn=0).update(**present):
        Snapshot.objects.create(exercise=exercise, turn=0, **present)
