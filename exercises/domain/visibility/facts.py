"""The numbers of the world as one stream sees them.

An estimate is of the value at the start of the turn, drawn once per turn, team and variable, and not again after
stepping back: the noise stays, so a band that followed the live value would show every private move of the other side
to the last digit, and a page that is loaded twice must not average anything out. Intelligence is frozen at the start of
the turn for the same reason: whoever collects more in mid-turn would see two bands around one value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from exercises.domain.board.setting import EVALUATOR, Setting
from exercises.domain.events.parts import Value
from exercises.domain.script import fill, placeholders
from exercises.domain.visibility.reader import Reader, reader_of
from exercises.domain.visibility.reveal import known_world
from exercises.domain.visibility.sight import Sight, Sights, sights
from exercises.domain.visibility.static import static_of
from exercises.domain.world import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.domain.board import Board
    from exercises.domain.luck import Luck

TREND = 12
RUMOUR = "rumour"
_GREEN, _AMBER = 0.6, 0.3
"""From these shares of its range on, a traffic light shows the colour."""

Fact = dict[str, Any]


def facts(setting: Setting, board: Board, reader: Reader) -> dict[str, Fact]:
    """Every variable this stream may see; nothing is known before the first turn, except to control."""
    return _shown(setting, board, reader, known_world(board, reader))


def rumours(setting: Setting, board: Board, reader: Reader) -> dict[str, Fact]:
    """The same of rumours alone, for those who want no more."""
    world = known_world(board, reader)
    loud = CATALOGUE.family(RUMOUR, world.keys())
    return _shown(setting, board, reader, {code: world[code] for code in loud if code in world})


def _shown(setting: Setting, board: Board, reader: Reader, world: Mapping[str, Value]) -> dict[str, Fact]:
    if not board.turn and not reader.control:
        return {}
    ways, opening, veil = sights(board, reader), board.opening, Veil(setting, board, reader, world)
    shown: dict[str, Fact] = {}
    for code, value in world.items():
        way = ways[code]
        if way is Sight.EXACT:
            was = opening.get(code, value)
            shown[code] = {"v": value} if was == value else {"v": value, "was": was}
        elif way is not Sight.NOTHING and (fact := veil.fact(code, way)):
            shown[code] = fact
    _add_trends(setting, board, ways, shown)
    return shown


def figures(setting: Setting, board: Board, stream: str, texts: Iterable[str]) -> dict[str, Value]:
    """The values that the placeholders of these texts show to this stream now; codes it may not see are absent."""
    reader = reader_of(stream)
    return _figures(setting, board, reader, texts, board.world.get)


def opening_text(setting: Setting, board: Board, reader: Reader, text: dict[str, str]) -> dict[str, str]:
    """A text of the turn, its figures as this stream saw them when the turn began."""
    if not any("{var:" in words for words in text.values()):
        return text
    values = _figures(setting, board, reader, text.values(), board.opening.get)
    return {language: fill(words, values, language) for language, words in text.items()}


def _figures(setting: Setting, board: Board, reader: Reader, texts: Iterable[str], exact: Any) -> dict[str, Value]:
    ways, veil = sights(board, reader), Veil(setting, board, reader, board.world)
    found: dict[str, Value] = {}
    for code in {place.code for text in texts for place in _places(text)}:
        way = ways[code]
        value = exact(code) if way is Sight.EXACT else veil.fact(code, way).get("v")
        if value is not None:
            found[code] = value
    return found


_places = lru_cache(maxsize=4096)(placeholders)


@dataclass(frozen=True)
class Veil:
    """What is not seen exactly and at once, on the world that this reader knows."""

    setting: Setting
    board: Board
    reader: Reader
    world: Mapping[str, Value]

    def fact(self, code: str, way: Sight) -> Fact:
        """The veiled fact; empty where there is nothing to see."""
        match way:
            case Sight.BAND:
                return self.bands[code, self.board.opening.get(code, ""), self.intel]
            case Sight.LATE:
                return _late(self.board, code)
            case Sight.DECLARED:
                return {"v": self.world[code], "c": True} if code in self.world else {}
            case Sight.LIGHT:
                return _light(self.world, code)
            case _:
                return {}

    @cached_property
    def intel(self) -> float:
        """What the reader's service knows; evaluators know as much as the best."""
        best = max(self.board.intel.values(), default=0.0) if self.reader.evaluator else 0.0
        return self.board.intel.get(self.reader.team or EVALUATOR, best)

    @cached_property
    def bands(self) -> Bands:
        luck = self.setting.luck.at(self.board.turn)
        return _bands(luck, self.reader.team or EVALUATOR)


class Bands(dict[tuple[str, Value, float], Fact]):
    """The estimates of one intelligence service in one turn: (variable, true value, intelligence) → band."""

    def __init__(self, luck: Luck, service: str) -> None:
        self.luck = luck
        self.service = service

    def __missing__(self, asked: tuple[str, Value, float]) -> Fact:
        self[asked] = band = self._band(*asked)
        return band

    def _band(self, code: str, value: Value, intel: float) -> Fact:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return {}
        variable = CATALOGUE.variable(code)
        width = variable.spread * (1 - min(100.0, max(0.0, intel)) / 100)
        shown = value + width * self.luck.normal("estimate", self.service, code)
        return {"v": _rounded(min(variable.high, max(variable.low, shown)), width), "w": _rounded(width, width)}


_bands = lru_cache(maxsize=512)(Bands)


def _rounded(value: float, width: float) -> float:
    """To a tenth of the leading digit of the width: more digits would promise what nobody knows."""
    return round(float(value), 1 - math.floor(math.log10(width))) if width > 0 else float(value)


def _late(board: Board, code: str) -> Fact:
    """The value of `lag` turns ago; before the first turn everything stood as the first turn found it."""
    lag = CATALOGUE.variable(code).seen.lag
    past = (*board.past.get(code, ()), *(() if code not in board.opening else (board.opening[code],)))
    return {"v": past[max(0, len(past) - 1 - lag)], "lag": lag} if past else {}


def _light(world: Mapping[str, Value], code: str) -> Fact:
    value, variable = world.get(code), CATALOGUE.variable(code)
    if not isinstance(value, (int, float)):
        return {}
    share = (value - variable.low) / (variable.high - variable.low)
    good = 1 - share if variable.good < 0 else share
    return {"light": "green" if good >= _GREEN else "amber" if good >= _AMBER else "red"}


def _add_trends(setting: Setting, board: Board, ways: Sights, shown: dict[str, Fact]) -> None:
    """The way the indicators went, turn by turn, where this stream sees them exactly."""
    for code in static_of(setting.script).indicators:
        if ways[code] is Sight.EXACT and code in shown:
            way = (*board.past.get(code, ()), board.opening.get(code))
            numbers = [value for value in way if isinstance(value, (int, float)) and not isinstance(value, bool)]
            shown[code]["trend"] = numbers[-TREND:]
