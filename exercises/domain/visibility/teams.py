"""Teams and seats: one's own in full, the others by name and by the state of their order sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.reader import Reader, known
from exercises.domain.visibility.static import both, static_of

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Seat

_SHEET_STATES = {"locked": "locked", "taken": "taken", "posture": "silent"}


def team(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """The reader's own team; absent for control, evaluators and the public, who have none."""
    return _desk(setting, board, reader, reader.team) if reader.team in board.teams else None


def desks(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Every team as it sees itself, for those who look over its shoulder."""
    if not reader.overseer:
        return None
    return {code: _desk(setting, board, reader, code) for code in board.teams}


def teams(setting: Setting, board: Board, reader: Reader) -> dict[str, Any]:
    authored = static_of(setting.script).teams
    return {code: authored[code] | {"sheet": _sheet(board, code)} for code in known(board, reader)}


def seats(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """One's own seats with all that is known of them; of others the title only. The wall shows no seats."""
    if reader.public:
        return None
    static, met = static_of(setting.script), known(board, reader)
    return {
        code: static.seats[code] | static.roles[code] | _own(seat) if reader.of(seat.team) else static.seats[code]
        for code, seat in board.seats.items()
        if seat.team in met
    }


def _sheet(board: Board, code: str) -> str:
    return _SHEET_STATES[board.sheets[code].state] if code in board.sheets else "writing"


def _own(seat: Seat) -> dict[str, Any]:
    held = {"lead": seat.lead, "deputy": seat.deputy, "holds": list(seat.holds), "clearances": list(seat.clearances)}
    given = {name: value for name, value in held.items() if value}
    return given | {"filled": seat.occupant.value, "mustered": seat.mustered}


def _desk(setting: Setting, board: Board, reader: Reader, code: str) -> dict[str, Any]:
    static, state = static_of(setting.script), board.teams[code]
    desk: dict[str, Any] = {
        "code": code,
        **static.teams[code],
        "resources": _resources(board, code),
        "at_hand": _at_hand(setting, board, code),
        "cards": static.cards[code],
        "silent": state.silent,
        "can_contest": state.contested < board.turn,
    }
    red_lines = setting.script.team(code).red_lines
    if red_lines:
        desk["red_lines"] = both(red_lines)
    if code in board.reminded:
        desk["reminded"] = board.reminded[code] if reader.overseer else "reminded"
    return desk


def _resources(board: Board, code: str) -> dict[str, Any]:
    state = board.teams[code]
    purses = {name: board.world[f"{name}.{code}"] for name in ("pc", "budget") if f"{name}.{code}" in board.world}
    return {"ap": state.ap, "ap_left": state.ap_left, **purses}


def _at_hand(setting: Setting, board: Board, code: str) -> list[str]:
    return list(setting.script.turn(board.turn).at_hand.get(code, ())) if board.turn else []
