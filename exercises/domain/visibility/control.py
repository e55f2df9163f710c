"""The director's own section: the run sheet with everything that is still to come, and what waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.board.injects import row
from exercises.domain.visibility.orders import act, recent
from exercises.domain.visibility.review import feelings, fixes, overrides
from exercises.domain.visibility.static import static_of
from exercises.enums import Occupant, State

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Improvised, Inject
    from exercises.domain.events.parts import Later
    from exercises.domain.visibility.reader import Reader


def control(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    if not reader.control:
        return None
    return {
        "rows": _rows(setting, board),
        "needs": _needs(board),
        "overrides": overrides(board),
        "flags": dict(board.flags),
        "later": [_later(item) for item in board.later],
        "deeds": {
            str(place): act(deed, deed.team) for place, deed in enumerate(board.deeds, 1) if recent(board, deed.turn)
        },
        "feelings": feelings(board),
        "answers": {place.replace("/", "."): dict(answers) for place, answers in board.answers.items()},
        "fixes": fixes(board),
        "intel": dict(board.intel),
        "tier_why": list(board.tier_why),
        "tier": board.tier,
    }


def _rows(setting: Setting, board: Board) -> dict[str, Any]:
    """Inject code → what is planned of it and how it went; what control wrote itself stands among them."""
    plans = static_of(setting.script).plans
    planned = {code: plan | _went(row(board, code)) for code, plan in plans.items()}
    own = {code: _own(written) | _went(row(board, code)) for code, written in board.improvised.items()}
    return planned | own


def _own(written: Improvised) -> dict[str, Any]:
    return {
        "title": dict(written.title),
        "from": dict(written.sender),
        "to": list(written.to),
        "medium": written.medium.value,
        "text": dict(written.text),
        "trigger": "manual",
        "improvised": True,
    }


def _went(item: Inject) -> dict[str, Any]:
    went = {
        "id": item.id,
        "at": item.sent_at,
        "sent_turn": item.turn,
        "queued_at": item.queued_at,
        "why": list(item.why),
        "early": item.early,
        "denied": item.denied,
    }
    return {"status": item.status} | {name: value for name, value in went.items() if value}


def _later(item: Later) -> dict[str, Any]:
    return {"turn": item.turn, "effect": item.pending.effect, "cause": item.pending.cause.code}


def _needs(board: Board) -> dict[str, Any]:
    """What waits for control: rulings, contests, silent teams, a real-world stop, missing people, queued injects."""
    rulings = {
        f"ruling-{public}": {"what": "ruling", "ref": public, "team": act.team}
        for public, act in board.free.items()
        if act.state == "open"
    }
    contests = {
        f"contest-{public}": {"what": "contest", "ref": public, "team": contest.team}
        for resolved in board.resolved.values()
        for public, contest in resolved.contests.items()
        if contest.state == "open"
    }
    alerts = {
        f"alert-{team}": {"what": "alert", "ref": team, "team": team}
        for team, state in board.reminded.items()
        if state == "alerted" and team not in board.sheets
    }
    queued = {
        f"queued-{code}": {"what": "queued", "ref": code}
        for code, item in board.injects.items()
        if item.status == "queued"
    }
    return rulings | contests | alerts | queued | _people(board)


def _people(board: Board) -> dict[str, Any]:
    missing = {
        f"muster-{code}": {"what": "muster", "ref": code, "team": seat.team}
        for code, seat in board.seats.items()
        if board.state is State.READY and not seat.mustered and seat.occupant is not Occupant.BOT
    }
    return missing | ({"noduff": {"what": "noduff", "ref": board.code}} if board.noduff else {})
