"""What a browser's form says, read without surprises: text, numbers, choices, the fence and key of every act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from exercises.domain.world import CATALOGUE
from exercises.errors import Refusal
from exercises.services.doors import Sent

NUMBERS = frozenset({"number", "btc", "days", "share", "usd"})
LONGEST = 20_000


class Form:
    """The fields of one posted form. Missing ones read as empty; malformed ones are refused with their name."""

    def __init__(self, fields: QueryDict) -> None:
        self.fields = fields

    def text(self, name: str) -> str:
        value = self.fields.get(name, "")
        if len(value) > LONGEST:
            raise Refusal("too_long", 400, limit=LONGEST)
        return value.strip()

    def many(self, name: str) -> list[str]:
        return [value for value in self.fields.getlist(name) if value]

    def whole(self, name: str, otherwise: int = 0) -> int:
        return int(self.number(name, otherwise))

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A number, `otherwise` when the field is empty. Refuses anything that is not one."""
        value = self.text(name)
        if not value:
            return otherwise
        try:
            found = float(value)
        except ValueError:
            raise Refusal("not_a_number", 400, field=name) from None
        if not -1e15 < found < 1e15:  # noqa: PLR2004 - beyond any figure of the game, and not NaN
            raise Refusal("not_a_number", 400, field=name)
        return found

    def ticked(self, name: str) -> bool:
        return self.text(name).lower() in ("1", "on", "true", "yes")

    def sent(self) -> Sent:
        """The turn the page was showing, and the key that makes a repeated press one press."""
        if not self.text("turn"):
            return Sent(expects=None, key=self.text("key")[:64])
        return Sent(expects=(self.whole("turn"), self.whole("generation")), key=self.text("key")[:64])

    def details(self, action: str) -> dict[str, float | str | bool]:
        """What the form says for each detail that the action asks for, in that detail's own kind."""
        known = CATALOGUE.actions.get(action)
        found: dict[str, float | str | bool] = {}
        for field in known.fields if known else ():
            name = f"arg_{field.code}" if f"arg_{field.code}" in self.fields else field.code
            if field.kind == "flag":
                found[field.code] = self.ticked(name)
            elif self.text(name):
                found[field.code] = self.number(name) if field.kind in NUMBERS else self.text(name)
        return found

    def starting(self, prefix: str) -> Mapping[str, str]:
        """Fields by what follows a prefix, for questionnaires."""
        return {name.removeprefix(prefix): self.text(name) for name in self.fields if name.startswith(prefix)}


def plain(value: Any) -> float | str | bool:
    """A typed value out of a text field: a number, true or false, or a word."""
    text = str(value).strip()
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text
