"""How order sheets, immediate acts and proposals leave their mark."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import counted, paid, put, replace, struck
from exercises.domain.board.state import Board, Deed, FreeAct, Proposal, Sheet
from exercises.domain.events import Entry
from exercises.domain.events.acts import (
    ActDone,
    ActEvent,
    Alerted,
    PostureTaken,
    ProposalAccepted,
    ProposalClosed,
    Proposed,
    Reminded,
    SheetLocked,
    SheetReopened,
)

FREE_TEXT = "free_text"
"""The action code of an act that players put into their own words."""


def evolve_act(board: Board, event: ActEvent, entry: Entry) -> Board:
    match event:
        case SheetLocked():
            return _locked(board, event, entry)
        case SheetReopened(team=team):
            left = {code: sheet for code, sheet in board.sheets.items() if code != team}
            return replace(board, sheets=left, free=_withdrawn(board, team))
        case PostureTaken(team=team):
            held = Sheet(orders=(), seat="", at=entry.at, state="posture")
            return replace(board, sheets=put(board.sheets, team, held))
        case Reminded(team=team):
            return replace(board, reminded=put(board.reminded, team, "reminded"))
        case Alerted(team=team):
            return replace(board, reminded=put(board.reminded, team, "alerted"))
        case ActDone():
            shared = paid(paid(_done(board, event), event.team, event.spent), event.partner, event.spent)
            return struck(shared, event.impact)
        case Proposed():
            return _proposed(board, event)
        case ProposalAccepted(id=public, seat=seat):
            agreed = replace(board.proposals[public], state="accepted", answered=seat)
            return replace(board, proposals=put(board.proposals, public, agreed))
        case ProposalClosed(id=public, how=how, seat=seat):
            closed = replace(board.proposals[public], state=how, answered=seat)
            return replace(board, proposals=put(board.proposals, public, closed))
        case _:
            assert_never(event)


def deed_of(board: Board, event: ActDone) -> Deed:
    """The deed an immediate act leaves behind."""
    return Deed(
        team=event.team,
        action=event.action,
        turn=board.turn,
        at=event.at,
        story=board.story,
        seat=event.seat,
        partner=event.partner,
        args=event.args,
        id=event.id,
    )


def _done(board: Board, event: ActDone) -> Board:
    return replace(board, deeds=(*board.deeds, deed_of(board, event)), counts=counted(board, "act", event.team))


def _locked(board: Board, event: SheetLocked, entry: Entry) -> Board:
    state = "locked" if event.seat else "taken"
    sheet = Sheet(orders=event.orders, seat=event.seat, at=entry.at, state=state)
    waiting = {
        order.id: FreeAct(team=event.team, text=order.text, turn=board.turn, seat=order.seat)
        for order in event.orders
        if order.action == FREE_TEXT
    }
    return replace(
        board, sheets=put(board.sheets, event.team, sheet), free={**_withdrawn(board, event.team), **waiting}
    )


def _withdrawn(board: Board, team: str) -> dict[str, FreeAct]:
    """Free-text acts without those this team still had open on its sheet."""
    return {code: act for code, act in board.free.items() if act.team != team or act.state != "open"}


def _proposed(board: Board, event: Proposed) -> Board:
    proposal = Proposal(
        action=event.action,
        team=event.team,
        to=event.to,
        seat=event.seat,
        turn=event.turn,
        args=event.args,
        text=event.text,
    )
    return replace(
        board,
        proposals=put(board.proposals, event.id, proposal),
        counts=counted(board, "proposal", event.team),
    )
