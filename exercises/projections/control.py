"""The control room: the view of the control stream, the people, what waits for a word, and the tail of the log."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.board.injects import row
from exercises.domain.events import to_plain
from exercises.domain.grammar import holds
from exercises.domain.play.facts import Known, Promised
from exercises.models import Due
from exercises.projections.names import PRESENT_SECONDS
from exercises.projections.pages import page_for

if TYPE_CHECKING:
    from exercises.domain.script import Inject
    from exercises.models import Viewer
    from exercises.store import Standing

TAIL = 50


def control_for(viewer: Viewer) -> dict[str, Any]:
    """Adds `people`, `places`, `unmet`, `due` and `log` to the page of the control stream."""
    item = store.present(viewer.exercise)
    return page_for(viewer) | {
        "people": people_of(viewer),
        "places": _places(viewer),
        "unmet": unmet(item),
        "due": _due(viewer),
        "log": _tail(viewer),
    }


def people_of(viewer: Viewer) -> dict[str, dict[str, Any]]:
    """Seat → who was asked, who came, who is there."""
    recent = store.now() - PRESENT_SECONDS
    return {
        seat.code: {
            "name": seat.name,
            "team": seat.team,
            "occupant": seat.occupant,
            "invited": seat.invited_at.timestamp() if seat.invited_at else None,
            "joined": seat.joined_at.timestamp() if seat.joined_at else None,
            "here": (seat.seen_at or 0) > recent,
        }
        for seat in viewer.exercise.seats.all()
    }


def _places(viewer: Viewer) -> list[dict[str, Any]]:
    rows = viewer.exercise.places.filter(revoked_at=None).select_related("user")
    return [
        {
            "id": place.pk,
            "role": place.role,
            "name": place.name or str(place.user or ""),
            "link": bool(place.token_hash),
        }
        for place in rows
    ]


def unmet(item: Standing) -> dict[str, dict[str, Any]]:
    """Sent injects whose expected act is neither done nor denied: control credits it, or says it did not happen.

    `promised` tells that it is locked or agreed on already and will be done at the bell.
    """
    return {
        inject.code: {
            "title": inject.title.both,
            "expects": str(inject.expects),
            "promised": _true(item, inject, Promised),
            **({"expected": inject.expected.both} if inject.expected else {}),
            **({"contingency": inject.contingency} if inject.contingency else {}),
        }
        for inject in item.setting.script.injects
        if _waits(item, inject)
    }


def _waits(item: Standing, inject: Inject) -> bool:
    state = row(item.board, inject.code)
    if inject.expects is None or state.status != "sent" or state.denied:
        return False
    return not _true(item, inject, Known)


def _true(item: Standing, inject: Inject, facts: type[Known]) -> bool:
    return inject.expects is not None and holds(inject.expects, facts(item.setting, item.board, inject.code))


def _due(viewer: Viewer) -> list[dict[str, Any]]:
    rows = Due.objects.filter(exercise=viewer.exercise).order_by("at")
    return [{"what": due.what, "ref": due.ref, "at": due.at} for due in rows]


def _tail(viewer: Viewer) -> list[dict[str, Any]]:
    """The newest entries, newest first. Control keeps the whole timeline, also after stepping back."""
    newest = store.entries(viewer.exercise, newest_first=True)
    return [{**to_plain(entry.event), "at": entry.at, "by": entry.by} for entry in islice(newest, TAIL)]
