"""What a page fetches while it stands open: its own parts, and missed frames when the socket is blocked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from exercises import access, projections
from exercises.errors import Refusal
from exercises.models import Viewer
from exercises.render import draw, fragments, sentence
from exercises.web.door import THEMES, context, evaluator, facilitator, language, seated
from exercises.web.pages import control_page, desk_page, watch_page

MINE = "exercises/desk/mine/"
PLAIN = {
    "act": "components/act",
    "marks": "components/marks",
    "me": "components/me",
    "sheet": f"{MINE}sheet",
    "picker": f"{MINE}picker",
    "compose": f"{MINE}compose",
    "feeling": f"{MINE}feeling",
    "confirm": f"{MINE}confirm",
    "shares": f"{MINE}shares",
    "my-keys": f"{MINE}keys",
    "tx-list": f"{MINE}tx_list",
    "ceremony": f"{MINE}ceremony",
    "statement": f"{MINE}statement",
    "call": f"{MINE}call",
    "note": f"{MINE}note",
    "contest": f"{MINE}contest",
    "steps": "exercises/lobby/steps",
    "log": "exercises/control/log",
    "seats": "exercises/control/seats",
    "unmet": "exercises/control/unmet",
    "notes-rail": "exercises/watch/notes",
    "objectives": "exercises/watch/objectives",
}
"""Own part → its template."""

OF_ONE = {
    "inject": (f"{MINE}inject_acts", "injects", "inject"),
    "tx-bytes": (f"{MINE}tx_bytes", "transactions", "tx"),
    "tx-checks": (f"{MINE}tx_checks", "transactions", "tx"),
    "tx-acts": (f"{MINE}tx_acts", "transactions", "tx"),
}
"""Own part of one card → its template, the section of the view, and the card's name in the template."""

MOST_PARTS = 40
A_YEAR = 31_536_000

Page = Callable[[HttpRequest, Viewer], dict[str, Any]]


@require_safe
def seat_mine(request: HttpRequest, code: str, seat: str) -> HttpResponse:
    return _mine(request, lambda: seated(request, code, seat), _desk)


@require_safe
def control_mine(request: HttpRequest, code: str) -> HttpResponse:
    return _mine(request, lambda: facilitator(request, code), _control)


@require_safe
def watch_mine(request: HttpRequest, code: str, team: str) -> HttpResponse:
    return _mine(request, lambda: evaluator(request, code, team), _watch)


def _mine(request: HttpRequest, who: Callable[[], Viewer], page: Page) -> HttpResponse:
    """The parts that are asked for, each as a fragment."""
    try:
        shown = page(request, who())
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "detail": sentence(refusal)}, status=refusal.status)
    shown["csrf_token"] = get_token(request)
    wanted = dict.fromkeys(request.GET.getlist("part")[:MOST_PARTS])
    drawn = [part for name in wanted if (part := _part(name, shown))]
    answer = JsonResponse({"fragments": drawn})
    answer["Cache-Control"] = "no-store"
    return answer


def _part(name: str, shown: dict[str, Any]) -> dict[str, str] | None:
    place = f'[data-mine="{name}"]'
    kind, _, public = name.partition(":")
    if not public:
        return draw(PLAIN[kind], place, shown) if _has(kind, shown) else None
    if kind not in OF_ONE:
        return None
    template, section, word = OF_ONE[kind]
    item = shown["view"].get(section, {}).get(public)
    return draw(template, place, {**shown, "id": public, word: item}) if item else None


def _has(kind: str, shown: dict[str, Any]) -> bool:
    """Whether this page has such a part; those of a desk need a team behind it."""
    return kind in PLAIN and (not PLAIN[kind].startswith(MINE) or "team" in shown["view"])


def _desk(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    data = projections.desk_for(viewer)
    return context(request, viewer, data, desk_page(request, data) | {"documents": data["documents"]})


def _control(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    data = projections.control_for(viewer)
    return context(request, viewer, data, control_page(request, viewer, data))


def _watch(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    data = projections.watch_for(viewer)
    return context(request, viewer, data, watch_page(request, viewer, data))


# Frames for pages whose socket is blocked


@require_safe
def seat_poll(request: HttpRequest, code: str, seat: str) -> HttpResponse:
    return _poll(request, lambda: seated(request, code, seat))


@require_safe
def control_poll(request: HttpRequest, code: str) -> HttpResponse:
    return _poll(request, lambda: facilitator(request, code))


@require_safe
def watch_poll(request: HttpRequest, code: str, team: str) -> HttpResponse:
    return _poll(request, lambda: evaluator(request, code, team))


@require_safe
def wall_poll(request: HttpRequest, code: str) -> HttpResponse:
    return _poll(request, lambda: access.anybody_for(request, code))


def _poll(request: HttpRequest, who: Callable[[], Viewer]) -> HttpResponse:
    """The same messages the socket would have brought, by the same cursor."""
    try:
        viewer = who()
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "detail": sentence(refusal)}, status=refusal.status)
    missed = projections.frames_since(viewer, request.GET.get("after", ""))
    epoch, number = missed["epoch"], missed["n"]
    if missed.get("reload"):
        return JsonResponse([{"type": "reload", "epoch": epoch, "n": number}], safe=False)
    view = projections.wall_for(viewer)["view"] if missed["frames"] else {}
    messages = [
        {"type": "frame", "epoch": epoch, "n": frame["n"]}
        | fragments(viewer.stream, language(), frame["changes"], view)
        for frame in missed["frames"]
    ]
    return JsonResponse([*messages, {"type": "head", "epoch": epoch, "n": number, "now": missed["now"]}], safe=False)


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Light or dark, kept in a cookie so that the server paints it from the first byte."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    answer = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie(
            "theme", chosen, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        answer.delete_cookie("theme")
    return answer
