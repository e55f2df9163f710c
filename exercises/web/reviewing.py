"""After ENDEX: the review, and the record to take home."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from exercises import access, projections
from exercises.errors import Refusal
from exercises.models import Role, Viewer
from exercises.web.door import context
from exercises.web.pages import page

PANELS = ("timeline", "decisions", "injects", "log", "report")


@page
def review(request: HttpRequest, code: str) -> HttpResponse:
    held = access.viewers_for(request, code)
    if not held:
        raise Refusal("no_such_exercise", 404)
    viewer = _best(held)
    data = projections.review_for(viewer, request.GET.get("as", ""))
    return render(request, "exercises/review/page.html", context(request, viewer, data, review_page(request, data)))


def _best(held: list[Viewer]) -> Viewer:
    """Control sees most; otherwise the seat."""
    order = {Role.CONTROL: 0, Role.EVALUATOR: 1, Role.TRAINER: 2, Role.SEAT: 3}
    return min(held, key=lambda viewer: order.get(viewer.role, 9))


def review_page(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    panel = request.GET.get("panel", "timeline")
    return {
        "panel": panel if panel in PANELS else "timeline",
        "views": [{"stream": stream} for stream in data["streams"]],
        "view_as": data["stream"],
        "thread": request.GET.get("thread", ""),
        "threads": [],
        "exports": [{"name": "JSON", "url": "export.json"}, {"name": "CSV", "url": "export.csv"}],
        **data.get("page", {}),
    }


@page
def export(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    raise Http404
