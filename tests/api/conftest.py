"""Callers: one program for each of the cast, by a token it got through the API, and a browser that nobody knows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from exercises import services
from exercises.models import ApiToken, Role, Viewer
from exercises.services.tokens import hashed, new_token
from tests import cast, factories

STAFF = {"ito": Role.CONTROL, "brandt": Role.EVALUATOR, "wall": Role.PUBLIC}


@dataclass
class Caller:
    """Somebody who calls the API below one exercise."""

    code: str = ""
    token: str = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`path` is taken below the exercise unless it begins with /."""
        where = path if path.startswith("/") else f"/api/v1/exercises/{self.code}/{path}"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body)
        return Client().generic(method, where, data or "", content_type="application/json", headers=headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("PUT", path, body, **headers)


@dataclass
class Callers:
    """The cast, as programs, and their exercise."""

    people: cast.Cast
    ito: Caller
    brandt: Caller
    wall: Caller
    reyes: Caller
    okafor: Caller
    liu: Caller
    qiu: Caller
    lindgren: Caller
    stranger: Caller
    anonymous: Caller


def callers_of(people: cast.Cast) -> Callers:
    """A token for everybody: seats and staff by what services give, a stranger from another exercise."""
    code = people.exercise.code
    made = {name: Caller(code, services.api_token(getattr(people, name), name="test")) for name in cast.SEATS}
    made |= {name: Caller(code, staff_token(people.ito, role)) for name, role in STAFF.items()}
    other = factories.exercise()
    stranger = Caller(code, staff_token(factories.staff_viewer(other, Role.CONTROL), Role.CONTROL))
    return Callers(people, **made, stranger=stranger, anonymous=Caller(code))


def staff_token(control: Viewer, role: Role) -> str:
    """A token for a place that control gives away."""
    link = services.place_link(control, role=role)
    answer = Caller().post("/api/v1/join/", {"token": link})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["token"])


def account_token(owner: User) -> str:
    """A program's key to everything that one account may do."""
    token = new_token()
    until = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(name="test", user=owner, token_hash=hashed(token), expires_at=until)
    return token


@pytest.fixture(autouse=True)
def _nobody_has_tried():
    """Tries are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def callers(db):
    """Everybody in Deliberate of the first turn."""
    return callers_of(cast.at_play())


@pytest.fixture
def lobby(db):
    """Everybody in the lobby."""
    return callers_of(cast.seated())
