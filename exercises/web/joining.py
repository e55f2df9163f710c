"""Getting in: a code from the wall, a link from an invitation, the seats this browser already holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exercises import access, store
from exercises.domain.board.setting import PUBLIC
from exercises.domain.visibility import view
from exercises.errors import Refusal
from exercises.models import Exercise, Role
from exercises.render.sentences import sentence
from exercises.web.door import home_of, spoken, theme

BAD_NAME = 400
"""The status of what is said about a text, not about the link."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page: dict[str, Any] = spoken(request) | {"theme": theme(request), "seats": [], "exercises": []}
    for exercise in access.exercises_for(request):
        title = store.present(exercise).board.title
        for viewer in access.viewers_for(request, exercise.code):
            if viewer.role is Role.SEAT:
                seat = store.present(exercise).setting.script.seat(viewer.seat)
                row = {"url": home_of(viewer), "team": viewer.team, "title": seat.title.both, "exercise": title}
                page["seats"].append(row)
            else:
                page["exercises"].append({"url": home_of(viewer), "title": title, "state": exercise.state})
    return render(request, "exercises/join/home.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """The code on the wall. It leads to one's own seat, or to the empty ones where control lets anybody in."""
    if request.method != "POST":
        return render(request, "exercises/join/code.html", {"page": spoken(request) | {"theme": theme(request)}})
    code = "".join(request.POST.get("code", "").split()).upper()
    try:
        with access.guessing(request.META.get("REMOTE_ADDR", "")):
            held = access.viewers_for(request, code)
            return HttpResponseRedirect(home_of(held[0])) if held else _choose(request, code)
    except Refusal as refusal:
        page = {"refusal": {"detail": sentence(refusal)}, "code": code, "theme": theme(request)}
        return render(request, "exercises/join/code.html", {"page": page}, status=refusal.status)


def _choose(request: HttpRequest, code: str) -> HttpResponse:
    exercise = Exercise.objects.select_related("version").filter(code=code, walk_in=True).first()
    if exercise is None:
        raise Refusal("no_such_exercise", 404)
    item = store.present(exercise)
    seats = {
        seat.code: {"team": team.code, "title": seat.title.both, "filled": item.board.seats[seat.code].occupant}
        for team in item.setting.script.teams
        for seat in team.seats
    }
    seen = view(item.setting, item.board, PUBLIC)
    page = {"seats": seats, "code": code, "theme": theme(request)}
    return render(request, "exercises/join/seats.html", {"page": page, "view": seen})


@require_POST
def take_seat(request: HttpRequest) -> HttpResponse:
    try:
        code, seat, name = (request.POST.get(field, "") for field in ("code", "seat", "name"))
        with access.guessing(request.META.get("REMOTE_ADDR", "")):
            viewer = access.walk_in(request, code, seat, name=name)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return HttpResponseRedirect("/join/")
    return HttpResponseRedirect(f"/x/{viewer.exercise.code}/lobby/")


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening a link takes nothing; the button on its page does."""
    try:
        if request.method == "POST":
            return _take(request, token)
        if (back := access.come_back(request, token)) is not None:
            return HttpResponseRedirect(home_of(back))
        return _confirm(request, token)
    except Refusal as refusal:
        page = {"refusal": {"detail": sentence(refusal)}, "theme": theme(request)}
        return render(request, "exercises/join/code.html", {"page": page}, status=refusal.status)


def _take(request: HttpRequest, token: str) -> HttpResponse:
    """The seat is taken; a name that is refused stands in its field again, with the reason."""
    name = request.POST.get("name", "")
    try:
        viewer = access.sit(request, token, name=name)
    except Refusal as refusal:
        if refusal.status != BAD_NAME:
            raise
        return _confirm(request, token, name=name, refusal=refusal)
    return HttpResponseRedirect(_onward(request) or home_of(viewer))


def _onward(request: HttpRequest) -> str:
    """Where the link wanted to lead, if that is one of our pages."""
    onward = request.POST.get("next", "")
    return onward if url_has_allowed_host_and_scheme(onward, {request.get_host()}) else ""


def _confirm(request: HttpRequest, token: str, *, name: str = "", refusal: Refusal | None = None) -> HttpResponse:
    found = access.invitation(token)
    item = store.present(found.exercise)
    seat: dict[str, Any] = {"title": found.role.value}
    if found.seat:
        written = item.setting.script.seat(found.seat)
        seat = {"title": written.title.both, "holds": list(written.holds)}
    planned = found.exercise.planned_at
    page = {
        "token": token,
        "once": bool(found.seat),
        "next": _onward(request) or request.GET.get("next", ""),
        "team": found.team or ("control" if found.role is Role.CONTROL else ""),
        "seat": seat,
        "name": name or found.name,
        "refusal": {"detail": sentence(refusal)} if refusal else None,
        "starts": planned.timestamp() if planned else None,
        "led_by": str(found.exercise.created_by or ""),
        "recorded": {
            "owner": found.exercise.kept_by or getattr(settings, "RECORD_OWNER", ""),
            "until": found.exercise.kept_until,
        },
        "theme": theme(request),
    }
    seen = view(item.setting, item.board, PUBLIC)
    status = refusal.status if refusal else 200
    return render(request, "exercises/join/confirm.html", {"page": page, "view": seen}, status=status)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    access.leave(request)
    return HttpResponseRedirect("/")
