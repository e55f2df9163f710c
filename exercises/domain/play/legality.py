"""May this team choose this action, with these details, now?"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from exercises.domain.board import Board
from exercises.domain.board.state import Inject
from exercises.domain.events.parts import Value
from exercises.domain.grammar import holds
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known, condition
from exercises.domain.play.talk import checked
from exercises.domain.world import CATALOGUE, Action, Field
from exercises.errors import Refusal

LONGEST_NAME = 100
LONGEST_TEXT = 2_000
RUMOUR = "rumour."
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
    if not holds(condition(action.needs), Known(case.setting, case.board, action.code)):
        raise Refusal("needs_not_met", action=action.code, needs=action.needs)


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
        return
    known = field.options or _named(case.board, team, field.kind)
    if not isinstance(value, bool if field.kind == "flag" else str) or (known is not None and value not in known):
        raise Refusal("detail_unknown", 400, action=action.code, field=field.code, value=str(value)[:LONGEST_NAME])
    if known is None and isinstance(value, str) and value.strip():
        checked(value, LONGEST_TEXT)


def _check_number(action: Action, field: Field, value: Value) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Refusal("detail_not_a_number", 400, action=action.code, field=field.code)
    low, high = field.low, field.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refusal("detail_out_of_range", 400, action=action.code, field=field.code, low=low, high=high)


def _named(board: Board, team: str, kind: str) -> Collection[Value] | None:  # noqa: PLR0911 - one arm a kind
    """What a team may name in a field of this kind: its own keys, what it has read, and what everybody knows."""
    match kind:
        case "key":
            return {code for code, key in board.keys.items() if key.team == team}
        case "vault":
            return board.vaults
        case "team":
            return board.teams
        case "tx":
            return board.transactions
        case "inject":
            return {item.id for item in board.injects.values() if has_read(item, team)}
        case "rumour":
            return {code.removeprefix(RUMOUR) for code in board.world if code.startswith(RUMOUR)}
        case "choice":
            return ()
        case _:
            return None


def has_read(item: Inject, team: str) -> bool:
    """Has anybody of this team been sent this row, or been handed it?"""
    readers = {reader.split("+")[0] for reader in item.to}
    return team in item.shared or bool(readers & {team, "all", "public"})
