"""The pages that follow an exercise: desk, lobby, wall, an evaluator's watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from exercises import store
from exercises.domain.visibility import documents
from exercises.models import Role
from exercises.projections.me import me_for

if TYPE_CHECKING:
    from exercises.models import Viewer
    from exercises.store import Look

Page = dict[str, Any]


def page_for(viewer: Viewer) -> Page:
    """The view of the viewer's stream, what is the viewer's own, and where the live link goes on."""
    look = store.look(viewer.exercise, viewer.stream)
    return {"view": look.view, "me": me_for(viewer), "link": link(viewer, look)}


def desk_for(viewer: Viewer) -> Page:
    """A participant's desk, with the script's papers for this seat."""
    return page_for(viewer) | {"documents": _documents(viewer)}


def lobby_for(viewer: Viewer) -> Page:
    """The quiet pages before STARTEX: who is here, what is left to do, what there is to read."""
    exercise = viewer.exercise
    record = {
        "planned": exercise.planned_at.timestamp() if exercise.planned_at else None,
        "owner": exercise.kept_by,
        "until": exercise.kept_until.isoformat() if exercise.kept_until else "",
        "show_names": exercise.show_names,
        "walk_in": exercise.walk_in,
    }
    return desk_for(viewer) | {"record": record}


def wall_for(viewer: Viewer) -> Page:
    """The room's display: what everybody may know."""
    return page_for(viewer)


def watch_for(viewer: Viewer) -> Page:
    """An evaluator reading over a team's shoulder, or everything at once. Nothing can be sent from here."""
    return page_for(viewer) | {"documents": _documents(viewer), "watching": viewer.team}


def objectives_for(viewer: Viewer) -> list[dict[str, Any]]:
    """What evaluators rate, each objective with its last rating: `[{"code", "title", "rating"?, "note"?}]`."""
    view, script = store.look(viewer.exercise, viewer.stream).view, store.present(viewer.exercise).setting.script
    ratings = view.get("evaluation", {}).get("ratings", {})
    return [{"code": item.code, "title": item.title.both, **ratings.get(item.code, {})} for item in script.objectives]


def link(viewer: Viewer, look: Look) -> dict[str, Any]:
    """Where the socket is, and the cursor from which it goes on."""
    place = {"seat": viewer.seat} if viewer.role is Role.SEAT else {"role": viewer.role.value}
    team = {"team": viewer.team} if viewer.role is not Role.SEAT and viewer.team else {}
    query = urlencode({**place, **team, "form": "html", "lang": viewer.language})
    return {
        "socket": f"/ws/exercises/{viewer.exercise.code}/?{query}",
        "after": f"{look.epoch}.{look.number}",
        "epoch": look.epoch,
        "n": look.number,
        "now": store.now(),
    }


def _documents(viewer: Viewer) -> dict[str, Any]:
    return documents(store.present(viewer.exercise).setting, viewer.stream, viewer.seat)
