"""The embedded clock: threads that tick, and heavy work that leaves the process."""

from __future__ import annotations

import contextlib
import threading

import pytest
from celery import Celery

from tests.servers import wait_until
from wargame import heavy
from wargame.embedded import Clock

ran: list[str] = []
ticking = Celery("ticking", broker="memory://", set_as_current=False, task_cls=heavy.WorkTask)
ticking.conf.update(
    task_ignore_result=True,
    worker_hijack_root_logger=False,
    broker_transport_options={"polling_interval": 0.05},
    beat_scheduler="celery.beat:Scheduler",
    beat_schedule={"tick": {"task": "tests.clock", "schedule": 0.1, "options": {"queue": "clock"}}},
)


@ticking.task(name="tests.clock")
def tick():
    ran.append("clock")


@ticking.task(name="tests.heavy")
def work():
    ran.append("heavy")


@pytest.fixture(autouse=True)
def _nothing_ran():
    ran.clear()


@contextlib.contextmanager
def running():
    clock = Clock(ticking)
    clock.start()
    try:
        yield clock
    finally:
        clock.stop()


def test_clock_serves_both_queues_and_stops():
    with running() as clock:
        work.apply_async(queue="heavy")
        wait_until(lambda: ran.count("clock") >= 5 and "heavy" in ran, "The clock")
    assert not clock.thread.is_alive()
    assert not clock.beat.is_alive()


def test_clock_ticks_on_while_heavy_work_stands_in_line(settings):
    settings.CLOCK = "embedded"
    settings.CELERY_TASK_ROUTES = {"tests.clock": {"queue": "clock"}}
    hold = threading.Event()
    heavy.LINE.submit(hold.wait, 30)
    with running():
        work.apply_async(queue="heavy")
        wait_until(lambda: len(ran) >= 5, "The clock")
    hold.set()
    assert set(ran) == {"clock"}


def test_heavy_work_runs_in_a_process_of_its_own():
    assert heavy.run_apart("celery.backend_cleanup", (), {}) is True


def test_heavy_work_that_fails_is_reported():
    assert heavy.run_apart("exercises.tasks.no_such_task", (), {}) is False
