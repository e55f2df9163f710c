"""The answer while the database is away: 503, in a sentence, with the word when to come back. Other faults stay 500."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import server_error

from exercises.render import sentence
from exercises.store import outage

COME_BACK = {"Retry-After": "5"}


def stumbled(request: HttpRequest) -> HttpResponse:
    """Answer for an exception that nobody caught. Errors of the middleware end here as those of a page do."""
    refusal = outage(sys.exc_info()[1])
    if refusal is None:
        return server_error(request, "errors/500.html")
    told = {"code": refusal.code, "detail": sentence(refusal), "fields": {}}
    if request.path.startswith("/api/") or "application/json" in request.headers.get("accept", ""):
        return JsonResponse(told, status=refusal.status, headers=COME_BACK)
    page = render(request, "errors/503.html", {"refusal": told}, status=refusal.status)
    for name, value in COME_BACK.items():
        page.headers[name] = value
    return page


def in_one_line(record: logging.LogRecord) -> bool:
    """Let hundreds of requests that met the same outage leave a line each, and no trace."""
    if record.exc_info and outage(record.exc_info[1]):
        record.msg, record.args = f"{record.getMessage()} ({record.exc_info[1]})".replace("\n", " "), ()
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
    return True
