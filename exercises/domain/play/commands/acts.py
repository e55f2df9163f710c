"""Orders, acts and proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Order, Value
from exercises.domain.play.commands.actor import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class LockSheet(Command):
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenSheet(Command):
    pass


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
