"""Conditions: `or` binds loosest, then `and`, then `not`; below them stand comparisons and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from exercises.domain.grammar.cursor import Cursor
from exercises.domain.grammar.errors import GrammarError, nearest
from exercises.domain.grammar.tokens import Shape
from exercises.domain.grammar.tree import (
    FACT_KINDS,
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
    Fact,
    Held,
    Is,
    KeyState,
    Kind,
    Name,
    Not,
    Number,
    Or,
    Reply,
    Stance,
    Tally,
    Term,
    Var,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_TURNS = 1_000
_OPERATORS = ("==", "!=", "<=", ">=", "<", ">")
_RESERVED = ("and", "or", "not")
_EQUALITY = ("==", "!=")
# A word on the right takes its kind from what it is compared with.
_WORD_KINDS = {Var: Kind.STATE, KeyState: Kind.STATUS, Reply: Kind.REPLY, Stance: Kind.STANCE}


def parse_condition(text: str) -> Condition:
    """The tree of a condition. Raises GrammarError with a column and, where one is near, the word meant."""
    cursor = Cursor(text)
    condition = condition_at(cursor)
    cursor.finish()
    return condition


def condition_at(cursor: Cursor) -> Condition:
    """The longest condition from here on; what follows it is left to the caller."""
    return _chain(cursor, "or", Or, lambda: _chain(cursor, "and", And, lambda: _single(cursor)))


def _chain(cursor: Cursor, word: str, kind: type[And | Or], inner: Callable[[], Condition]) -> Condition:
    parts = [inner()]
    while cursor.take_if(word):
        parts.append(inner())
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _single(cursor: Cursor) -> Condition:
    if cursor.take_if("not"):
        with cursor.deeper():
            return Not(_single(cursor))
    if cursor.take_if("("):
        return _inside(cursor)
    return _FACTS[cursor.token.text](cursor) if cursor.token.text in _FACTS else _comparison(cursor)


def _inside(cursor: Cursor) -> Condition:
    with cursor.deeper():
        condition = condition_at(cursor)
    cursor.expect(")")
    return condition


# Facts: true or false by themselves


def _did(cursor: Cursor) -> Condition:
    team, action = _team_and(cursor, Kind.ACTION)
    cursor.expect(")")
    if not cursor.take_if("within"):
        return Did(team, action)
    cursor.expect("(")
    minutes = cursor.minutes()
    cursor.expect(")")
    return Did(team, action, minutes)


def _did_within(cursor: Cursor) -> Condition:
    team, action = _team_and(cursor, Kind.ACTION)
    turns = _turns(cursor)
    return DidWithin(team, action, turns)


def _signed(cursor: Cursor) -> Condition:
    return Tally("signed", *_tally(cursor))


def _refused(cursor: Cursor) -> Condition:
    return Tally("refused", *_tally(cursor))


def _tally(cursor: Cursor) -> tuple[Name, Comparison, int]:
    _open(cursor)
    tx = cursor.name(Kind.TX, prefixed=True)
    cursor.expect(")")
    if not cursor.take_if("by"):
        return tx, ">=", 1
    return tx, _operator(cursor), cursor.whole(0, 100)


def _fact(cursor: Cursor) -> Condition:
    what = cast("Fact", cursor.token.text)
    _open(cursor)
    name = cursor.name(FACT_KINDS[what], prefixed=True)
    cursor.expect(")")
    return Is(what, name)


def _chance(cursor: Cursor) -> Condition:
    _open(cursor)
    nth, probability = cursor.chance(), cursor.number(0, 1)
    cursor.expect(")")
    return Chance(probability, nth)


def _held(cursor: Cursor) -> Condition:
    _open(cursor)
    with cursor.deeper():
        condition = condition_at(cursor)
    return Held(condition, _turns(cursor))


def _ever(cursor: Cursor) -> Condition:
    _open(cursor)
    return Ever(_inside(cursor))


_FACTS: dict[str, Callable[[Cursor], Condition]] = {
    "did": _did,
    "did_within": _did_within,
    "signed": _signed,
    "refused": _refused,
    "chance": _chance,
    "held": _held,
    "ever": _ever,
    **dict.fromkeys(FACT_KINDS, _fact),
}


# Comparisons


def _comparison(cursor: Cursor) -> Condition:
    start = cursor.token.column
    left = _fact_term(cursor)
    op = _operator(cursor)
    if cursor.token.shape is Shape.NUMBER:
        return _fitting(start, left, op, Number(cursor.number()))
    if _at_term(cursor):
        return _fitting(start, left, op, _fact_term(cursor))
    return _fitting(start, left, op, _state(cursor, left))


def _fitting(start: int, left: Term, op: Comparison, right: Term) -> Condition:
    """Figures compare with figures, words with words, and words only for being the same or not."""
    sides = (left, right)
    worded = any(isinstance(side, (KeyState, Reply, Stance, Name)) for side in sides)
    counted = op not in _EQUALITY or any(isinstance(side, (Counter, Count, Number)) for side in sides)
    if worded and counted:
        raise GrammarError("cannot_compare", start, left=str(left), right=str(right), operator=op)
    return Compare(left, op, right)


def _operator(cursor: Cursor) -> Comparison:
    if cursor.token.text not in _OPERATORS:
        cursor.fail("expected_comparison")
    return cast("Comparison", cursor.take().text)


def _at_term(cursor: Cursor) -> bool:
    return cursor.token.text in _COUNTERS or (cursor.token.text in _TERMS and cursor.ahead.text == "(")


def _state(cursor: Cursor, left: Term) -> Name:
    if cursor.token.text in _RESERVED or cursor.token.shape is not Shape.NAME:
        cursor.fail("expected_value")
    return cursor.name(_WORD_KINDS.get(type(left), Kind.STATE))


def _fact_term(cursor: Cursor) -> Term:
    word = cursor.token.text
    if word in _COUNTERS:
        return _COUNTERS[cursor.take().text]
    if word in _TERMS:
        return _TERMS[word](cursor)
    if cursor.token.shape is not Shape.NAME or word in _RESERVED:
        raise cursor.error("expected_condition")
    raise cursor.error("unknown_word", nearest(word, (*_FACTS, *_TERMS, *_COUNTERS, *_RESERVED)), found=word)


def _var(cursor: Cursor) -> Term:
    _open(cursor)
    name = cursor.name(Kind.VARIABLE)
    cursor.expect(")")
    return Var(name)


def _count(cursor: Cursor) -> Term:
    _open(cursor)
    cursor.choice(("did",))
    cursor.expect("(")
    team = cursor.name(Kind.TEAM)
    cursor.expect(",")
    action = cursor.name(Kind.ACTION)
    cursor.expect(")")
    cursor.expect(")")
    return Count(team, action)


def _key(cursor: Cursor) -> Term:
    _open(cursor)
    key = cursor.name(Kind.KEY)
    cursor.expect(")")
    cursor.expect(".")
    cursor.choice(("status",))
    return KeyState(key)


def _reply(cursor: Cursor) -> Term:
    team, inject = _team_and(cursor, Kind.INJECT)
    cursor.expect(")")
    return Reply(team, inject)


def _stance(cursor: Cursor) -> Term:
    _open(cursor)
    team = cursor.name(Kind.TEAM)
    cursor.expect(")")
    return Stance(team)


_TERMS: dict[str, Callable[[Cursor], Term]] = {
    "var": _var,
    "count": _count,
    "key": _key,
    "reply": _reply,
    "stance": _stance,
}
_COUNTERS = {"turn": Counter("turn"), "stage": Counter("stage"), "proved_keys": Counter("proved_keys")}


# Pieces


def _open(cursor: Cursor) -> None:
    """The word just seen and its opening parenthesis."""
    cursor.take()
    cursor.expect("(")


def _team_and(cursor: Cursor, kind: Kind) -> tuple[Name, Name]:
    _open(cursor)
    team = cursor.name(Kind.TEAM)
    cursor.expect(",")
    return team, cursor.name(kind, prefixed=True)


def _turns(cursor: Cursor) -> int:
    cursor.expect(",")
    turns = cursor.whole(1, MOST_TURNS)
    cursor.expect(")")
    return turns
