"""The description of the API at /api/v1/schema/, drawn from the same table that serves it."""

from __future__ import annotations

from typing import Any, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers

from exercises.api.errors import answer_to
from exercises.api.fields import Code, Flag, Point, Whole, Words, shape
from exercises.api.table import Entry, Gives
from exercises.enums import Phase, State

GIVEN: dict[Gives, Any] = {
    Gives.ANSWER: shape(
        "Answer",
        turn=Whole(),
        generation=Whole(),
        state=serializers.ChoiceField(list(State)),
        phase=serializers.ChoiceField(list(Phase)),
        id=Code(help_text="The id of what the command made; empty when it made nothing."),
        repeated=Flag(help_text="Whether this is the kept answer to a command that was sent before."),
    ),
    Gives.TOKEN: shape("Token", token=Words(help_text="Shown this once.")),
    Gives.VERSION: shape("Version", version=Whole()),
    Gives.NOTHING: shape("Nothing"),
    Gives.ITEMS: shape("Items", items=serializers.ListField(child=serializers.DictField())),
    Gives.OBJECT: OpenApiTypes.OBJECT,
    Gives.FILE: OpenApiTypes.STR,
}
ERROR = shape(
    "Error",
    code=Code(help_text="For programs; it does not change."),
    detail=Words(help_text="For people, in the language of Accept-Language: what is wrong and what to do."),
    fields=serializers.DictField(
        help_text="For `malformed`: what is wrong with each field. Else: the sentence's figures."
    ),
)
REFUSALS = {
    400: "Malformed.",
    401: "Nobody known.",
    403: "Yours, and not allowed.",
    404: "Not there, or not there for you.",
    405: "Not by that method.",
    406: "Only JSON is written.",
    409: "The state of play has moved on, or the rules say no.",
    413: "Too big.",
    415: "Only JSON is read.",
    429: "Too often; see Retry-After.",
}
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="At most 80 characters of your own. The same command sent again with it gets the first answer.",
)


class Described(AutoSchema):
    """An operation as its line in the table has it."""

    @property
    def entry(self) -> Entry:
        entries: dict[str, Entry] = cast("Any", self.view).entries
        return entries[self.method.lower()]

    def get_operation_id(self) -> str:
        return self.entry.operation

    def get_description(self) -> str:  # type: ignore[override]  # the generator calls it so
        return self.entry.about

    def get_tags(self) -> list[str]:
        first = self.entry.path.split("/")[0]
        return ["exercise" if not first or self.entry.path.count("/") == 1 else first]

    def get_request_serializer(self) -> Any:
        return None if self.entry.method == "get" else self.entry.takes

    def get_response_serializers(self) -> Any:
        good = OpenApiResponse(GIVEN[self.entry.gives], "Done." if self.entry.method != "get" else "Here it is.")
        return {self.entry.status: good, **{code: OpenApiResponse(ERROR, text) for code, text in REFUSALS.items()}}

    def get_override_parameters(self) -> list[Any]:
        point = [Point] if "{exercise}" in self.path else []
        own = [self.entry.takes] if self.entry.method == "get" and self.entry.takes().fields else []
        return [*point, *own, *([KEY] if self.entry.recorded else [])]

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ARG002 - as the generator calls it
        """Lists come wrapped, as `items`."""
        return False


class ByToken(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "exercises.api.callers.Bearer"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002 - as the generator calls it
        return {"type": "http", "scheme": "bearer"}


class BySession(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "exercises.api.callers.Browser"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002 - as the generator calls it
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "session",
            "description": "The browser's session; writes carry X-CSRFToken.",
        }


class SchemaView(SpectacularAPIView):
    """OpenAPI 3 as JSON. Open to everybody: it holds nothing that the source does not."""

    renderer_classes = [OpenApiJsonRenderer2]
    authentication_classes = ()
    permission_classes = ()
    metadata_class = None

    def get_exception_handler(self) -> Any:
        return answer_to
