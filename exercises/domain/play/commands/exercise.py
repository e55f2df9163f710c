"""The exercise as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Order
from exercises.domain.play.commands.actor import Command


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bell(Command):
    """A tick that rings the bell: saved drafts of teams that have not locked are taken, if they are legal."""

    drafts: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)
