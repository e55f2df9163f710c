"""The one clock: the database's. Server processes may disagree with each other; they all ask the same database."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

QUESTION = {
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())::float8",
    # Julian days to seconds since 1970; good to a few hundred microseconds.
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
}


def now() -> float:
    """Wall time in seconds since the epoch, to the millisecond. Ask after taking the lock, not before.

    CLOCK_OFFSET shifts it, for tests and rehearsals.
    """
    with connection.cursor() as cursor:
        cursor.execute(QUESTION[connection.vendor])
        seconds: float = cursor.fetchone()[0]
    return round(seconds + float(getattr(settings, "CLOCK_OFFSET", 0.0)), 3)
