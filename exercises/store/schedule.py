"""What must happen later, as rows: the database is the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.domain.play import due
from exercises.models import Due
from exercises.store.times import now

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.models import Exercise


def reschedule(exercise: Exercise, setting: Setting, board: Board) -> None:
    """Make the rows say what the board says. Most commands leave them as they are, and then nothing is written."""
    wanted = {(item.what, item.ref): item.at for item in due(setting, board)}
    rows = {(row.what, row.ref): row for row in Due.objects.filter(exercise=exercise)}
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


def due_codes() -> list[str]:
    """The exercises in which something is due, the longest overdue first."""
    rows = Due.objects.by(now()).values_list("exercise__code", flat=True)
    return list(dict.fromkeys(rows))


def due_kinds(exercise: Exercise) -> set[str]:
    """What is due in an exercise now; ask again after taking its lock."""
    return set(Due.objects.by(now()).filter(exercise=exercise).values_list("what", flat=True))
