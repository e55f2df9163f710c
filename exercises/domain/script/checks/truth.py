"""Conditions that can never be true, found without playing: ranges of figures, words that exist, keys there are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

from exercises.domain.grammar import (
    And,
    Chance,
    Compare,
    Condition,
    Count,
    Counter,
    Ever,
    Held,
    Not,
    Number,
    Or,
    Tally,
    Term,
    Var,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.script.checks.scope import Scope

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a condition is weighed: from turn `first` to `last` (0: the last turn of the script)."""

    scope: Scope
    first: int = 1
    last: int = 0

    def turns(self) -> Range:
        return Range(self.first, self.last or self.scope.last_turn)

    def of(self, term: Term) -> Range | None:
        """The values a figure can take; None for what is no figure."""
        if isinstance(term, Number):
            return Range(term.value, term.value)
        if isinstance(term, Count):
            return Range(0, math.inf)
        if isinstance(term, Counter):
            return self._counter(term)
        return self._variable(term.name.code) if isinstance(term, Var) else None

    def _counter(self, term: Counter) -> Range | None:
        if term.what == "turn":
            return self.turns()
        return Range(0, len(self.scope.script.holders)) if term.what == "proved_keys" else self._variable("stage")

    def _variable(self, code: str) -> Range | None:
        variable = self.scope.variable(code)
        return None if variable is None or variable.kind != "number" else Range(variable.low, variable.high)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from low to high, both included unless open."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    @property
    def empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    def cut(self, op: str, other: Range) -> Range:
        """What is left of the values when the comparison with some value of the other range holds."""
        result = self
        if op in ("<", "<=", "=="):
            result = result.below(other.high, strict=op == "<" or (op != "<" and other.open_high))
        if op in (">", ">=", "=="):
            result = result.above(other.low, strict=op == ">" or (op != ">" and other.open_low))
        return result

    def below(self, limit: float, *, strict: bool) -> Range:
        if limit > self.high:
            return self
        return Range(self.low, limit, self.open_low, strict or (limit == self.high and self.open_high))

    def above(self, limit: float, *, strict: bool) -> Range:
        if limit < self.low:
            return self
        return Range(limit, self.high, strict or (limit == self.low and self.open_low), self.open_high)


@singledispatch
def never(_condition: Condition, _bounds: Bounds) -> bool:
    """True only if the condition cannot be true in these turns, whatever people do. In doubt, false."""
    return False


@never.register
def _(condition: And, bounds: Bounds) -> bool:
    parts = tuple(_flat(condition))
    return any(never(part, bounds) for part in parts) or _contradict(parts, bounds)


@never.register
def _(condition: Or, bounds: Bounds) -> bool:
    return all(never(part, bounds) for part in condition.parts)


@never.register
def _(condition: Not, bounds: Bounds) -> bool:
    return always(condition.part, bounds)


@never.register
def _(condition: Compare, bounds: Bounds) -> bool:
    return _contradict((condition,), bounds)


@never.register
def _(condition: Tally, bounds: Bounds) -> bool:
    """No more keys sign or refuse than the vault has."""
    tx = bounds.scope.script.transactions_by_code.get(condition.tx.code)
    vault = bounds.scope.script.vaults_by_code.get(tx.vault) if tx else None
    keys = len(vault.keys) if vault else math.inf
    return Range(0, keys).cut(condition.op, Range(condition.count, condition.count)).empty


@never.register
def _(condition: Chance, _: Bounds) -> bool:
    return condition.probability == 0


@never.register
def _(condition: Held, bounds: Bounds) -> bool:
    too_long = condition.turns > bounds.turns().high
    return too_long or never(condition.condition, Bounds(bounds.scope, last=bounds.last))


@never.register
def _(condition: Ever, bounds: Bounds) -> bool:
    return never(condition.condition, Bounds(bounds.scope, last=bounds.last))


@singledispatch
def always(_condition: Condition, _bounds: Bounds) -> bool:
    """True only if the condition is true in all of these turns, whatever people do. In doubt, false."""
    return False


@always.register
def _(condition: And, bounds: Bounds) -> bool:
    return all(always(part, bounds) for part in condition.parts)


@always.register
def _(condition: Or, bounds: Bounds) -> bool:
    return any(always(part, bounds) for part in condition.parts)


@always.register
def _(condition: Not, bounds: Bounds) -> bool:
    return never(condition.part, bounds)


@always.register
def _(condition: Compare, bounds: Bounds) -> bool:
    """A comparison of figures is always true if its opposite never is. Words may be unsaid, so they prove nothing."""
    known = bounds.of(condition.left) is not None and bounds.of(condition.right) is not None
    return known and _contradict((_opposite(condition),), bounds)


@always.register
def _(condition: Chance, _: Bounds) -> bool:
    return condition.probability == 1


def _flat(condition: And) -> Iterable[Condition]:
    """The parts of nested conjunctions, `not a < b` turned into `a >= b`."""
    for part in condition.parts:
        if isinstance(part, And):
            yield from _flat(part)
        elif isinstance(part, Not) and isinstance(part.part, Compare):
            yield _opposite(part.part)
        else:
            yield part


def _opposite(compare: Compare) -> Compare:
    return Compare(compare.left, _OPPOSITE[compare.op], compare.right)  # type: ignore[arg-type]  # a comparison each


def _contradict(parts: Iterable[Condition], bounds: Bounds) -> bool:
    """Whether comparisons of the same figure leave it no value."""
    left: dict[str, Range] = {}
    for part in parts:
        if not isinstance(part, Compare):
            continue
        own, other = bounds.of(part.left), bounds.of(part.right)
        if own is None or other is None:
            continue
        name = str(part.left)
        left[name] = left.get(name, own).cut(part.op, other)
        if part.op == "!=" and own.low == own.high == other.low == other.high:
            return True
    return any(values.empty for values in left.values())
