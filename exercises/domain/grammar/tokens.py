"""The words of a condition or an effect, each with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from exercises.domain.grammar.errors import GrammarError

MOST_CHARACTERS = 2_000
_LONGEST_NAME = 80
_MEANT = {"=": "==", "≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "–": "-", "&": "and", "|": "or", "!": "not", "，": ","}

# A name may hold dots, dashes and digits (key.CN-2.status, us-treasury, multi_3of5) but never ends in them; only its
# last part may be a star. Two names in a row with a colon between them (tx:T17) are three tokens.
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<span>[0-9]{1,6}m(?![A-Za-z0-9_.]))
    | (?P<number>[+-]?[0-9]{1,13}(?:\.[0-9]{1,9})?(?![0-9A-Za-z_.]))
    | (?P<name>[A-Za-z](?:[A-Za-z0-9_]|[.-](?=[A-Za-z0-9]))*(?:\.\*)?)
    | (?P<mark>==|!=|<=|>=|<|>|\+-|±|[(),:.])
    )""",
    re.VERBOSE,
)


class Shape(StrEnum):
    SPAN = "span"
    NUMBER = "number"
    NAME = "name"
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    shape: Shape
    text: str
    column: int


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens and a last END. Raises GrammarError for a text too long or a character that has no meaning here."""
    if len(text) > MOST_CHARACTERS:
        raise GrammarError("too_long", MOST_CHARACTERS + 1, most=MOST_CHARACTERS)
    found: list[Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place, end)
        if match is None:
            raise _unreadable(text, place)
        found.append(_token(match))
        place = match.end()
    return (*found, Token(Shape.END, "", end + 1))


def _token(match: re.Match[str]) -> Token:
    shape = Shape(match.lastgroup or "")
    token = Token(shape, match[shape], match.start(shape) + 1)
    if shape is Shape.NAME and len(token.text) > _LONGEST_NAME:
        raise GrammarError("name_too_long", token.column, most=_LONGEST_NAME)
    return token


def _unreadable(text: str, place: int) -> GrammarError:
    while text[place].isspace():
        place += 1
    if text[place].isdigit() or text[place] in "+-":
        return GrammarError("bad_number", place + 1)
    return GrammarError("bad_character", place + 1, _MEANT.get(text[place]), character=text[place])
