"""Who calls: a program by its token, or a browser by its session."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser, User
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import BasePermission

from exercises import access
from exercises.access.browsers import HELD
from exercises.errors import Refusal
from exercises.models import ApiToken, Exercise, Role, Viewer

if TYPE_CHECKING:
    from rest_framework.request import Request


class Bearer(BaseAuthentication):
    """`Authorization: Bearer …`. A token that opens nothing is refused, even where a session would do."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        word, _, token = request.headers.get("Authorization", "").partition(" ")
        if word.lower() != "bearer":
            return None
        row = access.api_token(token.strip())
        return row.user or AnonymousUser(), Program(row, token.strip())

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - as the framework calls it
        return "Bearer"


@dataclass(frozen=True, slots=True)
class Program:
    """A living token."""

    row: ApiToken
    token: str = field(repr=False)


class Browser(BaseAuthentication):
    """A session that is signed in or holds a place; whatever it sends must carry the CSRF token, as forms do."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        visitor = request._request  # noqa: SLF001 - the framework's own way to the session
        if not visitor.user.is_authenticated and not visitor.session.get(HELD):
            return None
        SessionAuthentication().enforce_csrf(request)
        return visitor.user, None


class Known(BasePermission):
    """Somebody: signed in, seated, or with a token."""

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002 - as the framework calls it
        return request.successful_authenticator is not None


def viewer_of(request: Request, code: str, point: dict[str, str]) -> Viewer:
    """Who acts in this exercise: the token's seat or place, or the one that the query names, or the only one held."""
    seat, team = point.get("seat", ""), point.get("team", "")
    role = Role(point["role"]) if point.get("role") else None
    if isinstance(request.auth, Program):
        return access.viewer_by_token(request.auth.token, code, seat=seat, role=role, team=team)
    visitor = request._request  # noqa: SLF001 - the same
    if seat:
        return access.viewer_for(visitor, code, seat)
    if role is Role.PUBLIC:
        return access.anybody_for(visitor, code)
    return access.staff_for(visitor, code, role, team) if role else _only(access.viewers_for(visitor, code))


def _only(found: list[Viewer]) -> Viewer:
    if not found:
        raise Refusal("no_such_exercise", 404)
    if len(found) > 1:
        places = ", ".join(f"?seat={item.seat}" if item.seat else f"?role={item.role}" for item in found)
        raise Refusal("name_your_place", 400, places=places)
    return found[0]


def account_of(request: Request) -> User:
    """The member of staff who calls. Refuses `staff_only` to seats and guests."""
    user = request.user
    if not isinstance(user, User) or not user.is_staff:
        raise Refusal("staff_only", 403)
    return user


def exercises_of(request: Request) -> list[Exercise]:
    """The exercises that the caller has something to do with."""
    if not isinstance(request.auth, Program):
        return access.exercises_for(request._request)  # noqa: SLF001 - the same
    row = request.auth.row
    held = row.seat or row.place
    if held is not None:
        return [held.exercise]
    return access.exercises_for(SimpleNamespace(session={}, user=row.user))


def name_of(request: Request) -> str:
    """Whose calls are counted together."""
    if isinstance(request.auth, Program):
        return f"token/{request.auth.row.pk}"
    visitor = request._request  # noqa: SLF001 - the same
    return f"user/{visitor.user.pk}" if visitor.user.is_authenticated else f"session/{visitor.session.session_key}"
