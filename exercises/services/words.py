"""What people type, before anything else looks at it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from exercises.domain.custody import guard
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.events.parts import Value

MESSAGE = 4_000
LINE = 300
TITLE = 200
NAME = 80
ADDRESS = 254
INJECT = 20_000
DETAILS = 20


def words(text: str, limit: int = MESSAGE) -> str:
    """The text in one normal form and without control characters.

    Refuses `too_long`, and `never_real_keys` for anything that looks like a key, a seed or an address of real money.
    """
    clean = "".join(mark for mark in unicodedata.normalize("NFC", text) if mark in "\n\t" or mark.isprintable())
    if len(clean) > limit:
        raise Refusal("too_long", 400, limit=limit)
    if guard.real_secrets(clean):
        raise Refusal("never_real_keys", 400)
    return clean.strip()


def details(args: Mapping[str, Value]) -> dict[str, Value]:
    """The details of an action: few, and plain values."""
    if len(args) > DETAILS:
        raise Refusal("too_many_details", 400, limit=DETAILS)
    return {words(code, NAME): detail(value) for code, value in args.items()}


def detail(value: Value) -> Value:
    """One plain value: a text without a real key, a number, or yes or no."""
    if isinstance(value, str):
        return words(value)
    if not isinstance(value, (bool, int, float)):
        raise Refusal("detail_not_plain", 400)
    return value
