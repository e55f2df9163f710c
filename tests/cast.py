"""The people of the tests: one of each kind, at one exercise of First Watch.

Reyes and Okafor sit for the United States, Liu and Qiu for China, Lindgren for the BIS. Ito is at control, Brandt
evaluates, the wall is in the corridor. Nobody knows the stranger.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises import services
from exercises.enums import Phase
from exercises.models import Exercise, Role, Viewer
from tests import factories

SEATS = {
    "reyes": "us-treasury",
    "okafor": "us-fed",
    "liu": "cn-pboc",
    "qiu": "cn-safe",
    "lindgren": "bis-custody",
}


@dataclass(frozen=True)
class Cast:
    exercise: Exercise
    ito: Viewer
    brandt: Viewer
    wall: Viewer
    reyes: Viewer
    okafor: Viewer
    liu: Viewer
    qiu: Viewer
    lindgren: Viewer

    def advance(self) -> None:
        """Control ends the phase that it sees."""
        self.exercise.refresh_from_db()
        services.advance(self.ito)

    def play_to(self, phase: Phase, turn: int = 1) -> None:
        """Control advances until this phase of this turn."""
        while True:
            self.exercise.refresh_from_db()
            if (self.exercise.turn, self.exercise.phase) == (turn, phase):
                return
            services.advance(self.ito)


def seated(script: str = "first-watch") -> Cast:
    """Everybody in their seat, the lobby open."""
    exercise = factories.exercise(script)
    ito = factories.staff_viewer(exercise, Role.CONTROL)
    services.ready(ito)
    people = {}
    for name, code in SEATS.items():
        services.sit(exercise.seats.get(code=code), name=name.title())
        people[name] = factories.seat_viewer(exercise, code)
    exercise.refresh_from_db()
    return Cast(
        exercise=exercise,
        ito=ito,
        brandt=factories.staff_viewer(exercise, Role.EVALUATOR),
        wall=factories.staff_viewer(exercise, Role.PUBLIC),
        **people,
    )


def at_play(script: str = "first-watch") -> Cast:
    """The same, in Deliberate of the first turn."""
    cast = seated(script)
    services.start(cast.ito, anyway=True)
    cast.play_to(Phase.DELIBERATE)
    return cast
