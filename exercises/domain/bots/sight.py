"""What a bot may know: the view of its own stream, and what its own seat decoded or heard. Nothing else reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from exercises.domain.play.commands import Actor, Command

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """`decoded` and `fingerprints` look anew each time, so a bot may act and then see what came of it."""

    seat: str
    view: View
    decoded: Callable[[str], View]
    fingerprints: Callable[[str], View]

    @property
    def me(self) -> Actor:
        return Actor(self.seat, self.team)

    @property
    def team(self) -> str:
        return str(self.own["team"])

    @property
    def own(self) -> View:
        seat: View = self.view["seats"][self.seat]
        return seat

    @property
    def turn(self) -> int:
        return int(self.view["exercise"]["turn"])

    @property
    def leads(self) -> bool:
        return bool(self.own.get("lead"))

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.own.get("holds", ()))

    def items(self, section: str) -> Iterator[tuple[str, View]]:
        """The entries of a section in the order of their ids, which says nothing about the order they came in."""
        yield from sorted(self.view.get(section, {}).items())

    def fact(self, code: str) -> float:
        """A number as this stream sees it; 0 when it does not."""
        value = self.view.get("facts", {}).get(code, {}).get("v", 0.0)
        return float(value) if isinstance(value, (int, float)) else 0.0

    @property
    def rumours(self) -> float:
        """The loudest rumour in public."""
        found = (self.fact(code) for code in self.view.get("facts", {}) if code.startswith("rumour."))
        return max(found, default=0.0)


Policy = Callable[[Sight], Iterator[Command]]
