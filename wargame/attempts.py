"""Counting attempts where several processes see it, and in this process alone while Redis is away."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

import redis
import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
RESPITE = 5.0
"""Seconds for which Redis is not asked again after it failed: one caller waits for it, not every one."""

log = structlog.get_logger(__name__)


class Attempts(RedisCache):
    """The two things that are asked of the cache, `add` and `incr`, answered even while Redis is gone, empty or hung.

    Limits are then each process's own: looser by the number of processes, never off.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.here = LocMemCache("attempts", {})
        self.resting_until = 0.0

    def add(self, key: Any, value: Any, timeout: Any = None, version: Any = None) -> bool:
        """Begin to count, unless somebody has."""
        return self._either(
            lambda: super(Attempts, self).add(key, value, timeout, version),
            lambda: self.here.add(key, value, timeout, version),
        )

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Count one more. A count that Redis forgot between the two calls begins again."""
        return self._either(lambda: super(Attempts, self).incr(key, delta, version), lambda: self._here(key, delta))

    def _here(self, key: Any, delta: int) -> int:
        self.here.add(key, 0)
        return int(self.here.incr(key, delta))

    def _either(self, there: Callable[[], T], here: Callable[[], T]) -> T:
        if time.monotonic() < self.resting_until:
            return here()
        try:
            return there()
        except ValueError:
            return here()
        except redis.RedisError as error:
            self.resting_until = time.monotonic() + RESPITE
            log.warning("counting_alone", error=repr(error))
            return here()
