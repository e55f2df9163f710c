"""Tokens of programs: listed by name, taken back one by one, made for an account by its person alone."""

from __future__ import annotations

import pytest
from django.test import Client

from exercises.models import ApiToken
from tests import factories
from tests.api.conftest import Caller, account_token


def test_a_seat_makes_a_token_sees_it_by_name_and_takes_it_back(callers):
    token = callers.reyes.post("tokens/", {"name": "bench", "days": 2}).json()["token"]
    other = Caller(callers.reyes.code, token)
    assert other.get("me/").json()["seat"] == "us-treasury"
    listed = callers.reyes.get("tokens/").json()["items"]
    assert [item["name"] for item in listed] == ["bench", "test"]
    assert token not in str(listed)

    assert callers.reyes.post(f"tokens/{listed[0]['id']}/revoke/").status_code == 200
    assert other.get("me/").json()["code"] == "token_gone"
    assert [item["name"] for item in callers.reyes.get("tokens/").json()["items"]] == ["test"]


@pytest.mark.parametrize("who", ["liu", "okafor", "ito", "brandt"])
def test_nobody_takes_back_or_sees_a_token_of_somebody_else(callers, who):
    theirs = ApiToken.objects.get(seat__code="us-treasury")
    answer = getattr(callers, who).post(f"tokens/{theirs.pk}/revoke/")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_token")
    assert theirs.pk not in [item["id"] for item in getattr(callers, who).get("tokens/").json()["items"]]
    assert callers.reyes.get("me/").status_code == 200


@pytest.mark.django_db
def test_a_member_of_staff_makes_a_token_while_signed_in_and_with_it_reads_scripts():
    version, ann = factories.version(), factories.user(is_staff=True)
    browser = Client()
    browser.force_login(ann)
    made = browser.post("/api/v1/account/tokens/", {"name": "studio"}, content_type="application/json")
    program = Caller(token=made.json()["token"])
    assert [item["id"] for item in program.get("/api/v1/scripts/").json()["items"]] == [version.script_id]

    (listed,) = program.get("/api/v1/account/tokens/").json()["items"]
    assert program.post(f"/api/v1/account/tokens/{listed['id']}/revoke/").status_code == 200
    assert program.get("/api/v1/scripts/").status_code == 401


@pytest.mark.django_db
def test_a_token_makes_no_other_and_strangers_take_none_back():
    ann, bob = factories.user(is_staff=True), factories.user(is_staff=True)
    program, other = Caller(token=account_token(ann)), Caller(token=account_token(bob))
    answer = program.post("/api/v1/account/tokens/", {"name": "more"})
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_for_tokens")
    row = ApiToken.objects.get(user=ann)
    assert other.post(f"/api/v1/account/tokens/{row.pk}/revoke/").status_code == 404
    assert other.get("/api/v1/account/tokens/").json()["items"][0]["id"] != row.pk
