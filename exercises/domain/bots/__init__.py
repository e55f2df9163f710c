"""Bots: players that see only their own stream and act through the same commands as people."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.domain.bots.bad import bad
from exercises.domain.bots.good import good
from exercises.domain.bots.sight import Policy, Sight
from exercises.domain.play.commands import Command


def idle(_: Sight) -> Iterator[Command]:
    """The absent player."""
    yield from ()


POLICIES: dict[str, Policy] = {"good": good, "bad": bad, "idle": idle}

__all__ = ["POLICIES", "Policy", "Sight", "bad", "good", "idle"]
