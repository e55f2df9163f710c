"""Draws a page as the site would, with the tag library named, and hands static files to a browser without a server."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.utils import translation

ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "exercises" / "static"
SITE = "http://parley.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws://parley.test; form-action 'self'; base-uri 'none'"
)


def engine() -> DjangoTemplates:
    """The project's own engine."""
    found = engines[settings.TEMPLATES[0].get("NAME", "django")]
    assert isinstance(found, DjangoTemplates)
    return found


def draw(template: str, context: dict[str, Any], language: str = "en") -> str:
    """The HTML of a template for a reader of that language."""
    request = RequestFactory().get("/x/KQ47RM/us-treasury/")
    with translation.override(language):
        return engine().get_template(template).render(context, request)


def serve(page: Any, pages: dict[str, str], answers: dict[str, Any] | None = None) -> None:
    """Answer a browser's requests: pages by path, static files from the disk, posts from `answers` by path."""

    def handle(route: Any) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), headers={"content-type": kind})
        elif answers and path in answers:
            answers[path](route)
        elif path in pages:
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}
            route.fulfill(body=pages[path], headers=headers)
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", handle)
