"""Rows of the events list: sent, held, read, answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.domain.events.parts import NOTHING, Impact, SignedWords, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """An inject reached its readers. The texts are frozen as each stream read them, figures filled in."""

    id: str
    code: str
    turn: int
    at: float
    story: float
    to: tuple[str, ...]
    text: Mapping[str, Text]
    """Team code (`` for all) → text in its languages."""
    answer_by: float
    """Play time until which an answer is asked; 0 when none is."""
    of: tuple[str, ...] = ()
    early: bool = False
    why: tuple[str, ...] = ()
    impact: Impact = NOTHING
    signed: tuple[SignedWords, ...] = ()
    """What came with it under a key's signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld:
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Control left it out, or its condition did not hold at the planned moment."""

    code: str
    reason: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """Another row, an act or a missing act called for this inject."""

    code: str
    by: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An inject that control wrote during play."""

    code: str
    title: Text
    sender: Text
    to: tuple[str, ...]
    medium: str
    text: Text
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The first time a seat opened an inject."""

    id: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    id: str
    code: str
    team: str
    seat: str
    reply: str
    text: str
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """The time to answer ran out for these teams."""

    id: str
    code: str
    teams: tuple[str, ...]
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A team handed an inject to another team."""

    id: str
    by: str
    to: str


InjectEvent = Released | Held | Unheld | Skipped | Queued | Added | Seen | Answered | Unanswered | Shared
