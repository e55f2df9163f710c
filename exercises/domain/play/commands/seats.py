"""Who sits where."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.play.commands.actor import Command


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
