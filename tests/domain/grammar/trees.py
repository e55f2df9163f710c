"""Conditions and effects out of thin air, for laws that hold for all of them."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from exercises.domain.grammar import (
    And,
    Chance,
    Clamp,
    Compare,
    Count,
    Counter,
    Did,
    DidWithin,
    Draw,
    Effect,
    Ever,
    Held,
    Is,
    KeyState,
    Kind,
    Move,
    Name,
    Not,
    Number,
    Or,
    Preset,
    Put,
    Queue,
    Raise,
    Reply,
    Spawn,
    Stance,
    Tally,
    Var,
)
from exercises.domain.grammar.tree import FACT_KINDS

KEPT = {"and", "or", "not", "turn", "stage", "proved_keys", "true", "false"}
HEAD = st.text(string.ascii_letters, min_size=1, max_size=1)
TAIL = st.text(string.ascii_letters + string.digits + "_", max_size=6)
PART = st.builds(str.__add__, HEAD, TAIL)
CODES = st.lists(PART, min_size=1, max_size=3).map(".".join) | st.builds("{}-{}".format, PART, st.integers(0, 99))
CODE = CODES.filter(lambda code: code not in KEPT)
NUMBER = st.integers(-(10**12), 10**12).map(float) | st.integers(-(10**9), 10**9).map(lambda n: n / 10**6)
POSITIVE = NUMBER.map(abs)
SHARE = st.integers(0, 1000).map(lambda n: n / 1000)
OPERATOR = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
EQUALITY = st.sampled_from(["==", "!="])


def name(kind):
    return st.builds(Name, st.just(kind), CODE)


TEAM, ACTION, INJECT, TX = name(Kind.TEAM), name(Kind.ACTION), name(Kind.INJECT), name(Kind.TX)
VAR = st.builds(Var, name(Kind.VARIABLE))
FIGURE = st.sampled_from([Counter("turn"), Counter("stage"), Counter("proved_keys")]) | st.builds(Count, TEAM, ACTION)
WORDED = (
    (st.builds(KeyState, name(Kind.KEY)), Kind.STATUS),
    (st.builds(Reply, TEAM, INJECT), Kind.REPLY),
    (st.builds(Stance, TEAM), Kind.STANCE),
)
COMPARISONS = st.one_of(
    st.builds(Compare, FIGURE | VAR, OPERATOR, st.builds(Number, NUMBER) | FIGURE | VAR),
    st.builds(Compare, VAR, EQUALITY, name(Kind.STATE)),
    *(st.builds(Compare, left, EQUALITY, name(kind) | left | VAR) for left, kind in WORDED),
)
FACTS = st.one_of(
    st.builds(Did, TEAM, ACTION, st.none() | st.integers(0, 999_999)),
    st.builds(DidWithin, TEAM, ACTION, st.integers(1, 1000)),
    st.builds(Tally, st.sampled_from(["signed", "refused"]), TX, OPERATOR, st.integers(0, 100)),
    st.builds(Chance, SHARE),
    *(st.builds(Is, st.just(fact), name(kind)) for fact, kind in FACT_KINDS.items()),
)


def conditions():
    def wider(inner):
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        held = st.builds(Held, inner, st.integers(1, 1000))
        return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, inner) | held | st.builds(Ever, inner)

    return st.recursive(FACTS | COMPARISONS, wider, max_leaves=5).filter(lambda tree: len(str(tree)) <= 1_000)


TARGET = st.builds(
    lambda code, last: Name(Kind.VARIABLE, f"{code}.{last}" if last else code),
    CODE,
    st.sampled_from(["", "*", "own", "other"]),
)
DRAW = st.none() | st.builds(Draw, POSITIVE, st.booleans())
ACTS = st.one_of(
    st.builds(Move, st.sampled_from(["add", "mul", "jump"]), TARGET, NUMBER, DRAW),
    st.builds(Put, TARGET, NUMBER | st.booleans() | name(Kind.STATE)),
    st.builds(Raise, name(Kind.FLAG), st.booleans()),
    st.builds(Queue, INJECT),
    st.builds(Preset, name(Kind.PRESET), SHARE),
    *(st.builds(Spawn, name(kind), st.none() | POSITIVE) for kind in (Kind.TX, Kind.RUMOUR, Kind.INCIDENT, Kind.CLAIM)),
    st.builds(lambda target, a, b: Clamp(target, min(a, b), max(a, b)), TARGET, NUMBER, NUMBER),
)


def effects():
    return st.builds(
        Effect,
        act=ACTS,
        after=st.integers(0, 1000),
        over=st.integers(1, 1000),
        chance=st.none() | SHARE,
        hidden=st.booleans(),
        when=st.none() | conditions(),
    )
