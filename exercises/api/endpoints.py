"""What every address does with a request: who asks, what exactly, one call, one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import ValidationError
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from exercises import access
from exercises.api import callers
from exercises.api.bodies import LARGE, SMALL, Json
from exercises.api.errors import answer_to
from exercises.api.fields import Point, Shape
from exercises.api.schema import Described
from exercises.api.table import POINT, Entry, Gives
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponseBase
    from rest_framework.authentication import BaseAuthentication
    from rest_framework.request import Request

CALLS_A_MINUTE = 1_200
"""For one token or session: a program that polls ten times a second is welcome."""
JOINS_A_MINUTE = 60
"""For one address of the net: a class that joins at once is welcome, somebody who guesses codes is not."""


class Endpoint(APIView):
    """One address. Subclasses say who asks; the table says the rest."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (callers.Bearer, callers.Browser)
    permission_classes: Sequence[Any] = (callers.Known,)
    parser_classes = (Json,)
    renderer_classes = (JSONRenderer,)
    metadata_class = None
    schema: Any = Described()
    entries: ClassVar[dict[str, Entry]] = {}

    def get_exception_handler(self) -> Any:
        return answer_to

    def check_throttles(self, request: Request) -> None:
        access.spend(f"api/{callers.name_of(request)}", limit=CALLS_A_MINUTE, seconds=60)

    @property
    def largest(self) -> int:
        """Bytes of a body."""
        return LARGE if self.entries[str(self.request.method).lower()].large else SMALL

    def who(self, request: Request, where: dict[str, Any], query: dict[str, Any]) -> Any:
        """Whom the call is made for. Takes its own parts out of the address and the query."""
        raise NotImplementedError

    def call(self, request: Request, entry: Entry, where: dict[str, Any]) -> HttpResponseBase:
        """Look first whether the caller may be here at all, so that strangers learn nothing from a malformed body."""
        query = query_of(request)
        who = self.who(request, where, query)
        given = _read(entry.takes, query) if entry.method == "get" else self._body(request, entry, query)
        return _response(entry, entry.does(who, **where, **given))

    def _body(self, request: Request, entry: Entry, query: dict[str, Any]) -> dict[str, Any]:
        _read(Shape, query)
        body = _read(entry.takes, request.data)
        if not entry.recorded:
            return body
        fence = (body.pop("expected_turn", None), body.pop("expected_generation", None))
        if (fence[0] is None) != (fence[1] is None):
            raise ValidationError({"generation": [_("Send turn and generation together, or neither.")]})
        key = request.headers.get("Idempotency-Key", "")
        return {**body, "expects": None if fence[0] is None else fence, "key": key}


class ExerciseEndpoint(Endpoint):
    """Below `exercises/{exercise}/`: the caller is a viewer of that exercise, or there is no such exercise."""

    def who(self, request: Request, where: dict[str, Any], query: dict[str, Any]) -> Any:
        point = _read(Point, {name: query.pop(name) for name in POINT if name in query})
        return callers.viewer_of(request, where.pop("exercise"), point)


class AccountEndpoint(Endpoint):
    """Beside the exercises: the caller is whoever signed in."""

    def who(self, request: Request, where: dict[str, Any], query: dict[str, Any]) -> Any:  # noqa: ARG002
        return request


class OpenEndpoint(Endpoint):
    """For people who hold nothing yet. Looks at no cookie and sets none, so nothing can be done in anybody's name."""

    authentication_classes = ()
    permission_classes = ()

    def who(self, request: Request, where: dict[str, Any], query: dict[str, Any]) -> str:  # noqa: ARG002
        """From where; nobody is known yet."""
        return BaseThrottle().get_ident(request)

    def check_throttles(self, request: Request) -> None:
        access.spend(f"join/{BaseThrottle().get_ident(request)}", limit=JOINS_A_MINUTE, seconds=60)


class Nowhere(Endpoint):
    """Every other address: the same answer for everybody, and in JSON."""

    authentication_classes = ()
    permission_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - as the framework calls it
        raise Refusal("not_found", 404)


def endpoint(kind: type[Endpoint], entries: list[Entry]) -> Callable[..., HttpResponseBase]:
    """The view of one address, with a handler for each of its methods."""
    handlers = {entry.method: _handler(entry) for entry in entries}
    name = "".join(part.capitalize() for part in entries[0].name.split("_"))
    made: type[Endpoint] = type(name, (kind,), {"entries": {entry.method: entry for entry in entries}, **handlers})
    return made.as_view()


def _handler(entry: Entry) -> Callable[..., HttpResponseBase]:
    def handle(self: Endpoint, request: Request, **where: Any) -> HttpResponseBase:
        return self.call(request, entry, where)

    return handle


def query_of(request: Request) -> dict[str, Any]:
    """The query parameters, each at most once."""
    twice = [name for name, values in request.query_params.lists() if len(values) > 1]
    if twice:
        raise ValidationError({name: [_("Send this once.")] for name in twice})
    return request.query_params.dict()


def _read(takes: type[Shape], data: Any) -> dict[str, Any]:
    """What was sent, in its shape. Raises ValidationError."""
    form = takes(data=data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _response(entry: Entry, result: Any) -> HttpResponseBase:
    if isinstance(result, HttpResponse):
        return result
    return Response(_wrapped(entry.gives, result), status=entry.status)


def _wrapped(gives: Gives, result: Any) -> Any:
    match gives:
        case Gives.ANSWER:
            return result.plain()
        case Gives.TOKEN | Gives.VERSION | Gives.ITEMS:
            return {gives.value: result}
        case Gives.NOTHING:
            return {}
        case Gives.OBJECT | Gives.FILE:
            return result
