"""How the exercise as a whole moves on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from exercises.domain.board.put import put, replace
from exercises.domain.board.state import Board, Clock, Seat, Team
from exercises.domain.board.vaults import Key, Vault
from exercises.domain.events.lifecycle import (
    Closed,
    Created,
    Ended,
    Extended,
    HotWashMoved,
    LifecycleEvent,
    Mustered,
    NoDuffCalled,
    NoDuffLifted,
    Paused,
    PhaseBegan,
    Readied,
    Resumed,
    SeatMade,
    Started,
    SteppedBack,
    TurnBegan,
    VaultMade,
)
from exercises.domain.events.parts import Value
from exercises.enums import KeyStatus, Phase, State

REMEMBERED_TURNS = 12


def evolve_lifecycle(board: Board, event: LifecycleEvent) -> Board:
    match event:
        case Created():
            return _created(event)
        case Readied():
            return replace(board, state=State.READY)
        case Mustered(seat=seat):
            return replace(board, seats=put(board.seats, seat, replace(board.seats[seat], mustered=True)))
        case Started(offset=offset):
            return replace(board, state=State.RUNNING, clock=Clock(offset=offset))
        case TurnBegan():
            return _turn_began(board, event)
        case PhaseBegan(phase=phase, began=began, ends=ends):
            deliberate = {Phase.BRIEF: 0.0, Phase.DELIBERATE: began}.get(Phase(phase), board.clock.deliberate)
            clock = replace(board.clock, began=began, ends=ends, deliberate=deliberate)
            return replace(board, phase=Phase(phase), clock=clock, reminded={})
        case Paused(reason=reason, at=at):
            return replace(board, state=State.PAUSED, reason=reason, clock=replace(board.clock, paused=at))
        case Resumed(offset=offset):
            return _running(board, offset)
        case Extended(seconds=seconds):
            longer = replace(board.clock, ends=board.clock.ends + seconds, extended=board.clock.extended + 1)
            return replace(board, clock=longer)
        case SteppedBack():
            raise LookupError("stepping back is restored by the caller, who can recall the earlier board")
        case NoDuffCalled(text=text, at=at):
            stopped = replace(board.clock, paused=at) if board.clock.paused < 0 else board.clock
            return replace(board, noduff=text or "NO DUFF", state=_stopped(board), reason="no_duff", clock=stopped)
        case NoDuffLifted(offset=offset):
            return replace(_running(board, offset), noduff="")
        case Ended(reason=reason, tier=tier, why=why):
            return replace(board, state=State.ENDED, reason=reason, tier=tier, tier_why=why, wash=0)
        case HotWashMoved(step=step):
            return replace(board, state=State.HOT_WASH, wash=step)
        case Closed():
            return replace(board, state=State.CLOSED)
        case _:
            assert_never(event)


def restored(before: Board, now: Board, event: SteppedBack) -> Board:
    """The earlier board in a new generation. People stay in their seats and nothing they heard is unheard."""
    seats = {
        code: replace(seat, occupant=now.seats[code].occupant, mustered=now.seats[code].mustered)
        for code, seat in before.seats.items()
    }
    return replace(
        before,
        state=State.RUNNING,
        generation=now.generation + 1,
        seats=seats,
        rooms=now.rooms,
        overrides=now.overrides,
        observations=now.observations,
        ratings=now.ratings,
        counts=now.counts,
        clock=replace(before.clock, offset=event.offset, paused=-1.0, extended=0),
        compromised=now.compromised or event.turn,
        reason="stepped_back",
    )


def _stopped(board: Board) -> State:
    return State.PAUSED if board.state is State.RUNNING else board.state


def _running(board: Board, offset: float) -> Board:
    if board.state is not State.PAUSED:
        return board
    clock = replace(board.clock, offset=offset, paused=-1.0)
    return replace(board, state=State.RUNNING, reason="", clock=clock)


def _created(event: Created) -> Board:
    seats = {made.seat: _seat(made) for made in event.seats}
    return Board(
        code=event.code,
        title=event.title,
        script=event.script,
        turns=event.turns,
        pace=event.pace,
        luck=event.luck,
        seats=seats,
        teams={made.team: Team(kind=made.kind, ap=made.ap, ap_left=made.ap) for made in event.teams},
        vaults={made.vault: _vault(made) for made in event.vaults},
        keys=_keys(event, seats),
        world=event.world,
        opening=event.world,
    )


def _seat(made: SeatMade) -> Seat:
    return Seat(team=made.team, lead=made.lead, deputy=made.deputy, clearances=made.clearances, holds=made.holds)


def _vault(made: VaultMade) -> Vault:
    return Vault(
        policy=made.policy,
        era=made.era,
        descriptor=made.descriptor,
        address=made.address,
        keys=made.keys,
        coins=made.coins,
    )


def _keys(event: Created, seats: Mapping[str, Seat]) -> Mapping[str, Key]:
    holders = {key: code for code, seat in seats.items() for key in seat.holds}
    return {
        key: Key(
            holder=holders[key],
            team=seats[holders[key]].team,
            vault=made.vault,
            status=KeyStatus(event.key_states.get(key, KeyStatus.HEALTHY)),
            true_status=KeyStatus(event.key_truths.get(key, KeyStatus.HEALTHY)),
        )
        for made in event.vaults
        for key in made.keys
    }


def _turn_began(board: Board, event: TurnBegan) -> Board:
    teams = {code: replace(team, ap_left=team.ap) for code, team in board.teams.items()}
    return replace(
        board,
        turn=event.turn,
        story=event.story,
        teams=teams,
        intel=event.intel,
        past=_remembered(board) if board.turn else board.past,
        opening=event.opening,
        sheets={},
        changes=(),
        clock=replace(board.clock, extended=0),
        later=tuple(later for later in board.later if later.turn >= event.turn),
    )


def _remembered(board: Board) -> Mapping[str, tuple[Value, ...]]:
    return {code: (*board.past.get(code, ()), value)[-REMEMBERED_TURNS:] for code, value in board.opening.items()}
