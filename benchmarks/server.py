"""The server process that is measured: Parley's own application, and a door for the benchmark's orders.

BENCH_EXERCISE names the exercise, BENCH_CORES the cores to stay on. Orders, as JSON on /bench/:
{"flood": n}    n frames of about a kilobyte into the stream of American custodians, as if commands had led to them
{"move": x}     control sets the price, a whole command; answers {"at": monotonic seconds of the commit}
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

import uvicorn
from django.db import transaction

from wargame.asgi import application as parley

from exercises import announce, services  # isort: skip - Django is awake from here on
from exercises.models import Exercise, Frame, Role, StreamHead  # isort: skip
from exercises.realtime import rooms  # isort: skip
from exercises.realtime.threads import in_thread  # isort: skip
from tests import factories  # isort: skip

if TYPE_CHECKING:
    from wargame.lifespan import Receive, Send

STREAM = "us+custodian"
BODY = json.dumps({"statements/00": {"text": {"en": "EXERCISE. " + "x" * 900}}})
"""With its envelope a frame of nearly a kilobyte."""

rooms.SOCKETS_EACH = rooms.SPECTATORS = 100_000  # type: ignore[attr-defined]


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Parley, with one door more."""
    if scope["type"] == "websocket" and scope["path"] == "/bench/":
        await _orders(receive, send)
    else:
        await parley(scope, receive, send)


async def _orders(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        order = json.loads(event["text"])
        at = await in_thread(_flood, order["flood"]) if "flood" in order else await in_thread(_move, order["move"])
        await send({"type": "websocket.send", "text": json.dumps({"at": at})})


def _exercise() -> Exercise:
    return Exercise.objects.select_related("version").get(code=os.environ["BENCH_EXERCISE"])


def _flood(frames: int) -> float:
    """Puts frames into the database and says so."""
    exercise = _exercise()
    head, _ = StreamHead.objects.get_or_create(exercise=exercise, stream=STREAM, defaults={"number": 0})
    common = {"exercise": exercise, "stream": STREAM, "line": exercise.head_number, "at": 0.0, "turn": 1, "body": BODY}
    Frame.objects.bulk_create(Frame(number=head.number + place, **common) for place in range(1, frames + 1))
    StreamHead.objects.filter(pk=head.pk).update(number=head.number + frames)
    began = time.monotonic()
    announce.reached(exercise.code, {STREAM: head.number + frames})
    return began


def _move(price: float) -> float:
    """One command, as control gives it. The moment is that of the commit, before anybody is told."""
    moments: list[float] = []
    control = factories.staff_viewer(_exercise(), Role.CONTROL)
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.monotonic()))
        services.override_value(control, variable="market.price", value=price, reason="EXERCISE: a benchmark")
    return moments[0]


def main() -> None:
    """Serve on PORT with the limits of `wargame.serve`, on BENCH_CORES."""
    if os.environ.get("BENCH_CORES"):
        os.sched_setaffinity(0, {int(core) for core in os.environ["BENCH_CORES"].split(",")})
    limits: dict[str, Any] = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "lifespan": "on"}
    quiet: dict[str, Any] = {"log_config": None, "log_level": "warning", "access_log": False}
    uvicorn.run(application, host="127.0.0.1", port=int(os.environ["PORT"]), **limits, **quiet)


if __name__ == "__main__":
    main()
