"""One cell: the text that people type, and the plain value that it stands for in a script."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from exercises.domain.script import Position, ScriptError, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.script.problems import Path, Problem

    Positions = dict[Path, Position]


class Form(StrEnum):
    """How a cell is written."""

    PLAIN = "plain"
    WORDS = "words"  # codes with commas between them: a list
    LINES = "lines"  # one a line: a list
    GROUPS = "groups"  # one line each, `name: code, code`: a mapping of lists
    BLOCK = "block"  # YAML


class Cell:
    """What was typed, as a value; where each part of it stands in the text, and what cannot be read."""

    def __init__(self, value: Any, positions: Positions | None = None, problems: tuple[Problem, ...] = ()) -> None:
        self.value = value
        self.positions = positions or {}
        self.problems = problems

    @property
    def empty(self) -> bool:
        return self.value is None or self.value in ("", [], {})


def typed(form: Form, text: Any) -> Cell:
    """Read a cell."""
    cell: Cell = _READ[form](text)
    return cell


def shown(form: Form, value: Any) -> Any:
    """Write a cell. Blocks are cut from the file; see `filing`."""
    if form is Form.WORDS:
        return ", ".join(value)
    if form is Form.LINES:
        return "\n".join(value)
    if form is Form.GROUPS:
        return "\n".join(f"{name}: {', '.join(codes)}" for name, codes in value.items())
    return value


def _plain(value: Any) -> Cell:
    if not isinstance(value, str):
        return Cell(value)
    return Cell(value if value.strip() else "", {(): Position(1, 1, 0)} if "\n" not in value else {})


def _words(text: str) -> Cell:
    found = list(re.finditer(r"[^,\s]+", text))
    positions: Positions = {(i,): Position(1, match.start() + 1, 0) for i, match in enumerate(found)}
    return Cell([match[0] for match in found], positions)


def _lines(text: str) -> Cell:
    found = _written(text)
    positions: Positions = {(i,): Position(number, 1, 0) for i, (number, _line) in enumerate(found)}
    return Cell([line for _number, line in found], positions)


def _groups(text: str) -> Cell:
    groups: dict[str, list[str]] = {}
    positions: Positions = {}
    for number, line in _written(text):
        name, _, codes = line.partition(":")
        groups[name.strip()] = re.findall(r"[^,\s]+", codes)
        positions[(name.strip(),)] = Position(number, 1)
    return Cell(groups, positions)


def _written(text: str) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _block(text: str) -> Cell:
    if not text.strip():
        return Cell(None)
    try:
        reading = read(text)
    except ScriptError as error:
        return Cell(None, problems=error.problems)
    return Cell(reading.data, reading.values)


_READ: Mapping[Form, Any] = {
    Form.PLAIN: _plain,
    Form.WORDS: _words,
    Form.LINES: _lines,
    Form.GROUPS: _groups,
    Form.BLOCK: _block,
}
