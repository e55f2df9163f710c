"""A new exercise: its row, its seats, its first entry."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exercises.domain.board.setting import stream_of
from exercises.domain.play.commands import Actor, Create
from exercises.domain.script import from_canonical
from exercises.errors import Refusal
from exercises.models import Exercise, Seat
from exercises.models.exercise import CODE_ALPHABET, CODE_LENGTH
from exercises.store.acting import act
from exercises.store.secret import new_epoch, new_salt, present_mark

if TYPE_CHECKING:
    from exercises.domain.script import Script
    from exercises.models import ScriptVersion

TRIES = 20


def fresh_code() -> str:
    """A code that nobody has, of letters and digits that read well on a wall."""
    for _ in range(TRIES):
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not Exercise.objects.filter(code=code).exists():
            return code
    raise Refusal("no_code_left")


def make(version: ScriptVersion, *, code: str, title: str, pace: float, luck: bool | None, **fields: Any) -> Exercise:
    """Write the first entry of a new log. `fields` are further columns of the exercise's row."""
    script = from_canonical(version.text)
    with transaction.atomic():
        exercise = Exercise.objects.create(
            code=code,
            title=title,
            version=version,
            salt=new_salt(),
            key_mark=present_mark(),
            epoch=new_epoch(),
            luck=script.luck if luck is None else luck,
            **fields,
        )
        Seat.objects.bulk_create(seats_of(exercise, script))
        act(code, Create(by=Actor("control"), code=code, pace=pace))
    exercise.refresh_from_db()
    return exercise


def seats_of(exercise: Exercise, script: Script) -> list[Seat]:
    """The script's seats, empty."""
    return [
        Seat(
            exercise=exercise,
            code=seat.code,
            team=team.code,
            role=seat.role or "",
            stream=stream_of(team.code, seat.clearances),
        )
        for team in script.teams
        for seat in team.seats
    ]
