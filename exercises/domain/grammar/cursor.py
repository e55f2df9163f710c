"""One walk over the tokens of a text, shared by the parsers of conditions and of effects."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from exercises.domain.grammar.errors import GrammarError, nearest
from exercises.domain.grammar.tokens import Shape, Token, tokens
from exercises.domain.grammar.tree import Kind, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_NUMBER = 1e12
DEEPEST = 20


class Cursor:
    """Where the parser stands. Every refusal it raises carries the column of the token that could not be taken."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._index = 0
        self._depth = 0
        self._chances = 0

    @property
    def token(self) -> Token:
        return self._tokens[self._index]

    @property
    def ahead(self) -> Token:
        """The token after this one; at the end, the end."""
        return self._tokens[min(self._index + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        token = self.token
        self._index = min(self._index + 1, len(self._tokens) - 1)
        return token

    def at(self, text: str) -> bool:
        """Whether the next token is exactly this mark or word."""
        return self.token.text == text

    def take_if(self, text: str) -> bool:
        found = self.at(text)
        if found:
            self.take()
        return found

    def expect(self, mark: str) -> Token:
        if not self.at(mark):
            self.fail("expected_mark", mark=mark)
        return self.take()

    def finish(self) -> None:
        if self.token.shape is not Shape.END:
            self.fail("left_over", found=self.token.text)

    def word(self) -> Token:
        if self.token.shape is not Shape.NAME:
            self.fail("expected_name")
        return self.take()

    def choice(self, known: Iterable[str], message: str = "unknown_word") -> str:
        """One of these words, or a refusal that names the nearest."""
        words = tuple(known)
        if self.token.shape is not Shape.NAME:
            self.fail("expected_one_of", words=", ".join(words))
        if self.token.text not in words:
            self.fail(message, nearest(self.token.text, words), found=self.token.text)
        return self.take().text

    def name(self, kind: Kind, *, prefixed: bool = False) -> Name:
        """A name of this kind; `prefixed` allows the long form tx:T17, inject:KC01."""
        if prefixed and self.at(kind) and self.ahead.text == ":":
            self.take()
            self.take()
        token = self.word()
        return Name(kind, token.text, token.column)

    def number(self, low: float = -LARGEST_NUMBER, high: float = LARGEST_NUMBER) -> float:
        if self.token.shape is not Shape.NUMBER:
            self.fail("expected_number")
        value = float(self.token.text)
        if not low <= value <= high:
            self.fail("number_out_of_range", low=f"{low:g}", high=f"{high:g}")
        self.take()
        return value

    def whole(self, low: int, high: int) -> int:
        """A whole number between two bounds, both included."""
        if "." in self.token.text:
            self.fail("expected_whole_number")
        return int(self.number(low, high))

    def minutes(self) -> int:
        if self.token.shape is not Shape.SPAN:
            self.fail("expected_minutes")
        return int(self.take().text[:-1])

    def chance(self) -> int:
        """How many draws of this text came before this one."""
        self._chances += 1
        return self._chances - 1

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level of nesting; refuses before Python's own stack would."""
        if self._depth >= DEEPEST:
            self.fail("too_deep", most=DEEPEST)
        self._depth += 1
        yield
        self._depth -= 1

    def error(self, message: str, suggestion: str | None = None, **params: str | int) -> GrammarError:
        return GrammarError(message, self.token.column, suggestion, **params)

    def fail(self, message: str, suggestion: str | None = None, **params: str | int) -> NoReturn:
        raise self.error(message, suggestion, **params)
