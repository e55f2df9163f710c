"""A socket without a network: the feed is called as a server would call it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as project
from django.contrib.sessions.backends.db import SessionStore

from exercises.access.browsers import HELD
from exercises.models import Viewer
from exercises.realtime import rooms as rooms_module
from exercises.realtime.feed import application
from exercises.realtime.lifespan import lifespan
from tests import cast as people

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ORIGIN = "http://testserver"


def session_of(*viewers: Viewer) -> str:
    """The key of a browser session that holds these seats."""
    session = SessionStore()
    session[HELD] = {f"{viewer.claim.kind}/{viewer.claim.row}": viewer.claim.hash for viewer in viewers}
    session.save()
    return str(session.session_key)


class Socket:
    """One connection. `next` waits for the next JSON message; `closed` for the code it was closed with."""

    def __init__(self, path: str, query: str = "", *, session: str = "", origin: str | None = ORIGIN, bearer: str = ""):
        headers = [(b"origin", origin.encode())] if origin else []
        headers += [(b"cookie", f"{project.SESSION_COOKIE_NAME}={session}".encode())] if session else []
        headers += [(b"authorization", f"Bearer {bearer}".encode())] if bearer else []
        self.scope = {"type": "websocket", "path": path, "query_string": query.encode(), "headers": headers}
        self.inward: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.outward: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.blocked = asyncio.Event()
        self.blocked.set()
        self.inward.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(application(self.scope, self.inward.get, self._send))

    async def _send(self, event: dict[str, Any]) -> None:
        await self.blocked.wait()
        self.outward.put_nowait(event)

    async def event(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.outward.get(), 5)

    async def next(self, kind: str = "") -> dict[str, Any]:
        """The next message that is no passing remark, or the next of one type."""
        while True:
            event = await self.event()
            if event["type"] == "websocket.accept":
                continue
            assert event["type"] == "websocket.send", event
            message: dict[str, Any] = json.loads(event["text"])
            if kind == message["type"] or (not kind and message["type"] != "aside"):
                return message

    async def until_live(self) -> list[dict[str, Any]]:
        """What came before the head that says: you have everything."""
        found = []
        while (message := await self.next())["type"] != "head":
            found.append(message)
        return found

    def say(self, text: str) -> None:
        self.inward.put_nowait({"type": "websocket.receive", "text": text})

    async def closed(self) -> int:
        while True:
            event = await self.event()
            if event["type"] == "websocket.close":
                await asyncio.wait_for(self.task, 5)
                return int(event["code"])

    async def leave(self) -> None:
        self.inward.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self.task, 5)


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    """Everybody at play, with real transactions: sockets read in threads of their own."""
    return people.at_play()


@pytest.fixture
async def feed(cast: people.Cast) -> AsyncIterator[Any]:
    """The feed's life around a test. Answers how to open a socket; all are left at the end."""
    opened: list[Socket] = []

    def open_socket(path: str, query: str = "", **options: Any) -> Socket:
        opened.append(Socket(path, query, **options))
        return opened[-1]

    async with lifespan():
        yield open_socket
        for socket in opened:
            if not socket.task.done():
                socket.blocked.set()
                await socket.leave()
    assert rooms_module.rooms.rooms == {}
