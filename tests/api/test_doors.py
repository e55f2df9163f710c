"""Who is let in, address by address: strangers, guests, the wrong seat, the wrong method, what is not there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from exercises import services
from exercises.access.browsers import HELD
from exercises.api import accounts, catalogue, exercise
from exercises.models import Role
from tests import factories
from tests.api.conftest import Caller, account_token, callers_of, staff_token
from tests.cast import seated

ABSENT = "222222"
CONTROL = {
    "ready/", "start/", "pause/", "resume/", "extend/", "advance/", "end/", "step-back/", "no-duff/lift/", "hot-wash/",
    "seats/names/", "seats/lead/", "seats/<name:seat>/invite/", "seats/<name:seat>/revoke/", "seats/<name:seat>/fill/",
    "seats/<name:seat>/clear/", "places/", "places/<int:place>/close/", "injects/", "injects/credit/",
    "injects/<name:code>/release/", "injects/<name:code>/hold/", "injects/<name:code>/unhold/",
    "injects/<name:code>/skip/", "injects/<name:inject>/not-done/", "rulings/reveal-next/", "rulings/rule-contest/",
    "rulings/rule-act/", "rulings/override/", "control/", "injects/plan/", "export/",
}  # fmt: skip
EVALUATORS = {"observations/", "ratings/"}
ANYBODY = {"no-duff/", "tokens/", "tokens/<int:token>/revoke/", "messages/", "wash/fixes/"}
SAMPLES = {
    "Words": "a", "Code": "x", "Number": 1, "Whole": 1, "Flag": True, "Details": {}, "Texts": {}, "Spoken": "a",
    "Plain": 1, "ListField": [], "Shape": {},
}  # fmt: skip


def there(entry):
    """The address with something in its blanks that nobody made."""
    return re.sub(r"<int:\w+>", "999999", re.sub(r"<name:\w+>", "nothing", entry.path))


def query(entry):
    needed = {"messages/older/": "?room=us", "report/at/": "?n=1"}
    return needed.get(entry.path, "")


def body(entry):
    """A body of the right shape."""
    if entry.method == "get":
        return None
    fields = entry.takes().fields.items()
    sample = {name: SAMPLES[type(field).__name__] for name, field in fields if field.required}
    return {**sample, "to": ["us"]} if entry.operation == "post_injects" else sample


def call(who, entry):
    return who.call(entry.method.upper(), there(entry) + query(entry), body(entry))


def answers(who, entries=exercise.ENTRIES):
    return {entry.operation: call(who, entry) for entry in entries}


def test_nobody_gets_nothing_anywhere(db):
    entries = [(f"/api/v1/exercises/{ABSENT}/", entry) for entry in exercise.ENTRIES]
    entries += [("/api/v1/", entry) for entry in (*accounts.ENTRIES, *catalogue.ENTRIES)]
    found = {
        entry.operation: (answer.status_code, answer.json()["code"])
        for prefix, entry in entries
        if (answer := Caller().call(entry.method.upper(), prefix + there(entry), body(entry)))
    }
    assert {name: what for name, what in found.items() if what != (401, "not_signed_in")} == {}


def test_a_stranger_gets_the_same_answer_as_where_nothing_is(callers):
    foreign, absent = answers(callers.stranger), answers(Caller(ABSENT, callers.stranger.token))
    assert {name for name, answer in foreign.items() if answer.status_code != 404} == set()
    assert {name for name in foreign if foreign[name].content != absent[name].content} == set()
    assert {name for name in foreign if foreign[name].headers != absent[name].headers} == set()


def test_every_address_knows_its_methods_only(callers):
    entries = {}
    for entry in exercise.ENTRIES:
        entries.setdefault(there(entry), set()).add(entry.method.upper())
    wrong = {
        (path, method): answer.status_code
        for path, methods in entries.items()
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - methods
        if (answer := callers.ito.call(method, path)).status_code != 405
        or set(answer["Allow"].split(", ")) - {"HEAD", "OPTIONS"} != methods
    }
    assert wrong == {}


def test_control_acts_are_forbidden_to_a_seat(callers):
    found = {
        entry.operation: (answer.status_code, answer.json()["code"])
        for entry in exercise.ENTRIES
        if entry.path in CONTROL and not (entry.method == "get" and entry.path == "injects/")
        if (answer := call(callers.reyes, entry))
    }
    assert {name: what for name, what in found.items() if what != (403, "control_only")} == {}


def test_acts_of_a_seat_are_forbidden_to_the_wall_and_to_evaluators(callers):
    entries = [
        entry
        for entry in exercise.ENTRIES
        if entry.method != "get" and entry.path not in CONTROL | EVALUATORS | ANYBODY
    ]
    found = {
        (entry.operation, who): (answer.status_code, answer.json()["code"])
        for entry in entries
        for who in ("wall", "brandt")
        if (answer := call(getattr(callers, who), entry))
    }
    assert {name: what for name, what in found.items() if what != (403, "seat_only")} == {}


def test_evaluation_is_for_evaluators(callers):
    entries = [entry for entry in exercise.ENTRIES if entry.path in EVALUATORS]
    assert {answer.status_code for answer in answers(callers.reyes, entries).values()} == {403}


def test_what_is_not_there_is_not_found(callers):
    """One blank, one 404, whoever may use the address."""
    found = {}
    for entry in exercise.ENTRIES:
        if "<" in entry.path:
            who = callers.ito if entry.path in CONTROL else callers.reyes
            found[entry.operation] = call(who, entry).status_code
    assert {name: status for name, status in found.items() if status != 404} == {}


def test_things_of_another_team_are_not_there(callers):
    """A proposal between China and the BIS, seen from the United States; the answer is that of no proposal at all."""
    offered = callers.liu.post("proposals/", {"action": "test_hotline", "to": "us"}).json()["id"]
    foreign = callers.lindgren.post(f"proposals/{offered}/decline/")
    absent = callers.lindgren.post("proposals/000000000000/decline/")
    assert (foreign.status_code, foreign.content) == (404, absent.content)


def test_an_address_that_is_none_answers_in_json(callers):
    for path in ("/api/v1/nothing/", "/api/v1/exercises/%00/board/", "/api/v1/exercises", "/api/v1/"):
        answer = callers.ito.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path


# Tokens


@pytest.mark.django_db
def test_a_token_that_opens_nothing_is_refused_with_the_way_to_ask():
    answer = Caller("FWFWFW", "no such token").get("board/")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_gone")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_is_one_seat_and_no_other(callers):
    assert callers.reyes.get("me/?seat=us-treasury").json()["seat"] == "us-treasury"
    assert callers.reyes.get("me/?seat=us-fed").status_code == 404


@pytest.mark.parametrize("role", ["control", "evaluator", "trainer"])
def test_the_token_of_a_place_never_speaks_for_a_greater_one(callers, role):
    answer = callers.wall.get(f"board/?role={role}")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_place")


def test_an_evaluator_reads_over_a_teams_shoulder_and_never_controls(callers):
    watched = callers.brandt.get("board/?role=evaluator&team=us").json()
    assert watched["stream"].startswith("us")
    assert callers.brandt.get("board/?role=control").status_code == 403


def test_who_loses_the_seat_loses_its_tokens(callers):
    services.revoke(callers.people.ito, seat="us-treasury")
    assert callers.reyes.get("board/").status_code == 401


# Browsers


@pytest.fixture
def browser(lobby):
    """A browser that holds the seat of the Treasury, and whose requests are checked as in play."""
    seat = lobby.people.exercise.seats.get(code="us-treasury")
    return sitting(Client(enforce_csrf_checks=True), {f"seat/{seat.pk}": seat.token_hash}), lobby


def sitting(client, held):
    session = client.session
    session[HELD] = held
    session.save()
    return client


def test_a_browser_reads_and_writes_as_its_only_seat(browser):
    client, lobby = browser
    where = f"/api/v1/exercises/{lobby.people.exercise.code}"
    assert client.get(f"{where}/me/").json()["seat"] == "us-treasury"
    client.cookies["csrftoken"] = "a" * 32
    sent = client.post(f"{where}/muster/", content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert sent.status_code == 200, sent.content


def test_a_browser_without_the_token_of_our_pages_changes_nothing(browser):
    client, lobby = browser
    answer = client.post(f"/api/v1/exercises/{lobby.people.exercise.code}/muster/", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_a_browser_with_two_seats_has_to_name_one(browser):
    client, lobby = browser
    other = lobby.people.exercise.seats.get(code="cn-pboc")
    sitting(client, {**client.session[HELD], f"seat/{other.pk}": other.token_hash})
    where = f"/api/v1/exercises/{lobby.people.exercise.code}/me/"
    answer = client.get(where)
    assert (answer.status_code, answer.json()["code"]) == (400, "name_your_place")
    assert "?seat=cn-pboc" in answer.json()["detail"]
    assert client.get(f"{where}?seat=cn-pboc").json()["seat"] == "cn-pboc"
    assert client.get(f"{where}?role=public").json()["role"] == "public"
    assert client.get(f"{where}?role=control").status_code == 403


def test_a_browser_lists_the_exercises_it_is_in(browser):
    client, lobby = browser
    listed = client.get("/api/v1/exercises/").json()["items"]
    assert [item["code"] for item in listed] == [lobby.people.exercise.code]


# Accounts


def test_scripts_and_new_exercises_are_for_staff(callers):
    refused = {
        entry.operation: (answer.status_code, answer.json()["code"])
        for entry in accounts.ENTRIES
        if entry.operation != "get_exercises"
        if (answer := callers.reyes.call(entry.method.upper(), f"/api/v1/{there(entry)}", body(entry)))
    }
    assert {name: what for name, what in refused.items() if what != (403, "staff_only")} == {}


@pytest.mark.django_db
def test_scripts_of_another_author_are_not_there():
    version = factories.version()
    theirs = factories.scripts.import_script(factories.library_text("first-watch"), factories.user(is_staff=True))
    mine = Caller(token=account_token(factories.user(is_staff=True)))
    for path in ("", "export/"):
        assert mine.get(f"/api/v1/scripts/{theirs.pk}/{path}").status_code == 404
    assert mine.put(f"/api/v1/scripts/{theirs.pk}/", {"text": "x", "edition": 1}).status_code == 404
    assert mine.post(f"/api/v1/scripts/{theirs.pk}/publish/").status_code == 404
    assert [item["id"] for item in mine.get("/api/v1/scripts/").json()["items"]] == [version.script_id]


@pytest.mark.django_db
def test_the_library_is_read_and_not_changed():
    version = factories.version()
    staff = Caller(token=account_token(factories.user(is_staff=True)))
    where = f"/api/v1/scripts/{version.script_id}/"
    assert staff.get(where).status_code == 200
    assert staff.put(where, {"text": "x", "edition": 1}).json()["code"] == "library_script"
    assert staff.post(f"{where}publish/").json()["code"] == "library_script"
    assert staff.get(f"{where}export/?number=9").json()["code"] == "no_such_version"


@pytest.mark.django_db
def test_a_guest_lists_no_exercise_but_the_one_of_its_token():
    people = seated()
    factories.exercise()
    for role in (Role.EVALUATOR, Role.PUBLIC):
        listed = Caller(token=staff_token(people.ito, role)).get("/api/v1/exercises/").json()["items"]
        assert [item["code"] for item in listed] == [people.exercise.code]
    assert callers_of(people).reyes.get("/api/v1/exercises/?state=closed").json()["items"] == []


# Joining


@pytest.mark.django_db
def test_a_link_that_opens_nothing_says_so():
    for path in ("join/", "join/look/"):
        answer = Caller().post(f"/api/v1/{path}", {"token": "nothing"})
        assert (answer.status_code, answer.json()["code"]) == (404, "link_gone")


@pytest.mark.django_db
def test_looking_at_a_link_takes_nothing():
    game = factories.exercise()
    link = services.invite(factories.staff_viewer(game, Role.CONTROL), seat="us-fed")
    assert Caller().post("/api/v1/join/look/", {"token": link}).json()["taken"] is False
    assert game.seats.get(code="us-fed").joined_at is None


@pytest.mark.django_db
def test_joining_sets_no_cookie():
    link = services.invite(factories.staff_viewer(factories.exercise(), Role.CONTROL), seat="us-fed")
    answer = Caller().post("/api/v1/join/", {"token": link})
    assert answer.status_code == 200
    assert answer.cookies == {}


@pytest.mark.django_db
def test_walking_in_by_a_closed_door_is_answered_like_a_wrong_code_until_the_address_is_shut_out():
    codes = [factories.exercise().code, *(["ZZZZZZ"] * 20)]
    answers = [walks_in(code) for code in codes]
    assert {(answer.status_code, answer.content) for answer in answers[:20]} == {(404, answers[1].content)}
    assert (answers[20].status_code, answers[20].json()["code"]) == (429, "too_many_tries")
    assert answers[20]["Retry-After"] == "3600"
    assert walks_in(codes[0]).status_code == 429


def walks_in(code):
    return Caller().post("/api/v1/join/walk-in/", {"code": code, "seat": "us-fed", "name": "Okafor"})
