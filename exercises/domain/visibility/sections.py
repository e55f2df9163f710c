"""The one function that decides secrecy, `view`, section by section; and the frame from one view to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.visibility import (
    causes,
    ceremonies,
    checks,
    control,
    custody,
    exercise,
    facts,
    injects,
    orders,
    outcomes,
    review,
    talk,
    teams,
    transactions,
)
from exercises.domain.visibility.frames import Frame, View, difference
from exercises.domain.visibility.reader import Reader, reader_of

Part = dict[str, Any] | None
Build = Callable[[Setting, Board, Reader], Part]
Renew = Callable[[Setting, Board, Board, Reader, dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a view. It answers `None` where a stream has no such part.

    `reads` are the attributes of the board it is made of, and no others: while they are the same objects, so is it.
    Where it looks up a few `numbers` of the world, the others may move. A long one has `renew`, which takes over from
    an older board what cannot have changed.
    """

    build: Build
    reads: tuple[str, ...]
    renew: Renew | None = None
    numbers: tuple[str, ...] = ()

    def moved(self, old: Board, new: Board, parts: set[str]) -> bool:
        """May it be another one on the new board, which differs from the old one in these parts?"""
        return not parts.isdisjoint(self.reads) or (
            "world" in parts and any(old.world.get(code) != new.world.get(code) for code in self.numbers)
        )

    def renewed(self, setting: Setting, old: Board, new: Board, reader: Reader, was: Part) -> Part:
        """The same as `build` on the new board, for those who know what it was on the old one."""
        if self.renew is None or was is None:
            return self.build(setting, new, reader)
        return self.renew(setting, old, new, reader, was)


_PARTS = tuple(field.name for field in fields(Board))


def touched(old: Board, new: Board) -> set[str]:
    """The attributes in which two boards differ."""
    return {name for name in _PARTS if getattr(old, name) is not getattr(new, name)}


_SIGHT = ("teams", "seats", "world")
_OPENING = (*_SIGHT, "opening", "past", "intel", "turn", "resolved")

SECTIONS: dict[str, Section] = {
    "exercise": Section(
        exercise.exercise,
        (
            *("code", "title", "state", "turn", "turns", "phase", "generation", "pace", "clock", "story"),
            *("reason", "noduff", "wash", "compromised", "tier"),
        ),
    ),
    "turn": Section(exercise.turn, _OPENING),
    "team": Section(teams.team, ("teams", "world", "turn", "reminded")),
    "desks": Section(teams.desks, ("teams", "world", "turn", "reminded")),
    "teams": Section(teams.teams, ("teams", "sheets")),
    "seats": Section(teams.seats, ("seats", "teams")),
    "facts": Section(facts.facts, _OPENING),
    "why": Section(causes.why, (*_SIGHT, "changes", "injects", "turn", "resolved")),
    "injects": Section(
        injects.injects,
        ("injects", "improvised", "teams", "clock", "transactions", "ceremonies"),
        injects.renewed,
    ),
    "rooms": Section(talk.rooms, ("rooms", "teams")),
    "notes": Section(talk.notes, ("notes",)),
    "hotline": Section(talk.hotline, ("hotline", "clock")),
    "orders": Section(orders.orders, ("teams", "sheets", "free", "deeds", "turn")),
    "proposals": Section(orders.proposals, ("proposals", "turn")),
    "vaults": Section(custody.vaults, ("vaults", "keys", "teams", "seats", "turn")),
    "proofs": Section(custody.proofs, ("proofs",)),
    "checks": Section(custody.checks, ("checks", "vaults", "keys")),
    "transactions": Section(
        transactions.transactions,
        ("transactions", "vaults", "keys", "seats", "ceremonies", "clock", "turn"),
        numbers=checks.NUMBERS,
    ),
    "ceremonies": Section(ceremonies.ceremonies, ("ceremonies", "vaults", "keys", "seats")),
    "statements": Section(talk.statements, ("statements",)),
    "news": Section(talk.news, ("notes", "compromised")),
    "outcomes": Section(outcomes.outcomes, (*_SIGHT, "resolved", "free", "injects", "turn")),
    "review": Section(
        review.review,
        (
            *("state", "wash", "tier", "tier_why", "injects", "improvised", "keys", "transactions", "vaults"),
            *("ceremonies", "overrides", "feelings", "seats", "fixes", "world", "turn"),
        ),
    ),
    "evaluation": Section(review.evaluation, ("observations", "ratings")),
    "control": Section(
        control.control,
        (
            *("code", "state", "turn", "tier", "tier_why", "noduff", "injects", "improvised", "overrides", "flags"),
            *("later", "deeds", "feelings", "answers", "fixes", "intel", "free", "resolved", "reminded", "sheets"),
            "seats",
        ),
    ),
}


LOOKS = {**SECTIONS, "rumours": Section(facts.rumours, SECTIONS["facts"].reads)}
"""What somebody may look at by itself: every section, and of the longest one the part that bots read."""


def view(setting: Setting, board: Board, stream: str) -> View:
    """Everything this stream may know now, and nothing else: JSON values, no `None`, collections by public id.

    Streams are those of `board.setting.streams`. What a view holds may be shared with other views: never change it.
    """
    reader = reader_of(stream)
    built = ((name, section.build(setting, board, reader)) for name, section in SECTIONS.items())
    return {name: part for name, part in built if part is not None}


def changed(setting: Setting, old: Board, new: Board, stream: str, was: View) -> tuple[View, Frame]:
    """The view of the new board and the frame from the old one, which was `was`.

    The same as `view` and `difference`; sections made of untouched parts of the board are not built again.
    """
    reader = reader_of(stream)
    parts = touched(old, new)
    now: View = {}
    for name, section in SECTIONS.items():
        part = was.get(name)
        if section.moved(old, new, parts):
            part = section.renewed(setting, old, new, reader, part)
        if part is not None:
            now[name] = part
    return now, difference(was, now)
