"""Names of people. They live apart from the record, so pages fetch them with what is their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises import store
from exercises.models import Role, Seat

if TYPE_CHECKING:
    from exercises.models import Viewer

PRESENT_SECONDS = 25
"""A seat is there while a server process has said so this recently; they say it every ten seconds."""


def people_near(viewer: Viewer) -> dict[str, dict[str, str] | list[str]]:
    """`{"names": {seat: name}, "present": [seat]}` of those this viewer may know.

    One's own team; names of everybody for staff, or when control allows it; nobody on public pages.
    """
    if viewer.role is Role.PUBLIC:
        return {"names": {}, "present": []}
    seated, recent = viewer.role is Role.SEAT, store.now() - PRESENT_SECONDS
    rows = Seat.objects.filter(exercise=viewer.exercise).order_by("pk").values_list("code", "team", "name", "seen_at")
    known = list(rows)
    own = [row for row in known if not seated or row[1] == viewer.team]
    named = known if viewer.exercise.show_names else own
    return {
        "names": {code: name for code, _, name, _ in named if name},
        "present": [code for code, _, _, seen in own if (seen or 0) > recent],
    }
