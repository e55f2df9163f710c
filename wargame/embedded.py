"""The embedded clock: Celery's worker and beat as threads of the one server process, for play without Redis.

The broker is this process's memory. What is due stays in the database, so a restart forgets nothing.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from celery.beat import EmbeddedService

from wargame.celery import app

if TYPE_CHECKING:
    from celery import Celery

# One worker serves both: heavy tasks only line up here and run in a process apart (see heavy.py).
QUEUES = ("clock", "heavy")


class Clock:
    """Beat and a worker with one thread. `start` once, `stop` once."""

    def __init__(self, celery: Celery = app) -> None:
        self.worker: Any = celery.WorkController(
            app=celery,
            pool_cls="threads",
            concurrency=1,
            queues=list(QUEUES),
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        self.beat: Any = EmbeddedService(celery, thread=True, scheduler_cls=celery.conf.beat_scheduler)
        self.thread = threading.Thread(target=self.worker.start, name="Worker", daemon=True)

    def start(self) -> None:
        """Start the threads; they end with the process if nobody stops them."""
        self.thread.start()
        self.beat.start()

    def stop(self) -> None:
        """Stop beat first, so that nothing new is queued, then let the worker finish what it is doing."""
        self.beat.stop()
        self.worker.stop()
        self.thread.join(timeout=5)
