"""What must happen later, read off the board. The database keeps these as rows; Celery only looks at the clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercises.domain.board import Board
from exercises.domain.board.injects import row
from exercises.domain.board.setting import Setting
from exercises.domain.script import Inject
from exercises.enums import Phase, State, Trigger

OPEN_PHASES = (Phase.BRIEF, Phase.DELIBERATE)
WAITS = ("planned", "queued")
GRACE_SECONDS = 60.0
"""Lateness that is made up by going on; anything later pauses the exercise."""
REMINDER, ALERT = 0.5, 0.8
"""Shares of Deliberate after which a silent team is reminded, and control is told."""


class Due(NamedTuple):
    """Something that happens at a wall time (seconds since the epoch). `ref` names it within `what`."""

    at: float
    what: str
    ref: str = ""


Coming = tuple[float, str, str]
"""The fields of a `Due` in the making, with its play time."""


def due(setting: Setting, board: Board) -> tuple[Due, ...]:
    """Everything that is to happen by itself, earliest first; nothing while the clock stands still."""
    if board.state is not State.RUNNING:
        return ()
    return tuple(Due(board.clock.wall(at), what, ref) for at, what, ref in sorted(_to_come(setting, board)))


def next_due(setting: Setting, board: Board) -> Due | None:
    """The first of what is due."""
    if board.state is not State.RUNNING:
        return None
    at, what, ref = min(_to_come(setting, board))
    return Due(board.clock.wall(at), what, ref)


def _to_come(setting: Setting, board: Board) -> list[Coming]:
    return [_phase(board), *_injects(setting, board), *_answers(board), *_silence(board), *_waiting(board)]


def minute_of(setting: Setting, board: Board) -> float:
    """Wall seconds of one script minute of Deliberate; scripts count twelve."""
    return setting.script.turn(board.turn).minutes.deliberate * 60 * board.pace / 12


def planned_at(setting: Setting, board: Board, inject: Inject) -> float | None:
    """Play time at which a row that waits is to go out by itself, or None while nothing says so."""
    state = row(board, inject.code)
    if state.status == "queued":
        return _at_turn(setting, board, inject, state.queued_at)
    if inject.trigger is Trigger.TIME:
        return _at_turn(setting, board, inject, board.clock.began)
    if inject.trigger is Trigger.AFTER and inject.after:
        first = row(board, inject.after)
        wait = max(0.0, inject.offset) * minute_of(setting, board)
        return first.at + wait if first.status == "sent" and (inject.turn or 0) <= board.turn else None
    return None


def _at_turn(setting: Setting, board: Board, inject: Inject, otherwise: float) -> float | None:
    """The planned minute of its turn; a row whose turn is over goes out as soon as it may."""
    turn = inject.turn or board.turn
    if turn > board.turn or board.phase not in OPEN_PHASES:
        return None
    if turn < board.turn or inject.offset < 0:
        return max(otherwise, board.clock.began)
    if not board.clock.deliberate:
        return None
    return max(otherwise, board.clock.deliberate + inject.offset * minute_of(setting, board))


def _phase(board: Board) -> Coming:
    return board.clock.ends, "bell" if board.phase is Phase.DELIBERATE else "phase", board.phase


def _injects(setting: Setting, board: Board) -> Iterator[Coming]:
    for inject in waiting(setting, board):
        at = planned_at(setting, board, inject)
        if at is not None:
            yield at, "inject", inject.code


def waiting(setting: Setting, board: Board) -> list[Inject]:
    """Rows that the clock may send in this phase: timed ones that are still planned, and queued ones."""
    if board.phase not in OPEN_PHASES:
        return []
    rows = board.injects
    timed = [code for code in setting.by_clock[board.turn] if code not in rows]
    called = [code for code, state in rows.items() if state.status in WAITS and code not in board.improvised]
    return [setting.script.inject(code) for code in (*timed, *called)]


def _answers(board: Board) -> list[Coming]:
    """The bell closes what was asked in a turn, so rows of earlier turns wait for nobody."""
    turn, rows = board.turn, board.injects.values()
    return [(row.answer_by, "answer", row.code) for row in rows if row.turn == turn and row.answer_by and row.awaited]


def _silence(board: Board) -> Iterator[Coming]:
    if board.phase is not Phase.DELIBERATE:
        return
    length = board.clock.ends - board.clock.began
    for team in board.teams:
        if team in board.sheets:
            continue
        said = board.reminded.get(team, "")
        if not said:
            yield board.clock.began + REMINDER * length, "reminder", team
        elif said == "reminded":
            yield board.clock.began + ALERT * length, "alert", team


def _waiting(board: Board) -> Iterator[Coming]:
    if board.hotline.state == "ringing":
        yield board.hotline.until, "hotline", board.hotline.id
    for public, item in board.transactions.items():
        for key, offer in item.offers.items():
            yield offer.until, "offer", f"{public}/{key}"
