"""What people thought and saw: private answers, observations, ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingGiven:
    """At the Lock, privately: trust in the other side from 0 to 10, and one prediction."""

    seat: str
    turn: int
    trust: int
    prediction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WashAnswered:
    """A seat's answers in a step of the hot wash: question number → text."""

    seat: str
    step: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixNoted:
    """A strength, or a fix with its owner."""

    id: str
    kind: str
    text: str
    owner: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationNoted:
    id: str
    seat: str
    turn: int
    at: float
    team: str
    objective: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRated:
    objective: str
    rating: str
    note: str
    seat: str


ReviewEvent = FeelingGiven | WashAnswered | FixNoted | ObservationNoted | ObjectiveRated
