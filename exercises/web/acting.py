"""The one door for every button: read the form, call one service, say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from exercises.errors import Refusal
from exercises.models import Viewer
from exercises.render.sentences import sentence
from exercises.web.door import evaluator, facilitator, home_of, seated, wants_json
from exercises.web.forms import Form
from exercises.web.pages import turned_away
from exercises.web.verbs import Verb, verb_for

LINK_SECONDS = 120
"""How long a fresh link stays on the screen; it is shown once."""


@require_POST
def seat_do(request: HttpRequest, code: str, seat: str, verb: str) -> HttpResponse:
    return _do(request, lambda: seated(request, code, seat), verb)


@require_POST
def control_do(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    return _do(request, lambda: facilitator(request, code), verb)


@require_POST
def watch_do(request: HttpRequest, code: str, team: str, verb: str) -> HttpResponse:
    return _do(request, lambda: evaluator(request, code, team), verb)


def _do(request: HttpRequest, who: Callable[[], Viewer], name: str) -> HttpResponse:
    try:
        viewer = who()
    except Refusal as refusal:
        return _told(refusal) if wants_json(request) else turned_away(request, refusal)
    try:
        verb = verb_for(viewer, name)
        answer = verb.act(viewer, Form(request.POST))
    except Refusal as refusal:
        return refused(request, viewer, refusal)
    return _done(request, viewer, verb, answer if isinstance(answer, dict) else {})


def _done(request: HttpRequest, viewer: Viewer, verb: Verb, more: dict[str, Any]) -> HttpResponse:
    said = str(more.pop("said", verb.said))
    link = request.build_absolute_uri(f"/join/{more['link']}/") if "link" in more else ""
    if wants_json(request):
        words = f"{said} {link}".strip()
        stays = {"seconds": LINK_SECONDS} if link else {}
        return JsonResponse({"said": words, "mine": list(verb.mine), **stays, **more})
    if said or link:
        messages.success(request, f"{said} {link}".strip())
    return HttpResponseRedirect(_back(request, viewer))


def refused(request: HttpRequest, viewer: Viewer, refusal: Refusal) -> HttpResponse:
    """A refusal where the person is: the text they typed stays in their form."""
    if wants_json(request):
        return _told(refusal)
    messages.error(request, sentence(refusal))
    return HttpResponseRedirect(_back(request, viewer))


def _told(refusal: Refusal) -> HttpResponse:
    """A refusal for the page's script, with what somebody else has saved meanwhile."""
    theirs = {"theirs": refusal.params["theirs"]} if "theirs" in refusal.params else {}
    return JsonResponse({"code": refusal.code, "detail": sentence(refusal), **theirs}, status=refusal.status)


def _back(request: HttpRequest, viewer: Viewer) -> str:
    """The page the form stood on, if it is one of ours."""
    for address in (request.POST.get("next", ""), request.headers.get("referer", "")):
        if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
            return address
    return home_of(viewer)
