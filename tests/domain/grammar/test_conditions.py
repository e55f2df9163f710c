from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.grammar import (
    And,
    Chance,
    Compare,
    Counter,
    Did,
    GrammarError,
    Kind,
    Name,
    Not,
    Number,
    Or,
    Tally,
    Var,
    names,
    parse_condition,
    parse_effect,
    remembered,
    walk,
)
from tests.domain.grammar import trees
from tests.work import calls

FORMS = (
    "turn >= 3",
    "stage >= 3",
    "var(trust.us) < 25",
    "var(trust.us) > var(trust.cn)",
    "var(accord.state) == signed",
    "var(joc.open) != false",
    "did(us, share_intel)",
    "did(any, X)",
    "did(us, call) within(10m)",
    "did_within(cn, answer, 1)",
    "count(did(us, accuse)) >= 2",
    "not signed(tx:T17)",
    "signed(tx:T17) by >= 2",
    "refused(tx:T17)",
    "refused(tx:T17) by == 0",
    "final(tx:T17)",
    "answered(inject:KC04A)",
    "released(inject:KC04B)",
    "reply(us, KC17A) == by_fault",
    "flag(leak)",
    "chance(0.3)",
    "held(var(trust.us) < 25 and turn >= 2, 2)",
    "ever(final(tx:T17))",
    "key(CN-2).status == compromised",
    "proved_keys >= 4",
    "swept(pilot)",
    "alone(freeze)",
    "stance(us) == stance(cn)",
    "(turn >= 2 or flag(x)) and not (flag(a) and flag(b))",
)

REFUSALS = (
    ("", "expected_condition", 1, None),
    ("trn >= 3", "unknown_word", 1, "turn"),
    ("did_witin(us, call, 1)", "unknown_word", 1, "did_within"),
    ("turn = 3", "bad_character", 6, "=="),
    ("turn ≥ 3", "bad_character", 6, ">="),
    ("turn >= −3", "bad_character", 9, "-"),
    ("flag(a) & flag(b)", "bad_character", 9, "and"),
    ("turn >= 3 )", "left_over", 11, None),
    ("turn >= 3 adn flag(x)", "left_over", 11, None),
    ("flag(leak", "expected_mark", 10, None),
    ("did(us share_intel)", "expected_mark", 8, None),
    ("did(us, 3)", "expected_name", 9, None),
    ("did(us, call) within(10)", "expected_minutes", 22, None),
    ("did_within(us, call, 0)", "number_out_of_range", 22, None),
    ("did_within(us, call, 1.5)", "expected_whole_number", 22, None),
    ("did_within(us, call, two)", "expected_number", 22, None),
    ("count(sign) >= 1", "unknown_word", 7, None),
    ("count(3) >= 1", "expected_one_of", 7, None),
    ("chance(2)", "number_out_of_range", 8, None),
    ("turn >= 9999999999999", "number_out_of_range", 9, None),
    ("turn >= 99999999999999", "bad_number", 9, None),
    ("turn >= 1e9", "bad_number", 9, None),
    ("turn >= 0x10", "bad_number", 9, None),
    ("turn 3", "expected_comparison", 6, None),
    ("turn >=", "expected_value", 8, None),
    ("turn >= and", "expected_value", 9, None),
    ("turn == signed", "cannot_compare", 1, None),
    ("var(accord.state) < signed", "cannot_compare", 1, None),
    ("reply(us, KC01) == 3", "cannot_compare", 1, None),
    ("stance(us) > stance(cn)", "cannot_compare", 1, None),
    ("key(CN-2).state == lost", "unknown_word", 11, "status"),
    ("3 >= turn", "expected_condition", 1, None),
    ("()", "expected_condition", 2, None),
    ("and", "expected_condition", 1, None),
    ("2**9**9", "bad_character", 2, None),
    ('"a"*10', "bad_character", 1, None),
    ("().__class__", "bad_character", 4, None),
    ("__import__(os)", "bad_character", 1, None),
    ("var(x.__class__) == 1", "bad_character", 7, None),
    ("flag(" + "a" * 81 + ")", "name_too_long", 6, None),
    ("flag(leak) " * 182, "too_long", 2001, None),
    ("(" * 500, "too_deep", 22, None),
    ("not " * 400 + "flag(x)", "too_deep", 85, None),
    ("held(" * 100, "too_deep", 106, None),
)


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_its_own_canonical_text(text):
    assert str(parse_condition(text)) == text


@pytest.mark.parametrize("text,message,column,suggestion", REFUSALS)
def test_a_wrong_text_is_refused_with_its_column(text, message, column, suggestion):
    with pytest.raises(GrammarError) as caught:
        parse_condition(text)
    assert (caught.value.message, caught.value.column, caught.value.suggestion) == (message, column, suggestion)


