"""Reading a body: JSON only, of a bounded size, and no text that could not be written out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

SMALL, LARGE = 65_536, 1_048_576 + 65_536
"""Bytes: of a command; of one that carries a script, which may have 1 MiB."""


class Json(BaseParser):
    """The framework's own parser reads bodies of any size."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:  # noqa: ARG002 - as the framework calls it
        limit = parser_context["view"].largest if parser_context else SMALL
        raw: bytes = stream.read(limit + 1)
        if len(raw) > limit:
            raise Refusal("too_big", 413, limit=limit)
        return read(raw)


def read(raw: bytes) -> Any:
    """The values of a JSON text. Raises ParseError, also for NaN, half characters and bottomless nesting."""
    try:
        text = raw.decode()
        values = json.loads(text, parse_constant=_refuse)
        if "\\u" in text:
            json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ParseError(str(error)) from None
    return values


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
