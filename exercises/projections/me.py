"""What is one's own: a name, unread marks, drafts, what this seat alone decoded or heard, what it may do now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.visibility import shares
from exercises.enums import Phase, State
from exercises.models import Draft, ReadMark, Role
from exercises.projections.custody import ceremonies_of, confirms_of, transactions_of
from exercises.projections.may import verbs_of
from exercises.projections.names import people_near
from exercises.projections.sheet import levers_of, sheet_of

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.models import Viewer
    from exercises.store import Standing

Own = dict[str, Any]
PRINCIPALS = ("us", "cn")


def me_for(viewer: Viewer) -> Own:
    """One's own part of every page. Never pushed, never cached, never shared."""
    item = store.present(viewer.exercise)
    own: Own = {
        "role": viewer.role.value,
        "team": viewer.team,
        "name": viewer.name,
        "language": viewer.language,
        "fence": [item.board.turn, item.board.generation],
        "can": verbs_of(viewer, item.board),
        **people_near(viewer),
    }
    return own | _seat(viewer, item) if viewer.role is Role.SEAT else own


def _seat(viewer: Viewer, item: Standing) -> Own:
    board, code = item.board, viewer.seat
    written, view = item.setting.script.seat(code), item.view(viewer.stream)
    return {
        "seat": code,
        "title": written.title.both,
        "lead": board.seats[code].lead,
        "speaks": written.speaks,
        "holds": list(written.holds),
        "custodian": "custodian" in written.clearances,
        "marks": _marks(viewer),
        "unread": _unread(view, board, code),
        "replied": [public for public, inject in view["injects"].items() if viewer.team in inject.get("answers", {})],
        "muster": _muster(viewer, board, custodian=bool(written.holds)),
        "feeling": _feeling(viewer, board),
        "wash": _wash(board, code),
        "drafts": _drafts(viewer, board),
        "sheet": sheet_of(viewer, item),
        "actions": levers_of(viewer, item),
        "tx": transactions_of(viewer, item),
        "confirms": confirms_of(viewer, item),
        "ceremonies": ceremonies_of(viewer, item),
        "shares": shares(board, code),
        "may_call": [team for team in PRINCIPALS if viewer.team in PRINCIPALS and team != viewer.team],
    }


def _marks(viewer: Viewer) -> dict[str, str]:
    rows = ReadMark.objects.filter(exercise=viewer.exercise, seat=viewer.seat)
    return dict(rows.values_list("what", "last"))


def _unread(view: dict[str, Any], board: Board, seat: str) -> list[str]:
    """Injects on this desk that this seat has not opened."""
    seen = {item.id for item in board.injects.values() if seat in item.seen}
    return [public for public in view["injects"] if public not in seen]


def _muster(viewer: Viewer, board: Board, *, custodian: bool) -> Own:
    done = board.seats[viewer.seat].mustered
    room = board.rooms.get("~".join(sorted(("control", viewer.team))), {})
    said = [message.text for message in room.values() if message.seat == viewer.seat]
    signature = {"signature": done} if custodian else {}
    return {"name": bool(viewer.name), "link": True, "message": said[-1] if said else "", "done": done, **signature}


def _feeling(viewer: Viewer, board: Board) -> Own:
    """What this seat said at this Lock, and whether it is still asked."""
    given = board.feelings.get(str(board.turn), {}).get(viewer.seat)
    asked = board.state is State.RUNNING and board.phase in (Phase.LOCK, Phase.RESOLVE, Phase.REVEAL)
    told = {"trust": given.trust, "prediction": given.prediction} if given else {}
    return {"due": asked and given is None and viewer.team in PRINCIPALS, **told}


def _wash(board: Board, seat: str) -> dict[str, dict[str, str]]:
    """This seat's own answers: step → question number → text."""
    steps = {name.partition("/")[2]: answers for name, answers in board.answers.items() if name.startswith(f"{seat}/")}
    return {step: dict(answers) for step, answers in steps.items()}


def _drafts(viewer: Viewer, board: Board) -> dict[str, Own]:
    rows = Draft.objects.filter(exercise=viewer.exercise, owner=viewer.seat, turn=board.turn)
    return {row.kind: {"version": row.version, **_fields(row)} for row in rows}


def _fields(row: Draft) -> dict[str, str]:
    body: dict[str, str] = json.loads(row.body)
    return body
