"""Every inject can arrive: somebody or something sends it, in a turn that still comes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exercises.domain.grammar import Effect, Kind, Queue
from exercises.domain.script.checks.truth import Bounds, never
from exercises.domain.script.trees import trees
from exercises.enums import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path
    from exercises.domain.script.schema import Inject


def check_reach(scope: Scope) -> None:
    """Links name injects that exist, lead forward in time, and leave nothing that can never be sent."""
    for index, inject in enumerate(scope.script.injects):
        path: Path = ("injects", index)
        for place, target in _links(inject):
            _check_link(scope, (*path, *place), inject, target)
        if inject.contingency and inject.expects is None:
            scope.error("contingency_needs_expects", (*path, "contingency"), inject=inject.code)
    _check_unreachable(scope)


def check_never(scope: Scope) -> None:
    """No condition is written that cannot come true in this script."""
    for index, inject in enumerate(scope.script.injects):
        path: Path = ("injects", index)
        if inject.when is not None and never(inject.when, _moment(scope, inject)):
            scope.error("trigger_never", (*path, "when"), inject=inject.code)
        bounds = Bounds(scope, first=inject.turn or 1)
        if inject.expects is not None and never(inject.expects, bounds):
            scope.warn("never_true", (*path, "expects"), condition=str(inject.expects))
        for place, branch in enumerate(inject.branches):
            if never(branch.when, bounds):
                scope.error("branch_never", (*path, "branches", place, "if"), inject=branch.to)
    _check_others(scope)


def check_evidence(scope: Scope) -> None:
    """Every objective is tested by an inject or seen by a condition."""
    tested = {inject.objective for inject in scope.script.injects}
    for index, objective in enumerate(scope.script.objectives):
        tasks = [task for target in objective.targets for task in target.tasks]
        if objective.code not in tested and not any(task.met or task.code in tested for task in tasks):
            scope.warn("objective_untested", ("objectives", index), objective=objective.code)


def _links(inject: Inject) -> Iterator[tuple[Path, str]]:
    """Where an inject names another one in a field."""
    if inject.after is not None:
        yield ("after",), inject.after
    if inject.contingency is not None:
        yield ("contingency",), inject.contingency
    for place, branch in enumerate(inject.branches):
        yield ("branches", place, "to"), branch.to


def _check_link(scope: Scope, path: Path, inject: Inject, target: str) -> None:
    if not scope.expect("inject", target, scope.names[Kind.INJECT], path):
        return
    other = scope.script.inject(target)
    if target == inject.code:
        scope.error("leads_to_itself", path, inject=target)
    elif path[-1] == "after":
        if (inject.turn or scope.last_turn) < (other.turn or 1):
            scope.error("leads_back", path, inject=inject.code, turn=inject.turn or 0)
    elif other.turn is not None and other.turn < (inject.turn or 1):
        scope.error("leads_back", path, inject=target, turn=other.turn)
    elif other.trigger is Trigger.TIME and other.when is None:
        scope.warn("sent_anyway", path, inject=target)
    if path[-1] == "contingency" and inject.deadline >= scope.last_turn:
        scope.warn("contingency_too_late", path, inject=target)


def _check_unreachable(scope: Scope) -> None:
    """Time, control and conditions send injects; those that wait for another one need that one to arrive."""
    reached = {inject.code for inject in scope.script.injects if inject.trigger is not Trigger.AFTER}
    sends = _sends(scope)
    waiting = list(reached)
    while waiting:
        new = sends[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    for index, inject in enumerate(scope.script.injects):
        if inject.code not in reached:
            scope.error("unreachable", ("injects", index), inject=inject.code)


def _sends(scope: Scope) -> defaultdict[str, set[str]]:
    """Which injects each inject can bring about; effects that queue one count for the inject they stand in."""
    sends: defaultdict[str, set[str]] = defaultdict(set)
    for inject in scope.script.injects:
        for place, target in _links(inject):
            source, sent = (target, inject.code) if place == ("after",) else (inject.code, target)
            if sent in scope.names[Kind.INJECT]:
                sends[source].add(sent)
    for path, effect in scope.script.effects():
        if isinstance(effect.act, Queue) and effect.act.inject.code in scope.names[Kind.INJECT]:
            sends[scope.script.injects[int(path[1])].code].add(effect.act.inject.code)
    return sends


def _moment(scope: Scope, inject: Inject) -> Bounds:
    """The turns in which the `when` of an inject is weighed."""
    if inject.trigger is Trigger.TIME and inject.turn is not None:
        return Bounds(scope, first=inject.turn, last=inject.turn)
    return Bounds(scope, first=inject.turn or 1)


def _check_others(scope: Scope) -> None:
    """Tasks, cards, tiers, and the `when` of effects; the conditions of injects have been weighed in their turns."""
    for path, tree in trees(scope.script):
        condition = tree.when if isinstance(tree, Effect) else None if path[0] == "injects" else tree
        if condition is not None and never(condition, Bounds(scope)):
            scope.warn("never_true", path, condition=str(condition))
