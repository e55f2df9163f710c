"""What teams choose: order sheets, acts that count at once, proposals that wait for consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import NOTHING, Impact, Order, Spent, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLocked:
    team: str
    orders: tuple[Order, ...]
    seat: str
    """Empty when the bell took the saved draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReopened:
    team: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureTaken:
    """Nothing legal was on the sheet at the bell: hold and monitor."""

    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Half of Deliberate is over and this team has locked nothing."""

    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """Four fifths of Deliberate are over: control hears of the silent team."""

    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone:
    """An act that counts at once."""

    id: str
    team: str
    seat: str
    action: str
    at: float
    args: Mapping[str, Value] = field(default_factory=dict)
    partner: str = ""
    spent: Spent = Spent()
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    id: str
    action: str
    team: str
    to: str
    seat: str
    turn: int
    args: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted:
    id: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalClosed:
    """Declined, withdrawn or lapsed."""

    id: str
    how: str
    seat: str = ""


ActEvent = (
    SheetLocked
    | SheetReopened
    | PostureTaken
    | Reminded
    | Alerted
    | ActDone
    | Proposed
    | ProposalAccepted
    | ProposalClosed
)
