"""The exercise as a whole: made, mustered, started, clocked, stopped, ended."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain import custody
from exercises.domain.board.setting import CLOCK, CONTROL
from exercises.domain.board.state import Seat
from exercises.domain.custody import messages, policies
from exercises.domain.events.lifecycle import (
    Closed,
    Created,
    Extended,
    HotWashMoved,
    Mustered,
    NoDuffCalled,
    NoDuffLifted,
    Paused,
    Readied,
    Resumed,
    SeatMade,
    Started,
    SteppedBack,
    TeamMade,
    VaultMade,
)
from exercises.domain.events.parts import Order, Value
from exercises.domain.events.verdicts import Reckoned
from exercises.domain.play import commands, phases
from exercises.domain.play.case import FIRST_BLOCK, Case
from exercises.domain.play.custody import vault_for
from exercises.domain.play.impact import KEY_TARGET, SATS, TRUTH, key_of, strike
from exercises.domain.play.schedule import due, next_due
from exercises.domain.play.talk import LONGEST_REASON, checked, reason_of
from exercises.domain.play.wakes import wake
from exercises.domain.script import Team, Vault
from exercises.domain.world import CATALOGUE, Cause, start_values
from exercises.enums import Occupant, Phase, State, TeamKind
from exercises.errors import Refusal

EXTENSIONS_A_TURN = 2
LONGEST_EXTENSION = 60.0
"""Minutes."""
LAST_CALL_SECONDS = 10.0
WASH_STEPS = 4


def create(case: Case, command: commands.Create) -> None:
    if case.board.code:
        raise Refusal("code_in_use", code=case.board.code)
    script = case.script
    truths, states, numbers = _opening(case)
    case.emit(
        Created(
            code=command.code,
            title=script.title.both,
            script=script.digest,
            turns=len(script.turns),
            pace=command.pace,
            luck=case.setting.luck.on,
            seats=tuple(
                SeatMade(
                    seat=seat.code,
                    team=team.code,
                    lead=seat.lead,
                    deputy=seat.deputy,
                    clearances=tuple(sorted(seat.clearances)),
                    holds=tuple(seat.holds),
                )
                for team in script.teams
                for seat in team.seats
            ),
            teams=tuple(TeamMade(team=team.code, kind=team.kind, ap=_actions(team)) for team in script.teams),
            vaults=tuple(_vault(case, vault) for vault in script.vaults),
            world=numbers,
            key_truths=truths,
            key_states=states,
        )
    )


def _actions(team: Team) -> int:
    """Actions a turn, unless the script says otherwise: three for principals, two for the others."""
    if team.resources.ap is not None:
        return team.resources.ap
    return 3 if team.kind is TeamKind.PRINCIPAL else 2


def _opening(case: Case) -> tuple[dict[str, str], dict[str, str], dict[str, Value]]:
    """The script's overrides: truths and declared states of keys apart, everything else into the world."""
    script = case.script
    overrides: dict[str, Value] = {}
    truths: dict[str, str] = {}
    states: dict[str, str] = {}
    for code, value in script.start.items():
        if code.startswith(KEY_TARGET):
            key, what = key_of(code)
            (truths if what == TRUTH else states)[key] = str(value)
        else:
            overrides[code] = value
    for team in script.teams:
        purses = {f"pc.{team.code}": team.resources.pc, f"budget.{team.code}": team.resources.budget}
        overrides |= {code: value for code, value in purses.items() if value is not None and CATALOGUE.knows(code)}
    for vault in script.vaults:
        overrides[f"reserve.btc.{vault.code}"] = vault.btc
    return truths, states, start_values(script.pack, overrides, case.setting.luck)


def _vault(case: Case, vault: Vault) -> VaultMade:
    ring = case.setting.keys
    keys = {holder: ring.xpub(holder, 0) for holder in policies.places(vault.policy, vault.keys)}
    made = vault_for(case, vault.code, vault.policy, keys, era=0)
    share, rest = divmod(round(vault.btc * SATS), vault.coins)
    amounts = [share + (rest if index == 0 else 0) for index in range(vault.coins)]
    return VaultMade(
        vault=vault.code,
        policy=vault.policy,
        era=0,
        descriptor=made.descriptor,
        address=made.address,
        keys=keys,
        coins=custody.fund(made, amounts, label=vault.code, height=FIRST_BLOCK),
    )


def ready(case: Case, _: commands.Ready) -> None:
    case.need_control()
    if case.board.state is not State.DRAFT:
        raise Refusal("not_a_draft", state=case.board.state)
    case.emit(Readied())


def muster(case: Case, _: commands.Muster) -> None:
    """Custodians sign a test message, so that a missing key is found before play."""
    if case.board.state not in (State.READY, State.RUNNING, State.PAUSED):
        raise Refusal("muster_closed", state=case.board.state)
    if case.seat.mustered:
        return
    nonce = f"muster {case.board.code} {case.by.seat}"
    signatures = [messages.sign_words(case.setting.keys, key, nonce) for key in case.seat.holds]
    case.emit(Mustered(seat=case.by.seat, signature=" ".join(signatures)))


