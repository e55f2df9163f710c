"""The database itself refuses to change the log.

Installed after every `migrate`, because SQLite rebuilds a table to alter it and drops its triggers on the way. The one
door is an open `Erasure` of that exercise, which cannot outlive its transaction.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "exercises_line"
OPEN = "SELECT 1 FROM exercises_erasure AS e WHERE e.exercise_number = OLD.exercise_id AND e.door_id IS NOT NULL"
SQLITE = {
    f"line_refuses_{verb.lower()}": (
        f"CREATE TRIGGER line_refuses_{verb.lower()} BEFORE {verb} ON {TABLE} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    )
    for verb, condition in (("UPDATE", "1"), ("DELETE", f"NOT EXISTS ({OPEN})"))
}
POSTGRES = {
    f"line_refuses_{verb.lower()}": (
        f"CREATE TRIGGER line_refuses_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
    for verb, each, function in (
        ("UPDATE", "ROW", "parley_refuse"),
        ("DELETE", "ROW", "parley_refuse_unless_erased"),
        ("TRUNCATE", "STATEMENT", "parley_refuse"),
    )
}
STANDING = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'"
REFUSE = "RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'check_violation';"
FUNCTIONS = {
    "parley_refuse": f"BEGIN {REFUSE} END",
    "parley_refuse_unless_erased": f"BEGIN IF NOT EXISTS ({OPEN}) THEN {REFUSE} END IF; RETURN OLD; END",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers anew. Harmless when they are there."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name, body in FUNCTIONS.items() if postgres else ():
            cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
        for name, create in (POSTGRES if postgres else SQLITE).items():
            cursor.execute(_drop(name, postgres=postgres))
            cursor.execute(create)


def guarded(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger stands, enabled and with the text it should have."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(STANDING, [TABLE])
            return set(POSTGRES) <= {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        found = dict(cursor.fetchall())
        return all(found.get(name) == create for name, create in SQLITE.items())


@contextmanager
def without_triggers(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away for a moment. For tests of what is found out afterwards, and for nothing else."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name in POSTGRES if postgres else SQLITE:
            cursor.execute(_drop(name, postgres=postgres))
    try:
        yield
    finally:
        install(connection)


def _drop(name: str, *, postgres: bool) -> str:
    return f"DROP TRIGGER IF EXISTS {name} ON {TABLE}" if postgres else f"DROP TRIGGER IF EXISTS {name}"


@receiver(post_migrate, dispatch_uid="exercises.triggers")
def reinstall(using: str, **_rest: Any) -> None:
    """Put the triggers back after a migration, once the tables are there."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    if {TABLE, "exercises_erasure"} <= set(tables):
        install(connection)


@register("parley", Tags.database)
def triggers_stand(databases: Sequence[str] | None = None, **_rest: Any) -> list[CheckMessage]:
    """Refuse to go on with a log that anybody could rewrite."""
    bare = [alias for alias in databases or () if _bare(connections[alias])]
    return [
        Error(
            f"The log in the database {alias!r} is not protected.",
            hint="Run `manage.py migrate`; it puts the triggers back.",
            id="exercises.E001",
        )
        for alias in bare
    ]


def _bare(connection: BaseDatabaseWrapper) -> bool:
    return TABLE in connection.introspection.table_names() and not guarded(connection)
