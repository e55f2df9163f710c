"""What must happen later, as rows: the database is the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.domain.bots.rehearsal import ROUNDS
from exercises.domain.play import due
from exercises.enums import Occupant, Phase, State
from exercises.models import Due
from exercises.store.times import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.models import Exercise

BOTS = "bots"


def reschedule(exercise: Exercise, setting: Setting, board: Board) -> None:
    """Make the rows say what the board says. Most commands leave them as they are, and then nothing is written."""
    wanted = {(item.what, item.ref): item.at for item in due(setting, board)}
    rounds = bot_rounds(board)
    rows = {(row.what, row.ref): row for row in Due.objects.filter(exercise=exercise)}
    wanted |= {name: at for name, at in rounds.items() if name in rows or at > exercise.last_at}
    stale = [row.pk for name, row in rows.items() if wanted.get(name) != row.at]
    fresh = [
        Due(exercise=exercise, what=what, ref=ref, at=at)
        for (what, ref), at in wanted.items()
        if (what, ref) not in rows or rows[what, ref].at != at
    ]
    if stale:
        Due.objects.filter(pk__in=stale).delete()
    if fresh:
        Due.objects.bulk_create(fresh)


def bot_rounds(board: Board) -> dict[tuple[str, str], float]:
    """When bots make their moves in this Deliberate. A round that was played loses its row and does not come back."""
    clock = board.clock
    if board.state is not State.RUNNING or board.phase is not Phase.DELIBERATE:
        return {}
    if not any(seat.occupant is Occupant.BOT for seat in board.seats.values()):
        return {}
    return {
        (BOTS, f"{board.turn}.{board.generation}.{part}"): clock.wall(clock.began + part * (clock.ends - clock.began))
        for part in ROUNDS
    }


def played(exercise: Exercise, refs: Iterable[str]) -> None:
    """These rounds of the bots are over."""
    Due.objects.filter(exercise=exercise, what=BOTS, ref__in=list(refs)).delete()


def due_codes() -> list[str]:
    """The exercises in which something is due, the longest overdue first."""
    rows = Due.objects.by(now()).values_list("exercise__code", flat=True)
    return list(dict.fromkeys(rows))


def due_now(exercise: Exercise) -> dict[str, list[str]]:
    """What is due in an exercise now, and of each kind which; ask again after taking its lock."""
    found: dict[str, list[str]] = {}
    for what, ref in Due.objects.by(now()).filter(exercise=exercise).values_list("what", "ref"):
        found.setdefault(what, []).append(ref)
    return found
