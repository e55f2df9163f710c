"""Every inject has a moment, and whoever is asked has time to answer before the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.enums import Trigger

if TYPE_CHECKING:
    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path
    from exercises.domain.script.schema import Inject

DELIBERATION = 12
"""Offsets count in minutes of a deliberation of this length and scale with the real one."""

QUIET = 0.3
"""In this last part of a deliberation nothing arrives that wants an answer."""


def check_moments(scope: Scope) -> None:
    for index, inject in enumerate(scope.script.injects):
        path: Path = ("injects", index)
        _check_trigger(scope, path, inject)
        _check_turns(scope, path, inject)
        _check_answer(scope, path, inject)


def check_story_time(scope: Scope) -> None:
    """Story time never runs backwards."""
    script = scope.script
    for index, (before, turn) in enumerate(zip(script.turns, script.turns[1:], strict=False), start=1):
        if before.starts and turn.starts and (turn.starts - before.starts).total_seconds() < before.length:
            scope.error("starts_too_early", ("turns", index, "starts"), turn=turn.number)


def _check_trigger(scope: Scope, path: Path, inject: Inject) -> None:
    if inject.trigger is Trigger.TIME and inject.turn is None:
        scope.error("time_needs_turn", path, inject=inject.code)
    if inject.trigger is Trigger.CONDITION and inject.when is None:
        scope.error("condition_needs_when", path, inject=inject.code)
    if inject.after is not None and inject.trigger is not Trigger.AFTER:
        scope.warn("after_without_trigger", (*path, "after"), inject=inject.code)


def _check_turns(scope: Scope, path: Path, inject: Inject) -> None:
    for field, turn in (("turn", inject.turn), ("by", inject.by)):
        if turn is not None and turn > scope.last_turn:
            scope.error("after_last_turn", (*path, field), turn=turn, last=scope.last_turn)
    if inject.by is not None and inject.by < (inject.turn or 1):
        scope.error("deadline_before_turn", (*path, "by"), by=inject.by, turn=inject.turn or 1)


def _check_answer(scope: Scope, path: Path, inject: Inject) -> None:
    if inject.asks is None:
        return
    latest = DELIBERATION * (1 - QUIET)
    if inject.offset > latest:
        scope.error("asks_too_late", (*path, "offset"), offset=f"{inject.offset:g}", latest=f"{latest:g}")
    elif max(inject.offset, 0) + inject.asks.by > DELIBERATION:
        scope.warn("answer_after_bell", (*path, "asks", "by"), by=f"{inject.asks.by:g}")
