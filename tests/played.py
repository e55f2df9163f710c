"""A whole exercise to look back on: First Watch, played by bots and one person from muster to ENDEX."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from exercises import services, store
from exercises.enums import Phase, State
from exercises.errors import Refusal
from exercises.models import Exercise, Role
from exercises.services import bots
from tests import factories

PERSON = "us-treasury"
"""The one seat that no bot plays."""


def game() -> Exercise:
    """The exercise after ENDEX; the hot wash has not begun."""
    lines = played()
    return Exercise.objects.filter(code=json.loads(lines[0])["code"]).first() or store.carried(lines)


def opened(exercise: Exercise, step: int = 2) -> None:
    """Control moves the hot wash to this step."""
    for _ in range(step):
        services.move_wash(factories.staff_viewer(exercise, Role.CONTROL))


@cache
def played() -> tuple[str, ...]:
    """The exercise as the lines of a file: played once, read back by every test."""
    game = factories.exercise()
    control, brandt = factories.staff_viewer(game, Role.CONTROL), factories.staff_viewer(game, Role.EVALUATOR)
    services.ready(control)
    for seat in game.seats.exclude(code=PERSON):
        services.fill(control, seat=seat.code)
    services.sit(game.seats.get(code=PERSON), name="Reyes Unmistakable")
    services.start(control, anyway=True)
    reyes = factories.seat_viewer(game, PERSON)
    while not over(game):
        for viewer in (control, brandt, reyes):
            viewer.exercise.refresh_from_db()
        if game.phase == Phase.DELIBERATE:
            deliberate(game, reyes, brandt)
        if game.phase == Phase.LOCK:
            services.give_feeling(reyes, trust=3 + game.turn, prediction=f"Turn {game.turn} goes well.")
        services.advance(control)
    return tuple(store.export(game))


def over(game: Exercise) -> bool:
    game.refresh_from_db()
    return game.state != State.RUNNING


def deliberate(game: Exercise, reyes: Any, brandt: Any) -> None:
    rows = store.setting_of(game).script
    for inject in rows.injects:
        if inject.turn == game.turn:
            try_to(services.release, factories.staff_viewer(game, Role.CONTROL), code=inject.code)
    for public in list(store.look(game, "us").view["injects"]):
        try_to(services.open_inject, reyes, inject=public)
        try_to(services.reply, reyes, inject=public, text="We look into it.")
    services.say(reyes, room="us", text=f"=HYPERLINK({game.turn}) only for us")
    services.observe(brandt, team="us", text="Read aloud.", objective=rows.objectives[0].code)
    for last in (False, True):
        bots.play(game, last=last)


def try_to(verb: Any, *who: Any, **what: Any) -> None:
    try:
        verb(*who, **what)
    except Refusal:
        return
