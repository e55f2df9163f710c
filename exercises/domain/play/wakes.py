"""What happens by itself when its time comes, other than the end of a phase."""

from __future__ import annotations

from exercises.domain.board.injects import row
from exercises.domain.board.setting import CLOCK
from exercises.domain.events.acts import Alerted, Reminded
from exercises.domain.events.injects import Skipped, Unanswered
from exercises.domain.events.parts import NOTHING, Impact
from exercises.domain.events.talk import HotlineClosed
from exercises.domain.events.transactions import OfferLapsed
from exercises.domain.grammar import Effect, evaluate, names
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known
from exercises.domain.play.impact import Strike
from exercises.domain.play.injects import release
from exercises.domain.play.schedule import Due
from exercises.domain.play.talk import unanswered_call
from exercises.domain.world import Cause


def wake(case: Case, item: Due) -> None:
    """Does one due thing; it is not due any more afterwards."""
    match item.what:
        case "inject":
            planned(case, item.ref)
        case "answer":
            give_up(case, item.ref)
        case "reminder":
            case.emit(Reminded(team=item.ref))
        case "alert":
            case.emit(Alerted(team=item.ref))
        case "hotline":
            case.emit(HotlineClosed(id=item.ref, how="rang_out", seat=CLOCK, impact=unanswered_call(case)))
        case "offer":
            public, _, key = item.ref.partition("/")
            case.emit(OfferLapsed(id=public, key=key))
        case _:
            raise ValueError(item.what)


def planned(case: Case, code: str) -> None:
    """The planned moment of a row: it goes out, unless its condition does not hold."""
    spec = case.script.inject(code)
    if spec.when is None:
        release(case, code)
        return
    verdict = evaluate(spec.when, Known(case.setting, case.board, code))
    if verdict.holds:
        release(case, code, why=verdict.why)
    else:
        case.emit(Skipped(code=code, reason="condition", why=verdict.why))


def give_up(case: Case, code: str) -> None:
    """The time to answer is over for those who have not."""
    state = row(case.board, code)
    teams = state.awaited
    impact = NOTHING
    if code not in case.board.improvised:
        impact = _price_of_silence(case, code, teams)
    case.emit(Unanswered(id=state.id, code=code, teams=teams, impact=impact))


def _price_of_silence(case: Case, code: str, teams: tuple[str, ...]) -> Impact:
    """What names a side by `.own` or `.other` is felt for each silent team; everything else once."""
    effects = case.script.inject(code).unanswered
    if not effects:
        return NOTHING
    blow = Strike(case, f"unanswered/{code}")
    cause = Cause("unanswered", {"inject": code})
    blow.apply([effect for effect in effects if not _of_a_side(effect)], cause)
    for team in teams:
        blow.apply([effect for effect in effects if _of_a_side(effect)], cause, own=team)
    blow.settle()
    return blow.impact()


def _of_a_side(effect: Effect) -> bool:
    return any(code.endswith((".own", ".other")) for _, code, _ in names(effect))


def give_up_answers(case: Case) -> None:
    """At the bell nothing of this turn can be answered any more."""
    for code, state in case.board.injects.items():
        if state.answer_by and state.awaited:
            give_up(case, code)
