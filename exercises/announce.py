"""The only speaker to the channel layer: "stream reached N", after commit, and passing remarks that nobody stores.

What is said here may get lost; the truth is in the database and every socket asks for it again. A channel layer belongs
to one event loop, so every other thread hands its words to that loop.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any

import structlog
from channels.layers import get_channel_layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future

log = structlog.get_logger(__name__)
PATIENCE = 2.0


class Voice:
    """The loop that speaks for this process: the server's own, or one in a thread where there is no server."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.process = 0
        self.lock = threading.Lock()

    def bind(self, loop: asyncio.AbstractEventLoop) -> None:
        """Speak on the server's loop from here on."""
        self.loop, self.process = loop, os.getpid()

    def unbind(self) -> None:
        self.loop = None

    def ready(self) -> asyncio.AbstractEventLoop:
        """The bound loop; else one of our own, made again after a fork."""
        with self.lock:
            if self.loop is None or self.loop.is_closed() or self.process != os.getpid():
                self.bind(asyncio.new_event_loop())
                threading.Thread(target=self.loop.run_forever, name="announce", daemon=True).start()  # type: ignore[union-attr]
            assert self.loop is not None
            return self.loop


voice = Voice()
bind, unbind = voice.bind, voice.unbind


def group(code: str) -> str:
    """The channel-layer group that every server process with sockets of this exercise has joined."""
    return f"exercise.{code}"


def reached(code: str, heads: Mapping[str, int]) -> None:
    """Say how far these streams have come. Call on commit."""
    if heads:
        _say(code, {"type": "reached", "heads": dict(heads)})


def aside(code: str, streams: Iterable[str], remark: Mapping[str, Any]) -> None:
    """Pass a remark on to the readers of these streams. Unnumbered and not stored."""
    _say(code, {"type": "aside", "streams": list(streams), "remark": dict(remark)})


def gone(code: str) -> None:
    """Somebody lost a seat or place: sockets are to be asked at once whether they may go on."""
    _say(code, {"type": "gone"})


def _say(code: str, message: dict[str, Any]) -> None:
    said = asyncio.run_coroutine_threadsafe(_send(group(code), message), voice.ready())
    said.add_done_callback(_heard)


async def _send(name: str, message: dict[str, Any]) -> None:
    """Give up on a layer that hangs: behind it the next hints would only queue, and heads are read all the same."""
    layer = get_channel_layer()
    if layer is not None:
        async with asyncio.timeout(PATIENCE):
            await layer.group_send(name, message)


def _heard(said: Future[None]) -> None:
    """A hint that could not be given costs seconds, so it is noted and no more."""
    if not said.cancelled() and said.exception() is not None:
        log.warning("hint_not_given", error=repr(said.exception()))
