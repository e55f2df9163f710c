"""What happens once when a server process starts and once when it ends."""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core import checks
from django.db import OperationalError, connection

from exercises.realtime import lifespan as feed
from wargame.checks import TAG

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

log = structlog.get_logger()
DATABASE_PATIENCE = 30.0


class NotFit(Exception):
    """The installation must not run as it is set up. The message names each reason and its remedy."""


async def lifespan(receive: Receive, send: Send) -> None:
    """Speak the lifespan protocol of ASGI around `living`."""
    await receive()
    try:
        async with living():
            await send({"type": "lifespan.startup.complete"})
            await receive()
    except NotFit as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def living() -> AsyncIterator[None]:
    """Check, bring up the live feed and the clock, and take them down in the opposite order."""
    await asyncio.to_thread(await_database)
    await asyncio.to_thread(refuse_unfit)
    async with feed.lifespan():
        clock = await asyncio.to_thread(start_clock)
        settle_memory()
        try:
            yield
        finally:
            if clock:
                await asyncio.to_thread(clock.stop)


def await_database() -> None:
    """Raise NotFit when the database does not answer for half a minute: it may be starting as well, or again."""
    deadline = time.monotonic() + DATABASE_PATIENCE
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > deadline:
                raise NotFit(f"The database does not answer: {error}") from None
            log.warning("awaiting_database", error=str(error))
            time.sleep(1)
        else:
            connection.close()
            return


def refuse_unfit() -> None:
    """Raise NotFit when one of our own checks finds an error; log what it only warns of."""
    found = checks.run_checks(tags=[TAG], include_deployment_checks=True, databases=["default"])
    for message in found:
        log.warning("check", id=message.id, message=message.msg, hint=message.hint)
    errors = [
        f"{message.msg} {message.hint or ''} ({message.id})" for message in found if message.level >= checks.ERROR
    ]
    if errors:
        raise NotFit("\n".join(errors))


def start_clock() -> Any:
    """Start the embedded clock where this process is to tick, and answer it."""
    if settings.CLOCK != "embedded":
        return None
    from wargame.embedded import Clock  # noqa: PLC0415 - Celery's worker is only loaded where it runs

    clock = Clock()
    clock.start()
    return clock


def settle_memory() -> None:
    """Keep what was loaded out of the collector's way: full sweeps over it paused a busy feed by 40 to 90 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 100)
