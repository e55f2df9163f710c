"""The world's part of the bell, in its fixed order, and what has to be settled at once inside a turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exercises.domain.world import (
    accord,
    audits,
    custody_risk,
    diplomacy,
    indices,
    information,
    market,
    mining,
    politics,
    reserve,
    vaults,
)
from exercises.domain.world.world import World

_STEPS: Mapping[str, tuple[Callable[[World], None], ...]] = {
    "market": (market.step, reserve.step),
    "mining": (mining.step,),
    "politics": (accord.step, diplomacy.step, information.step, politics.step),
    "hazards": (vaults.step, audits.step, custody_risk.step),
    "indices": (indices.step,),
}

RESOLUTION_STEPS = tuple(_STEPS)
"""Steps 7 to 11 of the bell."""


def step(w: World, name: str) -> None:
    """Run one step of the bell."""
    for move in _STEPS[name]:
        move(w)


def settle(w: World) -> None:
    """What cannot wait for the bell: price jumps and forced selling, shares that add up, counted numbers."""
    market.shock(w)
    mining.balance(w)
    reserve.count(w)
    custody_risk.count_integrity(w)
    indices.count(w)
