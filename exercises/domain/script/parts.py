"""The small values of a script: each is one word or number in YAML and something with meaning here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WithJsonSchema,
    WrapSerializer,
)
from pydantic_core import PydanticCustomError

from exercises.domain.grammar import Condition, Effect, GrammarError, nearest, parse_condition, parse_effect
from exercises.enums import Truth

Setting = float | str | bool
CODE = r"^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9][A-Za-z0-9_]*)*$"
MOST_IN_CODE = 40

Code = Annotated[str, StringConstraints(pattern=CODE, max_length=MOST_IN_CODE)]
VariableCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9][A-Za-z0-9_]*)*$", max_length=80)
]
Prose = Annotated[str, StringConstraints(max_length=40_000)]

T = TypeVar("T")


# Mappings that nobody changes


def _plain_dict(value: Any, inner: SerializerFunctionWrapHandler) -> Any:
    return inner(dict(value))


Fixed = Annotated[Mapping[str, T], AfterValidator(MappingProxyType), WrapSerializer(_plain_dict)]


# Conditions and effects


def _grammar(error: GrammarError) -> PydanticCustomError:
    context = {**error.params, "column": error.column, "suggestion": error.suggestion or ""}
    return PydanticCustomError(cast("Any", f"grammar_{error.message}"), "not a condition or effect", context)


def _condition(value: Any) -> Condition:
    try:
        return parse_condition(_text(value))
    except GrammarError as error:
        raise _grammar(error) from error


def _effect(value: Any) -> Effect:
    try:
        return parse_effect(_text(value))
    except GrammarError as error:
        raise _grammar(error) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a text")
    return value


Rule = Annotated[
    Condition,
    PlainValidator(_condition),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "maxLength": 2000, "description": "a condition, for example turn >= 3"}),
]
Line = Annotated[
    Effect,
    PlainValidator(_effect),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "maxLength": 2000, "description": "an effect, for example add(tension, 3 ± 1)"}),
]


# Durations in story time

_UNITS = {"y": 31_536_000, "w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_DURATION = re.compile(r"([0-9]{1,4})([smhdwy])")
LONGEST = 30 * _UNITS["y"]


def seconds(value: Any) -> int:
    """Seconds of a length such as 30m, 6h, 1d, 2w or 1y. Raises PydanticCustomError for anything else."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    length = int(match[1]) * _UNITS[match[2]] if match else 0
    if not 0 < length <= LONGEST:
        raise PydanticCustomError("duration", "not a length of time")
    return length


def duration(length: int) -> str:
    """The length in the largest unit that divides it."""
    unit, size = next((unit, size) for unit, size in _UNITS.items() if length % size == 0)
    return f"{length // size}{unit}"


Duration = Annotated[
    int,
    PlainValidator(seconds),
    PlainSerializer(duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,4}[smhdwy]$"}),
]


# Whom an inject goes to, what it brings, where coins go

ALL = "all"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Address:
    """A team, `all` (every team and the wall) or `public`; with a clearance, only those seats of the team."""

    team: str
    clearance: str | None = None

    def __str__(self) -> str:
        return self.team if self.clearance is None else f"{self.team}+{self.clearance}"


@dataclass(frozen=True, slots=True)
class Bring:
    """What an inject puts into play on release: a transaction, a key ceremony of a vault, a note, the hotline."""

    kind: Literal["tx", "ceremony", "note", "hotline"]
    code: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}" if self.code else self.kind


@dataclass(frozen=True, slots=True)
class Destination:
    """Where coins go: back to the vault, to an agreed address, to an unknown one, to the vault's successor."""

    kind: Literal["vault", "whitelist", "unknown", "new_vault"]
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,39})(?:\+([A-Za-z][A-Za-z0-9_-]{0,39}))?")
_PAIR = re.compile(r"([a-z_]+)(?::([A-Za-z][A-Za-z0-9_-]{0,39}))?")
_BRINGS = {"tx": True, "ceremony": True, "note": False, "hotline": False}  # does a code follow?
_DESTINATIONS = {"vault": False, "whitelist": True, "unknown": False, "new_vault": False}


def _address(value: Any) -> Address:
    match = _ADDRESS.fullmatch(_text(value))
    if match is None or (match[2] and match[1] in (ALL, PUBLIC)):
        raise PydanticCustomError("address", "not an address")
    return Address(match[1], match[2])


def _bring(value: Any) -> Bring:
    return Bring(*_pair(value, _BRINGS))  # type: ignore[arg-type]  # _pair answers one of the kinds


def _destination(value: Any) -> Destination:
    return Destination(*_pair(value, _DESTINATIONS))  # type: ignore[arg-type]  # _pair answers one of the kinds


def _pair(value: Any, kinds: Mapping[str, bool]) -> tuple[str, str]:
    match = _PAIR.fullmatch(_text(value))
    if match is None or match[1] not in kinds or kinds[match[1]] is not bool(match[2]):
        wanted = [f"{kind}:CODE" if coded else kind for kind, coded in kinds.items()]
        hint = nearest(value.split(":")[0], kinds) or ""
        raise PydanticCustomError("one_of", "not one of", {"expected": ", ".join(wanted), "suggestion": hint})
    return match[1], match[2] or ""


_AS_TEXT = PlainSerializer(str, return_type=str)
_TEXT_SCHEMA = WithJsonSchema({"type": "string", "maxLength": 100})
To = Annotated[Address, PlainValidator(_address), _AS_TEXT, _TEXT_SCHEMA]
Brings = Annotated[Bring, PlainValidator(_bring), _AS_TEXT, _TEXT_SCHEMA]
Pays = Annotated[Destination, PlainValidator(_destination), _AS_TEXT, _TEXT_SCHEMA]


# Odds and ends of YAML


def _worth(value: Any) -> Any:
    """Authors write `truth: true`, which YAML reads as a boolean."""
    return str(value).lower() if isinstance(value, bool) else value


def _unworded(value: Truth) -> bool | str:
    return {"true": True, "false": False}.get(value.value, value.value)


Worth = Annotated[
    Truth,
    BeforeValidator(_worth),
    PlainSerializer(_unworded),
    WithJsonSchema({"enum": [True, False, "true", "false", "partly", "unverified"]}),
]


def _setting(value: Any) -> Setting:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    raise PydanticCustomError("setting", "not a number, a word, true or false")


Start = Annotated[
    Setting,
    PlainValidator(_setting),
    WithJsonSchema({"anyOf": [{"type": kind} for kind in ("number", "string", "boolean")]}),
]


def _all_or_list(value: Any) -> Any:
    if value == ALL:
        return (ALL,)
    return tuple(value) if isinstance(value, list) else value


def _list_or_all(value: tuple[str, ...]) -> str | list[str]:
    return ALL if value == (ALL,) else list(value)


Allowed = Annotated[tuple[Code, ...], BeforeValidator(_all_or_list), PlainSerializer(_list_or_all)]
