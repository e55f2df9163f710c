"""The exercise as a whole: made, started, stopped, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Coin, Text, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMade:
    """A seat as the script lays it out; who sits in it is written elsewhere."""

    seat: str
    team: str
    lead: bool = False
    deputy: bool = False
    clearances: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMade:
    team: str
    kind: str
    ap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultMade:
    vault: str
    policy: str
    era: int
    descriptor: str
    address: str
    keys: Mapping[str, str]
    """Key code → extended public key."""
    coins: tuple[Coin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """The first entry of every log: the script it pins and the world it starts from."""

    code: str
    title: Text
    script: str
    """SHA-256 of the script version, hexadecimal."""
    turns: int
    pace: float
    luck: bool
    seats: tuple[SeatMade, ...]
    teams: tuple[TeamMade, ...]
    vaults: tuple[VaultMade, ...]
    world: Mapping[str, Value]
    key_truths: Mapping[str, str] = field(default_factory=dict)
    key_states: Mapping[str, str] = field(default_factory=dict)
    """What is declared of keys from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readied:
    """Published to its people: links work, the muster is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mustered:
    """A seat confirmed name, link and test message; a custodian also a test signature."""

    seat: str
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """STARTEX. `missing` are the seats that had not mustered when control started anyway."""

    offset: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnBegan:
    turn: int
    story: float
    intel: Mapping[str, float]
    """Noise level of each team, frozen for the turn."""
    opening: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBegan:
    """Times are play time: seconds since STARTEX, pauses left out."""

    turn: int
    phase: str
    began: float
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    reason: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    offset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    seconds: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SteppedBack:
    """Control went back to the start of a turn: the board of entry `to_number` holds again, in a new generation."""

    to_number: int
    turn: int
    board_hash: str
    reason: str
    offset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuffCalled:
    """A real-world stop. Not part of the game, never scored."""

    seat: str
    text: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuffLifted:
    offset: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """ENDEX."""

    reason: str
    tier: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HotWashMoved:
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The file is shut; the record stays."""


LifecycleEvent = (
    Created
    | Readied
    | Mustered
    | Started
    | TurnBegan
    | PhaseBegan
    | Paused
    | Resumed
    | Extended
    | SteppedBack
    | NoDuffCalled
    | NoDuffLifted
    | Ended
    | HotWashMoved
    | Closed
)
