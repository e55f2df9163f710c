"""The floor under every feed: `websockets` and its broadcast, nothing else. Orders as in benchmarks.server."""

from __future__ import annotations

import json
import os
import time

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

BODY = json.dumps({"statements/00": {"text": {"en": "EXERCISE. " + "x" * 900}}})
TEXT = f'{{"type":"frame","epoch":"00000000","n":1,"changes":{BODY}}}'

clients: set[ServerConnection] = set()


async def _serve_one(socket: ServerConnection) -> None:
    if socket.request is not None and socket.request.path == "/bench/":
        async for order in socket:
            await socket.send(json.dumps({"at": _flood(json.loads(order)["flood"])}))
        return
    clients.add(socket)
    await socket.send("{}")
    await socket.wait_closed()
    clients.discard(socket)


def _flood(frames: int) -> float:
    began = time.monotonic()
    for _ in range(frames):
        broadcast(clients, TEXT)
    return began


async def _main() -> None:
    os.sched_setaffinity(0, {int(core) for core in os.environ["BENCH_CORES"].split(",")})
    async with serve(_serve_one, "127.0.0.1", int(os.environ["PORT"]), compression=None, ping_interval=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_main())
