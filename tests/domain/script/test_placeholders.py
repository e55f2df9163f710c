from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.script import FORMATS, Placeholder, PlaceholderError, fill, placeholders

SHOWN = (
    ("usd", 100_000.4, "$100,000"),
    ("usd", 0.5, "$0.50"),
    ("usd", -1234.0, "-$1,234"),
    ("btc", 19_999.99, "19,999.99"),
    ("btc", 20_000.0, "20,000"),
    ("btc", 0.00000001, "0.00000001"),
    ("percent", 0.365, "36.5%"),
    ("percent", 0.4, "40%"),
    ("int", 2.6, "3"),
    ("int", -0.2, "0"),
    ("number", 3.14159, "3.14"),
    ("number", 3.0, "3"),
    ("number", -0.001, "0"),
    ("number", 1_234_567.0, "1,234,567"),
)

LEFT_ALONE = (
    "{{ settings.SECRET_KEY }}",
    "{% load x %}",
    "{0.__class__}",
    "%(x)s",
    "${x}",
    "{var}",
    "{ var:x }",
    "{var:{var:x}}"[:5],
)


@pytest.mark.parametrize("style,value,shown", SHOWN)
def test_a_format_shows_a_number(style, value, shown):
    assert fill(f"it is {{var:x.y|{style}}}.", {"x.y": value}) == f"it is {shown}."


def test_without_a_format_a_number_is_a_number():
    assert fill("{var:x}", {"x": 2.5}) == "2.5"


def test_words_and_truths_are_shown_as_such():
    assert fill("{var:a} {var:b}", {"a": "tested", "b": True}) == "tested yes"
    assert fill("{var:b}", {"b": False}, "zh-hans") == "否"


def test_what_the_reader_may_not_see_is_a_dash():
    assert fill("{var:x|usd} or {var:y}", {"y": 1}) == "– or 1"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_braces_are_plain_text(text):
    assert fill(text, {"x": 1}) == text
    assert placeholders(text) == ()


def test_placeholders_come_with_their_places():
    assert placeholders("a {var:x.y|usd} {var:z}") == (
        Placeholder("x.y", "usd", 2, 15),
        Placeholder("z", "number", 16, 23),
    )


@pytest.mark.parametrize(
    "text,code,column,suggestion",
    [
        ("a {var:x|eur}", "format", 3, None),
        ("{var:x|percnt}", "format", 1, "percent"),
        ("{var:}", "figure", 1, None),
        ("{var:x y}", "figure", 1, None),
        ("{var:__class__}", "figure", 1, None),
    ],
)
def test_a_placeholder_that_cannot_be_filled_is_refused(text, code, column, suggestion):
    with pytest.raises(PlaceholderError) as caught:
        placeholders(text)
    assert (caught.value.code, caught.value.column, caught.value.suggestion) == (code, column, suggestion)


@given(st.text(max_size=60), st.dictionaries(st.text("xyz", min_size=1, max_size=2), st.floats(-1e15, 1e15)))
def test_filling_never_fails_and_is_done_once(text, values):
    filled = fill(text + "".join(f"{{var:{code}|{style}}}" for code in values for style in FORMATS), values)
    assert "{var:x|" not in filled or "{var:x|" in text
