"""Database work off the loop, in a few threads of its own: a slow query must not hold up the sockets or the pages."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django.db import close_old_connections

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")
THREADS = 4

pool = ThreadPoolExecutor(THREADS, thread_name_prefix="feed")


async def in_thread(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The function's result, worked out in one of the feed's threads."""
    call = partial(function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, _closing_after, call)


def _closing_after(call: Callable[[], R]) -> R:
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()
