"""DATABASE_URL, turned into Django's settings for the two databases that Parley runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.env import Environment

# Readers and the one writer do not wait for each other in WAL. Triggers must also fire for the deletes that
# REPLACE hides, or the log could be rewritten by an upsert.
PRAGMAS = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA recursive_triggers = ON;
    PRAGMA busy_timeout = 10000;
"""
# Each server process keeps its own pool; ten connections serve its threads with room to spare.
# A connection is tried before it is handed out, and a lost one is not waited for longer than a request would: then the
# server may restart at any time, and the first request after its return is served.
POOL = {"min_size": 1, "max_size": 10, "timeout": 5, "reconnect_timeout": 5}
# A process that hangs in the middle of a command holds the exercise's lock. PostgreSQL takes the lock from whoever says
# nothing for so long, so that another one goes on with the turn.
SILENCE = "-c idle_in_transaction_session_timeout=10s"
EXAMPLES = "sqlite:///var/parley.sqlite3 or postgresql://user:password@host:5432/name"


def database(env: Environment, url: str, root: Path) -> dict[str, Any]:
    """Answer the settings of the default database for a URL; a relative SQLite path starts at `root`."""
    try:
        parts = urlsplit(url)
        if parts.scheme == "sqlite":
            return sqlite(parts, root)
        if parts.scheme in {"postgres", "postgresql"}:
            return postgresql(parts)
        env.mistake(f"DATABASE_URL has the scheme {parts.scheme!r}; write {EXAMPLES}.")
    except ValueError as error:
        env.mistake(f"DATABASE_URL cannot be read ({error}); write {EXAMPLES}.")
    return sqlite(urlsplit("sqlite:///var/parley.sqlite3"), root)


def sqlite(parts: SplitResult, root: Path) -> dict[str, Any]:
    """One file. A transaction takes the write lock when it starts, so that it never fails half-way for want of it."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": root / unquote(parts.path).removeprefix("/"),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": PRAGMAS, "timeout": 10},
    }


def postgresql(parts: SplitResult) -> dict[str, Any]:
    """A psycopg pool and no CONN_MAX_AGE: under ASGI a persistent connection would belong to a passing thread.

    `?host=` and `?port=` name a socket directory, as libpq does; other parameters are handed to libpq.
    """
    given: dict[str, Any] = dict(parse_qsl(parts.query))
    options = given | {"options": f"{SILENCE} {given.get('options', '')}".strip()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path).removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, "connect_timeout": 5, **options},
    }
