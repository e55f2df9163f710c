from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.script import Position, ScriptError, read
from exercises.domain.script.reader import scan
from tests.work import calls

DEEP = "[" * 21 + "]" * 21
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"

REFUSALS = (
    ("a: &x 1", "anchor", 1, 4),
    ("a: &x [1]", "anchor", 1, 4),
    ("a: 1\nb: *x", "alias", 2, 4),
    (BOMB, "anchor", 1, 4),
    ("a: !!str 1", "tag", 1, 4),
    ("a: !!python/object/apply:os.system [id]", "tag", 1, 4),
    ("a: ! 1", "tag", 1, 4),
    ("<<: {b: 1}", "merge", 1, 1),
    ("a: 1\nb: 2\na: 3", "duplicate_key", 3, 1),
    ("? [a, b]\n: 1", "key_not_text", 1, 3),
    ("a: 1\n---\nb: 2", "one_document", 2, 1),
    (DEEP, "too_deep", 1, 21),
    ("[" * 5_000, "too_deep", 1, 21),
    ("a: [1, 2", "not_yaml", 2, 1),
    ("a: 1\n\tb: 2", "not_yaml", 2, 1),
    ("a: 1000000000000000.5", "number_too_large", 1, 4),
    ("a: 1e400", "number_too_large", 1, 4),
    ("a: " + "9" * 5_000, "number_too_large", 1, 4),
    ("a: .inf", "number_too_large", 1, 4),
    ("a: .nan", "number_too_large", 1, 4),
    ('a: "x\\0y"', "hidden_character", 1, 4),
    ("a: 1\nb: x\0y", "hidden_character", 2, 5),
    ('a: "x\\u202Ey"', "hidden_character", 1, 4),
    ('"a\\x07": 1', "hidden_character", 1, 1),
    ("a: x\x7fy", "not_yaml", 0, 0),
    (b"a: \xff", "not_utf8", 0, 0),
    ("a: \ud800", "not_utf8", 0, 0),
    ("a" * ((1 << 20) + 1), "too_large", 0, 0),
    ("[" + "1, " * 20_000 + "]", "too_many_values", 1, 60_000 - 1),
    ("\n".join(f"a{number}: !x 1" for number in range(300)), "too_many_problems", 200, 7),
)

SCALARS = (
    ("no", "no"),
    ("on", "on"),
    ("Yes", "Yes"),
    ("true", True),
    ("False", False),
    ("2031-03-14", "2031-03-14"),
    ("2031-03-14T06:00:00Z", "2031-03-14T06:00:00Z"),
    ("2025-11", "2025-11"),
    ("12:30:45", "12:30:45"),
    ("1_000", "1_000"),
    ("0x1F", "0x1F"),
    ("007", 7),
    ("+3", 3),
    ("-2.5", -2.5),
    (".5", 0.5),
    ("5.", 5.0),
    ("1e3", 1000.0),
    ("6h", "6h"),
    ("'3'", "3"),
    ('"true"', "true"),
    ("|\n  two\n  lines\n", "two\nlines\n"),
    ("=", "="),
)


@pytest.mark.parametrize("text,code,line,column", REFUSALS)
def test_what_yaml_can_hide_is_refused_where_it_stands(text, code, line, column):
    with pytest.raises(ScriptError) as caught:
        read(text)
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert found, caught.value
    assert (found[0].line, found[0].column) == (line, column)
    assert found[0].sentence().endswith(".")


@pytest.mark.parametrize("text,value", SCALARS)
def test_a_scalar_means_what_yaml_1_2_says(text, value):
    found = read(f"a: {text}").data["a"]
    assert (found, type(found)) == (value, type(value))


def test_an_alias_bomb_costs_nothing():
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert scan(bomb).problems[-1].code == "alias"
    assert calls(lambda: scan(bomb)) < len(bomb)


def test_an_empty_value_of_a_key_counts_as_absent():
    assert read("a:\nb: ~\nc: null\nd: [null]").data == {"d": [None]}


def test_keys_are_always_text():
    assert read("1: a\ntrue: b\nno: c").data == {"1": "a", "true": "b", "no": "c"}


def test_the_first_of_two_equal_keys_is_kept():
    reading = scan("a: {b: 1}\na: {b: 2}")
    assert reading.data == {"a": {"b": 1}}
    assert [problem.code for problem in reading.problems] == ["duplicate_key"]
    assert reading.values[("a", "b")] == Position(1, 8, 0)


def test_all_refusals_of_a_page_come_together():
    found = scan("a: &x 1\nb: !t 2\nb: 3").problems
    assert [(problem.code, problem.line) for problem in found] == [("anchor", 1), ("tag", 2), ("duplicate_key", 3)]


def test_every_value_and_key_has_its_place():
    reading = read('a:\n  - {b: 1, c: "x"}\n')
    assert reading.where(("a", 0, "b")) == (2, 9)
    assert reading.where(("a", 0, "b"), key=True) == (2, 6)
    assert reading.where(("a", 0, "c"), 1) == (2, 16)  # the first character stands behind the quote
    assert reading.where(("a", 0, "missing")) == (2, 5)
    assert reading.where(()) == (1, 1)


def test_a_place_inside_a_block_is_the_beginning_of_the_block():
    reading = read("a: |\n  one\n  two\n")
    assert reading.where(("a",), 6) == (1, 4)


def test_a_mark_of_the_byte_order_is_no_text():
    assert read(b"\xef\xbb\xbfa: 1").data == {"a": 1}


def test_windows_line_ends_are_line_ends():
    assert read("a: |\r\n  one\r\n  two\r\n").data == {"a": "one\ntwo\n"}


def test_chinese_columns_count_characters():
    assert read("a: {中: 1, b: 2}").where(("a", "b")) == (1, 14)


ODD = st.sampled_from(list("[]{}:,-?&*!|>'\"%@` #\n\t\\~<0aé中\x00\x85\u2028\ufeff"))


@given(st.one_of(st.text(ODD, max_size=80), st.text(max_size=80), st.binary(max_size=80)))
@settings(max_examples=500)
def test_no_text_raises_anything(text):
    reading = scan(text)
    assert reading.data is None or all(isinstance(path, tuple) for path in reading.values)


def test_a_seed_phrase_over_several_comments_is_refused_at_the_first():
    words = [
        "legal",
        "winner",
        "thank",
        "year",
        "wave",
        "sausage",
        "worth",
        "useful",
        "legal",
        "winner",
        "thank",
        "yellow",
    ]
    text = "a: 1\n" + "\n".join(f"  # {' '.join(words[place : place + 3])}" for place in range(0, 12, 3))
    (problem,) = scan(text).problems
    assert (problem.code, problem.line, problem.column) == ("real_secret", 2, 3)
