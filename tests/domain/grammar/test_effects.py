from __future__ import annotations

import pytest
from hypothesis import given

from exercises.domain.grammar import (
    Draw,
    Effect,
    GrammarError,
    Kind,
    Move,
    Name,
    Put,
    Raise,
    Spawn,
    names,
    parse_condition,
    parse_effect,
)
from tests.domain.grammar import trees

FORMS = (
    "add(trust.us, -6 ± 1)",
    "add(x, 2, n(0.5))",
    "mul(x, 0.5)",
    "set(x, 3)",
    "set(hotline.state, tested)",
    "set(joc.open, true)",
    "jump(market.price, -0.12 ± 0.06)",
    "flag(leak)",
    "flag(leak, false)",
    "queue(KC06C)",
    "preset(vault_theft, 0.5)",
    "preset(vault_theft)",
    "spawn(rumour, coins_gone, 70)",
    "spawn(tx, T9)",
    "clamp(x, 0, 50)",
    "add(approval.*, -3)",
    "add(trust.other, 2) after 1 over 2 chance 0.3 hidden when turn >= 2 and flag(leak)",
)

REFUSALS = (
    ("", "expected_one_of", 1, None),
    ("3", "expected_one_of", 1, None),
    ("ad(x, 3)", "unknown_effect", 1, "add"),
    ("add(x)", "expected_mark", 6, None),
    ("add(x, y)", "expected_number", 8, None),
    ("add(x, 2 ± -1)", "number_out_of_range", 12, None),
    ("add(x, 2, m(0.5))", "unknown_draw", 11, None),
    ("add(x, 2) afer 1", "unknown_suffix", 11, "after"),
    ("add(x, 2) after 1 after 2", "suffix_twice", 19, None),
    ("add(x, 2) over 0", "number_out_of_range", 16, None),
    ("add(x, 2) ; set(x, 3)", "bad_character", 11, None),
    ("add(x, 2) set(x, 3)", "unknown_suffix", 11, None),
    ("flag(leak, maybe)", "unknown_word", 12, None),
    ("spawn(rumor, coins_gone)", "unknown_word", 7, "rumour"),
    ("clamp(x, 5, 1)", "number_out_of_range", 13, None),
    ("preset(theft, 11)", "number_out_of_range", 15, None),
    ("set(x, )", "expected_name", 8, None),
    ("add(*, 2)", "bad_character", 5, None),
)


@pytest.mark.parametrize("text", FORMS)
def test_a_form_is_its_own_canonical_text(text):
    assert str(parse_effect(text)) == text


@pytest.mark.parametrize("text,message,column,suggestion", REFUSALS)
def test_a_wrong_text_is_refused_with_its_column(text, message, column, suggestion):
    with pytest.raises(GrammarError) as caught:
        parse_effect(text)
    assert (caught.value.message, caught.value.column, caught.value.suggestion) == (message, column, suggestion)


def test_plus_minus_may_be_typed_in_two_ways():
    assert parse_effect("add(trust.us, +6 +- 1)") == parse_effect("add(trust.us, 6 ± 1)")


def test_a_move_keeps_size_and_luck_apart():
    assert parse_effect("add(x, 2, n(0.5))").act == Move("add", Name(Kind.VARIABLE, "x"), 2.0, Draw(0.5, normal=True))


def test_set_knows_numbers_words_and_truths():
    values = [parse_effect(f"set(x, {value})").act for value in ("3", "tested", "false")]
    assert [act.value for act in values if isinstance(act, Put)] == [3.0, Name(Kind.STATE, "tested"), False]


def test_a_flag_is_raised_unless_it_says_false():
    assert parse_effect("flag(leak)").act == Raise(Name(Kind.FLAG, "leak"), on=True)
    assert parse_effect("flag(leak, true)").act == Raise(Name(Kind.FLAG, "leak"), on=True)


def test_what_is_spawned_is_named_by_its_kind():
    act = parse_effect("spawn(tx, T9)").act
    assert isinstance(act, Spawn)
    assert act.kind is Kind.TX
    assert list(names(act)) == [(Kind.TX, "T9", 11)]


def test_suffixes_may_come_in_any_order():
    one = parse_effect("add(x, 2) hidden after 1 when chance(0.5) chance 0.3 over 2")
    assert one == parse_effect("add(x, 2) after 1 over 2 chance 0.3 hidden when chance(0.5)")
    assert (one.after, one.over, one.chance, one.hidden) == (1, 2, 0.3, True)


def test_when_takes_a_whole_condition():
    assert parse_effect("add(x, 2) when turn >= 2 or flag(y)").when == parse_condition("turn >= 2 or flag(y)")


def test_an_effect_without_suffixes_acts_now_and_openly():
    effect = parse_effect("queue(KC01)")
    assert effect == Effect(act=effect.act, after=0, over=1, chance=None, hidden=False, when=None)


@given(trees.effects())
def test_canonical_text_parses_back_to_the_same_tree(effect):
    assert parse_effect(str(effect)) == effect
