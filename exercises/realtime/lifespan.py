"""A server process lends its loop to the announcements, and closes its rooms when it ends."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from exercises import announce
from exercises.realtime.rooms import rooms

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@asynccontextmanager
async def lifespan() -> AsyncIterator[None]:
    """Around the life of the server."""
    announce.bind(asyncio.get_running_loop())
    try:
        yield
    finally:
        await rooms.close()
        announce.unbind()
