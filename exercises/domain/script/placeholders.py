"""Numbers in texts: `{var:market.price|usd}` is filled from what its reader may see. Nothing else in a text is code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.domain.grammar import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value = float | str | bool

_PLACEHOLDER = re.compile(r"\{var:([^{}|\n]{0,80})(?:\|([^{}|\n]{0,20}))?\}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9][A-Za-z0-9_]*)*")
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One number in a text; `start` and `end` count characters from 0."""

    code: str
    format: str
    start: int
    end: int


class PlaceholderError(ValueError):
    """A placeholder with a `figure` or a `format` that nobody knows. Columns count from 1."""

    def __init__(self, code: str, column: int, found: str, suggestion: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.found = found
        self.suggestion = suggestion


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Every placeholder of a text, in order. Raises PlaceholderError for a bad code or a format nobody knows."""
    return tuple(_placeholder(match) for match in _PLACEHOLDER.finditer(text))


def fill(text: str, values: Mapping[str, Value], language: str = "en") -> str:
    """The text with its numbers. A value the reader may not see, or that is not there, shows as a dash."""

    def shown(match: re.Match[str]) -> str:
        value = values.get(match[1])
        return UNKNOWN if value is None else _shown(value, match[2] or "number", language)

    return _PLACEHOLDER.sub(shown, text)


def _placeholder(match: re.Match[str]) -> Placeholder:
    code, style = match[1], match[2] or "number"
    if not _CODE.fullmatch(code):
        raise PlaceholderError("figure", match.start() + 1, code)
    if style not in FORMATS:
        raise PlaceholderError("format", match.start() + 1, style, nearest(style, FORMATS))
    return Placeholder(code, style, match.start(), match.end())


def _shown(value: Value, style: str, language: str) -> str:
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "zh-hans": ("否", "是")}.get(language, ("no", "yes"))[value]
    return value if isinstance(value, str) else FORMATS.get(style, _number)(value)


def _usd(value: float) -> str:
    """Whole dollars from 100 up, cents below."""
    sign = "-" if value < 0 else ""
    return f"{sign}${abs(value):,.0f}" if abs(value) >= 100 else f"{sign}${abs(value):,.2f}"  # noqa: PLR2004 – the docstring says it


def _btc(value: float) -> str:
    """The bare amount, for the text names the unit in its own language."""
    return _trimmed(f"{value:,.8f}")


def _percent(value: float) -> str:
    """A share of 1 as a percentage with at most one decimal."""
    return f"{_trimmed(f'{value * 100:,.1f}')}%"


def _int(value: float) -> str:
    return f"{round(value):,}"


def _number(value: float) -> str:
    return _trimmed(f"{round(value, 2) + 0.0:,.2f}")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".")


FORMATS: dict[str, Callable[[float], str]] = {
    "usd": _usd,
    "btc": _btc,
    "percent": _percent,
    "int": _int,
    "number": _number,
}
