"""What can be wrong with a condition or an effect, and where."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 64
_SHORT = 3


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
    """The known word most like this one, or None. Between equals the one with the same letters, then the first.

    Long words are cut, for likeness costs the product of the lengths; of short ones half the letters are enough.
    """
    word = word[:_LONGEST]
    found = get_close_matches(word, sorted(known), n=8, cutoff=0.5 if len(word) <= _SHORT else 0.6)
    if not found:
        return None
    best = SequenceMatcher(None, found[0], word).ratio()
    equals = [other for other in found if SequenceMatcher(None, other, word).ratio() == best]
    return min(equals, key=lambda other: (sorted(other) != sorted(word), other))
