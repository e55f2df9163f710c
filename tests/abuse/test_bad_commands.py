"""Every command of the API, stale, oversized or misshapen: refused in a sentence, and the record does not move."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

from exercises.api import exercise
from exercises.api.fields import Code, Words
from exercises.models import ApiToken, Draft, Exercise, Line, Place, ReadMark, Seat
from tests import cast as people
from tests.api.conftest import Caller, Callers, callers_of
from tests.api.test_doors import CONTROL, EVALUATORS, body, there

if TYPE_CHECKING:
    from exercises.api.table import Entry

pytestmark = pytest.mark.django_db
VERBS = [entry for entry in exercise.ENTRIES if entry.method != "get"]
RECORDED = [entry for entry in VERBS if entry.recorded]
LONG = "x" * 25_000
SENTENCE = re.compile(r".{10,}[.!?。？！…]$", re.DOTALL)


@pytest.fixture
def callers() -> Callers:
    cache.clear()
    return callers_of(people.at_play())


def whose(callers: Callers, entry: Entry) -> Caller:
    """Somebody who may use this address."""
    if entry.path in CONTROL:
        return callers.ito
    return callers.brandt if entry.path in EVALUATORS else callers.reyes


def record(callers: Callers) -> list[Any]:
    """Everything that a command may change."""
    tables = (Line, Draft, ReadMark, Seat, Place, ApiToken, Exercise)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def refused(answer: Any, *codes: str) -> bool:
    """A refusal with one of these codes, in words."""
    said = answer.json()
    return said["code"] in codes and bool(SENTENCE.search(said["detail"]))


def sent(callers: Callers, entry: Entry, data: Any, **headers: str) -> Any:
    cache.clear()
    return whose(callers, entry).call(entry.method.upper(), there(entry), data, **headers)


def test_a_stale_command_is_refused_whatever_it_is(callers: Callers) -> None:
    before, wrong = record(callers), {}
    for entry in RECORDED:
        for fence in ({"turn": 9, "generation": 0}, {"turn": 1, "generation": 9}):
            answer = sent(callers, entry, {**body(entry), **fence})
            # What needs a row of its own (a seat) or words is looked at first.
            if not refused(answer, "turn_moved_on", "no_such_seat"):
                wrong[entry.operation] = answer.json()
    assert wrong == {}
    assert record(callers) == before


def test_a_text_too_long_is_refused_wherever_it_stands(callers: Callers) -> None:
    before, wrong = record(callers), {}
    for entry in VERBS:
        for name, field in entry.takes().fields.items():
            if isinstance(field, (Words, Code)):
                answer = sent(callers, entry, {**body(entry), name: LONG})
                if not refused(answer, "too_long", "malformed", "no_such_seat", "no_such_role", "draft_moved_on"):
                    wrong[f"{entry.operation} {name}"] = answer.json()
    assert wrong == {}
    assert record(callers) == before


@pytest.mark.parametrize("data", [[], "text", 7, {"turn": "one"}, {"nonsense": 1}, {"turn": 1}, {"generation": -1}])
def test_a_misshapen_command_is_refused_whatever_it_is(callers: Callers, data: Any) -> None:
    before, wrong = record(callers), {}
    for entry in VERBS:
        whole = {**body(entry), **data} if isinstance(data, dict) else data
        if not refused(answer := sent(callers, entry, whole), "malformed"):
            wrong[entry.operation] = answer.json()
    assert wrong == {}
    assert record(callers) == before


def test_a_command_too_big_is_refused_before_it_is_read(callers: Callers) -> None:
    before = record(callers)
    for entry in VERBS:
        assert refused(sent(callers, entry, {"text": "x" * 70_000}), "too_big"), entry.operation
    assert record(callers) == before


def test_a_key_too_long_or_of_another_command_is_refused(callers: Callers) -> None:
    callers.reyes.post("messages/", {"room": "us", "text": "Hello."}, **{"Idempotency-Key": "k"})
    callers.ito.post("messages/", {"room": "us", "text": "Hello."}, **{"Idempotency-Key": "k"})
    callers.brandt.post("observations/", {"team": "us"}, **{"Idempotency-Key": "k"})
    before, wrong = record(callers), {}
    for entry in RECORDED:
        for key, code in (("k", "key_reused"), ("k" * 81, "key_too_long")):
            if not refused(
                answer := sent(callers, entry, body(entry), **{"Idempotency-Key": key}), code, "no_such_seat"
            ):
                wrong[f"{entry.operation} {code}"] = answer.json()
    assert wrong == {}
    assert record(callers) == before
