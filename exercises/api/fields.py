"""The shapes of bodies and queries. They look at form only: what may be done with it, the services say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LARGEST_NUMBER = 1e15
LONGEST_CODE = 80
NAME = re.compile(r"^[A-Za-z0-9_.-]{1,40}$")
PLAIN = {"oneOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]}
TONGUES = ("en", "zh-hans")


class Words(serializers.CharField):
    """Text as it was sent. A number is not taken for one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_blank": True, "trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Code(Words):
    """A code or an id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_CODE, **kwargs})


class Number(serializers.FloatField):
    """A JSON number that arithmetic can bear."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": -LARGEST_NUMBER, "max_value": LARGEST_NUMBER, **kwargs})

    def to_internal_value(self, data: Any) -> float:
        if not is_number(data):
            self.fail("invalid")
        return float(data)


class Whole(serializers.IntegerField):
    """A JSON number without a fraction."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 2**31 - 1, **kwargs})

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Flag(serializers.BooleanField):
    """`true` or `false`, not something like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field(PLAIN)
class Plain(serializers.Field):  # type: ignore[type-arg]
    """A text, a number, or yes or no: a detail of an action, a value of the world."""

    default_error_messages = {"invalid": _("Not a text, a number, or true or false.")}

    def to_internal_value(self, data: Any) -> str | float | bool:
        if not isinstance(data, (str, bool)) and not is_number(data):
            self.fail("invalid")
        return data  # type: ignore[no-any-return]

    def to_representation(self, value: Any) -> Any:
        return value


class Details(serializers.DictField):
    """Name → plain value."""

    child: Any = Plain()
    default_error_messages = {"name": _("A name has letters, digits and . _ - only.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and not all(NAME.match(name) for name in data):
            self.fail("name")
        return super().to_internal_value(data)


class Texts(Details):
    """Name → text."""

    child = Words()


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string"},
            {"type": "object", "properties": {tongue: {"type": "string"} for tongue in TONGUES}},
        ]
    }
)
class Spoken(serializers.Field):  # type: ignore[type-arg]
    """One text, or one for each language: `{"en": …, "zh-hans": …}`."""

    default_error_messages = {"invalid": _("Not a text, nor texts by language (en, zh-hans).")}

    def to_internal_value(self, data: Any) -> str | dict[str, str]:
        texts = data if isinstance(data, dict) else {"en": data}
        if not texts or not set(texts) <= set(TONGUES) or not all(isinstance(text, str) for text in texts.values()):
            self.fail("invalid")
        return data  # type: ignore[no-any-return]

    def to_representation(self, value: Any) -> Any:
        return value


class Shape(serializers.Serializer[Any]):
    """An object with these fields and no others."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name: [_("There is no such field.")] for name in unknown})
        return super().to_internal_value(data)


class Fence(Shape):
    """What every recorded command may say of the moment it was written for; another one is refused, 409."""

    turn = Whole(source="expected_turn", required=False, help_text="The turn you believe to be in.")
    generation = Whole(source="expected_generation", required=False, help_text="Rises when control steps back.")


class Order(Shape):
    """One line of an order sheet. `id` is that of a line that was saved before."""

    id = Code(required=False)
    action = Code()
    args = Details(required=False)
    text = Words(required=False)


class Point(Shape):
    """Who looks and acts, where the caller may be several: a seat, or a role and perhaps a team it watches."""

    seat = Code(required=False, help_text="The seat that acts. A token of a seat or place needs none.")
    role = serializers.ChoiceField(["control", "evaluator", "trainer", "public"], required=False)
    team = Code(required=False, help_text="With role=evaluator: the team over whose shoulder you look.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("seat") and attrs.get("role"):
            raise serializers.ValidationError({"role": [_("Name a seat or a role, not both.")]})
        return attrs


def is_number(data: Any) -> bool:
    """A number that is finite and not absurd; JSON readers also know 1e999 and integers of a thousand digits."""
    return isinstance(data, (int, float)) and not isinstance(data, bool) and abs(data) <= LARGEST_NUMBER


def shape(name: str, base: type[Shape] = Shape, /, **fields: Any) -> type[Shape]:
    """A shape made of fields, for tables that would say no more in a class."""
    return type(name, (base,), {"__doc__": "", **fields})
