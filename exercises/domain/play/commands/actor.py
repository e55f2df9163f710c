"""Who asks, and what every command carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a seat, or control, the clock, an evaluator (then `seat` is that word and `team` is empty)."""

    seat: str
    team: str = ""

    @property
    def control(self) -> bool:
        return self.seat == "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    by: Actor
