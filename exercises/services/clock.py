"""What happens by itself. Called every second by whoever is at hand; twice does it once."""

from __future__ import annotations

import structlog
from django.db import Error, transaction

from exercises import store
from exercises.domain.bots.rehearsal import ROUNDS
from exercises.domain.play.commands import Actor, Bell, Pause, Tick
from exercises.services import bots
from exercises.services.orders import saved_sheets

log = structlog.get_logger(__name__)

CLOCK = Actor("clock")
LAST_ROUND = f".{ROUNDS[-1]}"
"""How the name of the bots' last round before the bell ends."""


def tick() -> int:
    """Do what is due in every exercise that nobody else is busy with. Answers how many moved."""
    try:
        return sum(_look(code) for code in store.due_codes())
    except Error as error:
        if not store.outage(error):
            raise
        log.warning("tick_missed", error=repr(error))
        return 0


def _look(code: str) -> bool:
    """One exercise. A fault stops that exercise for control to see, and no other."""
    try:
        return _catch_up(code)
    except store.Busy:
        return False
    except Exception as error:
        if store.outage(error):
            # Nobody's fault, and nothing was done: the next tick does it.
            log.warning("tick_missed", exercise=code, error=repr(error))
        else:
            log.exception("tick_failed", exercise=code)
            _park(code)
        return False


def _catch_up(code: str) -> bool:
    with transaction.atomic():
        exercise = store.locked(code, waiting=False)
        waiting = store.due_now(exercise)
        rounds = waiting.pop(store.BOTS, [])
        if waiting:
            store.act(code, Bell(by=CLOCK, drafts=saved_sheets(exercise)) if "bell" in waiting else Tick(by=CLOCK))
        store.played(exercise, rounds)
    if rounds:
        bots.play(exercise, last=any(ref.endswith(LAST_ROUND) for ref in rounds))
    return bool(waiting or rounds)


def _park(code: str) -> None:
    """The clock stops, control reads why, and resumes when the cause is mended."""
    try:
        store.act(code, Pause(by=Actor("control"), reason="fault"))
    except Exception:
        log.exception("not_even_paused", exercise=code)
