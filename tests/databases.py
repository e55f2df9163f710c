"""Two databases under one suite: how a test gets PostgreSQL instead of SQLite, and how the tables are emptied."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3.operations import DatabaseOperations as SqliteOperations

from tests.servers import ROOT
from wargame.databases import database
from wargame.env import Environment

if TYPE_CHECKING:
    from collections.abc import Iterator


def postgres_settings(url: str) -> dict[str, Any]:
    """Answer Django's settings for a private server, without the pool: tests open connections in many threads."""
    plain = database(Environment({}), url, ROOT)
    plain["OPTIONS"].pop("pool")
    configured: dict[str, Any] = connections.configure_settings({"default": plain})["default"]
    return configured


@contextlib.contextmanager
def swapped(settings: dict[str, Any]) -> Iterator[None]:
    """Use other settings for the default database, in this thread and those started meanwhile."""
    usual, connection = connections.settings["default"], connections["default"]
    connections.settings["default"] = settings
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"], connections["default"] = usual, connection


def let_flush_pass_triggers() -> None:
    """Let Django empty the tables after a test with real transactions, although triggers guard the log.

    Only the statement list of `flush` is widened; the triggers are in force again before the next test starts.
    """
    sqlite_flush, postgres_flush = SqliteOperations.sql_flush, PostgresOperations.sql_flush

    def flush_sqlite(self: SqliteOperations, *args: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        return [*drops, *sqlite_flush(self, *args, **kwargs), *(sql for _, sql in triggers)]

    def flush_postgres(self: PostgresOperations, *args: Any, **kwargs: Any) -> list[str]:
        without, within = "SET LOCAL session_replication_role = replica", "SET LOCAL session_replication_role = origin"
        return [without, *postgres_flush(self, *args, **kwargs), within]

    SqliteOperations.sql_flush = flush_sqlite  # type: ignore[method-assign, assignment]
    PostgresOperations.sql_flush = flush_postgres  # type: ignore[method-assign, assignment]
