"""Whether a condition is true, and which of its parts decided that."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, Protocol

from exercises.domain.grammar.tree import (
    And,
    Chance,
    Compare,
    Comparison,
    Condition,
    Count,
    Counter,
    Did,
    DidWithin,
    Ever,
    Held,
    Is,
    KeyState,
    Name,
    Not,
    Number,
    Or,
    Reply,
    Stance,
    Tally,
    Term,
    Var,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Value = float | str | bool


class Facts(Protocol):
    """What a condition may ask of the state of play. Turns count back from this one; teams may be `any`."""

    @property
    def turn(self) -> int: ...
    @property
    def stage(self) -> int: ...
    def value(self, code: str) -> Value: ...
    def did(self, team: str, action: str) -> bool: ...
    def did_within(self, team: str, action: str, turns: int) -> bool: ...
    def within_minutes(self, team: str, action: str, minutes: int) -> bool: ...
    def count(self, team: str, action: str) -> int: ...
    def signed(self, tx: str) -> int: ...
    def refused(self, tx: str) -> int: ...
    def final(self, tx: str) -> bool: ...
    def answered(self, inject: str) -> bool: ...
    def released(self, inject: str) -> bool: ...
    def reply(self, team: str, inject: str) -> str | None: ...
    def stance(self, team: str) -> str | None: ...
    def flag(self, name: str) -> bool: ...
    def chance(self, probability: float, key: str) -> bool: ...
    def held(self, condition: str, turns: int) -> bool: ...
    def ever(self, condition: str) -> bool: ...
    def key_status(self, key: str) -> str: ...
    def proved_keys(self) -> int: ...
    def swept(self, vault: str) -> bool: ...
    def alone(self, action: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """The truth of a condition and the parts that made it so, each with what it found: "✗ turn >= 3 (2)"."""

    holds: bool
    why: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.holds


def evaluate(condition: Condition, facts: Facts) -> Verdict:
    """Weigh a condition and say why. Never raises of itself, whatever the facts answer."""
    match condition:
        case And(parts):
            verdicts = [evaluate(part, facts) for part in parts]
            return _joined(verdicts, holds=all(verdicts))
        case Or(parts):
            verdicts = [evaluate(part, facts) for part in parts]
            return _joined(verdicts, holds=any(verdicts))
        case Not(part):
            inner = evaluate(part, facts)
            return Verdict(not inner.holds, inner.why)
        case _:
            return _single(condition, facts)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether a condition is true, for those who do not ask why; it looks no further than it must."""
    try:
        weigh = _TRUTH[type(condition)]
    except KeyError:
        raise TypeError(f"not a condition: {condition!r}") from None
    return weigh(condition, facts)


def _compared(condition: Compare, facts: Facts) -> bool:
    return _compare(condition.op, _term(condition.left, facts), _term(condition.right, facts))


def _did(condition: Did, facts: Facts) -> bool:
    team, action = condition.team.code, condition.action.code
    if condition.minutes is None:
        return facts.did(team, action)
    return facts.within_minutes(team, action, condition.minutes)


def _counted(condition: Tally, facts: Facts) -> int:
    ask = facts.signed if condition.what == "signed" else facts.refused
    return ask(condition.tx.code)


def _is(condition: Is, facts: Facts) -> bool:
    ask: Callable[[str], bool] = getattr(facts, condition.what)
    return ask(condition.name.code)


_TRUTH: dict[type, Callable[[Any, Facts], bool]] = {
    And: lambda condition, facts: all(map(holds, condition.parts, repeat(facts))),
    Or: lambda condition, facts: any(map(holds, condition.parts, repeat(facts))),
    Not: lambda condition, facts: not holds(condition.part, facts),
    Compare: _compared,
    Did: _did,
    DidWithin: lambda item, facts: facts.did_within(item.team.code, item.action.code, item.turns),
    Tally: lambda item, facts: _compare(item.op, _counted(item, facts), item.count),
    Is: _is,
    Chance: lambda item, facts: facts.chance(item.probability, str(item.nth)),
    Held: lambda item, facts: facts.held(str(item.condition), item.turns),
    Ever: lambda item, facts: facts.ever(str(item.condition)),
}


def _joined(verdicts: list[Verdict], *, holds: bool) -> Verdict:
    """Only the parts that agree with the whole decided it."""
    return Verdict(holds, tuple(line for verdict in verdicts if verdict.holds is holds for line in verdict.why))


def _single(condition: Condition, facts: Facts) -> Verdict:
    truth, found = holds(condition, facts), _found(condition, facts)
    mark = "✓" if truth else "✗"
    return Verdict(truth, (f"{mark} {condition} ({found})" if found else f"{mark} {condition}",))


def _found(condition: Condition, facts: Facts) -> str:
    """The figures and words that a comparison or a count met."""
    match condition:
        case Compare(left, _, right):
            return ", ".join(_shown(_term(term, facts)) for term in (left, right) if _asked(term))
        case Tally():
            return str(_counted(condition, facts))
        case _:
            return ""


def _term(term: Term, facts: Facts) -> Value | None:
    return _ANSWERS[type(term)](term, facts)


def _count(counter: Counter, facts: Facts) -> int:
    if counter.what == "proved_keys":
        return facts.proved_keys()
    return facts.turn if counter.what == "turn" else facts.stage


_ANSWERS: dict[type, Callable[[Any, Facts], Value | None]] = {
    Number: lambda term, _: term.value,
    Name: lambda term, _: term.code,
    Var: lambda term, facts: facts.value(term.name.code),
    Count: lambda term, facts: facts.count(term.team.code, term.action.code),
    KeyState: lambda term, facts: facts.key_status(term.key.code),
    Reply: lambda term, facts: facts.reply(term.team.code, term.inject.code),
    Stance: lambda term, facts: facts.stance(term.team.code),
    Counter: _count,
}


def _asked(term: Term) -> bool:
    return not isinstance(term, (Number, Name))


def _shown(value: Value | None) -> str:
    if value is None:
        return "–"
    return _worded(value) if isinstance(value, (bool, str)) else number(round(value, 6))


def _worded(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_ORDER: dict[Comparison, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compare(op: Comparison, left: Value | None, right: Value | None) -> bool:
    """What was never said, and a figure against a word, compare as false: for == and for != alike."""
    if left is None or right is None or isinstance(left, (str, bool)) is not isinstance(right, (str, bool)):
        return False
    if isinstance(left, (str, bool)) and isinstance(right, (str, bool)):
        return op in ("==", "!=") and (_worded(left) == _worded(right)) is (op == "==")
    if op in ("==", "!="):
        return (left == right) is (op == "==")
    return _ORDER[op](float(left), float(right))
