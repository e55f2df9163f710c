"""What a bot may know: the view of its own stream, and what its own seat decoded or heard. Nothing else reaches it."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator
from dataclasses import dataclass
from typing import Any

from exercises.domain.board.state import Seat
from exercises.domain.play.commands import Actor, Command

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """`decoded` and `fingerprints` look anew each time, so a bot may act and then see what came of it.

    `place` is the bot's own seat, `look` gives a section of its stream's view, its entries in the order of their ids,
    which says nothing about the order they came in. `last` says that the bell is near.
    """

    seat: str
    place: Seat
    look: Callable[[str], Any]
    decoded: Callable[[str], View]
    fingerprints: Callable[[str], View]
    last: bool = False

    @property
    def me(self) -> Actor:
        return Actor(self.seat, self.team)

    @property
    def team(self) -> str:
        return self.place.team

    @property
    def turn(self) -> int:
        return int(self.see("exercise")["turn"])

    @property
    def leads(self) -> bool:
        return self.place.lead

    @property
    def keys(self) -> tuple[str, ...]:
        return self.place.holds

    def see(self, section: str) -> View:
        """A section of the stream's view, empty where the stream has none."""
        part: View | None = self.look(section)
        return part or {}

    def items(self, section: str) -> ItemsView[str, View]:
        """The entries of a section."""
        return self.see(section).items()

    @property
    def rumours(self) -> float:
        """The loudest rumour in public, as this stream sees it."""
        return max((float(fact.get("v", 0.0)) for fact in self.see("rumours").values()), default=0.0)


Policy = Callable[[Sight], Iterator[Command]]
