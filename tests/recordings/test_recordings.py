"""Exercises that were played once can be read for ever: the chain holds, and replay leads to the same last board."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any

import pytest

from exercises import store
from exercises.domain.board import Board, fold
from exercises.enums import State
from exercises.store import boards, chain
from tests.recordings.record import FOLDER, SCRIPTS

EACH = pytest.mark.parametrize("script", SCRIPTS)


@cache
def lines(script: str) -> tuple[str, ...]:
    return tuple(gzip.decompress((FOLDER / f"{script}.jsonl.gz").read_bytes()).decode().splitlines())


def heading(script: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lines(script)[0])
    return found


@cache
def board(script: str) -> Board:
    return fold(chain.read(line) for line in lines(script)[1:])


@EACH
def test_the_chain_of_a_recording_holds(script: str) -> None:
    previous = chain.GENESIS
    for number, line in enumerate(lines(script)[1:], 1):
        fields = chain.fields(line)
        assert (fields["number"], fields["previous"]) == (number, previous)
        previous = chain.digest(line)
    assert heading(script)["head"] == {"number": len(lines(script)) - 1, "hash": previous}


@EACH
def test_a_recording_leads_to_the_board_it_led_to(script: str) -> None:
    digests = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))
    assert board(script).state is State.CLOSED
    assert chain.digest(boards.packed(board(script))) == digests[script]


@EACH
@pytest.mark.django_db
def test_a_recording_can_be_taken_in_and_read(script: str) -> None:
    exercise = store.carried(lines(script))

    assert store.verify(exercise) == ()
    assert store.present(exercise).board == board(script)
    assert list(store.export(exercise))[1:] == list(lines(script)[1:])
