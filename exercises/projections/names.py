"""Names of people. They live apart from the record, so pages fetch them with what is their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises import store
from exercises.models import Role, Seat

if TYPE_CHECKING:
    from exercises.models import Viewer

PRESENT_SECONDS = 25
"""A seat is there while a server process has said so this recently; they say it every ten seconds."""


def names_for(viewer: Viewer) -> dict[str, str]:
    """Seat → name, of those this viewer may know: one's own team, everybody for staff or when control allows it."""
    if viewer.role is Role.PUBLIC:
        return {}
    rows = Seat.objects.filter(exercise=viewer.exercise).exclude(name="")
    if viewer.role is Role.SEAT and not viewer.exercise.show_names:
        rows = rows.filter(team=viewer.team)
    return dict(rows.values_list("code", "name"))


def present_for(viewer: Viewer) -> list[str]:
    """Seats with an open page, of those whose names one may know."""
    if viewer.role is Role.PUBLIC:
        return []
    rows = Seat.objects.filter(exercise=viewer.exercise, seen_at__gt=store.now() - PRESENT_SECONDS)
    if viewer.role is Role.SEAT:
        rows = rows.filter(team=viewer.team)
    return list(rows.values_list("code", flat=True))
