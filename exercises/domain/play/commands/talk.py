"""What people say."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.play.commands.actor import Command


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
