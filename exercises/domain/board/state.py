"""The board: the state of play, folded from events. Frozen records over plain mappings that nobody changes in place,

so that a section whose object `is` unchanged need not be looked at again. They have no slots: rules copy them at every
event, and one mapping is copied much faster than slots one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.board.vaults import Ceremony, Check, Key, Proof, Transaction, Vault
from exercises.domain.events.parts import Later, Order, Outcome, SignedWords, Text, Value
from exercises.domain.world import Change
from exercises.enums import Medium, Occupant, Phase, State


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Play time is seconds since STARTEX without the pauses: wall time minus `offset`."""

    offset: float = 0.0
    began: float = 0.0
    ends: float = 0.0
    paused: float = -1.0
    """Play time at which the clock stopped; negative while it runs."""
    extended: int = 0
    deliberate: float = 0.0
    """Play time at which this turn's Deliberate began; 0 before."""

    def play(self, now: float) -> float:
        """Play time at this wall time, seconds."""
        return self.paused if self.paused >= 0 else now - self.offset

    def wall(self, at: float) -> float:
        """Wall time of this play time, seconds since the epoch."""
        return at + self.offset


@dataclass(frozen=True, kw_only=True)
class Seat:
    team: str
    lead: bool = False
    deputy: bool = False
    clearances: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    occupant: Occupant = Occupant.EMPTY
    mustered: bool = False


@dataclass(frozen=True, kw_only=True)
class Team:
    kind: str
    ap: int
    """Actions a turn; political capital and money are numbers of the world."""
    ap_left: int
    silent: int = 0
    """Turns in a row without a sheet."""
    contested: int = 0
    """The last turn in which this team contested an outcome."""


