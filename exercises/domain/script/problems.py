"""A mistake in a script: which, where, and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from exercises.domain.script.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Path: TypeAlias = tuple[str | int, ...]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake. `code` is the key of a sentence and `params` its figures; line and column count from 1, 0: unknown.

    `path` leads from the top of the script to the place, field names as written, list positions from 0.
    """

    code: str
    severity: Severity = Severity.ERROR
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    line: int = 0
    column: int = 0
    path: Path = ()
    suggestion: str | None = None

    def sentence(self, language: str = "en") -> str:
        """The mistake in words, in English or Simplified Chinese."""
        return sentence(self.code, self.params, self.suggestion, language)

    def __str__(self) -> str:
        return f"{self.line}:{self.column} {self.severity}: {self.sentence()}"


class ScriptError(Exception):
    """A text that is no valid script. Carries every problem found, in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
