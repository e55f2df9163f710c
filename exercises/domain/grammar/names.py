"""Looking through a tree: its nodes, the outside names in it, the conditions whose past it asks for."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, TypeAlias

from exercises.domain.grammar.tree import Condition, Effect, Ever, Held, Kind, Name, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree: TypeAlias = Condition | Effect


def walk(tree: Node) -> Iterator[Node]:
    """Every node of a tree, itself first, in the order of the text."""
    yield tree
    for field in fields(tree):
        value = getattr(tree, field.name)
        for child in value if isinstance(value, tuple) else (value,):
            if is_dataclass(child):
                yield from walk(child)  # type: ignore[arg-type]  # a dataclass inside a tree is a node


def names(tree: Node) -> Iterator[tuple[Kind, str, int]]:
    """(kind, code, column) of every name that somebody else must know, in the order of the text."""
    for node in walk(tree):
        if isinstance(node, Name):
            yield node.kind, node.code, node.column


def remembered(tree: Node) -> Iterator[str]:
    """The canonical texts inside held(...) and ever(...): their truth must be noted at the end of every turn."""
    for node in walk(tree):
        if isinstance(node, (Held, Ever)):
            yield str(node.condition)
