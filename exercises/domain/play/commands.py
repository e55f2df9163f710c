"""Everything anybody may ask of an exercise. A command says who asks and what for; the rules say whether it happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Order, Text, Value

Verb = dataclass(frozen=True, slots=True, kw_only=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a seat, or control, the clock, an evaluator (then `seat` is that word and `team` is empty)."""

    seat: str
    team: str = ""

    @property
    def control(self) -> bool:
        return self.seat == "control"


@Verb
class Command:
    by: Actor


# The exercise as a whole


@Verb
class Create(Command):
    """Sets the board up. `pace` multiplies every wall-clock duration; 0.5 plays twice as fast."""

    code: str
    pace: float = 1.0


@Verb
class Ready(Command):
    pass


@Verb
class Muster(Command):
    """A seat confirms name, link and test message; custodians sign a test message by it."""


@Verb
class Start(Command):
    """STARTEX; refused with the missing seats unless `anyway`."""

    anyway: bool = False


@Verb
class Pause(Command):
    reason: str = ""


@Verb
class Resume(Command):
    pass


@Verb
class Extend(Command):
    reason: str
    minutes: float = 2.0


@Verb
class Advance(Command):
    """Control ends the running phase now: `Lock now` from Deliberate, next turn from Reveal.

    `drafts` are the saved drafts of teams that have not locked; they count when this rings the bell.
    """

    drafts: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)


@Verb
class End(Command):
    reason: str


@Verb
class MoveWash(Command):
    """Opens the next step of the hot wash, and after the last one closes the file."""


@Verb
class StepBack(Command):
    """Back to the start of `turn`; `to_number` and `board_hash` name the entry and board that hold again."""

    turn: int
    reason: str
    to_number: int = 0
    board_hash: str = ""


@Verb
class NoDuff(Command):
    text: str = ""


@Verb
class LiftNoDuff(Command):
    pass


@Verb
class Tick(Command):
    """The clock looks at what is due. Doing it twice does it once."""


# Seats


@Verb
class FillSeat(Command):
    seat: str
    occupant: str


@Verb
class ClearSeat(Command):
    seat: str


@Verb
class PassLead(Command):
    team: str
    seat: str


# Injects


@Verb
class Release(Command):
    code: str


@Verb
class Hold(Command):
    code: str


@Verb
class Unhold(Command):
    code: str


@Verb
class Skip(Command):
    code: str
    reason: str = ""


@Verb
class AddInject(Command):
    """An unscripted inject by control, sent at once."""

    title: Text
    sender: Text
    to: tuple[str, ...]
    medium: str
    text: Text
    asks: bool = False


@Verb
class Open(Command):
    """A seat opens an inject; the first time counts."""

    inject: str


@Verb
class Reply(Command):
    inject: str
    reply: str = ""
    text: str = ""


@Verb
class Credit(Command):
    """Control credits a deed (or an answer) that people did by voice, with its evidence."""

    team: str
    action: str = ""
    evidence: str = ""
    inject: str = ""
    reply: str = ""


@Verb
class NotDone(Command):
    inject: str


# Orders and acts


@Verb
class LockSheet(Command):
    orders: tuple[Order, ...]


@Verb
class ReopenSheet(Command):
    pass


@Verb
class Bell(Command):
    """A tick that rings the bell: saved drafts of teams that have not locked are taken, if they are legal."""

    drafts: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)


@Verb
class Act(Command):
    """An action of the catalogue whose timing is `now`."""

    action: str
    args: Mapping[str, Value] = field(default_factory=dict)


@Verb
class Propose(Command):
    action: str
    to: str
    args: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""


@Verb
class Accept(Command):
    proposal: str


@Verb
class Decline(Command):
    """Declines a proposal, or withdraws one's own."""

    proposal: str


# Talk


@Verb
class Say(Command):
    room: str
    text: str


@Verb
class PassNote(Command):
    to: str
    text: str


@Verb
class Ring(Command):
    to: str


@Verb
class AnswerCall(Command):
    pass


@Verb
class DeclineCall(Command):
    pass


@Verb
class HangUp(Command):
    pass


@Verb
class MakeStatement(Command):
    text: str
    stance: str = ""
    amount: float = 0.0


# Custody


@Verb
class Decode(Command):
    transaction: str


@Verb
class Sign(Command):
    """A holder signs with its own key. A reason is asked when the decoded bytes cross a red line."""

    transaction: str
    reason: str = ""


@Verb
class Confirm(Command):
    """A colleague who was shown the transaction confirms the first signature of a key."""

    transaction: str
    key: str


@Verb
class Refuse(Command):
    transaction: str
    reason: str


@Verb
class OfferKey(Command):
    """A holder brings its new public key to the ceremony and reads its words aloud."""

    ceremony: str


@Verb
class HearWords(Command):
    ceremony: str
    key: str
    words: str


@Verb
class BuildVault(Command):
    """Closes the ceremony: the new vault is derived and the sweep is opened for signing."""

    ceremony: str


@Verb
class AbandonCeremony(Command):
    ceremony: str


# Verdicts


@Verb
class ShowNext(Command):
    """The facilitator advances the reveal by one outcome."""


@Verb
class Contest(Command):
    outcome: str
    text: str


@Verb
class RuleContest(Command):
    outcome: str
    upheld: bool
    text: str
    preset: str = ""
    scale: float = 1.0


@Verb
class RuleAct(Command):
    """Control's ruling on a free-text act."""

    act: str
    preset: str = ""
    scale: float = 1.0
    text: str = ""


@Verb
class OverrideValue(Command):
    variable: str
    value: Value
    reason: str


# Review


@Verb
class GiveFeeling(Command):
    trust: int
    prediction: str = ""


@Verb
class AnswerWash(Command):
    answers: Mapping[str, str]


@Verb
class NoteFix(Command):
    kind: str
    text: str
    owner: str = ""


@Verb
class Observe(Command):
    team: str
    text: str = ""
    objective: str = ""


@Verb
class Rate(Command):
    objective: str
    rating: str
    note: str = ""
