"""The joint outcome, by deeds and not by an index; and each team's private cards."""

from __future__ import annotations

from exercises.domain.grammar import holds
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known
from exercises.enums import Tier

RANKED = (Tier.GOLD, Tier.SILVER, Tier.BRONZE)


def tier(case: Case) -> tuple[str, tuple[str, ...]]:
    """The highest tier whose every `must` holds and no `must_not`, with what each higher tier lacked."""
    facts = Known(case.setting, case.board, "outcome")
    lacking: list[str] = []
    for rank in RANKED:
        wanted = getattr(case.script.outcome, rank)
        missed = [str(wish) for wish in wanted.must if not holds(wish, facts)]
        missed += [f"not ({ban})" for ban in wanted.must_not if holds(ban, facts)]
        if not missed:
            return rank, tuple(lacking)
        lacking += [f"{rank}: {miss}" for miss in missed]
    return Tier.COLLAPSE, tuple(lacking)


def cards(case: Case) -> dict[str, bool]:
    """Private objective card → whether it is met now."""
    facts = Known(case.setting, case.board, "cards")
    return {card.code: holds(card.met, facts) for card in case.script.cards}
