"""What people type, before anything else looks at it."""

from __future__ import annotations

import pytest

from exercises.errors import Refusal
from exercises.services.words import DETAILS, details, words

REAL_SEED = "abandon " * 11 + "about"


def test_words_are_trimmed_and_free_of_control_characters() -> None:
    assert words("  first line\nsecond\x00\x1b line\u202e ") == "first line\nsecond line"


def test_words_are_brought_into_one_normal_form() -> None:
    assert words("Zu\u0308rich") == "Zürich"


def test_words_longer_than_the_limit_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        words("x" * 11, 10)

    assert (refused.value.code, refused.value.params) == ("too_long", {"limit": 10})


def test_a_real_seed_phrase_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        words(f"here it is: {REAL_SEED}")

    assert (refused.value.code, refused.value.status) == ("never_real_keys", 400)


def test_details_keep_plain_values() -> None:
    assert details({"btc": 1.5, "loud": True, "text": " x "}) == {"btc": 1.5, "loud": True, "text": "x"}


@pytest.mark.parametrize("value", [None, [1], {"a": 1}])
def test_details_that_are_not_plain_are_refused(value: object) -> None:
    with pytest.raises(Refusal) as refused:
        details({"x": value})  # type: ignore[dict-item]

    assert refused.value.code == "detail_not_plain"


def test_too_many_details_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        details({str(number): 1.0 for number in range(DETAILS + 1)})

    assert refused.value.code == "too_many_details"
