"""One open socket: its place in the stream and a bounded outbox. Who does not read is cut off, not waited for."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from exercises.realtime.codes import Close, Closing
from exercises.realtime.messages import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.models import Viewer

MOST_MESSAGES = 256
MOST_BYTES = 1 << 20


class Member:
    """`position` is the last frame that was sent or queued; frames go out in order, without gap or repetition."""

    def __init__(self, viewer: Viewer, form: Form) -> None:
        self.viewer = viewer
        self.form = form
        self.position = 0
        self.live = False
        """False while missed frames are being fetched; what arrives meanwhile is fetched as well."""
        self.outbox: deque[str] = deque()
        self.size = 0
        self.remarked = 0.0
        """When its last passing remark was let through."""
        self.waiting = asyncio.Event()
        self.closed: asyncio.Future[Close] = asyncio.get_running_loop().create_future()

    def frame(self, number: int, texts: Mapping[Form, str]) -> None:
        """Queue a frame, if it is the next one. A gap is never sent over: the socket closes, and resumes."""
        if not self.live or number <= self.position:
            return
        if number != self.position + 1:
            self.close(Close.TOO_SLOW)
            return
        self.position = number
        self.say(texts[self.form])

    def say(self, text: str) -> None:
        """Queue any message. An overfull outbox closes the socket."""
        self.outbox.append(text)
        self.size += len(text)
        if len(self.outbox) > MOST_MESSAGES or self.size > MOST_BYTES:
            self.close(Close.TOO_SLOW)
        self.waiting.set()

    def forget(self) -> None:
        """Drop what is queued; the client has said from where it wants to go on."""
        self.outbox.clear()
        self.size = 0

    def close(self, code: Close) -> None:
        if not self.closed.done():
            self.closed.set_result(code)

    async def next(self) -> str:
        """The next message to send."""
        while not self.outbox:
            self.waiting.clear()
            await self.waiting.wait()
        text = self.outbox.popleft()
        self.size -= len(text)
        return text

    async def until_closed(self) -> None:
        """Raises Closing when somebody decides that this socket must go."""
        raise Closing(await self.closed)
