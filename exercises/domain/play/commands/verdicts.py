"""What control decides, and what teams say against it."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.events.parts import Value
from exercises.domain.play.commands.actor import Command


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
