"""Many clients of a feed in one process: as little as possible per frame, so that the server is what is measured."""

from __future__ import annotations

import asyncio
import time
from typing import Any

MARK = b'{"type":"frame"'
SHORT, LONG = 126, 127
PING, CLOSE = 0x9, 0x8
PATIENCE = 60.0


class Tap(asyncio.Protocol):
    """One socket: shakes hands, counts frames, and notes when each came."""

    def __init__(self, crowd: Crowd, request: bytes) -> None:
        self.crowd, self.request = crowd, request
        self.left = b""
        self.shaken = False
        self.times: list[float] = []

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        data = self.left + data
        if not self.shaken:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self.left = head
                return
            if b" 101 " not in head.splitlines()[0]:
                raise ConnectionError(head.decode("latin-1"))
            self.shaken = True
        self.left = self._read(data)

    def _read(self, data: bytes) -> bytes:
        """Takes whole messages off the front; answers what is left."""
        start, size = 0, len(data)
        while size - start >= 2:
            length, body = data[start + 1] & 0x7F, start + 2
            if length >= SHORT:
                wide = 2 if length == SHORT else 8
                length, body = int.from_bytes(data[body : body + wide], "big"), body + wide
            if size < body + length:
                break
            self._heard(data[start] & 0xF, data, body, length)
            start = body + length
        return data[start:]

    def _heard(self, kind: int, data: bytes, body: int, length: int) -> None:
        if data.startswith(MARK, body):
            self.times.append(time.monotonic())
            self.crowd.frame()
        elif kind == PING:
            self.transport.write(bytes((0x8A, 0x80 | length, 0, 0, 0, 0)) + data[body : body + length])
        elif kind == CLOSE:
            self.crowd.lost += 1
        else:
            self.crowd.greeted += 1


class Crowd:
    """All clients together. `frames` counts what they have got in all."""

    def __init__(self) -> None:
        self.taps: list[Tap] = []
        self.greeted = self.frames = self.lost = self.wanted = 0
        self.there = asyncio.Event()

    def frame(self) -> None:
        self.frames += 1
        if self.frames >= self.wanted:
            self.there.set()

    async def join(self, port: int, requests: list[bytes]) -> None:
        """Connects one client per request, fifty at a time, and waits until each has been greeted."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(requests), 50):
            some = requests[start : start + 50]
            joined = [loop.create_connection(self._tap(request), "127.0.0.1", port) for request in some]
            await asyncio.gather(*joined)
            await self._until(start + len(some))

    def _tap(self, request: bytes) -> Any:
        def tap() -> Tap:
            self.taps.append(Tap(self, request))
            return self.taps[-1]

        return tap

    async def _until(self, greeted: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.greeted < greeted:
            if self.lost or time.monotonic() > deadline:
                raise ConnectionError(f"{self.lost} of {len(self.taps)} sockets were closed, {self.greeted} are live")
            await asyncio.sleep(0.01)

    async def all_there(self) -> float:
        """Waits until everybody has everything expected; answers when the last frame came."""
        if self.frames < self.wanted:
            await asyncio.wait_for(self.there.wait(), PATIENCE)
        return time.monotonic()

    def expect(self, frames: int) -> None:
        """So many more frames in all are to come."""
        self.wanted = self.frames + frames
        self.there.clear()


def request(path: str, port: int, token: str = "") -> bytes:
    """The handshake of a program that comes with a token."""
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{bearer}\r\n"
    ).encode()
