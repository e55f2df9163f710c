"""The exercise as a whole and its turn: what every stream reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.facts import opening_text
from exercises.domain.visibility.moments import iso, moment
from exercises.domain.visibility.static import both, static_of
from exercises.enums import State

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.script.schema import Turn
    from exercises.domain.visibility.reader import Reader

TRUTH_STEP = 2
"""The step of the hot wash from which on the ground truth is open to all."""


def unsealed(board: Board) -> bool:
    """Whether the review is open. Silent answers come first, then hindsight."""
    return board.state is State.CLOSED or (board.state is State.HOT_WASH and board.wash >= TRUTH_STEP)


def exercise(setting: Setting, board: Board, _reader: Reader) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "code": board.code,
        "title": dict(board.title),
        "state": board.state.value,
        "turn": board.turn,
        "turns": board.turns,
        "phase": board.phase.value,
        "generation": board.generation,
        "pace": board.pace,
        "clock": moment(board, board.clock.ends) if board.state in (State.RUNNING, State.PAUSED) else {},
        "extended": board.clock.extended,
        "indicators": static_of(setting.script).indicators,
    }
    if board.turn:
        shown["story"] = iso(board.story)
    return shown | _stated(board)


def _stated(board: Board) -> dict[str, Any]:
    stated = {
        "reason": board.reason,
        "noduff": board.noduff,
        "step": board.wash,
        "compromised": board.compromised,
        "tier": board.tier if unsealed(board) else "",
    }
    return {name: value for name, value in stated.items() if value}


def turn(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """The turn that is being played; absent before the first."""
    if not board.turn:
        return None
    written = setting.script.turn(board.turn)
    minutes = written.minutes
    return {
        "number": written.number,
        "title": both(written.title),
        "brief": opening_text(setting, board, reader, both(written.brief)),
        "length": written.length,
        "minutes": {
            "brief": minutes.brief,
            "deliberate": minutes.deliberate,
            "lock": minutes.lock,
            "reveal": minutes.reveal,
        },
        "decides": _decides(board, reader, written),
    }


def _decides(board: Board, reader: Reader, written: Turn) -> dict[str, Any]:
    """What each of the reader's own seats has to decide in this turn."""
    return {
        seat: both(text)
        for seat, text in written.decides.items()
        if seat in board.seats and reader.of(board.seats[seat].team)
    }
