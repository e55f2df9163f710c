"""Private answers, observations, ratings: what people thought, beside what they did."""

from __future__ import annotations

from exercises.domain.board.setting import EVALUATOR
from exercises.domain.events.review import FeelingGiven, FixNoted, ObjectiveRated, ObservationNoted, WashAnswered
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.talk import LONGEST_MESSAGE, checked
from exercises.domain.world import PRINCIPALS
from exercises.enums import Phase, Rating, State
from exercises.errors import Refusal

HIGHEST_TRUST = 10
SILENT_STEP, FIXES_STEP, FEEDBACK_STEP = 1, 3, 4
FIX_KINDS = ("strength", "fix")


def give_feeling(case: Case, command: commands.GiveFeeling) -> None:
    """At the Lock each principal seat says privately how far it trusts the other side, and what it expects."""
    case.need_running()
    if case.board.phase not in (Phase.LOCK, Phase.RESOLVE, Phase.REVEAL):
        raise Refusal("not_at_the_lock", phase=case.board.phase)
    if case.seat.team not in PRINCIPALS:
        raise Refusal("principals_only", 403)
    if not 0 <= command.trust <= HIGHEST_TRUST:
        raise Refusal("trust_range", 400, high=HIGHEST_TRUST)
    prediction = checked(command.prediction, LONGEST_MESSAGE) if command.prediction.strip() else ""
    case.emit(FeelingGiven(seat=case.by.seat, turn=case.board.turn, trust=command.trust, prediction=prediction))


def answer_wash(case: Case, command: commands.AnswerWash) -> None:
    """Silent individual answers in the first step, the feedback form in the last."""
    _need_step(case, SILENT_STEP, FEEDBACK_STEP)
    if case.by.seat not in case.board.seats:
        raise Refusal("seat_only", 403)
    answers = {question: checked(text, LONGEST_MESSAGE) for question, text in command.answers.items() if text.strip()}
    case.emit(WashAnswered(seat=case.by.seat, step=case.board.wash, answers=answers))


def note_fix(case: Case, command: commands.NoteFix) -> None:
    """A strength to keep, or a fix with somebody who owns it."""
    _need_step(case, FIXES_STEP, FEEDBACK_STEP)
    if command.kind not in FIX_KINDS:
        raise Refusal("no_such_kind", 400, kind=command.kind)
    text = checked(command.text, LONGEST_MESSAGE)
    owner = checked(command.owner, 200) if command.owner.strip() else ""
    public = case.id("fix", case.by.seat)
    case.emit(FixNoted(id=public, kind=command.kind, text=text, owner=owner, seat=case.by.seat))


def observe(case: Case, command: commands.Observe) -> None:
    """An evaluator, or control, marks a moment."""
    _need_evaluator(case)
    if command.team and command.team not in case.board.teams:
        raise Refusal("no_such_team", 400, team=command.team)
    if command.objective:
        _need_objective(case, command.objective)
    text = checked(command.text, LONGEST_MESSAGE) if command.text.strip() else ""
    case.emit(
        ObservationNoted(
            id=case.id("observation", case.by.seat),
            seat=case.by.seat,
            turn=case.board.turn,
            at=max(case.at, 0.0) if case.board.turn else 0.0,
            team=command.team,
            objective=command.objective,
            text=text,
        )
    )


def _need_objective(case: Case, code: str) -> None:
    try:
        case.script.objective(code)
    except KeyError:
        raise Refusal("no_such_objective", 404, objective=code) from None


def rate(case: Case, command: commands.Rate) -> None:
    _need_evaluator(case)
    _need_objective(case, command.objective)
    if command.rating not in set(Rating):
        raise Refusal("no_such_rating", 400, rating=command.rating)
    note = checked(command.note, LONGEST_MESSAGE) if command.note.strip() else ""
    case.emit(ObjectiveRated(objective=command.objective, rating=command.rating, note=note, seat=case.by.seat))


def _need_evaluator(case: Case) -> None:
    if not case.by.control and case.by.seat != EVALUATOR:
        raise Refusal("evaluators_only", 403)


def _need_step(case: Case, *steps: int) -> None:
    if case.board.state is not State.HOT_WASH or case.board.wash not in steps:
        raise Refusal("not_that_step", step=case.board.wash)
