"""The five steps of a turn, and how one leads to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from exercises.domain.board.setting import CLOCK
from exercises.domain.board.state import Team
from exercises.domain.events.acts import PostureTaken, SheetLocked
from exercises.domain.events.lifecycle import Ended, PhaseBegan, TurnBegan
from exercises.domain.events.parts import Order
from exercises.domain.events.seats import LeadPassed
from exercises.domain.events.talk import HotlineClosed
from exercises.domain.events.transactions import OfferLapsed
from exercises.domain.events.verdicts import OutcomeShown
from exercises.domain.play.case import Case
from exercises.domain.play.orders import legal
from exercises.domain.play.outcome import tier
from exercises.domain.play.resolution import resolve
from exercises.domain.play.wakes import give_up_answers
from exercises.enums import Occupant, Phase

SILENT_TURNS = 2
"""After so many turns without a sheet the deputy leads."""


def begin_turn(case: Case, turn: int) -> None:
    board = case.board
    intel = {team: float(board.world.get(f"intel.{team}", 0.0)) for team in board.teams}
    story = case.script.starts(turn).timestamp()
    case.emit(TurnBegan(turn=turn, story=story, intel=intel, opening=board.world))
    for code, team in case.board.teams.items():
        _pass_lead(case, code, team)
    _begin(case, Phase.BRIEF)


def end_phase(case: Case, drafts: Mapping[str, tuple[Order, ...]]) -> None:
    """Ends the running phase and begins the next; `drafts` count when this is the bell."""
    phase = case.board.phase
    match phase:
        case Phase.BRIEF:
            _begin(case, Phase.DELIBERATE)
        case Phase.DELIBERATE:
            _ring(case, drafts)
        case Phase.LOCK | Phase.RESOLVE:
            _resolve(case)
        case Phase.REVEAL:
            _next_turn(case)
        case _:
            assert_never(phase)


def finish(case: Case, reason: str) -> None:
    """ENDEX, with the tier that the deeds so far have earned."""
    reached, why = tier(case)
    case.emit(Ended(reason=reason, tier=reached, why=why))


def _begin(case: Case, phase: Phase) -> None:
    minutes = case.script.turn(case.board.turn).minutes
    lasts = {
        Phase.BRIEF: minutes.brief,
        Phase.DELIBERATE: minutes.deliberate,
        Phase.LOCK: minutes.lock,
        Phase.REVEAL: minutes.reveal,
    }.get(phase, 0.0)
    began = case.at
    ends = began + lasts * 60 * case.board.pace
    case.emit(PhaseBegan(turn=case.board.turn, phase=phase, began=began, ends=ends))


def _ring(case: Case, drafts: Mapping[str, tuple[Order, ...]]) -> None:
    """The bell: a legal saved draft counts, the posture only where there is none."""
    for team in case.board.teams:
        if team in case.board.sheets:
            continue
        orders = drafts.get(team, ())
        if orders and legal(case, team, orders):
            case.emit(SheetLocked(team=team, orders=orders, seat=""))
        else:
            case.emit(PostureTaken(team=team))
    give_up_answers(case)
    _hang_up(case)
    _begin(case, Phase.LOCK)


def _hang_up(case: Case) -> None:
    line = case.board.hotline
    if line.id:
        how = "rang_out" if line.state == "ringing" else "hung_up"
        case.emit(HotlineClosed(id=line.id, how=how, seat=CLOCK))
    for public, item in case.board.transactions.items():
        for key in item.offers:
            case.emit(OfferLapsed(id=public, key=key))


def _resolve(case: Case) -> None:
    _begin(case, Phase.RESOLVE)
    resolve(case)
    _begin(case, Phase.REVEAL)


def _next_turn(case: Case) -> None:
    """What the facilitator has not shown by then is shown now."""
    resolution = case.board.resolution
    if resolution and resolution.shown < len(resolution.outcomes):
        case.emit(OutcomeShown(turn=case.board.turn, count=len(resolution.outcomes)))
    if case.board.turn >= case.board.turns:
        finish(case, "played")
    else:
        begin_turn(case, case.board.turn + 1)


def _pass_lead(case: Case, code: str, team: Team) -> None:
    if team.silent < SILENT_TURNS:
        return
    for seat, item in case.board.seats_of(code).items():
        if item.deputy and not item.lead and item.occupant is not Occupant.EMPTY:
            case.emit(LeadPassed(team=code, seat=seat))
            return
