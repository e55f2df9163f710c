"""How orders ended, shown one by one as the facilitator reveals them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.causes import open_to, told
from exercises.domain.visibility.orders import recent, ruling
from exercises.domain.visibility.reader import Reader, reader_of
from exercises.domain.visibility.sight import Sight, sights

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Contest, Resolved
    from exercises.domain.events.parts import Outcome


def outcomes(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any]:
    """Turn → outcomes this reader knows of, for the running turn and the one before."""
    return {turn: _turn(board, reader, turn) for turn in board.resolved if recent(board, int(turn))}


def outcomes_of(_setting: Setting, board: Board, stream: str, turn: int) -> dict[str, Any]:
    """The outcomes of any turn, as this stream may know them."""
    return _turn(board, reader_of(stream), str(turn)) if str(turn) in board.resolved else {}


def _turn(board: Board, reader: Reader, turn: str) -> dict[str, Any]:
    resolved = board.resolved[turn]
    open_so_far = len(resolved.outcomes) if reader.control else resolved.shown
    shown = {
        public: (place <= resolved.shown, outcome)
        for place, (public, outcome) in enumerate(resolved.outcomes.items(), 1)
        if place <= open_so_far and knows(board, reader, outcome)
    }
    return {
        public: _outcome(board, reader, resolved, outcome, place) | ({"shown": revealed} if reader.control else {})
        for place, (public, (revealed, outcome)) in enumerate(shown.items(), 1)
    }


def knows(board: Board, reader: Reader, outcome: Outcome) -> bool:
    """An act is known to those who did it, and to all who see one of its numbers move and may know why."""
    if reader.of(outcome.team, outcome.partner):
        return True
    ways = sights(board, reader)
    return any(
        ways[change.variable] is Sight.EXACT and any(open_to(board, reader, cause) for cause in change.causes)
        for change in outcome.changes
    )


def _outcome(board: Board, reader: Reader, resolved: Resolved, outcome: Outcome, place: int) -> dict[str, Any]:
    shown = {
        "n": place,
        "action": outcome.action,
        "team": outcome.team,
        "result": outcome.result,
        "changes": told(board, reader, outcome.changes),
    }
    more: dict[str, Any] = {"partner": outcome.partner}
    if reader.of(outcome.team, outcome.partner):
        more |= {"reason": outcome.reason, "args": dict(outcome.args)}
    if reader.of(outcome.team):
        more |= _own(board, reader, resolved, outcome)
    return shown | {name: value for name, value in more.items() if value}


def _own(board: Board, reader: Reader, resolved: Resolved, outcome: Outcome) -> dict[str, Any]:
    """What an act cost, what its team wrote, how control ruled and how a contest ended."""
    spent = {"ap": outcome.spent.ap, "pc": outcome.spent.pc, "money": outcome.spent.money}
    contest, act = resolved.contests.get(outcome.id), board.free.get(outcome.id)
    return {
        "text": outcome.text,
        "spent": spent if any(spent.values()) else {},
        "contest": _contest(contest) if contest else {},
        "ruling": ruling(reader, act) if act else {},
    }


def _contest(contest: Contest) -> dict[str, Any]:
    return {"state": contest.state, "text": contest.text} | ({"ruling": contest.ruling} if contest.ruling else {})
