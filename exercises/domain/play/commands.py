"""Everything anybody may ask of an exercise. A command says who asks and what for; the rules say whether it happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Order, Text, Value


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


# The exercise as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Create(Command):
    """Sets the board up. `pace` multiplies every wall-clock duration; 0.5 plays twice as fast."""

    code: str
    pace: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Muster(Command):
    """A seat confirms name, link and test message; custodians sign a test message by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Command):
    """STARTEX; refused with the missing seats unless `anyway`."""

    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Command):
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Command):
    reason: str
    minutes: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Command):
    """Control ends the running phase now: `Lock now` from Deliberate, next turn from Reveal.

    `drafts` are the saved drafts of teams that have not locked; they count when this rings the bell.
    """

    drafts: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Command):
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWash(Command):
    """Opens the next step of the hot wash, and after the last one closes the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBack(Command):
    """Back to the start of `turn`; `to_number` and `board_hash` name the entry and board that hold again."""

    turn: int
    reason: str
    to_number: int = 0
    board_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDuff(Command):
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftNoDuff(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Command):
    """The clock looks at what is due. Doing it twice does it once."""


# Seats


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSeat(Command):
    seat: str
    occupant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSeat(Command):
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassLead(Command):
    team: str
    seat: str


# Injects


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Command):
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhold(Command):
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Command):
    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddInject(Command):
    """An unscripted inject by control, sent at once."""

    title: Text
    sender: Text
    to: tuple[str, ...]
    medium: str
    text: Text
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Open(Command):
    """A seat opens an inject; the first time counts."""

    inject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Command):
    inject: str
    reply: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit(Command):
    """Control credits a deed (or an answer) that people did by voice, with its evidence."""

    team: str
    action: str = ""
    evidence: str = ""
    inject: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone(Command):
    inject: str


# Orders and acts


@dataclass(frozen=True, slots=True, kw_only=True)
class LockSheet(Command):
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSheet(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell(Command):
    """A tick that rings the bell: saved drafts of teams that have not locked are taken, if they are legal."""

    drafts: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Command):
    """An action of the catalogue whose timing is `now`."""

    action: str
    args: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Command):
    action: str
    to: str
    args: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    """Declines a proposal, or withdraws one's own."""

    proposal: str


# Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Command):
    room: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassNote(Command):
    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring(Command):
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCall(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeStatement(Command):
    text: str
    stance: str = ""
    amount: float = 0.0


# Custody


@dataclass(frozen=True, slots=True, kw_only=True)
class Decode(Command):
    transaction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Command):
    """A holder signs with its own key. A reason is asked when the decoded bytes cross a red line."""

    transaction: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Command):
    """A colleague who was shown the transaction confirms the first signature of a key."""

    transaction: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Command):
    transaction: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferKey(Command):
    """A holder brings its new public key to the ceremony and reads its words aloud."""

    ceremony: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearWords(Command):
    ceremony: str
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildVault(Command):
    """Closes the ceremony: the new vault is derived and the sweep is opened for signing."""

    ceremony: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonCeremony(Command):
    ceremony: str


# Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowNext(Command):
    """The facilitator advances the reveal by one outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest(Command):
    outcome: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContest(Command):
    outcome: str
    upheld: bool
    text: str
    preset: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAct(Command):
    """Control's ruling on a free-text act."""

    act: str
    preset: str = ""
    scale: float = 1.0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideValue(Command):
    variable: str
    value: Value
    reason: str


# Review


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeeling(Command):
    trust: int
    prediction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWash(Command):
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFix(Command):
    kind: str
    text: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe(Command):
    team: str
    text: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Command):
    objective: str
    rating: str
    note: str = ""
