"""The shape of a script, field by field. docs/authoring.md explains each to authors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from exercises.domain.script.parts import (
    Allowed,
    Brings,
    Code,
    Duration,
    Fixed,
    Line,
    Pays,
    Prose,
    Rule,
    Start,
    To,
    VariableCode,
    Worth,
)
from exercises.enums import Medium, TeamKind, Trigger

Btc = Annotated[float, Field(ge=0, le=21_000_000)]
TurnNumber = Annotated[int, Field(ge=1, le=40)]

# What a team may do in a turn if the script does not say: principals act more than observers.
_ATTENTION = {TeamKind.PRINCIPAL: 3, TeamKind.OBSERVER: 2, TeamKind.CELL: 3}


class Record(BaseModel):
    """Nothing in a script changes once it is read, and nothing stands in it that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Text(Record):
    """The same words in English and in Simplified Chinese."""

    en: Annotated[Prose, Field(min_length=1)]
    zh: Annotated[Prose, Field(alias="zh-hans")] = ""

    @property
    def both(self) -> dict[str, str]:
        return {"en": self.en, "zh-hans": self.zh or self.en}

    def say(self, language: str) -> str:
        """The words in a language; English where the Chinese is missing."""
        return self.zh if language.lower().startswith("zh") and self.zh else self.en


class Task(Record):
    """A critical task; `met` lets the platform see it done, without `met` evaluators look."""

    code: Code
    text: Text
    met: Rule | None = None


class Target(Record):
    """A capability target."""

    title: Text
    tasks: tuple[Task, ...] = ()


class Objective(Record):
    code: Code
    title: Text
    targets: tuple[Target, ...] = ()


class Resources(Record):
    """Attention (acts a turn), political capital, budget in million US dollars; what is not given starts as usual."""

    ap: Annotated[int, Field(ge=0, le=20)] | None = None
    pc: Annotated[float, Field(ge=0, le=100)] | None = None
    budget: Annotated[float, Field(ge=0, le=1_000_000)] | None = None


class Seat(Record):
    code: Code
    title: Text
    role: Code
    lead: bool = False
    deputy: bool = False
    speaks: bool = False
    clearances: tuple[Code, ...] = ()
    holds: tuple[Code, ...] = ()


class Team(Record):
    code: Code
    name: Text
    kind: TeamKind
    minimum: Annotated[int, Field(ge=0, le=99)] = 0
    resources: Resources = Resources()
    red_lines: Text | None = None
    seats: Annotated[tuple[Seat, ...], Field(max_length=20)] = ()

    @property
    def ap(self) -> int:
        return _ATTENTION[self.kind] if self.resources.ap is None else self.resources.ap

    @property
    def lead(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.lead), None)

    @property
    def deputy(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.deputy), None)


class Vault(Record):
    """Coins under keys. `keys` gives each key the seat that holds it; `limit` is BTC a day, `delay` is in blocks.

    `contributor` and `unlock` (a block height) are for the sunset policy.
    """

    code: Code
    title: Text
    policy: Code
    keys: Fixed[Code]
    btc: Btc
    coins: Annotated[int, Field(ge=1, le=100)] = 1
    limit: Btc | None = None
    delay: Annotated[int, Field(ge=1, le=65_535)] | None = None
    unlock: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    contributor: Code | None = None
    whitelist: Fixed[Text] = Field(default={}, validate_default=True)


class Output(Record):
    to: Pays
    btc: Btc
    label: Text | None = None


class Expiry(Record):
    turn: TurnNumber


class Transaction(Record):
    """What a covering request says, and what is really built. The two differ in a trap."""

    code: Code
    vault: Code
    kind: Literal["refresh", "transfer", "sweep"]
    purpose: Text
    request: Text
    says: Annotated[tuple[Output, ...], Field(min_length=1)]
    built: Annotated[tuple[Output, ...], Field(alias="bytes")] = ()
    fee: Btc = 0.0
    expires: Expiry | None = None

    @property
    def outputs(self) -> tuple[Output, ...]:
        return self.built or self.says


class Minutes(Record):
    """Wall-clock minutes of the four phases that people live through."""

    brief: Annotated[float, Field(gt=0, le=240)] = 3
    deliberate: Annotated[float, Field(gt=0, le=1_440)] = 12
    lock: Annotated[float, Field(gt=0, le=60)] = 1
    reveal: Annotated[float, Field(gt=0, le=240)] = 4


