"""How an entry becomes a line: one canonical text, hashed, with the hash of the line before inside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.domain.codec import canonical
from exercises.domain.events import Entry, from_plain, to_plain

if TYPE_CHECKING:
    from exercises.domain.board import Board

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it is stored."""

    entry: Entry
    text: str
    hash: str


def write(entry: Entry, board: Board, cause: str, previous: str) -> Written:
    """The line of an entry. `cause` is the command that led to it, `board` the board after it."""
    text = canonical(
        {
            "number": entry.number,
            "at": entry.at,
            "story": board.story,
            "by": entry.by,
            "cause": cause,
            "event": to_plain(entry.event),
            "previous": previous,
        }
    )
    return Written(entry, text, digest(text))


def read(text: str) -> Entry:
    """The entry of a stored line. Raises ValueError, KeyError or TypeError on anything else."""
    plain = fields(text)
    return Entry(number=plain["number"], at=plain["at"], by=plain["by"], event=from_plain(plain["event"]))


def fields(text: str) -> dict[str, Any]:
    """What a line's text says, as JSON values."""
    plain: dict[str, Any] = json.loads(text)
    return plain


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
