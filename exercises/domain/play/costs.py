"""What acts cost, and whether a team can pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exercises.domain.board.acts import FREE_TEXT
from exercises.domain.events.parts import Spent, Value
from exercises.domain.play.case import Case
from exercises.domain.world import CATALOGUE, Cause, Cost, World
from exercises.enums import Timing
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
    """Can this team pay, beside what it has promised for the bell? Raises the refusal that says what is short."""
    _payable(case, team, list(costs), _promised(case, team))


def affordable_now(case: Case, team: str, cost: Cost) -> None:
    """The same for an act outside the sheet: what is sealed on the sheet is spent already."""
    sheet = case.board.sheets.get(team)
    sealed = [cost_of(order.action, team) for order in sheet.orders] if sheet else []
    _payable(case, team, [cost], [*sealed, *_promised(case, team)])


def payable(world: World, team: str, cost: Cost) -> None:
    """Can this still be paid as the turn is resolved? Its actions were set aside when it was sealed."""
    _capital(_number(world, f"pc.{team}"), [cost], [])
    _money(_number(world, f"budget.{team}"), [cost])


def _promised(case: Case, team: str) -> list[Cost]:
    """What joint acts will cost that both sides have agreed to and that wait for the bell."""
    agreed = (item for item in case.board.proposals.values() if item.state == "accepted")
    waiting = (item for item in agreed if CATALOGUE.actions[item.action].timing is Timing.BELL)
    return [cost_of(item.action, team) for item in waiting if team in (item.team, item.to)]


def _payable(case: Case, team: str, wanted: list[Cost], kept: list[Cost]) -> None:
    ap = sum(cost.ap for cost in wanted)
    left = case.board.teams[team].ap_left - sum(cost.ap for cost in kept)
    if ap > left:
        raise Refusal("actions_short", needed=ap, left=left)
    _capital(purse(case, "pc", team), wanted, kept)
    _money(purse(case, "budget", team), [*wanted, *kept])


def _capital(capital: float | None, wanted: list[Cost], kept: list[Cost]) -> None:
    """Observers have no political capital, and pay none."""
    if capital is None:
        return
    needed = sum(cost.pc for cost in wanted)
    left = capital - sum(cost.pc for cost in kept)
    if needed > left:
        raise Refusal("capital_short", needed=needed, left=round(left, 1))
    if capital < LOW_CAPITAL and max((cost.pc for cost in wanted), default=0) > DEAR:
        raise Refusal("capital_low", limit=DEAR, left=round(left, 1))


def _money(budget: float | None, wanted: list[Cost]) -> None:
    needed = sum(cost.money for cost in wanted)
    if needed > (budget or 0.0):
        raise Refusal("money_short", needed=needed, left=budget or 0.0)


def purse(case: Case, kind: str, team: str) -> float | None:
    """What a team has of `pc` or `budget`, or None where it has no such purse."""
    return _number(case.board.world, f"{kind}.{team}")


def _number(world: World | Mapping[str, Value], code: str) -> float | None:
    value = world[code] if code in world else None  # noqa: SIM401 - a World has no `get`
    return float(value) if isinstance(value, (int, float)) else None


def charge(world: World, team: str, action: str, cost: Cost) -> Spent:
    """Takes capital and money out of the world; the actions are counted on the board."""
    cause = Cause("cost", {"action": action, "team": team})
    for kind, amount in (("pc", cost.pc), ("budget", cost.money)):
        code = f"{kind}.{team}"
        if amount and code in world:
            world.add(code, -amount, cause)
    return Spent(ap=cost.ap, pc=cost.pc, money=cost.money)
