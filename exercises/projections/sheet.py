"""The team's sheet as it is being written: what it costs, what is left, what would be refused at the bell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises.domain.events.parts import Order
from exercises.domain.play.case import Case
from exercises.domain.play.commands import Actor
from exercises.domain.play.costs import affordable, cost_of, purse
from exercises.domain.play.legality import check_needs, known_action, may_choose
from exercises.domain.play.orders import check_order
from exercises.domain.world import CATALOGUE
from exercises.errors import Refusal
from exercises.models import Draft

if TYPE_CHECKING:
    from exercises.models import Viewer
    from exercises.store import Standing


def sheet_of(viewer: Viewer, item: Standing) -> dict[str, Any]:
    """`{"version", "saved", "by", "orders": [{…, "cost", "warning"?}], "ap_used", "ap_left", "pc_after", "problems"}`.

    Warnings and problems are refusals, `{"code", "params"}`; edges put them into words.
    """
    case = _case(viewer, item)
    row = Draft.objects.filter(exercise=viewer.exercise, owner=viewer.team, kind="sheet", turn=item.board.turn).first()
    orders = json.loads(row.body) if row else []
    costs = [cost_of(order["action"], viewer.team) for order in orders]
    capital = purse(case, "pc", viewer.team)
    return {
        "version": row.version if row else 0,
        **({"saved": row.changed_at.timestamp(), "by": row.seat} if row else {}),
        "orders": [_line(case, viewer.team, order) for order in orders],
        "ap_used": sum(cost.ap for cost in costs),
        "ap_left": case.board.teams[viewer.team].ap_left - sum(cost.ap for cost in costs),
        **({} if capital is None else {"pc_after": round(capital - sum(cost.pc for cost in costs), 1)}),
        "problems": _problem(lambda: affordable(case, viewer.team, costs)),
    }


def levers_of(viewer: Viewer, item: Standing) -> list[str]:
    """Actions of the catalogue that this team may choose now."""
    case = _case(viewer, item)
    return [code for code in CATALOGUE.actions if not _problem(lambda code=code: _open(case, viewer.team, code))]


def _open(case: Case, team: str, code: str) -> None:
    action = known_action(case, code)
    may_choose(case, team, action)
    check_needs(case, action)


def _case(viewer: Viewer, item: Standing) -> Case:
    return Case(item.setting, item.board, Actor(viewer.seat, viewer.team), 0.0)


def _line(case: Case, team: str, order: dict[str, Any]) -> dict[str, Any]:
    cost = cost_of(order["action"], team)
    wrong = _problem(lambda: check_order(case, team, Order(**order)))
    warning = {"warning": wrong[0]} if wrong else {}
    return order | {"cost": {"ap": cost.ap, "pc": cost.pc, "money": cost.money}} | warning


def _problem(check: Any) -> list[dict[str, Any]]:
    try:
        check()
    except Refusal as refusal:
        return [{"code": refusal.code, "params": refusal.params}]
    return []
