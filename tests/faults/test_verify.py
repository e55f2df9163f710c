"""Somebody with the database in their hands: whatever single row they touch, `exercise verify` names it."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from exercises import services
from exercises.models import without_triggers
from tests import cast as people

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
EDIT = "UPDATE exercises_line SET text = replace(text, %s, %s) WHERE exercise_id = %s AND number = %s"
DELETE = "DELETE FROM exercises_line WHERE exercise_id = %s AND number = %s"
MOVE = "UPDATE exercises_line SET number = %s WHERE exercise_id = %s AND number = %s"
CUT = "DELETE FROM exercises_line WHERE exercise_id = %s AND number >= %s"


@pytest.fixture
def cast() -> people.Cast:
    found = people.at_play()
    services.say(found.reyes, room="us", text="Good morning.")
    services.say(found.liu, room="cn", text="Good morning.")
    found.exercise.refresh_from_db()
    return found


def run(statement: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount >= 1


def edited(pk: int, number: int) -> None:
    run(EDIT, '"at":', '"at":1', pk, number)


def deleted(pk: int, number: int) -> None:
    run(DELETE, pk, number)


def swapped(pk: int, number: int) -> None:
    """This line and the one before it, in each other's place."""
    for new, old in ((10_000, number), (number, number - 1), (number - 1, 10_000)):
        run(MOVE, new, pk, old)


def cut(pk: int, number: int) -> None:
    run(CUT, pk, number)


def said(cast: people.Cast, tamper: Callable[[int, int], None], number: int) -> str:
    """What verify says after this was done to this row, and nothing remains of it."""
    out = StringIO()
    with transaction.atomic():
        with without_triggers(connection):
            tamper(cast.exercise.pk, number)
        with pytest.raises(CommandError, match="Not whole"):
            call_command("exercise", "verify", cast.exercise.code, stdout=out)
        transaction.set_rollback(True)
    return out.getvalue()


@pytest.mark.parametrize("tamper,first,named", [(edited, 1, 0), (deleted, 1, 0), (swapped, 2, -1), (cut, 1, 0)])
def test_every_row_is_named(cast: people.Cast, tamper: Callable[[int, int], None], first: int, named: int) -> None:
    wrong = {
        number: words
        for number in range(first, cast.exercise.head_number + 1)
        if not re.search(rf"line {number + named}\b", words := said(cast, tamper, number))
    }
    assert wrong == {}


def test_untouched_it_is_whole(cast: people.Cast) -> None:
    out = StringIO()
    call_command("exercise", "verify", cast.exercise.code, stdout=out)
    assert f"whole, {cast.exercise.head_number} lines" in out.getvalue()