@dataclass(frozen=True, kw_only=True)
class Inject:
    """One row of the events list as it went. `at` is play time, 0 until it is sent."""

    code: str
    status: str = "planned"
    """planned · held · queued · sent · skipped"""
    id: str = ""
    turn: int = 0
    at: float = 0.0
    sent_at: float = 0.0
    """Wall time."""
    story: float = 0.0
    to: tuple[str, ...] = ()
    text: Mapping[str, Text] = field(default_factory=dict)
    answer_by: float = 0.0
    of: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    silent: tuple[str, ...] = ()
    """Teams whose time to answer ran out."""
    seen: tuple[str, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    """Team it was handed to → team that handed it over."""
    denied: bool = False
    """Control confirmed that the expected deed did not happen."""
    called: bool = False
    """Another row, an act or a missing act has called for it."""
    queued_at: float = 0.0
    why: tuple[str, ...] = ()
    early: bool = False
    signed: tuple[SignedWords, ...] = ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """The teams whose answer may still come."""
        return tuple([team for team in self.of if team not in self.answers and team not in self.silent])


@dataclass(frozen=True, kw_only=True)
class Answer:
    team: str
    seat: str
    reply: str
    text: str
    at: float


@dataclass(frozen=True, kw_only=True)
class Improvised:
    """An inject that control wrote during play."""

    title: Text
    sender: Text
    to: tuple[str, ...]
    medium: Medium
    text: Text
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Message:
    seat: str
    team: str
    text: str
    at: float
    how: str = "talk"


@dataclass(frozen=True, kw_only=True)
class Hotline:
    """The red telephone between the two principals. Idle when `id` is empty."""

    id: str = ""
    state: str = "idle"
    """idle · ringing · open"""
    team: str = ""
    to: str = ""
    until: float = 0.0
    calls: Mapping[str, Call] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Call:
    team: str
    to: str
    turn: int
    at: float
    how: str = "ringing"


@dataclass(frozen=True, kw_only=True)
class Note:
    team: str
    to: str
    seat: str
    text: str
    at: float
    turn: int
    leaked: bool = False


@dataclass(frozen=True, kw_only=True)
class Statement:
    team: str
    seat: str
    text: str
    at: float
    turn: int
    story: float
    stance: str = ""
    amount: float = 0.0
    partner: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    orders: tuple[Order, ...]
    seat: str
    at: float
    state: str = "locked"
    """locked · taken (at the bell) · posture"""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing a team did, for conditions, repetition and the review."""

    team: str
    action: str
    turn: int
    at: float
    story: float
    seat: str = ""
    partner: str = ""
    args: Mapping[str, Value] = field(default_factory=dict)
    credited: bool = False
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    action: str
    team: str
    to: str
    seat: str
    turn: int
    args: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""
    state: str = "open"
    """open · accepted · done · declined · withdrawn · lapsed"""
    answered: str = ""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """A turn as it ended, and how far the reveal has come. Outcomes stand in the order they came to their hour."""

    outcomes: Mapping[str, Outcome]
    before: Mapping[str, Value] = field(default_factory=dict)
    """The world at the bell, which readers keep until the last outcome is shown."""
    earlier: tuple[Change, ...] = ()
    """The changes of the turn up to the bell."""
    changes: tuple[Change, ...] = ()
    """All changes of the turn."""
    shown: int = 0
    contests: Mapping[str, Contest] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contest:
    team: str
    text: str
    state: str = "open"
    ruling: str = ""


@dataclass(frozen=True, kw_only=True)
class FreeAct:
    """A free-text act that waits for control's ruling."""

    team: str
    text: str
    turn: int
    seat: str = ""
    state: str = "open"
    preset: str = ""
    scale: float = 0.0
    ruling: str = ""


@dataclass(frozen=True, kw_only=True)
class Override:
    variable: str
    before: Value
    after: Value
    reason: str
    at: float
    turn: int


@dataclass(frozen=True, kw_only=True)
class Observation:
    seat: str
    turn: int
    at: float
    team: str
    objective: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RatingNote:
    rating: str
    note: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class Feeling:
    trust: int
    prediction: str


@dataclass(frozen=True, kw_only=True)
class Fix:
    kind: str
    text: str
    owner: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything that is true of an exercise now. `view` decides who may know what of it."""

    code: str = ""
    title: Text = field(default_factory=dict)
    script: str = ""
    state: State = State.DRAFT
    turn: int = 0
    turns: int = 0
    phase: Phase = Phase.BRIEF
    generation: int = 0
    pace: float = 1.0
    luck: bool = True
    clock: Clock = Clock()
    reason: str = ""
    """Why the exercise is paused or ended."""
    noduff: str = ""
    story: float = 0.0
    """Story time at the start of the turn, seconds since the epoch."""
    wash: int = 0
    """The open step of the hot wash, 1 to 4; 0 before."""
    compromised: int = 0
    """From this turn on, objectives are marked: control stepped back."""
    tier: str = ""
    tier_why: tuple[str, ...] = ()

    seats: Mapping[str, Seat] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    world: Mapping[str, Value] = field(default_factory=dict)
    opening: Mapping[str, Value] = field(default_factory=dict)
    """The world as the turn began."""
    past: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """Values at the start of the last twelve turns before this one, oldest first."""
    intel: Mapping[str, float] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    later: tuple[Later, ...] = ()

    injects: Mapping[str, Inject] = field(default_factory=dict)
    improvised: Mapping[str, Improvised] = field(default_factory=dict)
    rooms: Mapping[str, Mapping[str, Message]] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    hotline: Hotline = Hotline()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    reminded: Mapping[str, str] = field(default_factory=dict)
    """Team → `reminded` or `alerted` in this Deliberate."""
    deeds: tuple[Deed, ...] = ()
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    free: Mapping[str, FreeAct] = field(default_factory=dict)

    vaults: Mapping[str, Vault] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)
    transactions: Mapping[str, Transaction] = field(default_factory=dict)
    ceremonies: Mapping[str, Ceremony] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    """The last hundred signatures that somebody checked."""

    resolved: Mapping[str, Resolved] = field(default_factory=dict)
    """Turn number as text → how it ended."""
    changes: tuple[Change, ...] = ()
    """Every change of this turn so far, with its causes."""
    overrides: tuple[Override, ...] = ()
    observations: Mapping[str, Observation] = field(default_factory=dict)
    ratings: Mapping[str, RatingNote] = field(default_factory=dict)
    feelings: Mapping[str, Mapping[str, Feeling]] = field(default_factory=dict)
    """Turn number as text → seat → feeling."""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`seat/step` → question number → answer."""
    fixes: Mapping[str, Fix] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many public ids each purpose and owner has used."""

    @property
    def resolution(self) -> Resolved | None:
        """The outcome of this turn, once there is one."""
        return self.resolved.get(str(self.turn))

    def seats_of(self, team: str) -> dict[str, Seat]:
        return {code: seat for code, seat in self.seats.items() if seat.team == team}
