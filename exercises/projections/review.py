"""The review: an exercise looked back on as one stream came to know it, and the record to take home.

Everything is put together from a stream's own frames and view or read through `visibility.sees`; nobody learns more
here than their stream was told, and the ground truth that the hot wash opened.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.board.setting import CONTROL, streams
from exercises.domain.events.talk import Said
from exercises.domain.visibility import apply, outcomes_of, sees
from exercises.domain.visibility.reader import CUSTODIAN, known, reader_of
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Frame, Role
from exercises.projections import report
from exercises.projections.history import KINDS, Standpoint, history_of, inject_title, lived
from exercises.projections.lacking import lacking_of
from exercises.projections.pages import page_for
from exercises.projections.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.models import Viewer

OPEN_TO_TEAMS = 2
"""The step of the hot wash from which teams may look back: silent answers come before hindsight."""
STAFF = (Role.CONTROL, Role.EVALUATOR, Role.TRAINER)
PAGE = 100


def review_for(viewer: Viewer, stream: str = "") -> dict[str, Any]:
    """The page as the chosen stream sees it, the points of view this viewer may take, and the stream's moments.

    `moments`: `[{"n", "at", "turn", "paths": [top sections that changed]}]`.
    Refuses `review_closed`, `not_your_stream`.
    """
    _check_open(viewer)
    chosen = _stream(viewer, stream)
    return _page(viewer, chosen) | {"moments": list(_moments(viewer, chosen))}


def lookback_for(
    viewer: Viewer, stream: str = "", *, panel: str = "timeline", thread: str = "", before: int = 0
) -> dict[str, Any]:
    """One panel of the review: the page of `review_for` without its moments, and what the panel shows in `page`.

    Panels: timeline, decisions, injects, log (older lines than number `before`), report.
    Refuses `review_closed`, `not_your_stream`.
    """
    _check_open(viewer)
    chosen = _stream(viewer, stream)
    point = Standpoint(store.present(viewer.exercise), chosen, lived(viewer.exercise, KINDS))
    shown = {"headline": report.headline(point), "summary": report.summary(point), "views": _views(viewer, point)}
    match panel:
        case "decisions":
            shown |= {"decisions": decisions_of(point)}
        case "injects":
            shown |= {"injects": injects_of(viewer, point)}
        case "log":
            shown |= transcript(viewer.exercise, point, before)
        case "report":
            shown |= _report(viewer, point)
        case _:
            shown |= _timeline(point, thread)
    return _page(viewer, chosen) | {"page": shown | _ended(point)}


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


def record_for(viewer: Viewer) -> dict[str, Any]:
    """The record to take home, by seats and never by names: staff have all of it, a team what its stream may see.

    `log`: `[{"number", "at", "turn", "by", "event", "team"?, "text"?, …}]`. Refuses `review_closed`.
    """
    _check_open(viewer)
    exercise = viewer.exercise
    point = Standpoint(store.present(exercise), viewer.stream, lived(exercise, KINDS))
    return {
        "format": "parley-review/1",
        "code": exercise.code,
        "title": dict(point.board.title),
        "stream": viewer.stream,
        "head": store.head_hash(exercise),
        "summary": report.summary(point),
        **_ended(point),
        "decisions": decisions_of(point),
        "injects": injects_of(viewer, point),
        **_report(viewer, point),
        "log": transcript(exercise, point, 0, most=0)["log"][::-1],
    }


def decisions_of(point: Standpoint) -> list[dict[str, Any]]:
    """Turn by turn, every order this stream may know of with its outcome and causes."""
    return [
        {"turn": turn, "rows": outcomes_of(point.setting, point.board, point.stream, int(turn))}
        for turn in sorted(point.board.resolved, key=int)
    ]


def injects_of(viewer: Viewer, point: Standpoint) -> list[dict[str, Any]]:
    """What reached this stream, and what it was worth."""
    found = point.view.get("injects", {})
    rows = {item.id: item for item in point.board.injects.values()}
    return [
        {
            "id": public,
            "at": shown["at"],
            "turn": shown["turn"],
            "to": shown["to"],
            "title": inject_title(point.item, code),
        }
        | {"answers": {team: answer["at"] for team, answer in shown["answers"].items()}}
        | (_worth(point, code) | {"seen": list(rows[public].seen)} if viewer.role is not Role.PUBLIC else {})
        for public, shown in sorted(found.items(), key=lambda pair: (pair[1]["at"], pair[0]))
        if (code := rows[public].code)
    ]


def _worth(point: Standpoint, code: str) -> dict[str, Any]:
    row = point.setting.script.injects_by_code.get(code)
    if row is None:
        return {}
    expected = {"expected": row.expected.both} if row.expected else {}
    return {"code": code, "truth": row.truth.value} | expected


def _timeline(point: Standpoint, thread: str) -> dict[str, Any]:
    found = history_of(point, thread)
    threads = [row for row in report.objectives_of(point) if _has_marks(found, row["code"])]
    minutes = report.minutes_of(point)
    return {
        "history": found,
        "steps": found.get("steps", []),
        "thread": thread if found.get("steps") else "",
        "threads": [{"code": row["code"], "title": row["title"]} for row in threads],
        "objectives": report.objectives_of(point),
        "minutes": report.drawn(minutes),
        "minutes_by_turn": minutes,
        "target": report.TARGET_MINUTES,
    }


def _has_marks(found: dict[str, Any], objective: str) -> bool:
    return any(mark.get("objective") == objective for mark in found.get("marks", ()))


def _report(viewer: Viewer, point: Standpoint) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "objectives": report.objectives_of(point),
        "measures": report.measures_of(point),
        "indicators": report.indicators_of(point),
    }
    if viewer.role is Role.PUBLIC:
        return shown
    return shown | {
        "cards": report.cards_of(point),
        "scores": report.scores_of(point),
        "why": lacking_of(point),
    }


def _ended(point: Standpoint) -> dict[str, Any]:
    return {"tier": point.board.tier} if point.board.tier else {}


def _page(viewer: Viewer, stream: str) -> dict[str, Any]:
    return page_for(viewer) | {
        "view": store.present(viewer.exercise).view(stream),
        "streams": _points_of_view(viewer),
        "stream": stream,
        "head": {"hash": store.head_hash(viewer.exercise)},
    }


def _check_open(viewer: Viewer) -> None:
    board = store.present(viewer.exercise).board
    over = board.state is State.CLOSED or (board.state is State.HOT_WASH and board.wash >= OPEN_TO_TEAMS)
    if viewer.role not in STAFF and not over:
        raise Refusal("review_closed", 403)


def _points_of_view(viewer: Viewer) -> list[str]:
    """Staff may look as anybody; what control sees is not for evaluators."""
    if viewer.role not in STAFF:
        return [viewer.stream]
    known_streams = streams(store.present(viewer.exercise).setting)
    return [stream for stream in known_streams if viewer.role is not Role.EVALUATOR or stream != CONTROL]


def _views(viewer: Viewer, point: Standpoint) -> list[dict[str, Any]]:
    """What staff may look through: everything, each team, and the custodians of a team."""
    if viewer.role not in STAFF:
        return []
    offered = set(_points_of_view(viewer))
    teams = known(point.board, reader_of(viewer.stream))
    wanted = [(team, stream) for team in teams for stream in (team, f"{team}+{CUSTODIAN}") if stream in offered]
    found = [{"stream": stream, "team": team, "custodians": "+" in stream} for team, stream in wanted]
    return [{"stream": "all"}, *found]


def _stream(viewer: Viewer, stream: str) -> str:
    if stream and stream not in _points_of_view(viewer):
        raise Refusal("not_your_stream", 404)
    return stream or viewer.stream


def _moments(viewer: Viewer, stream: str) -> Iterator[dict[str, Any]]:
    rows = Frame.objects.filter(exercise=viewer.exercise, stream=stream).order_by("number")
    for number, at, turn, body in rows.values_list("number", "at", "turn", "body").iterator(chunk_size=500):
        sections = sorted({path.partition("/")[0] for path in json.loads(body)})
        yield {"n": number, "at": at, "turn": turn, "paths": sections}
