"""How a reader sees a number: exactly, as a band, late, as declared, as a traffic light, or not at all."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from exercises.domain.visibility.reader import Reader, beside_custodians, kind, reader_of
from exercises.domain.world import CATALOGUE
from exercises.enums import TeamKind, Visibility

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.world.entries import Variable

OBSERVERS_SEATED = "observer.seat"
"""The flag of the accord that lets observers read what the principals share."""

_OWNED = frozenset({Visibility.TEAM, Visibility.ESTIMATE, Visibility.LAGGED})
"""Classes whose owner sees more than others do."""


class Sight(Enum):
    EXACT = auto()
    BAND = auto()
    LATE = auto()
    DECLARED = auto()
    LIGHT = auto()
    NOTHING = auto()


class Sights(dict[str, Sight]):
    """Variable code → how one stream sees it; worked out when first asked."""

    def __init__(self, stream: str, kind: str, *, seated: bool, beside: bool) -> None:
        self.reader = reader_of(stream)
        self.kind = kind
        self.seated = seated
        self.beside = beside

    def __missing__(self, code: str) -> Sight:
        self[code] = sight = self._sight(code)
        return sight

    def _sight(self, code: str) -> Sight:
        if self.reader.control:
            return Sight.EXACT
        return self._seen(CATALOGUE.variable(code)) if CATALOGUE.knows(code) else Sight.NOTHING

    def _seen(self, variable: Variable) -> Sight:  # noqa: PLR0911 - one arm a class
        seen = variable.seen
        reader = self.reader
        if seen.visibility in _OWNED and seen.owner and reader.of(seen.owner):
            return Sight.EXACT
        match seen.visibility:
            case Visibility.PUBLIC:
                return Sight.EXACT
            case Visibility.TEAM | Visibility.WHITE:
                return Sight.NOTHING
            case Visibility.CLAIMED:
                return Sight.DECLARED
            case Visibility.LAGGED:
                return Sight.LATE
            case Visibility.ESTIMATE:
                return self._estimated(variable)
            case Visibility.BILATERAL:
                return _exact(self._bilateral())
            case Visibility.OBSERVER:
                return _exact(reader.overseer or self._at_the_table)
            case Visibility.CUSTODIAN:
                return Sight.EXACT if reader.custodian else self._light(variable)
            case never:
                assert_never(never)

    @property
    def _at_the_table(self) -> bool:
        return self.kind in (TeamKind.PRINCIPAL, TeamKind.OBSERVER)

    def _bilateral(self) -> bool:
        return self.reader.overseer or self.kind == TeamKind.PRINCIPAL or (self.seated and self._at_the_table)

    def _estimated(self, variable: Variable) -> Sight:
        """Only who has an intelligence service estimates, and only what has a noise; words and flags have none."""
        noisy = variable.kind == "number" and variable.spread > 0
        return Sight.BAND if noisy and (self._at_the_table or self.reader.evaluator) else Sight.NOTHING

    def _light(self, variable: Variable) -> Sight:
        return Sight.LIGHT if self.beside and variable.kind == "number" else Sight.NOTHING


def _exact(allowed: bool) -> Sight:  # noqa: FBT001 - one word, one meaning
    return Sight.EXACT if allowed else Sight.NOTHING


def sights(board: Board, reader: Reader) -> Sights:
    """How this reader sees each variable. Reads `teams`, `seats` and one flag of `world`."""
    seated = board.world.get(OBSERVERS_SEATED) is True
    return _sights(reader.stream, kind(board, reader.team), seated, beside_custodians(board, reader))


@lru_cache(maxsize=1024)
def _sights(stream: str, kind: str, seated: bool, beside: bool) -> Sights:  # noqa: FBT001 - the key of the cache
    return Sights(stream, kind, seated=seated, beside=beside)
