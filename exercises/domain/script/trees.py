"""Walking through a script: its conditions and effects, its texts, each with the path an author would follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_args

from exercises.domain.grammar import Condition, Effect
from exercises.domain.script.schema import Record, Text

if TYPE_CHECKING:
    from exercises.domain.script.problems import Path

Tree: TypeAlias = Condition | Effect
_TREES: tuple[type, ...] = (*get_args(Condition), Effect)


def trees(record: Record) -> Iterator[tuple[Path, Tree]]:
    """Every condition and effect that is a value of its own, in the order of the fields."""
    return ((path, cast("Tree", value)) for path, value in values(record) if isinstance(value, _TREES))


def texts(record: Record) -> Iterator[tuple[Path, Text]]:
    return ((path, value) for path, value in values(record) if isinstance(value, Text))


def values(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value inside a record, itself first; field names as they stand in YAML."""
    yield path, value
    for key, child in _children(value):
        yield from values(child, (*path, key))


def _children(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Record):
        fields = type(value).model_fields
        yield from ((fields[name].alias or name, getattr(value, name)) for name in fields)
    elif isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, tuple):
        yield from enumerate(value)
