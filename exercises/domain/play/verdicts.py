"""What control decides by hand, and what teams say against it."""

from __future__ import annotations

from exercises.domain.events.parts import NOTHING, Impact, Value
from exercises.domain.events.verdicts import (
    ActCredited,
    ActNotDone,
    ActRuled,
    ContestRuled,
    OutcomeContested,
    OutcomeShown,
    Overridden,
)
from exercises.domain.grammar import parse_effect
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.impact import Strike
from exercises.domain.play.talk import LONGEST_MESSAGE, checked, reason_of
from exercises.domain.world import CATALOGUE, PRESETS, Cause, Variable
from exercises.enums import Phase
from exercises.errors import Refusal

LARGEST_SCALE = 3.0


def show_next(case: Case, _: commands.ShowNext) -> None:
    case.need_control()
    resolution = case.board.resolution
    if resolution is None or resolution.shown >= len(resolution.outcomes):
        raise Refusal("nothing_to_show")
    case.emit(OutcomeShown(turn=case.board.turn, count=resolution.shown + 1))


def contest(case: Case, command: commands.Contest) -> None:
    """A team may contest one outcome of its own a turn, until the next Lock."""
    case.need_running()
    turn = case.board.turn if case.board.resolution else case.board.turn - 1
    resolution = case.board.resolved.get(str(turn))
    team = case.seat.team
    if resolution is None or case.board.phase is Phase.LOCK:
        raise Refusal("nothing_to_contest")
    outcome = resolution.outcomes.get(command.outcome)
    if outcome is None or team not in (outcome.team, outcome.partner):
        raise Refusal("no_such_outcome", 404)
    if case.board.teams[team].contested == turn:
        raise Refusal("contested_once", turn=turn)
    text = checked(command.text, LONGEST_MESSAGE)
    case.emit(OutcomeContested(id=command.outcome, turn=turn, team=team, seat=case.by.seat, text=text))


def rule_contest(case: Case, command: commands.RuleContest) -> None:
    case.need_control()
    for turn, resolution in case.board.resolved.items():
        contested = resolution.contests.get(command.outcome)
        if contested and contested.state == "open":
            impact = NOTHING
            if command.upheld and command.preset:
                impact = preset(case, command.preset, command.scale, contested.team, f"contest/{command.outcome}")
            text = checked(command.text, LONGEST_MESSAGE)
            ruling = ContestRuled(id=command.outcome, turn=int(turn), upheld=command.upheld, text=text, impact=impact)
            case.emit(ruling)
            return
    raise Refusal("no_such_contest", 404)


def rule_act(case: Case, command: commands.RuleAct) -> None:
    """A free-text act gets its effect from a preset; the team reads the reason."""
    case.need_control()
    waiting = case.board.free.get(command.act)
    if waiting is None or waiting.state != "open":
        raise Refusal("no_such_act", 404)
    if waiting.turn == case.board.turn and case.board.phase in (Phase.BRIEF, Phase.DELIBERATE):
        raise Refusal("still_sealed", turn=waiting.turn)
    impact = NOTHING
    if command.preset:
        impact = preset(case, command.preset, command.scale, waiting.team, f"ruling/{command.act}")
    case.emit(
        ActRuled(
            id=command.act,
            team=waiting.team,
            preset=command.preset,
            scale=command.scale,
            text=checked(command.text, LONGEST_MESSAGE),
            impact=impact,
        )
    )


def preset(case: Case, name: str, scale: float, team: str, context: str) -> Impact:
    """The impact of a preset of the shock catalogue, for one team's act."""
    if name not in PRESETS:
        raise Refusal("no_such_preset", 400, preset=name)
    if not 0 <= scale <= LARGEST_SCALE:
        raise Refusal("scale_range", 400, high=LARGEST_SCALE)
    blow = Strike(case, context)
    blow.apply([parse_effect(text) for text in PRESETS[name]], Cause("preset", {"preset": name}), own=team, scale=scale)
    blow.settle()
    return blow.impact()


def credit(case: Case, command: commands.Credit) -> None:
    """Deeds done aloud count too, when control has evidence."""
    case.need_control()
    case.need_running()
    if command.team not in case.board.teams:
        raise Refusal("no_such_team", 400, team=command.team)
    if not command.action and not (command.inject and command.reply):
        raise Refusal("nothing_to_credit", 400)
    if command.action and command.action not in CATALOGUE.actions:
        raise Refusal("no_such_action", 404, action=command.action)
    if command.reply:
        _known_reply(case, command.inject, command.reply)
    evidence = checked(command.evidence, LONGEST_MESSAGE)
    case.emit(
        ActCredited(
            team=command.team,
            action=command.action,
            evidence=evidence,
            inject=command.inject,
            reply=command.reply,
        )
    )


def _known_reply(case: Case, inject: str, reply: str) -> None:
    try:
        replies = [item.code for item in case.script.inject(inject).replies]
    except KeyError:
        raise Refusal("no_such_inject", 404, inject=inject) from None
    if reply not in replies:
        raise Refusal("no_such_reply", 400, reply=reply)


def not_done(case: Case, command: commands.NotDone) -> None:
    case.need_control()
    try:
        case.script.inject(command.inject)
    except KeyError:
        raise Refusal("no_such_inject", 404, inject=command.inject) from None
    case.emit(ActNotDone(inject=command.inject))


def override(case: Case, command: commands.OverrideValue) -> None:
    """Control sets a number by hand. The reason stands in the review; earlier turns keep their snapshots."""
    case.need_control()
    case.need_running()
    reason = reason_of(command.reason, LONGEST_MESSAGE)
    if not CATALOGUE.knows(command.variable):
        raise Refusal("no_such_variable", 404, variable=command.variable)
    value = _within(CATALOGUE.variable(command.variable), command.value)
    before = case.board.world.get(command.variable, CATALOGUE.variable(command.variable).start)
    case.emit(Overridden(variable=command.variable, before=before, after=value, reason=reason))


def _within(variable: Variable, value: Value) -> Value:
    """The value in the variable's own kind and range."""
    if variable.kind == "flag" and isinstance(value, bool):
        return value
    if variable.kind == "state" and value in variable.options:
        return value
    if variable.kind == "number" and not isinstance(value, (bool, str)) and variable.low <= value <= variable.high:
        return float(value)
    raise Refusal("value_out_of_range", 400, variable=variable.code, low=variable.low, high=variable.high)
