"""Cold Iron under way: bots in the seats, and a clock that jumps from one thing due to the next. Wants Django awake."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.conf import settings

from exercises import services, store
from exercises.domain.play.commands import Bell, Tick
from exercises.enums import Phase
from exercises.models import Due, Exercise, Role, Viewer
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

SEAT = "us-treasury"
"""Somebody sits here; all others are bots."""


class Game:
    """One exercise of Cold Iron on the benchmark's own database."""

    def __init__(self) -> None:
        self.exercise = factories.exercise("cold-iron")
        self.control = factories.staff_viewer(self.exercise, Role.CONTROL)
        services.ready(self.control)
        for seat in self.exercise.seats.exclude(code=SEAT):
            services.fill(self.control, seat=seat.code)
        services.sit(self.exercise.seats.get(code=SEAT), name="Reyes")
        services.start(self.control, anyway=True)

    @property
    def viewer(self) -> Viewer:
        """Who sits in the one seat without a bot."""
        return factories.seat_viewer(self.exercise, SEAT)

    def play_to(self, turn: int, phase: Phase = Phase.DELIBERATE) -> None:
        """Lets the clock run until this phase of this turn, with everything that happens on the way."""
        while (self.exercise.turn, self.exercise.phase) != (turn, phase):
            self.step()

    def step(self) -> None:
        """The next thing that is due."""
        first = Due.objects.filter(exercise=self.exercise).order_by("at").first()
        if first is None:
            raise LookupError("nothing is due, so the exercise does not go on")
        settings.CLOCK_OFFSET = getattr(settings, "CLOCK_OFFSET", 0.0) + max(0.0, first.at - store.now()) + 0.001
        services.tick()
        self.exercise = Exercise.objects.get(pk=self.exercise.pk)


def timed(sink: list[float]) -> Callable[..., Any]:
    """The store's `act`, which notes the milliseconds of each command that somebody sends; the clock's are its own."""
    act = store.act

    def noting(code: str, command: Any, **sent: Any) -> Any:
        began = time.perf_counter()
        answer = act(code, command, **sent)
        if not isinstance(command, (Tick, Bell)):
            sink.append((time.perf_counter() - began) * 1000)
        return answer

    return noting
