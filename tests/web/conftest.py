"""Windows: a browser session of Django's own client for each of the cast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from exercises import services, store
from tests import cast as people

PLACES = {"ito": "control", "brandt": "evaluator", "wall": "public"}


@dataclass(frozen=True)
class Window:
    """One person's browser: the page they start from, and the buttons on it."""

    client: Client
    home: str
    code: str

    def sees(self, page: str = "") -> Any:
        return self.client.get(page if page.startswith("/") else self.home + page)

    def presses(self, verb: str, *, script: bool = True, **fields: Any) -> Any:
        """Post the form of a button, with script (an answer in JSON) or without (a redirect)."""
        headers = {"accept": "application/json"} if script else {}
        return self.client.post(f"{self.home}do/{verb}/", fields, headers=headers)


def window(cast: people.Cast, name: str) -> Window:
    """Somebody who has come in by their link."""
    seat = people.SEATS.get(name)
    token = services.invite(cast.ito, seat=seat) if seat else services.place_link(cast.ito, role=PLACES[name])
    client = Client()
    home = client.post(f"/join/{token}/", {"name": name.title()}).headers["location"]
    return Window(client, home, cast.exercise.code)


@pytest.fixture
def lobby(db: None) -> people.Cast:
    return people.seated()


@pytest.fixture
def cast(db: None) -> people.Cast:
    """Everybody at play, in Deliberate of turn 1."""
    return people.at_play()


@pytest.fixture
def enter(cast: people.Cast) -> Callable[[str], Window]:
    return lambda name: window(cast, name)


@pytest.fixture
def board(cast: people.Cast) -> Callable[[], Any]:
    return lambda: store.present(cast.exercise).board
