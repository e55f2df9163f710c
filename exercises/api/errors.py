"""Every answer that is not a yes: `{"code", "detail", "fields"}`.

`fields` says of a malformed body what is wrong with each field; of other refusals it holds the figures of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from exercises.api.bodies import LARGE
from exercises.domain.script import Problem, ScriptError
from exercises.errors import Refusal
from exercises.render.sentences import figures, sentence, tongue

if TYPE_CHECKING:
    from collections.abc import Mapping

UNAUTHORISED, TOO_MANY = 401, 429
OURS: dict[type[Exception], Callable[[], Refusal]] = {
    exceptions.ValidationError: lambda: Refusal("malformed", 400),
    exceptions.ParseError: lambda: Refusal("malformed_json", 400),
    exceptions.NotAuthenticated: lambda: Refusal("not_signed_in", UNAUTHORISED),
    # The only permission that the framework asks for itself is the CSRF token.
    exceptions.PermissionDenied: lambda: Refusal("csrf_failed", 403),
    exceptions.MethodNotAllowed: lambda: Refusal("method_not_allowed", 405),
    exceptions.NotAcceptable: lambda: Refusal("not_acceptable", 406),
    exceptions.UnsupportedMediaType: lambda: Refusal("unsupported_media", 415),
    RequestDataTooBig: lambda: Refusal("too_big", 413, limit=LARGE),
}


def answer_to(error: Exception, context: Mapping[str, Any]) -> Response | None:  # noqa: ARG001 - as the framework calls it
    """The answer to an error that is the caller's. None for our own faults, which must be seen."""
    refusal = refusal_of(error)
    if refusal is None:
        return None
    set_rollback()
    body = {"code": refusal.code, "detail": sentence(refusal), "fields": _fields(error, refusal)}
    return Response(body, status=refusal.status, headers=_headers(refusal))


def refusal_of(error: Exception) -> Refusal | None:
    """What the framework objects to, in our words."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ScriptError):
        return Refusal("script_wrong", 400, count=len(error.problems))
    return next((made() for kind, made in OURS.items() if isinstance(error, kind)), None)


def _fields(error: Exception, refusal: Refusal) -> Any:
    if isinstance(error, exceptions.ValidationError):
        return error.detail
    if isinstance(error, ScriptError):
        return {"text": [place_of(problem) for problem in error.problems]}
    return figures(refusal)


def place_of(problem: Problem) -> dict[str, Any]:
    """A mistake in a script: where, how grave, which, and in words."""
    return {
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "detail": problem.sentence(tongue()),
    }


def _headers(refusal: Refusal) -> dict[str, str]:
    if refusal.status == UNAUTHORISED:
        return {"WWW-Authenticate": "Bearer"}
    if refusal.status == TOO_MANY:
        return {"Retry-After": str(refusal.params.get("seconds", 60))}
    return {}
