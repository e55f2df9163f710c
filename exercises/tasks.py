"""What Celery may run: the tick of the clock. The schedule itself is in the database."""

from __future__ import annotations

from celery import shared_task

from exercises import services


@shared_task(name="exercises.tasks.tick", ignore_result=True, expires=10)
def tick() -> int:
    """Do what is due; twice does it once. Answers how many exercises moved."""
    return services.tick()
