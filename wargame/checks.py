"""What must be right before Parley may run: `manage.py check --deploy` asks all of it, a starting server too.

Each finding has a stable id and says what to set. An error stops the server's start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Warning as Caution
from django.db import connections

from wargame.keys import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

TAG = "parley"


@register(TAG, deploy=True)
def one_process_alone(**_: Any) -> list[CheckMessage]:
    """Without Redis the live updates and the clock live in the memory of one process."""
    if settings.EMBEDDED and settings.WEB_PROCESSES > 1:
        hint = "Set REDIS_URL, or leave WEB_CONCURRENCY at 1."
        return [Error("Several server processes without Redis would not hear of each other.", hint, id="parley.E001")]
    return []


@register(TAG, deploy=True)
def work_is_not_eager(**_: Any) -> list[CheckMessage]:
    """An eager task runs inside the request that asked for it."""
    if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
        return [Error("Celery runs its tasks inside requests.", "Remove CELERY_TASK_ALWAYS_EAGER.", id="parley.E002")]
    return []


@register(TAG, deploy=True)
def key_is_a_secret(**_: Any) -> list[CheckMessage]:
    """Whoever guesses the key may sit down in any seat."""
    key = settings.SECRET_KEY
    if len(key) < LEAST or key.startswith("django-insecure-") or len(set(key)) < 10:  # noqa: PLR2004 - aaaa… is no key
        hint = f"Set SECRET_KEY or SECRET_KEY_FILE to at least {LEAST} random characters."
        return [Error("SECRET_KEY can be guessed.", hint, id="parley.E003")]
    return []


@register(TAG, deploy=True)
def one_clock(**_: Any) -> list[CheckMessage]:
    """Ticks may come twice, never from many processes at once, and not from nobody."""
    if settings.CLOCK == "embedded" and not settings.EMBEDDED:
        hint = "Set PARLEY_CLOCK=workers and start one beat and the workers."
        return [Error("The server would tick although workers can.", hint, id="parley.E004")]
    if settings.CLOCK == "off" or (settings.CLOCK == "workers" and settings.EMBEDDED):
        hint = "Unset PARLEY_CLOCK, unless this is a test."
        return [Caution("Nobody ticks: phases will not end by themselves.", hint, id="parley.W004")]
    return []


@register(TAG, deploy=True)
def no_debugging_in_public(**_: Any) -> list[CheckMessage]:
    """Error pages of a debugging server show secrets."""
    if settings.DEBUG and settings.HTTPS:
        return [Error("DEBUG is on for a public address.", "Unset DEBUG.", id="parley.E005")]
    return []


@register(TAG, deploy=True)
def database_for_many(**_: Any) -> list[CheckMessage]:
    """SQLite has one writer at a time and one machine."""
    if not settings.EMBEDDED and connections["default"].vendor == "sqlite":
        return [Caution("Several processes share one SQLite file.", "Set DATABASE_URL.", id="parley.W006")]
    return []


@register(TAG, deploy=True)
def second_factor_in_public(**_: Any) -> list[CheckMessage]:
    """Control sees every secret of every exercise."""
    if settings.HTTPS and not settings.STAFF_SECOND_FACTOR:
        return [Caution("Staff may sign in with a password alone.", "Unset PARLEY_STAFF_MFA.", id="parley.W007")]
    return []


@register(TAG, deploy=True)
def queue_forgets_nothing(**_: Any) -> list[CheckMessage]:
    """A Redis that evicts keys when memory runs short would drop queued work without a word."""
    if settings.EMBEDDED:
        return []
    try:
        policy = eviction_policy(settings.REDIS_URL)
    except redis.RedisError as error:
        return [Info(f"Redis could not be asked for its eviction policy: {error}", id="parley.I008")]
    if policy != "noeviction":
        hint = "Set maxmemory-policy noeviction in redis.conf."
        return [Error(f"Redis may evict queued work (maxmemory-policy {policy}).", hint, id="parley.E008")]
    return []


def eviction_policy(url: str) -> str:
    """Ask Redis what it does when memory runs short; raises RedisError when it does not answer."""
    with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
        return str(client.info("memory")["maxmemory_policy"])


@register(TAG, deploy=True)
def log_cannot_be_upserted(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """On SQLite, REPLACE deletes rows without firing triggers unless it is told to."""
    if not databases or connections["default"].vendor != "sqlite":
        return []
    with connections["default"].cursor() as cursor:
        if cursor.execute("PRAGMA recursive_triggers").fetchone() == (1,):
            return []
    return [Error("The log's triggers can be passed by.", "Open SQLite with recursive_triggers=ON.", id="parley.E009")]
