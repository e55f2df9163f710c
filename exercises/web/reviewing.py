"""After ENDEX: the review, and the record to take home."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exercises import access, projections
from exercises.errors import Refusal
from exercises.models import Role, Viewer
from exercises.render import logbook
from exercises.web.door import context, query
from exercises.web.pages import page
from exercises.web.templatetags.wording import pick

PANELS = ("timeline", "decisions", "injects", "log", "report")
ALL = "all"
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a cell."""
GROUP = 16
"""Digits of a hash that stay on one line."""
COLUMNS = ("number", "at", "turn", "by", "team", "event", "title", "text")


@page
def review(request: HttpRequest, code: str) -> HttpResponse:
    viewer = _viewer(request, code)
    panel = request.GET.get("panel", "timeline")
    panel = panel if panel in PANELS else "timeline"
    stream = request.GET.get("as", "")
    data = projections.lookback_for(
        viewer,
        "" if stream == ALL else stream,
        panel=panel,
        thread=request.GET.get("thread", ""),
        before=_number(request.GET.get("before", "")),
    )
    answer = render(request, "exercises/review/page.html", context(request, viewer, data, _shown(viewer, data, panel)))
    answer["Cache-Control"] = "no-store"
    return answer


def _viewer(request: HttpRequest, code: str) -> Viewer:
    """Control sees most; otherwise the seat."""
    held = access.viewers_for(request, code)
    if not held:
        raise Refusal("no_such_exercise", 404)
    order = {Role.CONTROL: 0, Role.EVALUATOR: 1, Role.TRAINER: 2, Role.SEAT: 3}
    return min(held, key=lambda viewer: order.get(viewer.role, 9))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _shown(viewer: Viewer, data: dict[str, Any], panel: str) -> dict[str, Any]:
    seen = ALL if data["stream"] == viewer.stream else data["stream"]
    head = data["head"]["hash"]
    shown: dict[str, Any] = {
        "panel": panel,
        "view_as": seen,
        "head": [head[place : place + GROUP] for place in range(0, len(head), GROUP)],
        "exports": [{"name": "JSON", "url": "export.json"}, {"name": "CSV", "url": "export.csv"}],
        **data["page"],
    }
    if panel == "log":
        older = shown["older"]
        shown |= {
            "log": _log(shown["log"], data["view"]),
            "older": query(**{"panel": "log", "as": seen, "before": str(older)}) if older else "",
        }
    return shown


def _log(lines: list[dict[str, Any]], view: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines in words, with what was said beside them."""
    named = [line | ({"code": f"“{pick(line['title'])}”"} if "title" in line else {}) for line in lines]
    return [
        said | {"words": " ".join(part for part in (said["words"], _quote(line)) if part)}
        for line, said in zip(lines, logbook(named, view), strict=True)
    ]


def _quote(line: dict[str, Any]) -> str:
    text = pick(line["title"]) if line["event"] == "Shared" else line.get("text")
    return f"“{text}”" if isinstance(text, str) and text else ""


# The record


@page
def export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The record as a file, by seats and never by names."""
    if kind not in WRITERS:
        raise Http404
    viewer = _viewer(request, code)
    content, write = WRITERS[kind]
    return HttpResponse(
        write(projections.record_for(viewer)),
        content_type=content,
        headers={
            "Content-Disposition": f'attachment; filename="{viewer.exercise.code}-review.{kind}"',
            "Cache-Control": "no-store",
        },
    )


def as_json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def as_csv(record: dict[str, Any]) -> str:
    """The log, a line each; with a byte order mark, so that spreadsheets read Chinese."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for line in record["log"]:
        rows.writerow(cell(_flat(line, column)) for column in COLUMNS)
    return "\ufeff" + text.getvalue()


def _flat(line: dict[str, Any], column: str) -> Any:
    value = line.get(column, "")
    if column == "at":
        return datetime.fromtimestamp(value, tz=UTC).isoformat(timespec="seconds")
    return pick(value) if isinstance(value, dict) else value


def cell(value: Any) -> str:
    """A cell that no spreadsheet runs."""
    text = str(value)
    return f"'{text}" if text.startswith(RISKY) else text


WRITERS: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "json": ("application/json; charset=utf-8", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
