"""Order sheets: what a team seals until the bell."""

from __future__ import annotations

from exercises.domain.board.acts import FREE_TEXT
from exercises.domain.custody import guard
from exercises.domain.events.acts import SheetLocked, SheetReopened
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.costs import affordable, cost_of
from exercises.domain.play.legality import LONGEST_TEXT, check_args, check_needs, known_action, may_choose
from exercises.enums import Phase, Timing
from exercises.errors import Refusal


def lock(case: Case, command: commands.LockSheet) -> None:
    """Seals the sheet. An empty one is a choice too: the team passes."""
    _need_deliberate(case)
    team = case.seat.team
    case.need_lead()
    if team in case.board.sheets:
        raise Refusal("already_locked", team=team)
    check_sheet(case, team, command.orders)
    case.emit(SheetLocked(team=team, orders=command.orders, seat=case.by.seat))


def reopen(case: Case, _: commands.ReopenSheet) -> None:
    _need_deliberate(case)
    case.need_lead()
    if case.seat.team not in case.board.sheets:
        raise Refusal("not_locked", team=case.seat.team)
    case.emit(SheetReopened(team=case.seat.team, seat=case.by.seat))


def check_sheet(case: Case, team: str, orders: tuple[Order, ...]) -> None:
    """Raises the refusal of a sheet that cannot stand."""
    for order in orders:
        check_order(case, team, order)
    _check_ids(orders)
    affordable(case, team, [cost_of(order.action, team) for order in orders])


def legal(case: Case, team: str, orders: tuple[Order, ...]) -> bool:
    """Can this sheet stand? The bell takes no other draft."""
    try:
        check_sheet(case, team, orders)
    except Refusal:
        return False
    return True


def _check_ids(orders: tuple[Order, ...]) -> None:
    """Outcomes and rulings are found by the id of their order."""
    known: set[str] = set()
    for order in orders:
        if order.id in known:
            raise Refusal("detail_unknown", 400, action=order.action, field="id", value=order.id)
        known.add(order.id)


def check_order(case: Case, team: str, order: Order) -> None:
    if len(order.text) > LONGEST_TEXT:
        raise Refusal("too_long", 400, limit=LONGEST_TEXT)
    if guard.real_secrets(order.text):
        raise Refusal("never_real_keys", 400)
    if order.action == FREE_TEXT:
        if not order.text.strip():
            raise Refusal("say_what_you_do", 400)
        return
    action = known_action(case, order.action)
    may_choose(case, team, action)
    if action.timing is Timing.NOW:
        raise Refusal("act_now_instead", 400, action=action.code)
    check_args(case, team, action, order.args)
    check_needs(case, action)


def _need_deliberate(case: Case) -> None:
    case.need_running()
    if case.board.phase is not Phase.DELIBERATE:
        raise Refusal("not_deliberating", turn=case.board.turn, phase=case.board.phase)
