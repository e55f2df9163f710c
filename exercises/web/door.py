"""Who stands at which page, and what every page shares: own part, live link, language, last word said."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from exercises import access
from exercises.errors import Refusal
from exercises.models import Role, Viewer
from exercises.render import sentence

THEMES = ("auto", "light", "dark")
"""What a reader may choose; `auto` follows the system. Without a choice desks are light, control and wall dark."""

WORDS = {
    "decline": "decline_proposal",
    "confirm": "confirm_signature",
    "check_words": "verify",
    "offer_key": "ceremony_submit",
    "hear_words": "fingerprint_confirm",
    "no_duff": "noduff",
    "move_wash": "hot_wash_next",
    "advance": "lock_now",
    "show_next": "reveal_next",
    "add_inject": "inject_add",
    "override_value": "override",
    "observe": "mark",
    "answer_wash": "wash_answer",
    "note_fix": "fix_note",
    "lift_no_duff": "lift_noduff",
    "fill": "seat_bot",
    "clear": "seat_clear",
    "invite": "seat_invite",
    "place_link": "place_add",
}
"""Where a button is called otherwise than its verb."""

TITLES = {
    Role.CONTROL: {"en": "Facilitator", "zh-hans": "导调员"},
    Role.EVALUATOR: {"en": "Evaluator", "zh-hans": "评估员"},
    Role.TRAINER: {"en": "Trainer", "zh-hans": "教员"},
    Role.PUBLIC: {"en": "Spectator", "zh-hans": "旁观者"},
}

OPEN_TALK = ("answer", "decline_call", "hang_up", "contest", "trust_given", "reply", "accept")


def seated(request: HttpRequest, code: str, seat: str) -> Viewer:
    return access.viewer_for(request, code, seat)


def facilitator(request: HttpRequest, code: str) -> Viewer:
    return access.staff_for(request, code, Role.CONTROL)


def evaluator(request: HttpRequest, code: str, team: str) -> Viewer:
    return access.staff_for(request, code, Role.EVALUATOR, team)


def home_of(viewer: Viewer) -> str:
    """The page this viewer starts from."""
    base = f"/x/{viewer.exercise.code}"
    match viewer.role:
        case Role.SEAT:
            return f"{base}/{viewer.seat}/"
        case Role.CONTROL:
            return f"{base}/control/"
        case Role.EVALUATOR:
            return f"{base}/watch/{viewer.team or 'us'}/"
        case _:
            return f"{base}/wall/"


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def context(request: HttpRequest, viewer: Viewer, data: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """What a page template gets: `view`, `me`, `link`, `page`, `stream`."""
    here = home_of(viewer)
    return {
        "view": data["view"],
        "me": own(viewer, data["me"], here),
        "link": link(data["link"], here),
        "page": spoken(request) | {"theme": theme(request)} | page,
        "stream": viewer.stream,
        "exercise": viewer.exercise,
    }


def own(viewer: Viewer, me: dict[str, Any], here: str) -> dict[str, Any]:
    """The viewer's own part in the words of the pages."""
    turn, generation = me["fence"]
    can = {WORDS.get(verb, verb) for verb in me["can"]}
    can |= set(OPEN_TALK) if viewer.role is Role.SEAT else set()
    can |= {"mark", "rate"} if viewer.role is Role.EVALUATOR else set()
    can |= {"control"} if viewer.role is Role.CONTROL else set()
    told = {"sheet": worded(me["sheet"])} if "sheet" in me else {}
    told |= {"ceremonies": {code: heard(row) for code, row in me.get("ceremonies", {}).items()}}
    return (
        {"seat": "", "title": TITLES.get(viewer.role, {}), "lead": False}
        | me
        | told
        | {"here": here, "do": f"{here}do/", "turn": turn, "generation": generation, "can": sorted(can)}
    )


def worded(sheet: dict[str, Any]) -> dict[str, Any]:
    """The sheet with its refusals put into sentences."""
    orders = [
        order | ({"warning": _sentence(order["warning"])} if "warning" in order else {}) for order in sheet["orders"]
    ]
    return sheet | {"orders": orders, "problems": [_sentence(problem) for problem in sheet["problems"]]}


def heard(ceremony: dict[str, Any]) -> dict[str, Any]:
    """A ceremony with the keys this seat reads out or has compared apart from those it may still bring."""
    known = {key: row for key, row in ceremony.items() if key != "offer"}
    wrong = any(row.get("heard") is False for row in known.values())
    return {"words": known, "mismatch": wrong, "offer": ceremony["offer"]}


def _sentence(found: dict[str, Any]) -> str:
    return sentence(Refusal(found["code"], **found["params"]))


def link(known: dict[str, Any], here: str) -> dict[str, Any]:
    mine = "" if here.endswith("/wall/") else f"{here}mine/"
    return known | {"poll": f"{here}poll/", "mine": mine}


def theme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def spoken(request: HttpRequest) -> dict[str, Any]:
    """The last refusal of a form that came without script, to be shown once."""
    said = list(messages.get_messages(request))
    errors = [str(message) for message in said if message.level >= messages.ERROR]
    return {"refusal": {"detail": errors[-1]}} if errors else {}


def language() -> str:
    return get_language() or "en"


def query(**parts: str) -> str:
    return "?" + urlencode({name: value for name, value in parts.items() if value})
