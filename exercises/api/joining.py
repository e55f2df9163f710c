"""Joining by a program: a link's token, or an exercise's code and an empty seat, against a token for this API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser

from exercises import access, services
from exercises.api.fields import Code, Words
from exercises.api.table import Gives, verb
from exercises.models import Viewer

Item = dict[str, Any]
DAYS = 30


class Pocket(dict[str, Any]):
    """Holds a seat for the length of one call; no cookie leads to it and nothing of it is stored."""

    session_key = ""


@dataclass(slots=True)
class Guest:
    """Somebody without a browser session."""

    session: Pocket = field(default_factory=Pocket)
    user: AnonymousUser = field(default_factory=AnonymousUser)


def look(_: str, token: str) -> Item:
    """What a join link leads to. Looking takes nothing."""
    found = access.invitation(token)
    return {
        "kind": found.kind,
        "exercise": found.exercise.code,
        "title": found.exercise.title,
        "role": found.role.value,
        "seat": found.seat,
        "team": found.team,
        "name": found.name,
        "taken": found.taken,
    }


def join(_: str, token: str, name: str = "") -> Item:
    """Takes the seat or place of a join link, and answers a token for it."""
    return _welcome(access.sit(Guest(), token, name=name))


def walk_in(address: str, code: str, seat: str, name: str) -> Item:
    """Takes an empty seat by the exercise's code, where control lets anybody, and answers a token for it."""
    with access.guessing(address):
        return _welcome(access.walk_in(Guest(), code, seat, name=name))


def _welcome(viewer: Viewer) -> Item:
    token = services.api_token(viewer, name="joined", days=DAYS)
    where = {"exercise": viewer.exercise.code, "role": viewer.role.value, "seat": viewer.seat, "team": viewer.team}
    return {**where, "token": token, "days": DAYS}


ENTRIES = (
    verb("join/", join, Gives.OBJECT, token=Code(), name=Words(required=False)),
    verb("join/look/", look, Gives.OBJECT, token=Code()),
    verb("join/walk-in/", walk_in, Gives.OBJECT, code=Code(), seat=Code(), name=Words()),
)
