from __future__ import annotations

import pytest
from hypothesis import given

from exercises.domain.grammar import evaluate, holds, parse_condition
from tests.domain.grammar import trees
from tests.domain.grammar.facts import Board

TRUTHS = (
    ("turn >= 3", True),
    ("turn > 3", False),
    ("stage == 2", True),
    ("var(trust.us) < 25", True),
    ("var(trust.us) >= var(trust.cn)", False),
    ("var(trust.us) != 22", False),
    ("var(accord.state) == signed", True),
    ("var(accord.state) != signed", False),
    ("var(joc.open) == true", True),
    ("var(joc.open) == false", False),
    ("var(accord.state) < 3", False),
    ("var(trust.us) == signed", False),
    ("var(trust.us) != signed", False),
    ("did(us, accuse)", True),
    ("did(any, answer)", True),
    ("did(us, answer)", False),
    ("did_within(cn, answer, 1)", False),
    ("did_within(cn, answer, 2)", True),
    ("did(us, accuse) within(10m)", True),
    ("did(us, accuse) within(5m)", False),
    ("count(did(us, accuse)) >= 2", True),
    ("count(did(us, accuse)) > count(did(cn, answer))", True),
    ("signed(tx:T17)", True),
    ("signed(tx:T1)", False),
    ("signed(tx:T17) by >= 3", False),
    ("refused(tx:T17) by == 1", True),
    ("final(tx:T1)", True),
    ("answered(inject:KC02)", False),
    ("released(inject:KC02)", True),
    ("reply(us, KC17A) == by_fault", True),
    ("reply(us, KC17A) != by_fault", False),
    ("reply(cn, KC17A) == by_fault", False),
    ("reply(cn, KC17A) != by_fault", False),
    ("not reply(cn, KC17A) == by_fault", True),
    ("stance(us) == stance(cn)", False),
    ("stance(us) != stance(cn)", False),
    ("stance(us) == calm", True),
    ("flag(leak)", True),
    ("chance(0.6)", True),
    ("held(turn >= 1, 2)", True),
    ("ever(turn >= 9)", True),
    ("key(CN-2).status == compromised", True),
    ("key(CN-1).status == key(CN-2).status", False),
    ("proved_keys >= 5", False),
    ("swept(pilot)", True),
    ("alone(accuse)", False),
    ("not flag(leak)", False),
    ("flag(leak) and turn >= 4", False),
    ("flag(rain) or turn >= 3", True),
)

WHYS = (
    ("turn >= 4", ("✗ turn >= 4 (3)",)),
    ("var(trust.us) < var(trust.cn)", ("✓ var(trust.us) < var(trust.cn) (22, 30)",)),
    ("var(joc.open) == true", ("✓ var(joc.open) == true (true)",)),
    ("reply(cn, KC17A) == by_fault", ("✗ reply(cn, KC17A) == by_fault (–)",)),
    ("signed(tx:T17) by >= 3", ("✗ signed(tx:T17) by >= 3 (2)",)),
    ("flag(leak) and turn >= 4 and flag(rain)", ("✗ turn >= 4 (3)", "✗ flag(rain)")),
    ("flag(leak) and turn >= 3", ("✓ flag(leak)", "✓ turn >= 3 (3)")),
    ("flag(rain) or turn >= 3 or turn >= 9", ("✓ turn >= 3 (3)",)),
    ("flag(rain) or turn >= 9", ("✗ flag(rain)", "✗ turn >= 9 (3)")),
    ("not (flag(rain) or turn >= 9)", ("✗ flag(rain)", "✗ turn >= 9 (3)")),
)


@pytest.mark.parametrize("text,expected", TRUTHS)
def test_a_condition_is_weighed_against_the_facts(text, expected):
    verdict = evaluate(parse_condition(text), Board())
    assert verdict.holds is expected
    assert bool(verdict) is expected


@pytest.mark.parametrize("text,why", WHYS)
def test_the_verdict_names_the_parts_that_decided(text, why):
    assert evaluate(parse_condition(text), Board()).why == why


def test_two_draws_of_one_text_have_keys_of_their_own():
    board = Board()
    evaluate(parse_condition("chance(0.3) or not chance(0.3)"), board)
    assert board.draws == ["0", "1"]


def test_the_past_is_asked_for_by_canonical_text():
    board = Board()
    evaluate(parse_condition("held( turn>=1 and flag( x ), 2) and ever(turn>=1)"), board)
    assert board.asked == [("turn >= 1 and flag(x)", 2), ("turn >= 1",)]


@pytest.mark.parametrize(
    "op,truth", [("<", False), ("<=", True), (">", False), (">=", True), ("==", True), ("!=", False)]
)
def test_each_comparison_means_what_it_says(op, truth):
    assert evaluate(parse_condition(f"turn {op} 3"), Board()).holds is truth


def test_only_conditions_can_be_weighed():
    with pytest.raises(TypeError):
        evaluate("turn >= 3", Board())


@given(trees.conditions())
def test_a_negation_is_true_when_its_condition_is_not(tree):
    plain = evaluate(tree, Board())
    denied = evaluate(parse_condition(f"not ({tree})"), Board())
    assert denied.holds is not plain.holds
    assert denied.why == plain.why
    assert plain.why


@given(trees.conditions())
def test_the_truth_alone_is_the_truth_of_the_verdict(tree):
    assert holds(tree, Board()) is evaluate(tree, Board()).holds


@given(trees.conditions(), trees.conditions())
def test_de_morgan(left, right):
    neither = evaluate(parse_condition(f"not ({left} or ({right}))"), Board())
    both = evaluate(parse_condition(f"not ({left}) and not ({right})"), Board())
    assert neither.holds is both.holds