def test_a_refusal_says_what_and_where():
    with pytest.raises(GrammarError, match="unknown_word at column 1, perhaps 'turn'"):
        parse_condition("trn >= 3")


@pytest.mark.parametrize(
    "text", ["((" * 500, "not " * 499, "a" * 2000, "flag(x) or " * 181, "a." * 999, "-" * 2000, "held(" * 400]
)
def test_a_hostile_text_costs_a_few_steps_a_character(text):
    def refused():
        with pytest.raises(GrammarError):
            parse_condition(text)

    assert calls(refused) < 20 * len(text)


def test_and_binds_tighter_than_or_and_not_tighter_still():
    a, b, c = (parse_condition(f"flag({name})") for name in "abc")
    assert parse_condition("flag(a) or flag(b) and not flag(c)") == Or((a, And((b, Not(c)))))


def test_not_applies_to_the_whole_comparison():
    assert parse_condition("not turn >= 3") == Not(Compare(Counter("turn"), ">=", Number(3)))


def test_a_chain_stays_flat_and_parentheses_stay():
    flat = parse_condition("flag(a) and flag(b) and flag(c)")
    nested = parse_condition("(flag(a) and flag(b)) and flag(c)")
    assert isinstance(flat, And)
    assert len(flat.parts) == 3
    assert nested != flat
    assert parse_condition(str(nested)) == nested


@pytest.mark.parametrize("short,long", [("signed(T17)", "signed(tx:T17)"), ("answered(KC01)", "answered(inject:KC01)")])
def test_a_name_may_leave_out_its_kind(short, long):
    assert parse_condition(short) == parse_condition(long)


def test_signed_without_a_count_means_at_least_one():
    assert parse_condition("signed(tx:T1)") == Tally("signed", Name(Kind.TX, "T1"), ">=", 1)


def test_columns_do_not_count_for_equality():
    assert parse_condition("flag( leak )") == parse_condition("flag(leak)")


def test_draws_of_one_text_are_numbered_from_the_left():
    tree = parse_condition("chance(0.3) or chance(0.3)")
    assert [node.nth for node in walk(tree) if isinstance(node, Chance)] == [0, 1]


def test_names_come_in_the_order_of_the_text():
    found = list(names(parse_condition("did(us, accuse) and reply(cn, KC01) == sorry and key(CN-2).status == lost")))
    assert found == [
        (Kind.TEAM, "us", 5),
        (Kind.ACTION, "accuse", 9),
        (Kind.TEAM, "cn", 27),
        (Kind.INJECT, "KC01", 31),
        (Kind.REPLY, "sorry", 40),
        (Kind.KEY, "CN-2", 54),
        (Kind.STATUS, "lost", 70),
    ]


def test_a_word_takes_its_kind_from_what_it_is_compared_with():
    kinds = [
        kind
        for text in ("var(a.b) == x", "stance(us) == x")
        for kind, code, _ in names(parse_condition(text))
        if code == "x"
    ]
    assert kinds == [Kind.STATE, Kind.STANCE]


def test_what_must_be_remembered_is_named_by_its_canonical_text():
    tree = parse_condition("held( turn>=2, 3) or ever(flag(x) and ever(flag(y)))")
    assert list(remembered(tree)) == ["turn >= 2", "flag(x) and ever(flag(y))", "flag(y)"]


def test_a_text_may_run_over_lines():
    assert parse_condition("turn >= 2\n  and flag(x)\n") == parse_condition("turn >= 2 and flag(x)")


def test_within_is_counted_in_minutes():
    tree = parse_condition("did(us, call) within(10m)")
    assert isinstance(tree, Did)
    assert tree.minutes == 10


@given(trees.conditions())
def test_canonical_text_parses_back_to_the_same_tree(tree):
    assert parse_condition(str(tree)) == tree


@given(trees.conditions())
def test_canonical_text_is_stable(tree):
    assert str(parse_condition(str(tree))) == str(tree)


WORDS = st.sampled_from(
    ("( ) , : . == < >= ± +- - 3 0.5 10m turn var did count signed tx T17 by and or not held ever key us x").split()  # noqa: SIM905 – a sentence of words reads best
)


def outcome(parse, text):
    """The canonical text, or the column where the text was refused."""
    try:
        return str(parse(text))
    except GrammarError as error:
        return error.column


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join)))
@settings(max_examples=400)
def test_no_text_raises_anything_but_a_grammar_error(text):
    for parse in (parse_condition, parse_effect):
        found = outcome(parse, text)
        if isinstance(found, int):
            assert 1 <= found <= len(text) + 1
        else:
            assert parse(found) == parse(text)


def test_names_of_a_variable_keep_their_column():
    tree = parse_condition("turn >= 2 and var(trust.us) < 25")
    assert [node.name.column for node in walk(tree) if isinstance(node, Var)] == [19]
