"""Rows for tests, without surprises: what is not said is the plainest thing that can be."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from exercises import services
from exercises.models import Claim, Exercise, Place, Role, ScriptVersion, Seat, Viewer
from exercises.services import scripts

_numbers = count(1)
STREAMS = {Role.CONTROL: "control", Role.EVALUATOR: "evaluator", Role.TRAINER: "control", Role.PUBLIC: "public"}


def user(name: str = "", **fields: Any) -> User:
    return User.objects.create_user(username=name or f"user{next(_numbers)}", password="a long password", **fields)


@cache
def library_text(code: str) -> str:
    return next(path for path in scripts.shipped() if path.stem == code).read_text(encoding="utf-8")


def version(code: str = "first-watch") -> ScriptVersion:
    """A published script of the library."""
    return scripts.publish(scripts.import_script(library_text(code), None, shipped=True), None)


def exercise(code: str = "first-watch", **fields: Any) -> Exercise:
    """A new exercise, in draft."""
    return services.create(None, version(code), **fields)


def seat_viewer(game: Exercise, code: str) -> Viewer:
    row = Seat.objects.get(exercise=game, code=code)
    claim = Claim(kind="seat", row=row.pk, hash=row.token_hash)
    return Viewer(
        exercise=game, role=Role.SEAT, stream=row.stream, claim=claim, seat=code, team=row.team, name=row.name
    )


def staff_viewer(game: Exercise, role: Role) -> Viewer:
    claim = Claim(kind="account", user=0)
    return Viewer(exercise=game, role=role, stream=STREAMS[role], claim=claim)


def place(game: Exercise, role: Role, **fields: Any) -> Place:
    return Place.objects.create(exercise=game, role=role, **fields)
