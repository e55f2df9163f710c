"""Who sits where, by seat code only: names live apart and can be erased."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFilled:
    seat: str
    occupant: str
    """`human` or `bot`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCleared:
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPassed:
    """The deputy, or whom control names, leads from here on."""

    team: str
    seat: str


SeatEvent = SeatFilled | SeatCleared | LeadPassed
