"""Conditions and effects as trees. `str()` of a node is its canonical text, which parses back to an equal tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

ANY_TEAM = "any"


class Kind(StrEnum):
    """What a name in a condition or an effect stands for."""

    VARIABLE = "variable"
    ACTION = "action"
    TEAM = "team"
    INJECT = "inject"
    TX = "tx"
    KEY = "key"
    FLAG = "flag"
    PRESET = "preset"
    VAULT = "vault"
    RUMOUR = "rumour"
    INCIDENT = "incident"
    CLAIM = "claim"
    STATE = "state"
    STATUS = "status"
    REPLY = "reply"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Name:
    """A word that something outside the grammar must know. The column (from 1) is where it stood, and never counts."""

    kind: Kind
    code: str
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Number:
    value: float

    def __str__(self) -> str:
        return number(self.value)


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure of the exercise itself: the turn, the stage of the accord, the keys proved to be in good hands."""

    what: Literal["turn", "stage", "proved_keys"]

    def __str__(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Var:
    name: Name

    def __str__(self) -> str:
        return f"var({self.name})"


@dataclass(frozen=True, slots=True)
class Count:
    """How often a team has acted so far."""

    team: Name
    action: Name

    def __str__(self) -> str:
        return f"count(did({self.team}, {self.action}))"


@dataclass(frozen=True, slots=True)
class KeyState:
    key: Name

    def __str__(self) -> str:
        return f"key({self.key}).status"


@dataclass(frozen=True, slots=True)
class Reply:
    """The coded reply of a team to an inject."""

    team: Name
    inject: Name

    def __str__(self) -> str:
        return f"reply({self.team}, {self.inject})"


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance code of a team's latest statement."""

    team: Name

    def __str__(self) -> str:
        return f"stance({self.team})"


Term: TypeAlias = Counter | Var | Count | KeyState | Reply | Stance | Number | Name
Comparison = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " and ".join(_grouped(part, And, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return " or ".join(_grouped(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def __str__(self) -> str:
        return f"not {_grouped(self.part, And, Or)}"


@dataclass(frozen=True, slots=True)
class Compare:
    left: Term
    op: Comparison
    right: Term

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


@dataclass(frozen=True, slots=True)
class Did:
    """A team has acted so, ever, or within so many minutes of deliberation."""

    team: Name
    action: Name
    minutes: int | None = None

    def __str__(self) -> str:
        within = "" if self.minutes is None else f" within({self.minutes}m)"
        return f"did({self.team}, {self.action}){within}"


@dataclass(frozen=True, slots=True)
class DidWithin:
    """A team has acted so in this turn or the turns - 1 before it."""

    team: Name
    action: Name
    turns: int

    def __str__(self) -> str:
        return f"did_within({self.team}, {self.action}, {self.turns})"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many keys have signed or refused a transaction. Without `by` in the text: at least one."""

    what: Literal["signed", "refused"]
    tx: Name
    op: Comparison = ">="
    count: int = 1

    def __str__(self) -> str:
        by = "" if (self.op, self.count) == (">=", 1) else f" by {self.op} {self.count}"
        return f"{self.what}(tx:{self.tx}){by}"


Fact = Literal["final", "answered", "released", "flag", "swept", "alone"]
FACT_KINDS: dict[Fact, Kind] = {
    "final": Kind.TX,
    "answered": Kind.INJECT,
    "released": Kind.INJECT,
    "flag": Kind.FLAG,
    "swept": Kind.VAULT,
    "alone": Kind.ACTION,
}


@dataclass(frozen=True, slots=True)
class Is:
    """A plain fact about one thing: final(tx:T17), answered(inject:KC01), flag(leak), swept(pilot), alone(freeze)."""

    what: Fact
    name: Name

    def __str__(self) -> str:
        prefix = f"{self.name.kind}:" if self.name.kind in (Kind.TX, Kind.INJECT) else ""
        return f"{self.what}({prefix}{self.name})"


@dataclass(frozen=True, slots=True)
class Chance:
    """A keyed draw. `nth` counts the draws of one text from 0, left to right, so that two of them differ."""

    probability: float
    nth: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"chance({number(self.probability)})"


@dataclass(frozen=True, slots=True)
class Held:
    """The inner condition was true at the end of each of the last so many turns."""

    condition: Condition
    turns: int

    def __str__(self) -> str:
        return f"held({self.condition}, {self.turns})"


@dataclass(frozen=True, slots=True)
class Ever:
    """The inner condition was true at some end of a turn, or is now."""

    condition: Condition

    def __str__(self) -> str:
        return f"ever({self.condition})"


Condition: TypeAlias = And | Or | Not | Compare | Did | DidWithin | Tally | Is | Chance | Held | Ever


@dataclass(frozen=True, slots=True)
class Draw:
    """The luck in a size: an even draw of this half-width, or a normal draw of this deviation."""

    width: float
    normal: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A change by a size: added, multiplied, or a logarithmic jump."""

    op: Literal["add", "mul", "jump"]
    target: Name
    size: float
    draw: Draw | None = None

    def __str__(self) -> str:
        return f"{self.op}({self.target}, {number(self.size)}{self._luck()})"

    def _luck(self) -> str:
        if self.draw is None:
            return ""
        width = number(self.draw.width)
        return f", n({width})" if self.draw.normal else f" ± {width}"


Setting: TypeAlias = float | bool | Name


@dataclass(frozen=True, slots=True)
class Put:
    """A variable gets this number, this named state, or true or false."""

    target: Name
    value: Setting

    def __str__(self) -> str:
        return f"set({self.target}, {_plain(self.value)})"


@dataclass(frozen=True, slots=True)
class Raise:
    flag: Name
    on: bool = True

    def __str__(self) -> str:
        return f"flag({self.flag})" if self.on else f"flag({self.flag}, false)"


@dataclass(frozen=True, slots=True)
class Queue:
    inject: Name

    def __str__(self) -> str:
        return f"queue({self.inject})"


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made bundle of effects, all sizes times the scale."""

    name: Name
    scale: float = 1.0

    def __str__(self) -> str:
        return f"preset({self.name})" if self.scale == 1 else f"preset({self.name}, {number(self.scale)})"


@dataclass(frozen=True, slots=True)
class Spawn:
    """Something new comes into play; its kind is the kind of its name: a transaction, rumour, incident or claim."""

    name: Name
    amount: float | None = None

    @property
    def kind(self) -> Kind:
        return self.name.kind

    def __str__(self) -> str:
        amount = "" if self.amount is None else f", {number(self.amount)}"
        return f"spawn({self.kind}, {self.name}{amount})"


@dataclass(frozen=True, slots=True)
class Clamp:
    target: Name
    low: float
    high: float

    def __str__(self) -> str:
        return f"clamp({self.target}, {number(self.low)}, {number(self.high)})"


Act: TypeAlias = Move | Put | Raise | Queue | Preset | Spawn | Clamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One line of cause and effect. `after` and `over` are turns; `hidden`: teams do not see the cause."""

    act: Act
    after: int = 0
    over: int = 1
    chance: float | None = None
    hidden: bool = False
    when: Condition | None = None

    def __str__(self) -> str:
        parts = (
            str(self.act),
            f"after {self.after}" if self.after else "",
            f"over {self.over}" if self.over != 1 else "",
            "" if self.chance is None else f"chance {number(self.chance)}",
            "hidden" if self.hidden else "",
            "" if self.when is None else f"when {self.when}",
        )
        return " ".join(part for part in parts if part)


Node: TypeAlias = Condition | Term | Act | Effect


def number(value: float) -> str:
    """The shortest decimal text of a number, never with an exponent."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    return text if "e" not in text else f"{value:.9f}".rstrip("0")


def _grouped(part: Condition, *looser: type) -> str:
    return f"({part})" if isinstance(part, looser) else str(part)


def _plain(value: Setting) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, Name) else number(value)
