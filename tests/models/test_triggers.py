"""The database refuses to change the log; one door opens, and not for long."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, IntegrityError, connection, transaction

from exercises import store
from exercises.models import Erasure, Line, guarded, install, without_triggers
from tests import factories

BOTH = [pytest.param(None, id="sqlite"), pytest.param(None, id="postgres", marks=pytest.mark.postgres)]


@pytest.fixture
def exercise(transactional_db: None) -> Any:
    return factories.exercise()


@pytest.mark.parametrize("_database", BOTH)
@pytest.mark.parametrize("verb", ["update", "delete", "replace", "raw"])
@pytest.mark.django_db(transaction=True)
def test_lines_cannot_be_changed(_database: None, verb: str) -> None:
    exercise = factories.exercise()
    before = list(Line.objects.values_list("text", "hash"))
    line = Line.objects.get(exercise=exercise)
    acts = {
        "update": lambda: Line.objects.update(kind="Other"),
        "delete": lambda: Line.objects.all().delete(),
        "replace": lambda: Line.objects.bulk_create(
            [Line(exercise=exercise, number=1, kind="Other", text="{}", hash=line.hash)],
            update_conflicts=True,
            unique_fields=["exercise", "number"],
            update_fields=["kind", "text"],
        ),
        "raw": lambda: connection.cursor().execute("DELETE FROM exercises_line"),
    }

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        acts[verb]()

    assert list(Line.objects.values_list("text", "hash")) == before


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_log_cannot_be_truncated() -> None:
    factories.exercise()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE exercises_line")


@pytest.mark.django_db(transaction=True)
def test_sqlites_replace_does_not_pass_by_the_trigger() -> None:
    exercise = factories.exercise()

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO exercises_line (exercise_id, number, kind, text, hash) "
            "VALUES (%s, 1, 'x', '{}', 'x')",
            [exercise.pk],
        )


@transaction.atomic
def delete_lines(*, of: Any, through: Any) -> None:
    """Open the door of one exercise, go in at another's, and leave it open."""
    Erasure.objects.create(exercise_number=through.pk, code=through.code, reason="x", by="x", lines=1, door_id=-1)
    Line.objects.filter(exercise=of).delete()


@pytest.mark.parametrize("_database", BOTH)
@pytest.mark.django_db(transaction=True)
def test_an_erasure_opens_the_door_for_its_own_exercise_only(_database: None) -> None:
    exercise, other = factories.exercise(), factories.exercise()

    with pytest.raises(DatabaseError, match="append-only"):
        delete_lines(of=other, through=exercise)

    store.erase(exercise.code, by="x", reason="x")
    assert list(Line.objects.values_list("exercise", flat=True)) == [other.pk]


@pytest.mark.parametrize("_database", BOTH)
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_leaves_the_door_open_cannot_commit(_database: None) -> None:
    exercise = factories.exercise()

    with pytest.raises(IntegrityError):
        delete_lines(of=exercise, through=exercise)

    assert Line.objects.filter(exercise=exercise).exists()


@pytest.mark.parametrize("_database", BOTH)
@pytest.mark.django_db(transaction=True)
def test_missing_triggers_are_an_error_of_the_check_and_can_be_put_back(_database: None) -> None:
    with without_triggers(connection):
        assert [message.id for message in run_checks(tags=["parley"], databases=["default"])] == ["exercises.E001"]
        assert not guarded(connection)

    assert guarded(connection)
    install(connection)
    assert guarded(connection)
    assert not [found for found in run_checks(tags=["parley"], databases=["default"]) if found.id == "exercises.E001"]
