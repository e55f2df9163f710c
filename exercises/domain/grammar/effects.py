"""Effects: one act, then suffixes in any order; the canonical text has `when` last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from exercises.domain.grammar.conditions import MOST_TURNS, condition_at
from exercises.domain.grammar.cursor import LARGEST_NUMBER, Cursor
from exercises.domain.grammar.tokens import Shape
from exercises.domain.grammar.tree import Act, Clamp, Draw, Effect, Kind, Move, Name, Preset, Put, Queue, Raise, Spawn

if TYPE_CHECKING:
    from collections.abc import Callable

SPAWNED = (Kind.TX, Kind.RUMOUR, Kind.INCIDENT, Kind.CLAIM)
LARGEST_SCALE = 10
_TRUTHS = {"true": True, "false": False}


def parse_effect(text: str) -> Effect:
    """The tree of one effect. Raises GrammarError with a column and, where one is near, the word meant."""
    cursor = Cursor(text)
    if cursor.token.text not in _ACTS:
        cursor.choice(_ACTS, "unknown_effect")
    act = _ACTS[cursor.take().text](cursor)
    effect = Effect(act=act, **_suffixes(cursor))
    cursor.finish()
    return effect


def _suffixes(cursor: Cursor) -> dict[str, Any]:
    given: dict[str, Any] = {}
    while cursor.token.shape is Shape.NAME:
        if cursor.token.text in given:
            cursor.fail("suffix_twice", found=cursor.token.text)
        word = cursor.choice(_SUFFIXES, "unknown_suffix")
        given[word] = _SUFFIXES[word](cursor)
    return given


_SUFFIXES: dict[str, Callable[[Cursor], object]] = {
    "after": lambda cursor: cursor.whole(0, MOST_TURNS),
    "over": lambda cursor: cursor.whole(1, MOST_TURNS),
    "chance": lambda cursor: cursor.number(0, 1),
    "hidden": lambda _: True,
    "when": condition_at,
}


def _move(op: Literal["add", "mul", "jump"]) -> Callable[[Cursor], Act]:
    def parse(cursor: Cursor) -> Act:
        target = _target(cursor)
        cursor.expect(",")
        size = cursor.number()
        draw = _draw(cursor)
        cursor.expect(")")
        return Move(op, target, size, draw)

    return parse


def _draw(cursor: Cursor) -> Draw | None:
    if cursor.take_if("±") or cursor.take_if("+-"):
        return Draw(cursor.number(0))
    if not cursor.take_if(","):
        return None
    cursor.choice(("n",), "unknown_draw")
    cursor.expect("(")
    width = cursor.number(0)
    cursor.expect(")")
    return Draw(width, normal=True)


def _put(cursor: Cursor) -> Act:
    target = _target(cursor)
    cursor.expect(",")
    value = _value(cursor)
    cursor.expect(")")
    return Put(target, value)


def _value(cursor: Cursor) -> float | bool | Name:
    if cursor.token.shape is Shape.NUMBER:
        return cursor.number()
    if cursor.token.text in _TRUTHS:
        return _TRUTHS[cursor.take().text]
    return cursor.name(Kind.STATE)


def _raise(cursor: Cursor) -> Act:
    cursor.expect("(")
    flag = cursor.name(Kind.FLAG)
    on = _TRUTHS[cursor.choice(_TRUTHS)] if cursor.take_if(",") else True
    cursor.expect(")")
    return Raise(flag, on)


def _queue(cursor: Cursor) -> Act:
    cursor.expect("(")
    inject = cursor.name(Kind.INJECT, prefixed=True)
    cursor.expect(")")
    return Queue(inject)


def _preset(cursor: Cursor) -> Act:
    cursor.expect("(")
    name = cursor.name(Kind.PRESET)
    scale = cursor.number(0, LARGEST_SCALE) if cursor.take_if(",") else 1.0
    cursor.expect(")")
    return Preset(name, scale)


def _spawn(cursor: Cursor) -> Act:
    cursor.expect("(")
    kind = Kind(cursor.choice(SPAWNED))
    cursor.expect(",")
    name = cursor.name(kind)
    amount = cursor.number(0) if cursor.take_if(",") else None
    cursor.expect(")")
    return Spawn(name, amount)


def _clamp(cursor: Cursor) -> Act:
    target = _target(cursor)
    cursor.expect(",")
    low = cursor.number()
    cursor.expect(",")
    high = cursor.number(low, LARGEST_NUMBER)
    cursor.expect(")")
    return Clamp(target, low, high)


def _target(cursor: Cursor) -> Name:
    cursor.expect("(")
    return cursor.name(Kind.VARIABLE)


_ACTS: dict[str, Callable[[Cursor], Act]] = {
    "add": _move("add"),
    "mul": _move("mul"),
    "jump": _move("jump"),
    "set": _put,
    "flag": _raise,
    "queue": _queue,
    "preset": _preset,
    "spawn": _spawn,
    "clamp": _clamp,
}
