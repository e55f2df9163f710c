"""Codes that nobody has yet."""

from __future__ import annotations

import re
from typing import Any

import pytest

from exercises import store
from exercises.errors import Refusal
from exercises.models.exercise import CODE_PATTERN
from exercises.store import boards, making
from tests import factories


def test_codes_read_well(db: None) -> None:
    assert all(re.fullmatch(CODE_PATTERN, store.fresh_code()) for _ in range(50))


def test_a_code_in_use_is_drawn_again(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter([*cast.exercise.code, *"KQ47RM"])
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))

    assert store.fresh_code() == "KQ47RM"


def test_a_house_without_free_codes_says_so(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CODE_ALPHABET", cast.exercise.code[0])
    monkeypatch.setattr(making, "CODE_LENGTH", 6)
    type(cast.exercise).objects.filter(pk=cast.exercise.pk).update(code=cast.exercise.code[0] * 6)

    with pytest.raises(Refusal) as refused:
        store.fresh_code()

    assert refused.value.code == "no_code_left"


def test_two_exercises_made_in_one_process_share_neither_script_nor_secret(db: None) -> None:
    tutorial, crisis = factories.exercise("first-watch"), factories.exercise("cold-iron")

    made = [store.present(exercise).setting for exercise in (tutorial, crisis)]

    assert [setting.script.code for setting in made] == ["FW", "KC"]
    assert made == [boards.setting_of(exercise) for exercise in (tutorial, crisis)]
