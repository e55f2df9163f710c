"""Getting in: opening a link takes nothing, the button does."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from exercises import services
from exercises.models import Seat
from tests import cast as people
from tests.web.conftest import window


def test_opening_a_link_takes_nothing(lobby: people.Cast) -> None:
    token = services.invite(lobby.ito, seat="us-fed")
    before = Seat.objects.values().get(exercise=lobby.exercise, code="us-fed")
    client = Client()

    for _ in range(2):
        page = client.get(f"/join/{token}/")
        assert page.status_code == 200
        assert "Federal Reserve" in page.text

    assert Seat.objects.values().get(exercise=lobby.exercise, code="us-fed") == before
    assert client.get(f"/x/{lobby.exercise.code}/us-fed/").status_code == 404


def test_the_button_of_a_link_takes_the_seat(lobby: people.Cast) -> None:
    token = services.invite(lobby.ito, seat="us-fed")
    client = Client()

    answer = client.post(f"/join/{token}/", {"name": "Ada Okafor"})

    assert answer.headers["location"] == f"/x/{lobby.exercise.code}/us-fed/"
    assert client.get(answer.headers["location"]).status_code == 200
    assert "Federal Reserve" in client.get("/").text


@pytest.mark.parametrize("token", ["no-such-token", "x" * 32])
def test_a_link_that_opens_nothing_says_so(lobby: people.Cast, token: str) -> None:
    answer = Client().get(f"/join/{token}/")

    assert answer.status_code in (404, 410)
    assert "link" in answer.text


def test_a_code_leads_to_ones_own_seat(lobby: people.Cast) -> None:
    reyes = window(lobby, "reyes")
    code = lobby.exercise.code

    answer = reyes.client.post("/join/", {"code": f"{code[:3]} {code[3:].lower()}"})

    assert answer.headers["location"] == reyes.home


@pytest.mark.parametrize("code", ["", "ZZZZZZ", "' or 1=1"])
def test_a_wrong_code_is_said_and_kept(lobby: people.Cast, code: str) -> None:
    answer = Client().post("/join/", {"code": code})

    assert answer.status_code == 404
    assert answer.context["page"]["refusal"]["detail"].endswith(".")


def test_a_closed_exercise_lets_nobody_walk_in(lobby: people.Cast) -> None:
    assert Client().post("/join/", {"code": lobby.exercise.code}).status_code == 404
    answer = Client().post("/join/seats/", {"code": lobby.exercise.code, "seat": "us-fed", "name": "X"})
    assert answer.headers["location"] == "/join/"


def test_an_open_exercise_shows_its_empty_seats_and_gives_one(lobby: people.Cast) -> None:
    lobby.exercise.walk_in = True
    lobby.exercise.save(update_fields=["walk_in"])
    services.clear(lobby.ito, seat="us-fed")
    client = Client()

    page = client.post("/join/", {"code": lobby.exercise.code})
    assert page.status_code == 200
    assert "Federal Reserve" in page.text

    answer = client.post("/join/seats/", {"code": lobby.exercise.code, "seat": "us-fed", "name": "Ada"})
    assert answer.headers["location"] == f"/x/{lobby.exercise.code}/lobby/"
    assert client.get(answer.headers["location"]).status_code == 200


def test_leaving_gives_the_seat_back_for_this_browser(lobby: people.Cast) -> None:
    reyes = window(lobby, "reyes")
    assert reyes.client.get("/leave/").status_code == 405

    reyes.client.post("/leave/")

    assert reyes.sees().status_code == 404


def test_a_used_link_leads_its_browser_on_and_tells_another_what_to_do(lobby: people.Cast) -> None:
    token = services.invite(lobby.ito, seat="us-fed")
    mine, other = Client(), Client()
    mine.post(f"/join/{token}/", {"name": "Ada Okafor"})

    assert mine.get(f"/join/{token}/").headers["location"] == f"/x/{lobby.exercise.code}/us-fed/"
    for answer in (other.get(f"/join/{token}/"), other.post(f"/join/{token}/", {"name": "Eve"})):
        assert answer.status_code == 409
        assert "it works once" in answer.text
        assert "ask control for a new link" in answer.text
    assert other.get(f"/x/{lobby.exercise.code}/us-fed/").status_code == 404


def test_a_name_that_is_refused_stands_in_its_field_with_the_reason(lobby: people.Cast) -> None:
    token = services.invite(lobby.ito, seat="us-fed")
    for name, said in (("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "looks like a real key"), ("x" * 81, "Shorten it")):
        answer = Client().post(f"/join/{token}/", {"name": name, "next": "/x/ABC234/"})
        assert answer.status_code == 400
        assert said in answer.text
        assert f'value="{name}"' in answer.text
        assert 'value="/x/ABC234/"' in answer.text
    assert Seat.objects.get(exercise=lobby.exercise, code="us-fed").token_hash == ""


def test_wrong_codes_shut_the_address_out_whichever_form_they_come_by(lobby: people.Cast) -> None:
    cache.clear()
    client = Client()
    for number in range(20):
        where = "/join/" if number % 2 else "/join/seats/"
        client.post(where, {"code": lobby.exercise.code if number % 3 else "ZZZZZZ", "seat": "us-fed", "name": "Eve"})

    answer = client.post("/join/", {"code": lobby.exercise.code})
    assert answer.status_code == 429
    assert answer.context["page"]["refusal"]["detail"].startswith("That was too often.")
    cache.clear()
