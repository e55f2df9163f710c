"""Telling a database that is away, or takes nothing new, from a fault of ours."""

from __future__ import annotations

from django.db import Error, InterfaceError, OperationalError

from exercises.errors import Refusal

FULL_STATES = {"25006", "53100"}
"""PostgreSQL: read-only transaction, disk full."""
FULL_NAMES = ("SQLITE_READONLY", "SQLITE_FULL")


def outage(error: BaseException | None) -> Refusal | None:
    """What to say when the database could not serve: `database_away`, `database_full`; None for other faults."""
    if not isinstance(error, Error):
        return None
    cause = error.__cause__
    if getattr(cause, "sqlstate", "") in FULL_STATES or getattr(cause, "sqlite_errorname", "").startswith(FULL_NAMES):
        return Refusal("database_full", 503)
    return Refusal("database_away", 503) if isinstance(error, OperationalError | InterfaceError) else None
