"""Frozen records to plain JSON values and back, and the one canonical text that is hashed.

Fields at their default are left out, so a record that gains a field with a default still reads old text.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def canonical(value: object) -> str:
    """The exact text that is stored and hashed: no spaces, no NaN, keys as they came, for order means something.

    Records are written as `encode` would have them, in one pass.
    """
    return _WRITER.encode(value)


def encode(value: Any) -> Any:
    """Plain JSON values of a record: dataclasses become objects, tuples lists, enums their value."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    return {name: encode(item) for name, item in _kept(value).items()}


def decode(kind: type[T], value: Any) -> T:
    """The record of this type that `encode` wrote. Raises KeyError or TypeError on foreign text."""
    read: Reader = _reader(cast("Any", kind))
    return cast("T", read(value))


def _kept(record: Any) -> dict[str, Any]:
    """The fields that are not at their default."""
    kind: Any = type(record)
    kept = {}
    for name, default in _defaults(kind):
        item = getattr(record, name)
        if item is not default and item != default:
            kept[name] = item
    return kept


def _part(value: Any) -> Any:
    """One step of `encode`, for what JSON does not know."""
    return _kept(value) if is_dataclass(value) else encode(value)


_WRITER = json.JSONEncoder(
    separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False, default=_part
)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _reader(kind: Any) -> Reader:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind)[0])
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(get_args(kind)[1])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return cast("Reader", kind)
    return _record(kind) if is_dataclass(kind) else _same


def _same(value: Any) -> Any:
    return value


def _union(kinds: tuple[Any, ...]) -> Reader:
    """`X | None` reads X; a union of plain values reads as it is."""
    [*records] = [kind for kind in kinds if is_dataclass(kind) or get_origin(kind) is not None]
    if not records:
        return _same
    read = _reader(records[0])
    return lambda value: None if value is None else read(value)


def _tuple(item: Any) -> Reader:
    read = _reader(item)
    return tuple if read is _same else lambda value: tuple(read(part) for part in value)


def _mapping(item: Any) -> Reader:
    read = _reader(item)
    return _same if read is _same else lambda value: {key: read(part) for key, part in value.items()}


def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: Any) -> Any:
        return kind(**{name: readers[name](part) for name, part in value.items()})

    return read
