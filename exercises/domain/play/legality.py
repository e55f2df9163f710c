"""May this team choose this action, with these details, now?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from exercises.domain.events.parts import Value
from exercises.domain.grammar import Condition, evaluate, parse_condition
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known
from exercises.domain.world import CATALOGUE, Action, Field
from exercises.errors import Refusal

NUMBERS = frozenset({"number", "btc", "days", "share", "usd"})


def known_action(case: Case, code: str) -> Action:
    """The action, if there is one and this script allows it."""
    action = CATALOGUE.actions.get(code)
    if action is None or not case.script.allows(code):
        raise Refusal("no_such_action", 404, action=code)
    return action


def may_choose(case: Case, team: str, action: Action) -> None:
    holds = any(seat.holds for seat in case.board.seats_of(team).values())
    if not action.allows(team, holds_keys=holds):
        raise Refusal("not_your_action", 403, action=action.code, team=team)


def check_needs(case: Case, action: Action) -> None:
    """The condition under which the action is open, if it names one."""
    if not action.needs:
        return
    verdict = evaluate(_needs(action.needs), Known(case.setting, case.board, action.code))
    if not verdict.holds:
        raise Refusal("needs_not_met", action=action.code, needs=action.needs)


@cache
def _needs(text: str) -> Condition:
    return parse_condition(text)


def check_args(case: Case, team: str, action: Action, args: Mapping[str, Value]) -> None:
    """Every detail the action asks for, and none it does not know."""
    known = {field.code for field in action.fields}
    for code in args:
        if code not in known:
            raise Refusal("unknown_detail", 400, action=action.code, field=code)
    for field in action.fields:
        if field.code in args and args[field.code] != "":
            _check(case, team, action, field, args[field.code])
        elif not field.optional:
            raise Refusal("detail_missing", 400, action=action.code, field=field.code)


def _check(case: Case, team: str, action: Action, field: Field, value: Value) -> None:
    if field.kind in NUMBERS:
        _check_number(action, field, value)
    choices = _choices(case, team, field)
    if choices is not None and value not in choices:
        raise Refusal("detail_unknown", 400, action=action.code, field=field.code, value=str(value))


def _check_number(action: Action, field: Field, value: Value) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Refusal("detail_not_a_number", 400, action=action.code, field=field.code)
    low, high = field.low, field.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refusal("detail_out_of_range", 400, action=action.code, field=field.code, low=low, high=high)


def _choices(case: Case, team: str, field: Field) -> Any:
    board = case.board
    named: dict[str, Any] = {
        "choice": field.options,
        "key": {code for code, key in board.keys.items() if key.team == team},
        "vault": board.vaults,
        "team": board.teams,
        "tx": board.transactions,
        "inject": {item.id for item in board.injects.values()},
    }
    return named.get(field.kind)
