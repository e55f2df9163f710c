"""Heavy work beside an embedded server: a process of its own, so that a dry run never holds up a live exercise.

`python -m wargame.heavy NAME ARGUMENTS` runs one Celery task, ARGUMENTS being `[args, kwargs]` as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from celery import Task
from django.conf import settings

KINDNESS = 10
# One thing at a time: the other core belongs to the people at play.
LINE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heavy")
log = structlog.get_logger()


class WorkTask(Task):  # type: ignore[type-arg]
    """A task that leaves an embedded server's process unless it belongs to the clock."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run here, or line up for a process apart; then the worker's only thread is free for the next tick."""
        if settings.CLOCK != "embedded" or self.request.called_directly or self.is_clock:
            return super().__call__(*args, **kwargs)
        LINE.submit(run_apart, self.name, args, kwargs)
        return None

    @property
    def is_clock(self) -> bool:
        """Say whether the task is routed to the clock's queue."""
        return bool(settings.CELERY_TASK_ROUTES.get(self.name, {}).get("queue") == "clock")


def run_apart(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Run one task in a new process, no longer than a worker would let it; log a failure and answer False."""
    try:
        subprocess.run(  # noqa: S603 - this interpreter, this module, a registered name
            [sys.executable, "-m", "wargame.heavy", name, json.dumps([args, kwargs])],
            env={**os.environ, "PARLEY_CLOCK": "off"},
            cwd=settings.ROOT,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=settings.CELERY_TASK_TIME_LIMIT,
        )
    except subprocess.SubprocessError as error:
        log.error("heavy work failed", task=name, reason=str(error))  # noqa: TRY400 - the process wrote its own trace
        return False
    return True


def main(name: str, arguments: str) -> None:
    """Run the named task in this process, giving way to the server."""
    import django  # noqa: PLC0415 - the settings are named before Django wakes

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
    django.setup()
    from wargame.celery import app  # noqa: PLC0415

    os.nice(KINDNESS)
    app.loader.import_default_modules()
    args, kwargs = json.loads(arguments)
    app.tasks[name](*args, **kwargs)


if __name__ == "__main__":
    main(*sys.argv[1:])
