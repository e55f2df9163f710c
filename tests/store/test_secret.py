"""An exercise's secret is derived from the key and never stored."""

from __future__ import annotations

from typing import Any

import pytest

from exercises.models import Exercise
from exercises.store import secret


@pytest.fixture
def exercise() -> Exercise:
    return Exercise(code="KQ47RM", salt=secret.new_salt(), key_mark=secret.present_mark())


def test_the_secret_is_the_same_every_time_and_another_for_every_salt(exercise: Exercise) -> None:
    first = secret.secret_of(exercise)

    assert secret.secret_of(exercise) == first
    assert len(first) == 32
    exercise.salt = secret.new_salt()
    assert secret.secret_of(exercise) != first


def test_a_changed_key_still_opens_old_exercises_through_its_fallback(exercise: Exercise, settings: Any) -> None:
    first, old = secret.secret_of(exercise), settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key altogether", [old]

    assert secret.secret_of(exercise) == first
    assert secret.present_mark() != exercise.key_mark


def test_without_the_old_key_the_error_says_what_to_do(exercise: Exercise, settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key altogether", []

    with pytest.raises(secret.KeyIsMissing, match="SECRET_KEY_OLD"):
        secret.secret_of(exercise)
