"""The embedded clock: threads that tick, and heavy work that leaves the process."""

from __future__ import annotations

import contextlib
import threading

import pytest
from celery import Celery

from tests.services import wait_until
from wargame import heavy
from wargame.embedded import Clock


@pytest.fixture
def ticking():
    """A Celery application of the test's own, whose beat sends the task `clock` ten times a second."""
    app = Celery("ticking", broker="memory://ticking", set_as_current=False, task_cls=heavy.WorkTask)
    app.conf.task_ignore_result = True
    app.conf.worker_hijack_root_logger = False
    app.conf.beat_scheduler = "celery.beat:Scheduler"
    app.conf.beat_schedule = {"tick": {"task": "clock", "schedule": 0.1, "options": {"queue": "clock"}}}
    return app


@contextlib.contextmanager
def running(app):
    clock = Clock(app)
    clock.start()
    try:
        yield clock
    finally:
        clock.stop()


def test_clock_serves_both_queues_and_stops(ticking):
    ran = []

    @ticking.task(name="clock", shared=False)
    def tick():
        ran.append("clock")

    @ticking.task(name="heavy", shared=False)
    def work():
        ran.append("heavy")

    with running(ticking) as clock:
        work.apply_async(queue="heavy")
        wait_until(lambda: ran.count("clock") >= 5 and "heavy" in ran, "The clock")
    assert not clock.thread.is_alive()
    assert not clock.beat.is_alive()


def test_clock_ticks_on_while_heavy_work_stands_in_line(ticking, settings):
    settings.CLOCK = "embedded"
    settings.CELERY_TASK_ROUTES = {"clock": {"queue": "clock"}}
    ran, hold = [], threading.Event()

    @ticking.task(name="clock", shared=False)
    def tick():
        ran.append("clock")

    @ticking.task(name="heavy", shared=False)
    def work():
        ran.append("heavy")

    heavy.LINE.submit(hold.wait, 30)
    with running(ticking):
        work.apply_async(queue="heavy")
        wait_until(lambda: len(ran) >= 5, "The clock")
    hold.set()
    assert set(ran) == {"clock"}


def test_heavy_work_runs_in_a_process_of_its_own():
    assert heavy.run_apart("celery.backend_cleanup", (), {}) is True


def test_heavy_work_that_fails_is_reported():
    assert heavy.run_apart("exercises.tasks.no_such_task", (), {}) is False
