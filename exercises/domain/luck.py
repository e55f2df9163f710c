"""Keyed luck: every draw is an HMAC of its purpose, never the next number of a sequence.

One more Chinese draw therefore shifts no American one, and the same exercise secret, turn and generation give the
same draws on any machine.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass

_SPAN = float(1 << 64)
EVEN = 0.5


@dataclass(frozen=True, slots=True)
class Luck:
    """Draws for one turn of an exercise. With `on` false every draw is its mean.

    Stepping back keeps its draws, so what the game draws is of generation 0; ids alone are of their own generation.
    """

    secret: bytes
    turn: int = 0
    generation: int = 0
    on: bool = True

    def at(self, turn: int, generation: int = 0) -> Luck:
        if (turn, generation) == (self.turn, self.generation):
            return self
        return Luck(self.secret, turn, generation, self.on)

    def uniform(self, *key: str | int) -> float:
        """An even draw in [-1, 1)."""
        return 2 * self._unit("uniform", key) - 1 if self.on else 0.0

    def normal(self, *key: str | int) -> float:
        """A standard normal draw, cut at three deviations either side."""
        if not self.on:
            return 0.0
        radius = math.sqrt(-2 * math.log(1 - self._unit("radius", key)))
        return max(-3.0, min(3.0, radius * math.cos(2 * math.pi * self._unit("angle", key))))

    def chance(self, probability: float, *key: str | int) -> bool:
        """True with this probability; without luck, true from one half up."""
        return self._unit("chance", key) < probability if self.on else probability >= EVEN

    def pick(self, weights: Mapping[str, float], *key: str | int) -> str:
        """One name, in proportion to its weight; without luck, the heaviest."""
        if not self.on:
            return max(sorted(weights), key=weights.__getitem__)
        mark = self._unit("pick", key) * sum(weights.values())
        for name in sorted(weights):
            mark -= weights[name]
            if mark < 0:
                return name
        return max(weights)

    def order(self, names: tuple[str, ...], *key: str | int) -> tuple[str, ...]:
        """The names in a drawn order; the order they came in does not matter."""
        return tuple(sorted(names, key=lambda name: (self._unit("order", (*key, name)), name)))

    def hex(self, length: int, *key: str | int) -> str:
        """A public identifier: as many hexadecimal digits as asked, at most 64. Drawn even without luck."""
        return self._digest("hex", key).hex()[:length]

    def _unit(self, purpose: str, key: tuple[str | int, ...]) -> float:
        return (int.from_bytes(self._digest(purpose, key)[:8], "big")) / _SPAN

    def _digest(self, purpose: str, key: tuple[str | int, ...]) -> bytes:
        text = "\x1f".join((str(self.turn), str(self.generation), purpose, *map(str, key)))
        return hmac.digest(self.secret, text.encode(), hashlib.sha256)