def start(case: Case, command: commands.Start) -> None:
    case.need_control()
    if case.board.state is not State.READY:
        raise Refusal("not_ready", state=case.board.state)
    _need_no_duff_over(case)
    missing = tuple(code for code, seat in case.board.seats.items() if _missing(seat))
    if missing and not command.anyway:
        raise Refusal("muster_incomplete", missing=", ".join(missing))
    case.emit(Started(offset=case.now, missing=missing))
    case.emit(Reckoned(impact=strike(case, (), Cause("custody.report"), "start")))
    phases.begin_turn(case, 1)


def _missing(seat: Seat) -> bool:
    return seat.occupant is not Occupant.EMPTY and not seat.mustered


def pause(case: Case, command: commands.Pause) -> None:
    """The clock stops; after an outage at the moment at which it should have done something."""
    case.need_control()
    if not case.late:
        case.need_running()
    reason = checked(command.reason, LONGEST_REASON) if command.reason.strip() else "control"
    case.emit(Paused(reason=reason, at=_stopped(case)))


def _stopped(case: Case) -> float:
    """Play time at which the clock stops now: the time of an outage does not count."""
    if not case.late:
        return case.at
    first = due(case.setting, case.board)[0]
    return max(first.at - case.board.clock.offset, case.board.clock.began)


def resume(case: Case, _: commands.Resume) -> None:
    """The clock goes on from where it stood, so lost time is given back."""
    case.need_control()
    _need_no_duff_over(case)
    if case.board.state is not State.PAUSED:
        raise Refusal("not_paused", state=case.board.state)
    case.emit(Resumed(offset=case.now - case.board.clock.paused))


def extend(case: Case, command: commands.Extend) -> None:
    """For everybody at once, at most twice a turn, never in the last ten seconds."""
    case.need_control()
    case.need_running()
    reason = reason_of(command.reason)
    if not 0 < command.minutes <= LONGEST_EXTENSION:
        raise Refusal("detail_out_of_range", 400, action="extend", field="minutes", low=0, high=LONGEST_EXTENSION)
    if case.board.clock.extended >= EXTENSIONS_A_TURN:
        raise Refusal("extended_twice", limit=EXTENSIONS_A_TURN)
    if case.board.clock.ends - case.at < LAST_CALL_SECONDS:
        raise Refusal("too_late_to_extend", seconds=int(LAST_CALL_SECONDS))
    case.emit(Extended(seconds=command.minutes * 60, reason=reason))


def advance(case: Case, command: commands.Advance) -> None:
    case.need_control()
    case.need_running()
    phases.end_phase(case, command.drafts)


def end(case: Case, command: commands.End) -> None:
    """ENDEX before the last turn is over."""
    case.need_control()
    if case.board.state not in (State.RUNNING, State.PAUSED):
        raise Refusal("not_running", state=case.board.state)
    phases.finish(case, reason_of(command.reason))


def move_wash(case: Case, _: commands.MoveWash) -> None:
    """Silent answers, then ground truth, then strengths and fixes, then the feedback form; then the file closes."""
    case.need_control()
    if case.board.state not in (State.ENDED, State.HOT_WASH):
        raise Refusal("not_ended", state=case.board.state)
    case.emit(HotWashMoved(step=case.board.wash + 1) if case.board.wash < WASH_STEPS else Closed())


def step_back(case: Case, command: commands.StepBack) -> None:
    case.need_control()
    if case.board.state not in (State.RUNNING, State.PAUSED) or not 1 <= command.turn <= case.board.turn:
        raise Refusal("cannot_step_back", turn=command.turn)
    _need_no_duff_over(case)
    reason = reason_of(command.reason)
    if case.recall is None:
        raise LookupError("stepping back needs the earlier board")
    before = case.recall(command.to_number)
    case.emit(
        SteppedBack(
            to_number=command.to_number,
            turn=command.turn,
            board_hash=command.board_hash,
            reason=reason,
            offset=case.now - max(before.clock.ends, 0.0),
        )
    )
    phases.begin_turn(case, command.turn)


def no_duff(case: Case, command: commands.NoDuff) -> None:
    """Anybody may stop the game for something real."""
    text = checked(command.text, LONGEST_REASON) if command.text.strip() else ""
    if not case.board.noduff:
        case.emit(NoDuffCalled(seat=case.by.seat, text=text, at=_stopped(case)))


def _need_no_duff_over(case: Case) -> None:
    if case.board.noduff:
        raise Refusal("noduff_first")


def lift_no_duff(case: Case, _: commands.LiftNoDuff) -> None:
    case.need_control()
    if not case.board.noduff:
        raise Refusal("no_noduff")
    paused = case.board.clock.paused
    case.emit(NoDuffLifted(offset=case.now - paused if paused >= 0 else case.board.clock.offset))


def tick(case: Case, _: commands.Tick) -> None:
    _catch_up(case, {})


def bell(case: Case, command: commands.Bell) -> None:
    _catch_up(case, command.drafts)


def _catch_up(case: Case, drafts: Mapping[str, tuple[Order, ...]]) -> None:
    """Does what is due now, once each. Over a minute late the exercise pauses, and never plays a burst of turns."""
    if case.by.seat not in (CLOCK, CONTROL):
        raise Refusal("control_only", 403)
    if case.late:
        case.emit(Paused(reason="outage", at=_stopped(case)))
        return
    first = case.first
    while first and first.at <= case.now:
        if first.what in ("phase", "bell"):
            phases.end_phase(case, drafts if case.board.phase is Phase.DELIBERATE else {})
            drafts = {}
        else:
            wake(case, first)
        first = next_due(case.setting, case.board)
