"""Every page with a context it can be drawn from; used by the rendering tests and the browser tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.looks import samples

Page = tuple[str, dict[str, Any]]


def desk(panel: str) -> Callable[[], Page]:
    return lambda: ("exercises/desk/page.html", samples.desk(panel))


def decoded() -> Page:
    context = samples.desk("custody")
    context["me"]["tx"]["t17"] = {"bytes": samples.opened(), "keys": ["US-1"], "asks_reason": True}
    return "exercises/desk/page.html", context


def lobby() -> Page:
    context = samples.desk("lobby")
    context["view"]["exercise"] = samples.exercise(state="ready", clock={"ends": samples.NOW + 380}, turn=0, phase="brief")
    context["page"]["join"] = {"url": "http://room.local/join/", "code": "KQ4 7RM", "host": "room.local"}
    return "exercises/lobby/page.html", context


def confirm() -> Page:
    page = {
        "token": "abc",
        "team": "us",
        "seat": samples.seats()["us-treasury"],
        "name": "Dana Reyes",
        "starts": samples.NOW,
        "led_by": "M. Ito",
        "recorded": {"owner": "Harbour School of Statecraft", "until": samples.NOW + 15_000_000},
    }
    return "exercises/join/confirm.html", {"view": {"exercise": samples.exercise(), "teams": samples.teams()}, "page": page}


PAGES: dict[str, Callable[[], Page]] = {
    "home": lambda: ("exercises/join/home.html", {"page": {}}),
    "code": lambda: ("exercises/join/code.html", {"page": {}}),
    "confirm": confirm,
    "lobby": lobby,
    "injects": desk("injects"),
    "custody": desk("custody"),
    "decoded": decoded,
    "diplomacy": desk("diplomacy"),
    "outcomes": desk("outcomes"),
    "library": desk("library"),
}
