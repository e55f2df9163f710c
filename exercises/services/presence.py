"""Who has a page open. Kept beside the record: it is nobody's act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises import announce, store
from exercises.models import Seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.models import Exercise


def seen(exercise: Exercise, seats: Iterable[str]) -> None:
    """These seats have an open socket now."""
    Seat.objects.filter(exercise=exercise, code__in=set(seats)).update(seen_at=store.now())


def came(exercise: Exercise, seat: str, team: str, *, here: bool) -> None:
    """A seat's first socket opened, or its last one closed; team-mates and control hear of it."""
    Seat.objects.filter(exercise=exercise, code=seat).update(seen_at=store.now() if here else None)
    remark = {"what": "presence", "seat": seat, "team": team, "here": here}
    announce.aside(exercise.code, store.aside_streams(exercise, "presence", team), remark)
