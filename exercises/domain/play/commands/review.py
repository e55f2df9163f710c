"""What people thought and saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.domain.play.commands.actor import Command


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
