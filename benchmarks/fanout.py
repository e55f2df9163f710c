"""Deliveries a second to many sockets: Parley's feed, and the bare floor beside it in the same run.

One core for the server, one for the clients. Parley's figure includes reading the frames from PostgreSQL.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from statistics import median
from typing import TYPE_CHECKING

import uvloop
from websockets.asyncio.client import connect

from benchmarks.place import Figures, awake, cores, private, tell
from benchmarks.sockets import Crowd, request
from tests.servers import free_port, listens, running, wait_until

if TYPE_CHECKING:
    from tests.servers import Installation

BURST = 20
"""Frames at once; a bell with its injects makes about so many."""


def measure(*, quick: bool = False) -> Figures:
    """Bursts of frames of a kilobyte, from the first word of the server to the last frame at the last client."""
    sockets, bursts = (50, 3) if quick else (1000, 12)
    server, clients = cores()
    os.sched_setaffinity(0, clients)
    environment = {"BENCH_CORES": ",".join(map(str, server)), "PORT": str(free_port()), "PATH": os.environ["PATH"]}
    floor = _rate("benchmarks.bare", environment, "/", "", (sockets, bursts))
    with private() as installation:
        ours = _ours(installation, {**installation.environment, **environment}, (sockets, bursts))
    return {
        "fanout_ratio": ours / floor,
        "fanout_per_s": ours,
        "fanout_floor_per_s": floor,
        "fanout_sockets": float(sockets),
    }


def _ours(installation: Installation, environment: dict[str, str], size: tuple[int, int]) -> float:
    awake(installation)
    from benchmarks.game import SEAT, Game  # noqa: PLC0415 - Django is awake now
    from exercises import services  # noqa: PLC0415

    game = Game()
    token = services.api_token(game.viewer, name="bench")
    environment["BENCH_EXERCISE"] = code = game.exercise.code
    return _rate("benchmarks.server", environment, f"/ws/exercises/{code}/?seat={SEAT}", token, size)


def _rate(module: str, environment: dict[str, str], path: str, token: str, size: tuple[int, int]) -> float:
    """Deliveries a second that this server makes."""
    port = int(environment["PORT"])
    with running([sys.executable, "-m", module], env=environment):
        wait_until(lambda: listens(port), module)
        return uvloop.run(_deliveries(port, request(path, port, token), *size))


async def _deliveries(port: int, handshake: bytes, sockets: int, bursts: int) -> float:
    crowd, spent = Crowd(), list[float]()
    await crowd.join(port, [handshake] * sockets)
    async with connect(f"ws://127.0.0.1:{port}/bench/", compression=None) as orders:
        for _ in range(bursts + 2):
            crowd.expect(sockets * BURST)
            await orders.send(json.dumps({"flood": BURST}))
            began = float(json.loads(await orders.recv())["at"])
            spent.append(await crowd.all_there() - began)
            await asyncio.sleep(0.05)
    for tap in crowd.taps:
        tap.transport.abort()
    return sockets * BURST / median(spent[2:])


if __name__ == "__main__":
    tell(measure)
