"""Whether a condition is true, and which of its parts decided that."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Protocol

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
    """Weigh a condition against the state of play. Never raises of itself, whatever the facts answer."""
    return _weigh(condition, facts)


@singledispatch
def _weigh(condition: Condition, _: Facts) -> Verdict:
    raise TypeError(f"not a condition: {condition!r}")


@_weigh.register
def _(condition: And, facts: Facts) -> Verdict:
    verdicts = [_weigh(part, facts) for part in condition.parts]
    return _joined(verdicts, holds=all(verdicts))


@_weigh.register
def _(condition: Or, facts: Facts) -> Verdict:
    verdicts = [_weigh(part, facts) for part in condition.parts]
    return _joined(verdicts, holds=any(verdicts))


@_weigh.register
def _(condition: Not, facts: Facts) -> Verdict:
    inner = _weigh(condition.part, facts)
    return Verdict(not inner.holds, inner.why)


@_weigh.register
def _(condition: Compare, facts: Facts) -> Verdict:
    left, right = _term(condition.left, facts), _term(condition.right, facts)
    holds = _compare(condition.op, left, right)
    shown = [_shown(value) for value, term in ((left, condition.left), (right, condition.right)) if _asked(term)]
    return _found(condition, ", ".join(shown), holds=holds)


@_weigh.register
def _(condition: Did, facts: Facts) -> Verdict:
    team, action = condition.team.code, condition.action.code
    if condition.minutes is None:
        return _found(condition, holds=facts.did(team, action))
    return _found(condition, holds=facts.within_minutes(team, action, condition.minutes))


@_weigh.register
def _(condition: DidWithin, facts: Facts) -> Verdict:
    return _found(condition, holds=facts.did_within(condition.team.code, condition.action.code, condition.turns))


@_weigh.register
def _(condition: Tally, facts: Facts) -> Verdict:
    ask = facts.signed if condition.what == "signed" else facts.refused
    keys = ask(condition.tx.code)
    return _found(condition, str(keys), holds=_compare(condition.op, keys, condition.count))


@_weigh.register
def _(condition: Is, facts: Facts) -> Verdict:
    ask: dict[str, Callable[[str], bool]] = {
        "final": facts.final,
        "answered": facts.answered,
        "released": facts.released,
        "flag": facts.flag,
        "swept": facts.swept,
        "alone": facts.alone,
    }
    return _found(condition, holds=ask[condition.what](condition.name.code))


@_weigh.register
def _(condition: Chance, facts: Facts) -> Verdict:
    return _found(condition, holds=facts.chance(condition.probability, str(condition.nth)))


@_weigh.register
def _(condition: Held, facts: Facts) -> Verdict:
    return _found(condition, holds=facts.held(str(condition.condition), condition.turns))


@_weigh.register
def _(condition: Ever, facts: Facts) -> Verdict:
    return _found(condition, holds=facts.ever(str(condition.condition)))


def _joined(verdicts: list[Verdict], *, holds: bool) -> Verdict:
    """Only the parts that agree with the whole decided it."""
    return Verdict(holds, tuple(line for verdict in verdicts if verdict.holds is holds for line in verdict.why))


def _found(condition: Condition, value: str = "", *, holds: bool) -> Verdict:
    mark = "✓" if holds else "✗"
    return Verdict(holds, (f"{mark} {condition} ({value})" if value else f"{mark} {condition}",))


def _term(term: Term, facts: Facts) -> Value | None:
    answer: Value | None
    match term:
        case Number(value):
            answer = value
        case Name(_, code):
            answer = code
        case Var(name):
            answer = facts.value(name.code)
        case Count(team, action):
            answer = facts.count(team.code, action.code)
        case KeyState(key):
            answer = facts.key_status(key.code)
        case Reply(team, inject):
            answer = facts.reply(team.code, inject.code)
        case Stance(team):
            answer = facts.stance(team.code)
        case _:
            answer = _count(term, facts)
    return answer


def _count(counter: Counter, facts: Facts) -> int:
    if counter.what == "proved_keys":
        return facts.proved_keys()
    return facts.turn if counter.what == "turn" else facts.stage


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
