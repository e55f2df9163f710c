"""Rows of the events list."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.events.parts import Text
from exercises.domain.play.commands.actor import Command


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
