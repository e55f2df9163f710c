"""What a socket's handshake says: where it wants to go, from where it comes, what it has already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import parse_cookie

from exercises import access
from exercises.access import Role, Viewer
from exercises.errors import Refusal
from exercises.realtime.codes import Close, Closing

PATH = re.compile(r"^/ws/exercises/([0-9A-Za-z]{6,8})/$")
LONGEST_QUERY = 500
FORMS = ("json", "html")
LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A handshake, read and not yet believed."""

    code: str
    origin: str
    cookies: dict[str, str]
    bearer: str
    query: dict[str, str]

    @property
    def after(self) -> str:
        return self.query.get("after", "")

    @property
    def form(self) -> str:
        """`json` for programs, `html` for pages."""
        return self.query.get("form", "json")

    @property
    def language(self) -> str:
        return self.query.get("lang", "en")


def read(scope: dict[str, Any]) -> Address:
    """The handshake of an ASGI scope. Raises Closing when it makes no sense."""
    found, query = PATH.match(scope["path"]), scope.get("query_string", b"")
    if found is None:
        raise Closing(Close.NOT_FOUND)
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    address = Address(
        code=found[1],
        origin=headers.get(b"origin", ""),
        cookies=parse_cookie(headers.get(b"cookie", "")),
        bearer=headers.get(b"authorization", "").removeprefix("Bearer ").strip(),
        query=dict(parse_qsl(query[:LONGEST_QUERY].decode("latin-1"))),
    )
    if address.form not in FORMS or address.language not in LANGUAGES or len(query) > LONGEST_QUERY:
        raise Closing(Close.MALFORMED)
    return address


def welcome(address: Address) -> bool:
    """Whether this origin may open a socket: ours, whole and to the letter; none at all only with a token."""
    return address.origin in settings.ORIGINS if address.origin else bool(address.bearer)


def viewer(address: Address) -> Viewer:
    """Who asks, by token or by session. Raises Closing for strangers."""
    try:
        return _by_token(address) if address.bearer else _by_session(address)
    except Refusal as refusal:
        raise Closing({401: Close.SIGNED_OUT, 403: Close.TAKEN_AWAY}.get(refusal.status, Close.NOT_FOUND)) from None


def _by_token(address: Address) -> Viewer:
    query = address.query
    role = _role(query.get("role"))
    return access.viewer_by_token(
        address.bearer, address.code, seat=query.get("seat", ""), role=role, team=query.get("team", "")
    )


def _by_session(address: Address) -> Viewer:
    key = address.cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        raise Closing(Close.SIGNED_OUT)
    visitor: Any = SimpleNamespace(session=SessionStore(key))
    visitor.user = get_user(visitor)
    seat, role = address.query.get("seat"), _role(address.query.get("role"))
    if seat:
        return access.viewer_for(visitor, address.code, seat)
    if role is Role.PUBLIC or role is None:
        return access.anybody_for(visitor, address.code)
    return access.staff_for(visitor, address.code, role, address.query.get("team", ""))


def _role(text: str | None) -> Role | None:
    if not text:
        return None
    if text not in set(Role) - {Role.SEAT}:
        raise Closing(Close.MALFORMED)
    return Role(text)
