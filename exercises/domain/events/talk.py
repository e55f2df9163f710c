"""What people say to each other: rooms, notes, the hotline, statements to the world."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.events.parts import NOTHING, Impact


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    id: str
    room: str
    seat: str
    team: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePassed:
    """A deniable back-channel note. `leaked` is decided when it is passed."""

    id: str
    team: str
    to: str
    seat: str
    text: str
    leaked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineRang:
    id: str
    team: str
    to: str
    seat: str
    until: float
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineClosed:
    """How a call went: `answered`, `declined`, `rang_out` or `hung_up`."""

    id: str
    how: str
    seat: str = ""
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMade:
    """Words for the public, with a stance that can be compared with the other side's."""

    id: str
    team: str
    seat: str
    text: str
    stance: str = ""
    amount: float = 0.0
    partner: str = ""
    impact: Impact = NOTHING


TalkEvent = Said | NotePassed | HotlineRang | HotlineClosed | StatementMade
