"""What a request may look like: shapes, sizes, fences, idempotency keys, and how refusals read."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from exercises.api import endpoints
from exercises.api.bodies import LARGE, SMALL
from tests import factories
from tests.api.conftest import Caller, account_token

WRITE = "messages/"
MESSAGE = {"room": "us", "text": "Read it twice."}


def raw(caller, body, kind="application/json", path=WRITE):
    headers = {"Authorization": f"Bearer {caller.token}"}
    where = f"/api/v1/exercises/{caller.code}/{path}"
    return Client().generic("POST", where, body, content_type=kind, headers=headers)


def code_of(answer):
    return answer.status_code, answer.json()["code"]


# Shapes

MISSHAPEN = {
    "an unknown field": {**MESSAGE, "seat": "us-fed"},
    "a missing field": {"room": "us"},
    "a number for a text": {**MESSAGE, "text": 4},
    "nothing for a text": {**MESSAGE, "text": None},
    "a list for an object": [MESSAGE],
    "a text for an object": "us",
    "a NUL in a text": {**MESSAGE, "text": "a\0b"},
    "a code as long as a page": {**MESSAGE, "room": "x" * 81},
    "a turn without its generation": {**MESSAGE, "turn": 1},
    "a turn in words": {**MESSAGE, "turn": "1", "generation": 0},
    "a turn that is a yes": {**MESSAGE, "turn": True, "generation": 0},
    "a turn below nought": {**MESSAGE, "turn": -1, "generation": 0},
}


def test_misshapen_bodies_are_refused_field_by_field(callers):
    found = {what: callers.reyes.post(WRITE, body) for what, body in MISSHAPEN.items()}
    assert {what: code_of(answer) for what, answer in found.items() if code_of(answer) != (400, "malformed")} == {}
    assert found["an unknown field"].json()["fields"] == {"seat": ["There is no such field."]}
    assert list(found["a missing field"].json()["fields"]) == ["text"]


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1]},
        {"a": {"b": 1}},
        {"a": None},
        {"a b": 1},
        {"a" * 41: 1},
        {"": 1},
        [],
        "x",
        {"a": 10**16},
        {"a": 10**400},
    ],
)
def test_details_are_few_plain_and_finite(callers, value):
    answer = callers.reyes.post("acts/", {"action": "call_session", "args": value})
    assert code_of(answer) == (400, "malformed")


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_a_flag_is_true_or_false(callers, value):
    assert code_of(callers.ito.post("start/", {"anyway": value})) == (400, "malformed")


@pytest.mark.parametrize("text", [4, {}, {"fr": "Non"}, {"en": 4}, None])
def test_a_bilingual_text_is_a_text_or_texts_by_language(callers, text):
    body = {"title": "A", "sender": "B", "to": ["us"], "medium": "cable", "text": text}
    assert code_of(callers.ito.post("injects/", body)) == (400, "malformed")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"room": "us", "text": NaN}',
        b'"\xff"',
        b'{"room": "us", "text": "\\ud800"}',
        b"[" * 60_000,
        b'{"a": 1' + b"0" * 5000 + b"}",
    ],
)
def test_what_is_not_json_is_malformed(callers, body):
    assert code_of(raw(callers.reyes, body)) == (400, "malformed_json")


def test_a_body_is_bounded(callers):
    padding = " " * (SMALL - len(json.dumps(MESSAGE)))
    assert raw(callers.reyes, json.dumps(MESSAGE) + padding).status_code == 200
    answer = raw(callers.reyes, json.dumps(MESSAGE) + padding + " ")
    assert code_of(answer) == (413, "too_big")
    assert answer.json()["fields"] == {"limit": SMALL}


@pytest.mark.django_db
def test_a_script_may_be_larger_and_is_bounded_too():
    staff = Caller(token=account_token(factories.user(is_staff=True)))
    assert staff.post("/api/v1/scripts/validate/", {"text": "#" * 200_000}).json()["good"] is False
    assert staff.post("/api/v1/scripts/validate/", {"text": "#" * LARGE}).status_code == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", ""])
def test_only_json_is_read(callers, kind):
    assert code_of(raw(callers.reyes, b"room=us&text=a", kind)) == (415, "unsupported_media")


def test_only_json_is_written(callers):
    assert code_of(callers.reyes.get("board/", Accept="text/html")) == (406, "not_acceptable")


# Queries


@pytest.mark.parametrize(
    "query", ["colour=red", "turn=1&turn=2", "seat=us-treasury&role=public", "role=king", "seat=%00"]
)
def test_queries_are_closed(callers, query):
    assert code_of(callers.reyes.get(f"injects/?{query}")) == (400, "malformed")


def test_a_write_takes_no_filter(callers):
    assert code_of(callers.reyes.post(f"{WRITE}?room=us", MESSAGE)) == (400, "malformed")


def test_filters_choose(callers):
    callers.reyes.post(WRITE, MESSAGE)
    callers.reyes.post(WRITE, {"room": "plenary", "text": "Good morning."})
    assert [item["text"] for item in callers.reyes.get(f"{WRITE}?room=plenary").json()["items"]] == ["Good morning."]
    assert len(callers.reyes.get(WRITE).json()["items"]) == 2
    assert callers.reyes.get("injects/?turn=9").json()["items"] == []


def test_the_catalogue_can_be_asked_for_one_teams_levers(callers):
    ours = callers.reyes.get("/api/v1/world/actions/?team=us&timing=now").json()["items"]
    assert {item["timing"] for item in ours} == {"now"}
    assert code_of(callers.reyes.get("/api/v1/world/actions/?timing=soon")) == (400, "malformed")


def test_a_cursor_that_is_none_means_everything_anew(callers):
    for cursor in ("", "x", "x.1", "-1", "9" * 70):
        assert callers.reyes.get(f"frames/?after={cursor}").json()["reload"] is True


# Fences and keys


def test_a_command_for_another_turn_is_refused_in_words(callers):
    answer = callers.reyes.post(
        "acts/", {"action": "call_session", "args": {"place": "basel"}, "turn": 3, "generation": 0}
    )
    assert code_of(answer) == (409, "turn_moved_on")
    assert answer.json()["fields"] == {"turn": 1}
    assert answer.json()["detail"].startswith("The turn has moved on while you were writing.")


def test_a_command_for_this_turn_is_done(callers):
    assert callers.reyes.post(WRITE, {**MESSAGE, "turn": 1, "generation": 0}).status_code == 200


def test_a_repeated_command_is_done_once(callers):
    first = callers.reyes.post(WRITE, MESSAGE, **{"Idempotency-Key": "one"}).json()
    again = callers.reyes.post(WRITE, MESSAGE, **{"Idempotency-Key": "one"}).json()
    assert again == {**first, "repeated": True}
    assert len(callers.reyes.get(WRITE).json()["items"]) == 1


def test_a_key_belongs_to_one_command(callers):
    callers.reyes.post(WRITE, MESSAGE, **{"Idempotency-Key": "one"})
    other = callers.reyes.post(WRITE, {**MESSAGE, "text": "Something else."}, **{"Idempotency-Key": "one"})
    assert code_of(other) == (409, "key_reused")
    assert callers.liu.post(WRITE, {**MESSAGE, "room": "cn"}, **{"Idempotency-Key": "one"}).status_code == 200


def test_a_key_has_a_length(callers):
    assert code_of(callers.reyes.post(WRITE, MESSAGE, **{"Idempotency-Key": "x" * 81})) == (400, "key_too_long")


@pytest.mark.django_db
def test_an_exercise_asked_for_twice_is_made_once():
    version = factories.version()
    staff = Caller(token=account_token(factories.user(is_staff=True)))
    key = {"Idempotency-Key": "spring"}
    first = staff.post("/api/v1/exercises/", {"version": version.digest}, **key)
    again = staff.post("/api/v1/exercises/", {"version": version.digest}, **key)
    assert (first.status_code, first.json()) == (201, again.json())
    assert len(staff.get("/api/v1/exercises/").json()["items"]) == 1
    other = factories.version("cold-iron")
    assert code_of(staff.post("/api/v1/exercises/", {"version": other.digest}, **key)) == (409, "key_reused")
    assert code_of(staff.post("/api/v1/exercises/", {"version": "0" * 64})) == (404, "no_such_version")


# Refusals


def test_a_refusal_is_read_in_the_callers_language(callers):
    body = {"action": "nothing"}
    english = callers.reyes.post("acts/", body, **{"Accept-Language": "en"}).json()
    chinese = callers.reyes.post("acts/", body, **{"Accept-Language": "zh-Hans"}).json()
    assert english["code"] == chinese["code"] == "no_such_action"
    assert english["detail"] == "There is no such action in this exercise. Choose one from the list of actions."


def test_mistakes_of_a_script_are_named_with_their_places(db):
    staff = Caller(token=account_token(factories.user(is_staff=True)))
    answer = staff.post("/api/v1/scripts/import/", {"text": "parley: 1\ncode: X\nnonsense: 3\n"})
    assert code_of(answer) == (400, "script_wrong")
    assert {"line", "column", "severity", "code", "detail"} == set(answer.json()["fields"]["text"][0])
    problems = staff.post("/api/v1/scripts/validate/", {"text": "parley: 1\ncode: X\nnonsense: 3\n"}).json()
    assert problems["good"] is False
    assert 3 in {problem["line"] for problem in problems["problems"]}


def test_two_authors_cannot_overwrite_each_other(db):
    staff = Caller(token=account_token(factories.user(is_staff=True)))
    made = staff.post("/api/v1/scripts/import/", {"text": factories.library_text("first-watch")}).json()
    where = f"/api/v1/scripts/{made['id']}/"
    assert staff.put(where, {"text": "first", "edition": made["edition"]}).json()["edition"] == made["edition"] + 1
    assert code_of(staff.put(where, {"text": "second", "edition": made["edition"]})) == (409, "draft_moved_on")
    assert staff.get(where).json()["text"] == "first"


def test_who_calls_too_often_is_told_when_to_come_back(callers, monkeypatch):
    monkeypatch.setattr(endpoints, "CALLS_A_MINUTE", 3)
    answers = [callers.reyes.get("") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert callers.liu.get("").status_code == 200


def test_every_answer_is_private(callers):
    assert {callers.reyes.get(path)["Cache-Control"] for path in ("board/", "nothing/")} == {"private, no-store"}
