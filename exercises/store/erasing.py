"""Erasing a whole exercise: the one way a log may end, and it leaves a record of itself."""

from __future__ import annotations

from django.db import transaction

from exercises.models import Erasure, Line
from exercises.store.acting import locked

NOWHERE = -1
"""No erasure has this number, so a transaction that leaves a door pointing here cannot commit."""


def erase(code: str, *, by: str, reason: str) -> Erasure:
    """Delete an exercise with its log, its people and everything written in it. The exercise's row goes too."""
    with transaction.atomic():
        exercise = locked(code)
        record = Erasure.objects.create(
            exercise_number=exercise.pk,
            code=code,
            reason=reason,
            by=by,
            lines=exercise.head_number,
            head_hash=exercise.head_hash,
            door_id=NOWHERE,
        )
        Line.objects.filter(exercise=exercise).delete()
        Erasure.objects.filter(pk=record.pk).update(door=None)
        exercise.delete()
    record.refresh_from_db()
    return record
