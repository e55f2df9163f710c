"""What somebody has written and not sent. Drafts live outside the record, each with a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exercises import announce, store
from exercises.errors import Refusal
from exercises.models import Draft, Exercise
from exercises.services.doors import seat
from exercises.services.words import DETAILS, NAME, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exercises.models import Viewer

SHEET = "sheet"
"""The order sheet belongs to the team; every other kind is the seat's own."""
LONGEST_KIND = 40


def save_text(viewer: Viewer, *, kind: str, fields: Mapping[str, str], version: int) -> int:
    """Keep the fields of a form that this seat is filling in. Answers the new version.

    `version` is the one that the writer last saw, 0 for none. Refuses `draft_moved_on` with what is kept (`theirs`).
    """
    seat(viewer)
    kind = words(kind, LONGEST_KIND)
    if len(fields) > DETAILS or kind == SHEET:
        raise Refusal("too_many_details", 400, limit=DETAILS)
    clean = {words(name, NAME): words(text) for name, text in fields.items()}
    return keep(viewer, kind, version, lambda _known: clean)


def keep(viewer: Viewer, kind: str, version: int, write: Callable[[Any], Any]) -> int:
    """Replace a draft by what `write` makes of it, unless somebody was quicker."""
    with transaction.atomic():
        exercise = store.locked(viewer.exercise.code)
        row = row_of(exercise, viewer, kind)
        if (row.version if row else 0) != version:
            raise Refusal("draft_moved_on", version=row.version if row else 0, theirs=body_of(row))
        saved = _save(exercise, viewer, kind, row, write(body_of(row)))
    if kind == SHEET:
        _tell(viewer, exercise, saved)
    return saved


def row_of(exercise: Exercise, viewer: Viewer, kind: str) -> Draft | None:
    """The draft of the present turn."""
    owner = viewer.team if kind == SHEET else viewer.seat
    return Draft.objects.filter(exercise=exercise, owner=owner, kind=kind, turn=exercise.turn).first()


def body_of(row: Draft | None) -> Any:
    """What is kept, as JSON values; None when nothing is."""
    return json.loads(row.body) if row else None


def _save(exercise: Exercise, viewer: Viewer, kind: str, row: Draft | None, body: Any) -> int:
    if row is None:
        owner = viewer.team if kind == SHEET else viewer.seat
        row = Draft(exercise=exercise, owner=owner, kind=kind, turn=exercise.turn, version=0)
    row.version, row.seat, row.body = row.version + 1, viewer.seat, json.dumps(body, ensure_ascii=False)
    row.save()
    return row.version


def _tell(viewer: Viewer, exercise: Exercise, version: int) -> None:
    """Team-mates hear at once that the sheet has changed, and fetch it."""
    remark = {"what": "draft", "kind": SHEET, "version": version, "seat": viewer.seat, "team": viewer.team}
    streams = store.aside_streams(exercise, "draft", viewer.team)
    transaction.on_commit(lambda: announce.aside(exercise.code, streams, remark))