class Turn(Record):
    """`length` is simulated seconds, `starts` story time; without it the turn begins where the one before ends."""

    number: TurnNumber
    title: Text
    length: Duration
    starts: AwareDatetime | None = None
    minutes: Minutes = Minutes()
    brief: Text
    at_hand: Fixed[tuple[Code, ...]] = Field(default={}, validate_default=True)
    decides: Fixed[Text] = Field(default={}, validate_default=True)


class Actions(Record):
    """Which actions of the catalogue this script knows; `deny` wins over `allow`."""

    allow: Allowed = ("all",)
    deny: tuple[Code, ...] = ()


class SignedWords(Record):
    """A message that comes with a real signature by a key as it was at the start."""

    key: Code
    message: Annotated[str, Field(min_length=1, max_length=200)]


class Attachment(Record):
    title: Text
    text: Text
    signed: SignedWords | None = None


class Asks(Record):
    """Which teams are to answer, and within how many minutes of a twelve-minute deliberation."""

    of: Annotated[tuple[Code, ...], Field(min_length=1)]
    by: Annotated[float, Field(gt=0, le=60)]


class CodedReply(Record):
    code: Code
    text: Text
    effects: tuple[Line, ...] = ()


class Branch(Record):
    when: Annotated[Rule, Field(alias="if")]
    to: Code


class Inject(Record):
    """One row of the list of events. `offset` is in minutes of a twelve-minute deliberation; -1 is at the brief."""

    code: Code
    title: Text
    turn: TurnNumber | None = None
    offset: Annotated[float, Field(ge=-1, le=12)] = 0
    sender: Annotated[Text, Field(alias="from")]
    to: Annotated[tuple[To, ...], Field(min_length=1)]
    medium: Medium
    label: Text | None = None
    confidence: Literal["low", "medium", "high"] | None = None
    text: Text
    attachments: tuple[Attachment, ...] = ()
    brings: tuple[Brings, ...] = ()
    shareable: bool = False
    truth: Worth
    trigger: Trigger = Trigger.TIME
    when: Rule | None = None
    after: Code | None = None
    asks: Asks | None = None
    replies: Annotated[tuple[CodedReply, ...], Field(max_length=20)] = ()
    expects: Rule | None = None
    contingency: Code | None = None
    by: TurnNumber | None = None
    on_arrival: tuple[Line, ...] = ()
    unanswered: tuple[Line, ...] = ()
    branches: tuple[Branch, ...] = ()
    objective: Code | None = None
    expected: Text | None = None
    note: Text | None = None

    @property
    def deadline(self) -> int:
        """The turn by whose end `expects` must hold."""
        return self.by or self.turn or 1


class Card(Record):
    """A private objective of a team."""

    code: Code
    team: Code
    title: Text
    met: Rule


class Terms(Record):
    """What must and must not have been done for a tier."""

    must: tuple[Rule, ...] = ()
    must_not: tuple[Rule, ...] = ()


class Outcome(Record):
    gold: Terms
    silver: Terms
    bronze: Terms


class HotWash(Record):
    """Questions of the talk right after the end; `pivots` is how many turning points it shows."""

    questions: tuple[Text, ...] = ()
    pivots: Annotated[int, Field(ge=0, le=10)] = 3


class Page(Record):
    """A page for teams, seats or control to read."""

    code: Code
    title: Text
    readers: Annotated[tuple[Code, ...], Field(alias="for", min_length=1)]
    text: Text


class Document(Record):
    """Everything an author writes, in the order it is exported."""

    parley: Literal[1]
    code: Code
    title: Text
    summary: Text
    story: Text
    objectives: Annotated[tuple[Objective, ...], Field(max_length=50)] = ()
    pack: Annotated[str, Field(min_length=1, max_length=40)]
    luck: bool = True
    start: Annotated[Fixed[Start], Field(validate_default=True)] = {}
    teams: Annotated[tuple[Team, ...], Field(min_length=1, max_length=20)]
    vaults: Annotated[tuple[Vault, ...], Field(max_length=20)] = ()
    transactions: Annotated[tuple[Transaction, ...], Field(max_length=100)] = ()
    turns: Annotated[tuple[Turn, ...], Field(min_length=1, max_length=40)]
    actions: Actions = Actions()
    injects: Annotated[tuple[Inject, ...], Field(max_length=500)] = ()
    cards: Annotated[tuple[Card, ...], Field(max_length=50)] = ()
    indicators: tuple[VariableCode, ...] = ()
    outcome: Outcome
    hot_wash: HotWash = HotWash()
    documents: Annotated[tuple[Page, ...], Field(max_length=50)] = ()
    notes: Text | None = None
