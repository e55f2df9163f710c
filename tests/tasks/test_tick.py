"""The task is an interface and nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from celery import current_app
from django.conf import settings as project

from exercises import store, tasks
from exercises.enums import Phase
from tests import cast as people
from tests.timing import wait_until_due


@pytest.mark.django_db
def test_the_task_moves_what_is_due_and_a_second_one_nothing(settings: Any) -> None:
    cast = people.at_play()
    wait_until_due(settings, cast.exercise, "bell")

    assert (tasks.tick(), tasks.tick()) == (1, 0)

    assert store.present(cast.exercise).board.phase is Phase.LOCK


def test_the_task_is_the_one_that_beat_calls_and_grows_stale() -> None:
    (entry,) = project.CELERY_BEAT_SCHEDULE.values()

    assert tasks.tick.name == entry["task"]
    assert tasks.tick.name in current_app.tasks
    assert tasks.tick.expires == 10
