"""The whole house as one file, and back: every exercise with its log, every script, every account.

What people hold in their hands is not part of it: sessions are left out, and a restored seat waits for a new link.
"""

# ruff: noqa: SLF001 - `_meta` and `_base_manager` are Django's public way to look at any table

from __future__ import annotations

import secrets
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import Error, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from exercises.domain.play.commands import Actor, Pause
from exercises.enums import State
from exercises.models import ApiToken, Exercise, Place, Seat
from exercises.store.acting import act
from exercises.store.archive import Manifest, Reader, Table, Unusable, Writer, writing
from exercises.store.carrying import OVER
from exercises.store.secret import known, new_epoch, present_mark
from exercises.store.verifying import Fault, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.db.models import Field, Model

FORGOTTEN = {"sessions", "axes", "account.emailconfirmation"}
"""What a backup leaves out: who is signed in just now, and who failed to. Apps, or models of one."""
MADE_BY_MIGRATE = (Permission, ContentType)
"""Tables that are not empty in a fresh database; what is in them gives way."""
BATCH = 500


class NotWhole(Unusable):
    """Records of exercises that do not hold. `faults` names them by the exercise's code."""

    def __init__(self, faults: dict[str, tuple[Fault, ...]]) -> None:
        super().__init__(f"Not whole: {', '.join(faults)}.")
        self.faults = faults


def kept() -> list[type[Model]]:
    """Every table of a backup."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if not FORGOTTEN & {model._meta.app_label, model._meta.label_lower}]


def migrations() -> list[str]:
    """What the database has been through; the shape of its tables follows from it."""
    return sorted(".".join(name) for name in MigrationRecorder(connection).applied_migrations())


# --- Out --------------------------------------------------------------------------------------------------------------


def back_up(path: Path, *, force: bool = False) -> Manifest:
    """Write everything as it stands at one moment; players go on meanwhile. Raises Unusable."""
    with writing(path, force=force) as stream, one_moment():
        writer = Writer(stream, migrations())
        for model in kept():
            names = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH)
            writer.table(model._meta.db_table, names, rows)
        return writer.seal()


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read within is of one moment, and nobody who writes has to wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Not `atomic`, which would take the write lock here.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


# --- Back -------------------------------------------------------------------------------------------------------------


def bring_back(path: Path, *, anyway: bool = False) -> Reader:
    """Fill an empty database with what a backup holds, all or nothing. Raises Unusable; `anyway` lets NotWhole pass.

    Nobody holds anything afterwards: links, tokens and sessions are worthless, and every page loads again. What was
    running is paused.
    """
    reader = Reader(path)
    if reader.migrations != migrations():
        raise Unusable(
            f"{path} was made by another release. Install that release and run its `manage.py migrate` on an empty "
            f"database, restore there, then migrate to this one."
        )
    with transaction.atomic():
        _patiently()
        _need_empty()
        _fill(reader)
        _renew()
        faults = _faults()
        if faults and not anyway:
            raise NotWhole(faults)
        _pause_all_but(faults)
    return reader


def _patiently() -> None:
    """To fold a long log is a long silence between two statements."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _need_empty() -> None:
    """Nothing is ever overwritten. Only what `migrate` puts into every database is taken out."""
    full = [model for model in kept() if model not in MADE_BY_MIGRATE and model._base_manager.exists()]
    if full:
        raise Unusable(
            f"The database is not empty (there are {full[0]._meta.verbose_name_plural}). Restore into a new one."
        )
    for model in MADE_BY_MIGRATE:
        model.objects.all().delete()
    ContentType.objects.clear_cache()


def _fill(reader: Reader) -> None:
    """Foreign keys are checked at the end, so the order of the tables does not matter."""
    try:
        for table, rows in groupby(reader.rows(), key=itemgetter(0)):
            _insert(reader, table, (row for _, row in rows))
        connection.check_constraints()
    except (Error, ValidationError, ValueError, TypeError, KeyError) as error:
        raise reader.damaged(f"the database does not take it ({_first_line(error)})") from error
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept()):
            cursor.execute(statement)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _insert(reader: Reader, table: Table, rows: Iterator[list[Any]]) -> None:
    fields = _columns(reader, table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(table.name)} ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        while batch := [_values(fields, row) for row in islice(rows, BATCH)]:
            cursor.executemany(statement, batch)


def _columns(reader: Reader, table: Table) -> list[Field[Any, Any]]:
    """The fields of a table that we know; names from a file never reach the database."""
    for model in kept():
        fields = list(model._meta.concrete_fields)
        if (model._meta.db_table, tuple(field.attname for field in fields)) == table:
            return fields
    raise reader.damaged(f"this release has no table {table.name} with those columns")


def _values(fields: list[Field[Any, Any]], row: list[Any]) -> list[Any]:
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


# --- What must not be as it was ---------------------------------------------------------------------------------------


def _renew() -> None:
    """Nothing that anybody held before opens anything; no cursor leads on from before."""
    now = timezone.now()
    Seat.objects.update(token_hash="", link_hash="", seen_at=None)
    for place in Place.objects.exclude(token_hash=""):
        place.token_hash, place.revoked_at = secrets.token_hex(32), place.revoked_at or now
        place.save(update_fields=["token_hash", "revoked_at"])
    ApiToken.objects.filter(revoked_at=None).update(revoked_at=now)
    for exercise in Exercise.objects.only("code", "state", "key_mark"):
        exercise.epoch, exercise.key_mark = new_epoch(), _key_mark(exercise)
        exercise.save(update_fields=["epoch", "key_mark"])


def _key_mark(exercise: Exercise) -> str:
    """An exercise in play needs the key it was made with; one that is over needs any."""
    if known(exercise.key_mark):
        return exercise.key_mark
    if exercise.state in OVER:
        return present_mark()
    raise Unusable(
        f"Exercise {exercise.code} was made with another SECRET_KEY, and its keys could not sign. "
        f"Put that one into SECRET_KEY_OLD, and restore again."
    )


def _faults() -> dict[str, tuple[Fault, ...]]:
    """What is wrong with which record."""
    found = {exercise.code: verify(exercise) for exercise in Exercise.objects.order_by("code")}
    return {code: faults for code, faults in found.items() if faults}


def _pause_all_but(broken: dict[str, tuple[Fault, ...]]) -> None:
    """No clock runs while everybody is asked to come in again."""
    running = Exercise.objects.filter(state=State.RUNNING).exclude(code__in=broken)
    for code in list(running.values_list("code", flat=True)):
        act(code, Pause(by=Actor("control"), reason="restored"))
