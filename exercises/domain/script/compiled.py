"""A script ready to be played: immutable, looked up by code, with one canonical text and its hash."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import ConfigDict

from exercises.domain.grammar import Condition, Effect, remembered
from exercises.domain.script.schema import (
    Card,
    Document,
    Inject,
    Objective,
    Page,
    Seat,
    Task,
    Team,
    Transaction,
    Turn,
    Vault,
)
from exercises.domain.script.trees import trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exercises.domain.script.parts import Setting
    from exercises.domain.script.problems import Path

Coded = TypeVar("Coded", Objective, Task, Team, Seat, Vault, Transaction, Inject, Card, Page)


class Script(Document):
    """What the engine plays. Look-ups by code raise KeyError for a code that is not there."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    def team(self, code: str) -> Team:
        return self.teams_by_code[code]

    def seat(self, code: str) -> Seat:
        return self.seats[code]

    def team_of(self, seat: str) -> Team:
        return self.teams_by_seat[seat]

    def vault(self, code: str) -> Vault:
        return self.vaults_by_code[code]

    def transaction(self, code: str) -> Transaction:
        return self.transactions_by_code[code]

    def inject(self, code: str) -> Inject:
        return self.injects_by_code[code]

    def card(self, code: str) -> Card:
        return self.cards_by_code[code]

    def objective(self, code: str) -> Objective:
        return self.objectives_by_code[code]

    def document(self, code: str) -> Page:
        return self.documents_by_code[code]

    def turn(self, number: int) -> Turn:
        return self.turns_by_number[number]

    def starts(self, number: int) -> datetime:
        """Story time at which a turn begins."""
        turn = self.turn(number)
        if turn.starts is not None:
            return turn.starts
        before = self.turn(number - 1)
        return self.starts(before.number) + timedelta(seconds=before.length)

    def allows(self, action: str) -> bool:
        """Whether an action of the catalogue may be chosen in this script."""
        allowed = self.actions.allow == ("all",) or action in self.actions.allow
        return allowed and action not in self.actions.deny

    def opening(self, packs: Mapping[str, Mapping[str, Setting]]) -> dict[str, Setting]:
        """What overrides the catalogue at the start: the pack, over it the teams' resources, over them `start`."""
        return {**packs[self.pack], **self._resources(), **self.start}

    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """Every condition that is a field of its own, with the path to it."""
        return ((path, tree) for path, tree in trees(self) if not isinstance(tree, Effect))

    def effects(self) -> Iterator[tuple[Path, Effect]]:
        return ((path, tree) for path, tree in trees(self) if isinstance(tree, Effect))

    def canonical(self) -> str:
        """The one text of this script: JSON, sorted keys, no defaults, so that later fields change no old hash."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @cached_property
    def remembered(self) -> tuple[str, ...]:
        """The texts inside every held(...) and ever(...): play notes their truth at the end of each turn."""
        return tuple(dict.fromkeys(text for _, tree in trees(self) for text in remembered(tree)))

    @cached_property
    def seats(self) -> dict[str, Seat]:
        return _by_code(seat for team in self.teams for seat in team.seats)

    @cached_property
    def holders(self) -> dict[str, str]:
        """The seat that holds each key."""
        return {key: seat for vault in self.vaults for key, seat in vault.keys.items()}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The critical tasks of all objectives."""
        return _by_code(task for objective in self.objectives for target in objective.targets for task in target.tasks)

    @cached_property
    def teams_by_code(self) -> dict[str, Team]:
        return _by_code(self.teams)

    @cached_property
    def teams_by_seat(self) -> dict[str, Team]:
        return {seat.code: team for team in self.teams for seat in team.seats}

    @cached_property
    def vaults_by_code(self) -> dict[str, Vault]:
        return _by_code(self.vaults)

    @cached_property
    def transactions_by_code(self) -> dict[str, Transaction]:
        return _by_code(self.transactions)

    @cached_property
    def injects_by_code(self) -> dict[str, Inject]:
        return _by_code(self.injects)

    @cached_property
    def cards_by_code(self) -> dict[str, Card]:
        return _by_code(self.cards)

    @cached_property
    def objectives_by_code(self) -> dict[str, Objective]:
        return _by_code(self.objectives)

    @cached_property
    def documents_by_code(self) -> dict[str, Page]:
        return _by_code(self.documents)

    @cached_property
    def turns_by_number(self) -> dict[int, Turn]:
        return {turn.number: turn for turn in self.turns}

    def _resources(self) -> dict[str, Setting]:
        return {
            f"{name}.{team.code}": value
            for team in self.teams
            for name, value in (("pc", team.resources.pc), ("budget", team.resources.budget))
            if value is not None
        }


def _by_code(records: Iterable[Coded]) -> dict[str, Coded]:
    return {record.code: record for record in records}


@lru_cache(maxsize=16)
def from_canonical(text: str) -> Script:
    """The script of a canonical text that was checked when it was published. Cached: the same text, the same object."""
    return Script.model_validate_json(text)
