"""What can be wrong with a condition or an effect, and where."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class GrammarError(ValueError):
    """A text that is no condition and no effect.

    `message` is the key of a sentence, `params` hold its figures, `column` counts characters from 1, `suggestion`
    is the nearest word that would have been right, if any is near.
    """

    def __init__(self, message: str, column: int, suggestion: str | None = None, **params: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.suggestion = suggestion
        self.params = params

    def __str__(self) -> str:
        hint = f", perhaps {self.suggestion!r}" if self.suggestion else ""
        return f"{self.message} at column {self.column}{hint}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None. Long words are cut: likeness costs the product of the lengths."""
    found = get_close_matches(word[:64], list(known), n=1, cutoff=0.6)
    return found[0] if found else None
