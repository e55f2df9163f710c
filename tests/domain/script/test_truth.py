from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.grammar import evaluate, parse_condition
from exercises.domain.script import Reading, load
from exercises.domain.script.checks import Scope
from exercises.domain.script.checks.truth import Bounds, always, never
from tests.domain.grammar.facts import Board
from tests.domain.script.page import CATALOGUE, PACKS, PAGE

SCOPE = Scope(load(PAGE, CATALOGUE, PACKS), Reading(None), CATALOGUE, PACKS)

NEVER = (
    "turn > 3",
    "turn < 1",
    "turn == 7",
    "stage > 6",
    "var(trust.us) > 100",
    "var(trust.us) < 20 and var(trust.us) > 30",
    "turn >= 3 and (turn < 3 and flag(x))",
    "turn >= 3 and not turn >= 2",
    "not turn <= 3",
    "turn > 5 or proved_keys > 3",
    "proved_keys >= 4",
    "signed(tx:T1) by >= 4",
    "refused(tx:T1) by < 0",
    "chance(0)",
    "not chance(1)",
    "held(flag(x), 4)",
    "held(turn > 3, 1)",
    "ever(turn > 3)",
    "flag(x) and ever(turn > 3)",
    "count(did(us, call)) < 0",
    "not (turn >= 1 or flag(x))",
    "not (turn >= 1 and stage <= 6)",
    "not not turn > 3",
    "var(trust.us) > 50 and var(trust.us) < 50",
    "var(trust.us) >= var(trust.cn) and var(trust.us) > 100",
    "turn > 3 and turn != 2",
)

MAYBE = (
    "turn >= 0",
    "turn >= 3",
    "stage == 6",
    "var(trust.us) >= 100",
    "var(trust.us) > var(trust.cn)",
    "var(trust.us) <= 20 and var(trust.us) >= 20",
    "var(hotline.state) == tested",
    "var(nobody.knows) > 900",
    "proved_keys >= 3",
    "signed(tx:T1) by >= 3",
    "signed(tx:T9) by >= 99",
    "chance(0.1)",
    "not chance(0.9)",
    "held(flag(x), 3)",
    "flag(x) and not flag(x)",
    "not stance(us) == calm",
    "not (turn >= 2 and flag(x))",
    "not (turn >= 2 or flag(x))",
    "turn > 3 or flag(x)",
    "ever(turn == 1) and turn == 3",
    "not ever(turn == 1)",
    "count(did(us, call)) >= 9",
    "key(US-1).status == lost",
    "turn != 2",
)


@pytest.mark.parametrize("text", NEVER)
def test_what_cannot_be_is_seen(text):
    assert never(parse_condition(text), Bounds(SCOPE))


@pytest.mark.parametrize("text", MAYBE)
def test_what_may_be_is_left_alone(text):
    assert not never(parse_condition(text), Bounds(SCOPE))


@pytest.mark.parametrize(
    "text", ["turn >= 1", "stage <= 6", "not turn > 3", "chance(1)", "turn >= 1 and stage >= 1", "flag(x) or turn < 4"]
)
def test_what_is_always_so_is_seen(text):
    assert always(parse_condition(text), Bounds(SCOPE))


def test_the_turns_in_which_a_condition_is_weighed_count():
    condition = parse_condition("turn <= 1")
    assert not never(condition, Bounds(SCOPE, first=1))
    assert never(condition, Bounds(SCOPE, first=2))
    assert never(parse_condition("turn != 2"), Bounds(SCOPE, first=2, last=2))


PARTS = st.sampled_from(
    [
        "turn >= 2",
        "turn < 2",
        "turn != 3",
        "stage > 6",
        "var(trust.us) < 20",
        "var(trust.us) >= 20",
        "var(trust.us) > var(trust.cn)",
        "var(hotline.state) == tested",
        "flag(leak)",
        "proved_keys >= 2",
        "signed(tx:T1) by >= 4",
    ]
)
TEXTS = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
    ),
    max_leaves=6,
)


@given(TEXTS, st.integers(1, 3), st.integers(1, 6), st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=300)
def test_what_is_called_impossible_is_never_true_on_a_board(text, turn, stage, us, cn):
    condition = parse_condition(text)
    board = Board(turn=turn, stage=stage, values={"trust.us": us, "trust.cn": cn, "hotline.state": "tested"})
    board.proved_keys = lambda: 3
    holds = evaluate(condition, board).holds
    assert not (holds and never(condition, Bounds(SCOPE)))
    assert holds or not always(condition, Bounds(SCOPE))
