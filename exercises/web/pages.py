"""The pages that follow an exercise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exercises import access, projections
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Role, Viewer
from exercises.render import logbook, sentence
from exercises.web.door import context, evaluator, facilitator, seated, theme

View = Callable[..., HttpResponse]
PANELS = ("injects", "custody", "diplomacy", "outcomes", "library")
CONTROL_PANELS = ("injects", "orders", "world", "rooms", "seats", "notes")


def page(view: View) -> View:
    """A page that only reads. What is not there for this viewer is a 404, and says nothing more."""

    @wraps(view)
    def shown(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return turned_away(request, refusal)

    return require_safe(shown)


def turned_away(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal. Raises Http404 where there is nothing for this visitor."""
    if refusal.status == 404:  # noqa: PLR2004 - the same answer as for an address that never was
        raise Http404 from refusal
    said = {"detail": sentence(refusal)}
    words = {"refusal": said, "page": {"refusal": said, "theme": theme(request)}}
    return render(request, f"errors/{refusal.status}.html", words, status=refusal.status)


@page
def desk(request: HttpRequest, code: str, seat: str) -> HttpResponse:
    viewer = seated(request, code, seat)
    data = projections.desk_for(viewer)
    if data["view"]["exercise"]["state"] in (State.DRAFT, State.READY):
        return _lobby(request, viewer)
    if data["view"]["exercise"]["state"] in (State.ENDED, State.HOT_WASH):
        wash = projections.wash_for(viewer)
        return render(request, "exercises/review/hotwash.html", context(request, viewer, wash, wash["page"]))
    shown = desk_page(request, data) | {"documents": data["documents"]}
    return render(request, "exercises/desk/page.html", context(request, viewer, data, shown))


def desk_page(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    """Which panel, inject, room and transaction are open, as the address says, or the newest."""
    view, asked = data["view"], request.GET
    panel = asked.get("panel", "injects")
    return {
        "panel": panel if panel in PANELS else "injects",
        "inject": chosen(asked.get("inject", ""), view.get("injects", {}), "at"),
        "room": room_of(asked.get("room", ""), view),
        "tx": chosen(asked.get("tx", ""), view.get("transactions", {}), "turn"),
        "action": asked.get("action", ""),
        "pick": asked.get("pick", ""),
        "replying": asked.get("replying", ""),
    }


def chosen(wanted: str, items: dict[str, Any], newest: str) -> str:
    """The item the address names, or the newest there is."""
    if wanted in items:
        return wanted
    return max(items, key=lambda code: (items[code].get(newest, 0), code), default="")


def room_of(wanted: str, view: dict[str, Any]) -> str:
    rooms = view.get("rooms", {})
    own = view.get("team", {}).get("code", "")
    wanted = "~".join(sorted(wanted.split("~")))
    return wanted if wanted in rooms else own if own in rooms else next(iter(rooms), "")


@page
def lobby(request: HttpRequest, code: str) -> HttpResponse:
    held = access.viewers_for(request, code)
    if not held:
        raise Refusal("no_such_exercise", 404)
    return _lobby(request, held[0])


def _lobby(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    data = projections.lobby_for(viewer) if viewer.role is Role.SEAT else projections.wall_for(viewer)
    record = data.get("record", {})
    shown = {
        "panel": "lobby",
        "starts": record.get("planned"),
        "join": join_card(request, viewer),
        "documents": data.get("documents", {}),
        "recorded": record,
    }
    return render(request, "exercises/lobby/page.html", context(request, viewer, data, shown))


def join_card(request: HttpRequest, viewer: Viewer) -> dict[str, str]:
    code = viewer.exercise.code
    return {
        "url": request.build_absolute_uri("/join/"),
        "code": f"{code[:3]} {code[3:]}",
        "host": request.get_host(),
    }


@page
def control(request: HttpRequest, code: str) -> HttpResponse:
    viewer = facilitator(request, code)
    data = projections.control_for(viewer)
    shown = control_page(request, viewer, data)
    return render(request, "exercises/control/page.html", context(request, viewer, data, shown))


def control_page(request: HttpRequest, viewer: Viewer, data: dict[str, Any]) -> dict[str, Any]:
    """What the control room shows besides the view: people, places, the tail of the log."""
    panel = request.GET.get("panel", "injects")
    return {
        "panel": panel if panel in CONTROL_PANELS else "injects",
        "log": logbook(data["log"], data["view"]),
        "seats": seat_rows(data),
        "places": data["places"],
        "join": join_card(request, viewer),
        "unmet": data["unmet"],
        "due": data["due"],
        "room": room_of(request.GET.get("room", ""), data["view"]),
        "show_names": viewer.exercise.show_names,
        "keymap": "components/keys_control.html",
        "theme": theme(request) or "dark",
    }


def seat_rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The seats of the view with the people in them, for the panel of seats and links."""
    people = data["people"]
    return [
        {"code": code, **seat, "name": people[code]["name"], "here": people[code]["here"]}
        for code, seat in data["view"]["seats"].items()
        if code in people
    ]


@page
def wall(request: HttpRequest, code: str) -> HttpResponse:
    viewer = access.anybody_for(request, code)
    data = projections.wall_for(viewer)
    shown = {"join": join_card(request, viewer), "theme": theme(request) or "dark"}
    return render(request, "exercises/wall/page.html", context(request, viewer, data, shown))


@page
def watch(request: HttpRequest, code: str, team: str) -> HttpResponse:
    viewer = evaluator(request, code, team)
    data = projections.watch_for(viewer)
    shown = watch_page(request, viewer, data)
    return render(request, "exercises/watch/page.html", context(request, viewer, data, shown))


def watch_page(request: HttpRequest, viewer: Viewer, data: dict[str, Any]) -> dict[str, Any]:
    """The desk of one team, with the evaluator's own marks and ratings beside it."""
    marks = data["view"].get("evaluation", {}).get("observations", {})
    return desk_page(request, data) | {
        "team": viewer.team,
        "watch": [name for name, row in data["view"]["teams"].items() if row["kind"] != "cell"],
        "notes": sorted(marks.values(), key=lambda mark: mark["at"], reverse=True),
        "objectives": projections.objectives_for(viewer),
        "documents": data["documents"],
    }
