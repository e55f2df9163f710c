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
    context["view"]["exercise"] = samples.exercise(state="ready", clock={}, turn=0, phase="brief")
    context["view"]["hotline"] = {"state": "idle", "calls": {}}
    context["page"]["starts"] = samples.NOW + 380
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
    return "exercises/join/confirm.html", {
        "view": {"exercise": samples.exercise(), "teams": samples.teams()},
        "page": page,
    }


def control(panel: str) -> Callable[[], Page]:
    def page() -> Page:
        seats = [{"code": code, "filled": "empty", **seat} for code, seat in samples.seats().items()]
        join = {"url": "http://room.local/join/", "code": "KQ4 7RM", "host": "room.local"}
        parts = {
            "panel": panel,
            "log": samples.log(),
            "seats": seats,
            "join": join,
            "room": "control~us",
            "theme": "dark",
        }
        parts |= {"keymap": "components/keys_control.html"}
        context = {"view": samples.control(), "me": samples.director(), "link": samples.link(), "page": parts}
        return "exercises/control/page.html", context

    return page


def wall() -> Page:
    join = {"url": "http://room.local/join/", "code": "KQ4 7RM", "host": "room.local"}
    me: dict[str, Any] = {"can": [], "unread": []}
    page = {"theme": "dark", "join": join}
    return "exercises/wall/page.html", {"view": samples.public(), "me": me, "link": samples.link(), "page": page}


def watch(panel: str) -> Callable[[], Page]:
    def page() -> Page:
        me = samples.director(title=samples.both("Evaluator", "评估员"), can=["mark", "rate"], seat="")
        objectives = [
            {"code": "KC-O1", "title": samples.both("Decode before signing", "先解码再签署"), "rating": "performed"}
        ]
        parts: dict[str, Any] = {
            "panel": panel,
            "team": "us",
            "watch": ["us", "cn", "bis"],
            "inject": "a03",
            "room": "cn~us",
            "tx": "t17",
        }
        parts |= {"objectives": objectives, "notes": [{"at": samples.NOW - 60, "team": "us", "text": "Read aloud."}]}
        return "exercises/watch/page.html", {"view": samples.us(), "me": me, "link": samples.link(), "page": parts}

    return page


def hotwash(step: int) -> Callable[[], Page]:
    def page() -> Page:
        view = samples.us() | {
            "exercise": samples.exercise(state="hot_wash", step=step, clock={}),
            "review": samples.review(),
        }
        me = samples.me(
            feelings=[4, 3, 3, 5, 5, 6, 6], predictions=["China will not tell us."], wash={"1": "The covering text."}
        )
        questions = {"1": samples.both("What did you look at before you signed?", "签署前看了什么？")}
        parts = {
            "questions": questions,
            "feedback": questions,
            "finished": {"done": 9, "all": 12},
            "moments": samples.moments(),
        }
        return "exercises/review/hotwash.html", {"view": view, "me": me, "link": samples.link(), "page": parts}

    return page


def review(panel: str) -> Callable[[], Page]:
    def page() -> Page:
        view = samples.us() | {"exercise": samples.exercise(state="closed", clock={}), "review": samples.review()}
        objectives = [
            {
                "code": "KC-O1",
                "title": samples.both("Decode before signing", "先解码再签署"),
                "rating": code,
                "count": 3,
            }
            for code in ("performed", "some_difficulty", "major_difficulty", "not_performed")
        ]
        parts = {
            "panel": panel,
            "views": [{"stream": "all"}, {"stream": "us"}, {"stream": "cn"}],
            "view_as": "all",
            "threads": [{"code": "custody", "title": samples.both("Custody key exposure", "密钥泄露")}],
            "thread": "custody",
            "history": samples.history(),
            "steps": [
                {
                    "at": samples.NOW - 900,
                    "team": "us",
                    "text": samples.both("signs blind", "盲签"),
                    "quote": "No time.",
                }
            ],
            "objectives": objectives,
            "minutes": {"us": [14, 12, 11, 19], "cn": [18, 17, 15, 27], "bis": [9, 8, 9, 12]},
            "target": 12,
            "decisions": [{"turn": "2", "rows": samples.outcomes()["2"]}],
            "log": samples.log(),
            "tier": "silver",
            "scores": {"us": {"points": 75}, "cn": {"points": 75}},
            "headline": samples.both("The reserve held; nobody signed T17", "储备守住，无人签署 T17"),
            "exports": [{"name": "JSON", "url": "export.json"}],
        }
        return "exercises/review/page.html", {"view": view, "me": samples.me(), "link": samples.link(), "page": parts}

    return page


def stopped() -> Page:
    context = samples.desk("injects")
    context["view"]["exercise"] = samples.exercise(state="paused", clock={"left": 300.0}, noduff="Fire alarm")
    return "exercises/desk/page.html", context


def locked() -> Page:
    context = samples.desk("injects")
    sheet = {"d1": {"n": 1, "action": "raise_posture", "args": {}, "seat": "us-nsc"}}
    context["view"]["orders"]["us"] |= {
        "sheet": sheet,
        "locked": {"at": samples.NOW - 60, "state": "locked", "by": "us-treasury"},
    }
    context["view"]["hotline"] = {"state": "idle", "calls": {}}
    context["me"]["feeling"] = {"due": True}
    return "exercises/desk/page.html", context


def ordering() -> Page:
    context = samples.desk("injects")
    context["view"]["hotline"] = {"state": "idle", "calls": {}}
    context["page"]["action"] = "sell"
    return "exercises/desk/page.html", context


def error(code: str) -> Callable[[], Page]:
    return lambda: (f"errors/{code}.html", {})


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
    "stopped": stopped,
    "locked": locked,
    "ordering": ordering,
    "control": control("injects"),
    "control-orders": control("orders"),
    "control-rooms": control("rooms"),
    "control-world": control("world"),
    "control-seats": control("seats"),
    "control-notes": control("notes"),
    "wall": wall,
    "watch": watch("injects"),
    "watch-custody": watch("custody"),
    "hotwash-1": hotwash(1),
    "hotwash-2": hotwash(2),
    "hotwash-3": hotwash(3),
    "hotwash-4": hotwash(4),
    "review": review("timeline"),
    "review-decisions": review("decisions"),
    "review-injects": review("injects"),
    "review-log": review("log"),
    "review-report": review("report"),
} | {f"error-{code}": error(code) for code in ("400", "403", "404", "409", "429", "500", "503", "csrf", "limited")}
