"""The review: the view at any moment as one stream had it, and the whole of what was said in a room.

Everything is put together from a stream's own frames or read through `visibility.sees`; nobody learns more here than
their stream was told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.board.setting import CONTROL, streams
from exercises.domain.events.talk import Said
from exercises.domain.visibility import apply, sees
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Frame, Role
from exercises.projections.pages import page_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.models import Viewer

OPEN_TO_TEAMS = 2
"""The step of the hot wash from which teams may look back: silent answers come before hindsight."""
STAFF = (Role.CONTROL, Role.EVALUATOR, Role.TRAINER)
PAGE = 100


def review_for(viewer: Viewer, stream: str = "") -> dict[str, Any]:
    """The page, the points of view this viewer may take, and the moments of the chosen one.

    `moments`: `[{"n", "at", "turn", "paths": [top sections that changed]}]`.
    Refuses `review_closed`, `not_your_stream`.
    """
    _check_open(viewer)
    chosen = _stream(viewer, stream)
    return page_for(viewer) | {
        "streams": _points_of_view(viewer),
        "stream": chosen,
        "moments": list(_moments(viewer, chosen)),
        "head": {"hash": store.head_hash(viewer.exercise)},
    }


def seen_at(viewer: Viewer, number: int, stream: str = "") -> dict[str, Any]:
    """The view of a stream as it was after its frame of this number."""
    _check_open(viewer)
    chosen = _stream(viewer, stream)
    view: dict[str, Any] = {}
    bodies = Frame.objects.filter(exercise=viewer.exercise, stream=chosen, number__lte=number).order_by("number")
    for body in bodies.values_list("body", flat=True).iterator(chunk_size=200):
        view = apply(view, json.loads(body))
    return view


def transcript_for(viewer: Viewer, room: str, before: float = 0.0) -> list[dict[str, Any]]:
    """Older pages of a room, newest first: the log itself, filtered by what this stream may read."""
    item = store.present(viewer.exercise)
    found: list[dict[str, Any]] = []
    for entry in store.entries(viewer.exercise, kinds=("Said",), newest_first=True):
        event = entry.event
        if not isinstance(event, Said) or event.room != room or (before and entry.at >= before):
            continue
        if sees(item.setting, item.board, viewer.stream, entry):
            found.append({"id": event.id, "seat": event.seat, "team": event.team, "text": event.text, "at": entry.at})
        if len(found) == PAGE:
            break
    return found


def _check_open(viewer: Viewer) -> None:
    board = store.present(viewer.exercise).board
    over = board.state is State.CLOSED or (board.state is State.HOT_WASH and board.wash >= OPEN_TO_TEAMS)
    if viewer.role not in STAFF and not over:
        raise Refusal("review_closed", 403)


def _points_of_view(viewer: Viewer) -> list[str]:
    """Staff may look as anybody; what control sees is not for evaluators."""
    if viewer.role not in STAFF:
        return [viewer.stream]
    known = streams(store.present(viewer.exercise).setting)
    return [stream for stream in known if viewer.role is not Role.EVALUATOR or stream != CONTROL]


def _stream(viewer: Viewer, stream: str) -> str:
    if stream and stream not in _points_of_view(viewer):
        raise Refusal("not_your_stream", 404)
    return stream or viewer.stream


def _moments(viewer: Viewer, stream: str) -> Iterator[dict[str, Any]]:
    rows = Frame.objects.filter(exercise=viewer.exercise, stream=stream).order_by("number")
    for number, at, turn, body in rows.values_list("number", "at", "turn", "body").iterator(chunk_size=500):
        sections = sorted({path.partition("/")[0] for path in json.loads(body)})
        yield {"n": number, "at": at, "turn": turn, "paths": sections}
