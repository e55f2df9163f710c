"""What one could do now, for showing and hiding buttons. The rules have the last word when a button is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.enums import Phase, State, TeamKind
from exercises.models import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board import Board
    from exercises.models import Viewer

LIVE = (State.RUNNING, State.PAUSED)
TALKING = (State.READY, *LIVE, State.ENDED, State.HOT_WASH)
OPEN = (Phase.BRIEF, Phase.DELIBERATE)


def verbs_of(viewer: Viewer, board: Board) -> list[str]:
    """Names of verbs, in no particular order of rank."""
    match viewer.role:
        case Role.SEAT:
            return [*_talk(board), *_seat(viewer, board)]
        case Role.CONTROL:
            return [*_talk(board), *_control(board), *_notes(board)]
        case Role.EVALUATOR:
            return list(_notes(board))
        case _:
            return []


def _talk(board: Board) -> Iterator[str]:
    if board.state in TALKING:
        yield from ("say", "no_duff")


def _notes(board: Board) -> Iterator[str]:
    if board.state is not State.DRAFT and board.state is not State.CLOSED:
        yield from ("observe", "rate", "note_fix")


def _seat(viewer: Viewer, board: Board) -> Iterator[str]:
    seat, team = board.seats[viewer.seat], board.teams[viewer.team]
    if not seat.mustered and board.state in (State.READY, *LIVE):
        yield "muster"
    if board.state is State.HOT_WASH:
        yield from ("answer_wash", "note_fix")
    if board.state in LIVE:
        yield "check_words"
    if board.state is not State.RUNNING:
        return
    principal = team.kind == TeamKind.PRINCIPAL
    if board.phase in OPEN:
        yield from ("reply", "act", "propose", "accept", "decline", "prove_control", "share_intel")
        yield from ("note", "call") if principal else ()
        yield from ("statement",) if seat.lead or viewer.seat in _speakers(board, viewer.team) else ()
        yield from _custodian(viewer, board)
    if board.phase is Phase.DELIBERATE:
        yield from ("reopen",) if viewer.team in board.sheets else ("order_add", "order_remove", "draft")
        yield from ("lock",) if seat.lead and viewer.team not in board.sheets else ()
    elif board.phase is Phase.REVEAL and team.contested != board.turn:
        yield "contest"


def _speakers(board: Board, team: str) -> list[str]:
    """While nobody leads, any member may speak."""
    seats = board.seats_of(team)
    return [] if any(seat.lead and seat.occupant != "empty" for seat in seats.values()) else list(seats)


def _custodian(viewer: Viewer, board: Board) -> Iterator[str]:
    seat = board.seats[viewer.seat]
    if "custodian" not in seat.clearances:
        return
    yield from ("decode", "sign", "confirm", "refuse", "freeze", "declare_suspect", "split_shares", "join_shares")
    if any(ceremony.state == "open" for ceremony in board.ceremonies.values()):
        yield from ("offer_key", "hear_words", "build_vault", "abandon_ceremony")


def _control(board: Board) -> Iterator[str]:
    state = board.state
    yield from {
        State.DRAFT: ("ready",),
        State.READY: ("start",),
        State.RUNNING: ("pause", "advance", "extend", "step_back", "end"),
        State.PAUSED: ("resume", "step_back", "end"),
        State.ENDED: ("move_wash",),
        State.HOT_WASH: ("move_wash",),
    }.get(state, ())
    if state in LIVE:
        yield from ("release", "hold", "unhold", "skip", "add_inject", "credit", "not_done", "override_value")
        yield from ("rule_act", "rule_contest", "show_next", "pass_lead")
    if board.noduff:
        yield "lift_no_duff"
    if state is not State.CLOSED:
        yield from ("invite", "revoke", "fill", "clear", "place_link", "show_names")
