"""What acts cost, and whether a team can pay."""

from __future__ import annotations

from collections.abc import Iterable

from exercises.domain.board.acts import FREE_TEXT
from exercises.domain.events.parts import Spent
from exercises.domain.play.case import Case
from exercises.domain.world import CATALOGUE, Cause, Cost, World
from exercises.errors import Refusal

FREE_COST = Cost(1, 1, 0.0)
"""A free-text act costs what an unpriced one does: one action, one point of political capital."""
LOW_CAPITAL = 10
DEAR = 5


def cost_of(action: str, team: str) -> Cost:
    """What one team pays for an action, zero for acts outside the catalogue."""
    if action == FREE_TEXT:
        return FREE_COST
    known = CATALOGUE.actions.get(action)
    return known.cost(team) if known else Cost(0, 0, 0.0)


def affordable(case: Case, team: str, costs: Iterable[Cost]) -> None:
    """Raises the refusal that says what is short."""
    wanted = list(costs)
    ap = sum(cost.ap for cost in wanted)
    left = case.board.teams[team].ap_left
    if ap > left:
        raise Refusal("actions_short", needed=ap, left=left)
    capital = purse(case, "pc", team)
    if capital is not None:
        _capital(capital, wanted)
    money = sum(cost.money for cost in wanted)
    budget = purse(case, "budget", team) or 0.0
    if money > budget:
        raise Refusal("money_short", needed=money, left=budget)


def _capital(capital: float, wanted: list[Cost]) -> None:
    needed = sum(cost.pc for cost in wanted)
    if needed > capital:
        raise Refusal("capital_short", needed=needed, left=round(capital, 1))
    dearest = max((cost.pc for cost in wanted), default=0)
    if capital < LOW_CAPITAL and dearest > DEAR:
        raise Refusal("capital_low", limit=DEAR, left=round(capital, 1))


def purse(case: Case, kind: str, team: str) -> float | None:
    """What a team has of `pc` or `budget`, or None where it has no such purse."""
    value = case.board.world.get(f"{kind}.{team}")
    return float(value) if isinstance(value, (int, float)) else None


def charge(world: World, team: str, action: str, cost: Cost) -> Spent:
    """Takes capital and money out of the world; the actions are counted on the board."""
    cause = Cause("cost", {"action": action, "team": team})
    for kind, amount in (("pc", cost.pc), ("budget", cost.money)):
        code = f"{kind}.{team}"
        if amount and code in world:
            world.add(code, -amount, cause)
    return Spent(ap=cost.ap, pc=cost.pc, money=cost.money)
