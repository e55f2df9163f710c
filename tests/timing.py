"""Time that passes when a test says so, on the database's own clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises import services, store
from exercises.models import Due

if TYPE_CHECKING:
    from exercises.models import Exercise


def wait(settings: Any, seconds: float) -> None:
    """Let so many seconds go by."""
    settings.CLOCK_OFFSET = getattr(settings, "CLOCK_OFFSET", 0.0) + seconds


def wait_until_due(settings: Any, exercise: Exercise, what: str, ref: str = "") -> None:
    """Let everything before the next row of this kind happen at its time, and stop when that row is due."""
    while True:
        row = Due.objects.filter(exercise=exercise).order_by("at", "pk")[0]
        wait(settings, max(0.0, row.at - store.now()) + 0.01)
        if row.what == what and row.ref.startswith(ref):
            return
        services.tick()
