"""From the commit of a command to every client: three hundred sockets in the forms that pages and programs use."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop
from websockets.asyncio.client import connect

from benchmarks.place import Figures, awake, percentile, private, tell
from benchmarks.sockets import Crowd, request
from tests.servers import listens, running, wait_until

if TYPE_CHECKING:
    from tests.servers import Installation

SOCKETS = 300
PAUSE = 0.25
"""Seconds between two commands."""
FORMS = ("form=json", "form=html&lang=en", "form=html&lang=zh-hans")


def measure(*, quick: bool = False) -> Figures:
    """Commands four times a second on a board that 300 sockets watch; server and clients share two cores."""
    sockets, commands = (30, 5) if quick else (SOCKETS, 80)
    with private() as installation:
        return _measured(installation, sockets, commands)


def _measured(installation: Installation, sockets: int, commands: int) -> Figures:
    awake(installation)
    from benchmarks.game import SEAT, Game  # noqa: PLC0415 - Django is awake now
    from exercises import services  # noqa: PLC0415

    game, port = Game(), installation.port
    game.play_to(2)
    token = services.api_token(game.viewer, name="bench")
    path = f"/ws/exercises/{game.exercise.code}/?seat={SEAT}"
    handshakes = [request(f"{path}&{FORMS[place % len(FORMS)]}", port, token) for place in range(sockets)]
    environment = installation.environment | {"BENCH_EXERCISE": game.exercise.code}
    with running([sys.executable, "-m", "benchmarks.server"], env=environment) as server:
        wait_until(lambda: listens(port), "The server")
        late = uvloop.run(_lateness(port, handshakes, commands))
        memory = _resident(server.pid)
    return {
        "frame_p50_ms": percentile(late, 0.5) * 1000,
        "frame_p99_ms": percentile(late, 0.99) * 1000,
        "server_mib_300": memory,
        "frame_sockets": float(sockets),
    }


async def _lateness(port: int, handshakes: list[bytes], commands: int) -> list[float]:
    """Seconds after the commit, for each command and socket."""
    crowd, moments = Crowd(), []
    await crowd.join(port, handshakes)
    async with connect(f"ws://127.0.0.1:{port}/bench/", compression=None) as orders:
        for place in range(commands):
            crowd.expect(len(handshakes))
            await orders.send(json.dumps({"move": 100_000.0 + place}))
            moments.append(json.loads(await orders.recv())["at"])
            await crowd.all_there()
            await asyncio.sleep(PAUSE)
    for tap in crowd.taps:
        tap.transport.abort()
    return [came - at for tap in crowd.taps for came, at in zip(tap.times, moments, strict=True)]


def _resident(process: int) -> float:
    """Mebibytes of memory that a process holds now."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line for line in lines if line.startswith("VmRSS:")).split()[1]
    return int(kilobytes) / 1024


if __name__ == "__main__":
    tell(measure)
