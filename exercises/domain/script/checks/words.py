"""Names and values inside conditions, effects and the start pack."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from exercises.domain.grammar import (
    ANY_TEAM,
    Clamp,
    Compare,
    Count,
    Did,
    DidWithin,
    Effect,
    Is,
    Kind,
    Move,
    Name,
    Node,
    Number,
    Put,
    Reply,
    Var,
    nearest,
    walk,
)
from exercises.domain.grammar import names as names_of
from exercises.domain.script.checks.scope import Scope
from exercises.domain.script.parts import ALL, PUBLIC
from exercises.domain.script.problems import Path
from exercises.domain.script.trees import trees
from exercises.enums import Visibility

if TYPE_CHECKING:
    from exercises.domain.world.entries import Variable

# `own` and `other` mean something only where one team is known to have acted or to have kept silent.
_RELATIVE = ("own", "other")
_HAVE_A_TEAM = ("effects", "unanswered")
TRUTHS = ("true", "false")


def check_trees(scope: Scope) -> None:
    """Every name in every condition and effect, and the values they are set to or compared with."""
    for path, tree in trees(scope.script):
        for kind, code, column in names_of(tree):
            _check_name(scope, path, kind, code, column)
        for node in walk(tree):
            _check_node(node, scope, path)


def check_start(scope: Scope) -> None:
    for code, value in scope.script.start.items():
        path: Path = ("start", code)
        variable = scope.variable(code)
        if variable is None:
            scope.unknown("variable", code, scope.variables, path, key=True)
        else:
            _check_value(scope, path, variable, value)
    for index, team in enumerate(scope.script.teams):
        for field in ("pc", "budget"):
            code = f"{field}.{team.code}"
            if getattr(team.resources, field) is not None and scope.variable(code) is None:
                scope.error("no_such_resource", ("teams", index, "resources", field), field=field, team=team.code)


def check_indicators(scope: Scope) -> None:
    for index, code in enumerate(scope.script.indicators):
        variable = scope.variable(code)
        if variable is None:
            scope.unknown("variable", code, scope.variables, ("indicators", index))
        elif variable.seen.visibility is Visibility.WHITE:
            scope.warn("hidden_indicator", ("indicators", index), found=code)


def _check_name(scope: Scope, path: Path, kind: Kind, code: str, column: int) -> None:
    if kind is Kind.VARIABLE:
        _check_variable(scope, path, code, column)
    elif kind is Kind.FLAG:
        if code not in scope.flags:
            scope.warn("flag_never_raised", path, nearest(code, scope.flags), found=code)
    elif kind in scope.names and code not in scope.names[kind] and (kind, code) != (Kind.TEAM, ANY_TEAM):
        scope.unknown(kind, code, scope.names[kind], path, column)


def _check_variable(scope: Scope, path: Path, code: str, column: int) -> None:
    stem, _, last = code.rpartition(".")
    if last not in (*_RELATIVE, "*"):
        if scope.variable(code) is None:
            scope.unknown("variable", code, scope.variables, path, column)
        return
    if not any(known.startswith(f"{stem}.") for known in scope.variables):
        scope.unknown("variable", code, scope.variables, path, column)
    if last in _RELATIVE and not any(step in _HAVE_A_TEAM for step in path[-2:]):
        scope.error("no_acting_team", path, found=code)


@singledispatch
def _check_node(node: Node, scope: Scope, path: Path) -> None:
    """Most nodes are right once their names are."""


@_check_node.register
def _(node: Compare, scope: Scope, path: Path) -> None:
    if isinstance(node.left, Var) and (variable := scope.variable(node.left.name.code)):
        _check_compared(scope, path, variable, node)
    if isinstance(node.left, Reply) and isinstance(node.right, Name):
        _check_reply(scope, path, node.left, node.right)


@_check_node.register
def _(node: Did, scope: Scope, path: Path) -> None:
    _check_act(scope, path, node.team.code, node.action.code)


@_check_node.register
def _(node: DidWithin, scope: Scope, path: Path) -> None:
    _check_act(scope, path, node.team.code, node.action.code)


@_check_node.register
def _(node: Count, scope: Scope, path: Path) -> None:
    _check_act(scope, path, node.team.code, node.action.code)


@_check_node.register
def _(node: Is, scope: Scope, path: Path) -> None:
    if node.what == "alone":
        _check_act(scope, path, ANY_TEAM, node.name.code)


@_check_node.register
def _(node: Effect, scope: Scope, path: Path) -> None:
    act = node.act
    if isinstance(act, Put) and (variable := scope.variable(act.target.code)):
        _check_value(scope, path, variable, act.value.code if isinstance(act.value, Name) else act.value)
    elif isinstance(act, (Move, Clamp)):
        variable = scope.variable(act.target.code)
        if variable is not None and variable.kind != "number":
            scope.error("not_a_number", path, found=act.target.code)
    if node.after >= scope.last_turn:
        scope.warn("effect_too_late", path, after=node.after)


def _check_compared(scope: Scope, path: Path, variable: Variable, node: Compare) -> None:
    if isinstance(node.right, Name):
        word = node.right.code
        value = word == "true" if word in TRUTHS else word
        _check_value(scope, path, variable, value)
    elif isinstance(node.right, Number) and variable.kind != "number":
        scope.error("not_a_number", path, found=variable.code)


def _check_value(scope: Scope, path: Path, variable: Variable, value: object) -> None:
    if variable.kind == "state":
        known = tuple(variable.options)
        if str(value) not in known:
            scope.unknown("state", str(value), known, path)
    elif variable.kind == "flag":
        if not isinstance(value, bool):
            scope.error("expected_truth", path, field=variable.code, found=str(value))
    elif isinstance(value, bool) or not isinstance(value, (int, float)):
        scope.error("expected_number", path, field=variable.code, found=str(value))
    elif not variable.low <= value <= variable.high:
        limit = f"{variable.low:g} … {variable.high:g}"
        scope.error("out_of_range", path, field=variable.code, found=f"{value:g}", limit=limit)


def _check_reply(scope: Scope, path: Path, reply: Reply, word: Name) -> None:
    inject = scope.script.injects_by_code.get(reply.inject.code)
    if inject is None:
        return
    codes = [coded.code for coded in inject.replies]
    if word.code not in codes:
        scope.unknown("reply", word.code, codes, path, word.column)
    reached = {address.team for address in inject.to}
    if reply.team.code != ANY_TEAM and not reached & {reply.team.code, ALL, PUBLIC}:
        scope.warn("reply_not_addressed", path, team=reply.team.code, inject=inject.code)


def _check_act(scope: Scope, path: Path, team: str, action: str) -> None:
    entry = scope.catalogue.actions.get(action)
    if entry is None:
        return
    if not scope.script.allows(action):
        scope.error("action_denied", path, action=action)
    elif team in scope.script.teams_by_code and not entry.allows(team, holds_keys=scope.holds_keys(team)):
        scope.warn("cannot_choose", path, team=team, action=action)
