"""Order sheets, acts and proposals: a team's own, and what waits between two parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Deed, FreeAct, Proposal
    from exercises.domain.events.parts import Order
    from exercises.domain.visibility.reader import Reader

RECENT_TURNS = 2
"""Views hold the acts and outcomes of the running turn and of the one before; older ones are read from the log."""


def recent(board: Board, turn: int) -> bool:
    return turn > board.turn - RECENT_TURNS


def orders(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Team → its sheet, what it did and the free-text acts that wait for a ruling. Only one's own."""
    if reader.public:
        return None
    return {
        code: {"sheet": _sheet(board, reader, code), **_locked(board, code), "acts": _acts(board, code)}
        | {"free": _free(board, reader, code)}
        for code in board.teams
        if reader.of(code)
    }


def _sheet(board: Board, reader: Reader, team: str) -> dict[str, Any]:
    if team not in board.sheets:
        return {}
    return {
        order.id: _order(order, place) | _ruled(board, reader, order)
        for place, order in enumerate(board.sheets[team].orders, 1)
    }


def _order(order: Order, place: int) -> dict[str, Any]:
    more = {name: value for name, value in (("text", order.text), ("seat", order.seat)) if value}
    return {"n": place, "action": order.action, "args": dict(order.args), **more}


def _ruled(board: Board, reader: Reader, order: Order) -> dict[str, Any]:
    act = board.free.get(order.id)
    return {"ruling": ruling(reader, act)} if act else {}


def ruling(reader: Reader, act: FreeAct) -> dict[str, Any]:
    """How control ruled on a free-text act: the words to the team, the preset and its scale to control."""
    shown: dict[str, Any] = {"state": act.state}
    if act.ruling:
        shown["text"] = act.ruling
    if reader.control and act.preset:
        shown |= {"preset": act.preset, "scale": act.scale}
    return shown


def _locked(board: Board, team: str) -> dict[str, Any]:
    sheet = board.sheets.get(team)
    if sheet is None:
        return {}
    return {"locked": {"at": sheet.at, "state": sheet.state} | ({"by": sheet.seat} if sheet.seat else {})}


def _acts(board: Board, team: str) -> dict[str, Any]:
    """What this team did, alone or as a partner, in this turn and the last. Deeds without an id are counted."""
    done = [deed for deed in board.deeds if team in (deed.team, deed.partner)]
    return {
        deed.id or f"deed-{place}": act(deed, team) for place, deed in enumerate(done, 1) if recent(board, deed.turn)
    }


def act(deed: Deed, team: str) -> dict[str, Any]:
    """A deed as its own team sees it. `played` counts seconds of play since the start of the exercise."""
    more = {
        "partner": deed.partner,
        "seat": deed.seat if deed.team == team else "",
        "credited": deed.credited,
    }
    shown = {"team": deed.team, "action": deed.action, "args": dict(deed.args), "turn": deed.turn, "played": deed.at}
    return shown | {name: value for name, value in more.items() if value}


def _free(board: Board, reader: Reader, team: str) -> dict[str, Any]:
    return {public: free(reader, act) for public, act in board.free.items() if act.team == team}


def free(reader: Reader, act: FreeAct) -> dict[str, Any]:
    seat = {"seat": act.seat} if act.seat else {}
    return {"text": act.text, "turn": act.turn, **seat, "ruling": ruling(reader, act)}


def proposals(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """What one party put to another, for the two of them."""
    if reader.public:
        return None
    return {
        public: _proposal(reader, item)
        for public, item in board.proposals.items()
        if reader.of(item.team, item.to) and (item.state in ("open", "accepted") or recent(board, item.turn))
    }


def _proposal(reader: Reader, item: Proposal) -> dict[str, Any]:
    shown = {
        "action": item.action,
        "by": item.team,
        "to": item.to,
        "args": dict(item.args),
        "state": item.state,
        "turn": item.turn,
    }
    more = {"text": item.text, "seat": item.seat if reader.of(item.team) else ""}
    return shown | {name: value for name, value in more.items() if value}
