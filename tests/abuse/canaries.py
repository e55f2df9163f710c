"""Words that nobody would say by chance, each with who may read it: whoever else reads one has found a leak."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests import factories

PATTERN = re.compile(r"CANARY\d{4}")
TEAMS = ("us", "cn", "bis")
STAFF = ("evaluator", "control")
EVERYBODY = ("public", *TEAMS, *STAFF)


def custodians(*teams: str) -> tuple[str, ...]:
    return tuple(f"{team}+custodian" for team in teams or TEAMS)


@dataclass
class Canaries:
    """Canary → the names of those who may read it: teams, `us+custodian`, `seat:us-fed`, `control`, …"""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    injects: dict[str, list[str]] = field(default_factory=dict)
    """Row of the events list → its canaries, whose readers are those it was sent to, once it is sent."""
    expected: dict[str, str] = field(default_factory=dict)
    """The same → that of the expected act, which evaluators read once it is sent."""

    def plant(self, where: str, *readers: str) -> str:
        canary = f"CANARY{len(self.readers):04d}"
        self.readers[canary], self.where[canary] = frozenset(readers), where
        return canary

    def found(self, text: str) -> set[str]:
        return set(PATTERN.findall(text)) & self.readers.keys()

    def leaks(self, text: str, hears: frozenset[str]) -> dict[str, str]:
        """Canaries in this text that somebody who hears so much may not read, with where they were planted."""
        return {canary: self.where[canary] for canary in self.found(text) if not self.readers[canary] & hears}

    def sent(self, code: str, to: tuple[str, ...]) -> None:
        """This row is out: its addressees may read it, and evaluators what is hoped for."""
        self.readers[self.expected[code]] = frozenset(STAFF)
        for canary in self.injects.get(code, []):
            self.readers[canary] = frozenset(STAFF) | frozenset(EVERYBODY if set(to) & {"all", "public"} else to)


def tainted(canaries: Canaries, code: str) -> str:
    """A script of the library with a canary in every text that is not for everybody at once."""
    script = yaml.safe_load(factories.library_text(code))
    for team in script["teams"]:
        mark(team, "red_lines", canaries.plant(f"red lines of {team['code']}", team["code"], *STAFF))
    for card in script["cards"]:
        mark(card, "title", canaries.plant(f"card {card['code']}", card["team"], *STAFF))
    for page in script["documents"]:
        readers = EVERYBODY if "all" in page["for"] else (*page["for"], *STAFF)
        own = ("control",) if page["for"] == ["control"] else readers
        mark(page, "text", canaries.plant(f"document {page['code']}", *own))
    for turn in script["turns"]:
        _turn(canaries, turn)
    for row in script["transactions"]:
        for name in ("purpose", "request"):
            mark(row, name, canaries.plant(f"{name} of {row['code']}", *custodians(), *STAFF))
    for inject in script["injects"]:
        _inject(canaries, inject)
    mark(script, "notes", canaries.plant("notes of the script", "control"))
    return str(yaml.safe_dump(script, allow_unicode=True, sort_keys=False))


def _turn(canaries: Canaries, turn: dict[str, Any]) -> None:
    now = turn["number"] <= PLAYED
    mark(turn, "brief", canaries.plant(f"brief of turn {turn['number']}", *(EVERYBODY if now else ("control",))))
    for seat, text in turn.get("decides", {}).items():
        team = seat.partition("-")[0]
        readers = (team, *STAFF) if now else ("control",)
        _append(text, canaries.plant(f"what {seat} decides in turn {turn['number']}", *readers))


def _inject(canaries: Canaries, inject: dict[str, Any]) -> None:
    code = inject["code"]
    own = canaries.injects.setdefault(code, [])
    for name in inject.keys() & {"title", "text", "label", "from"}:
        own.append(canaries.plant(f"{name} of {code}", "control"))
        mark(inject, name, own[-1])
    for part in (*inject.get("replies", ()), *inject.get("attachments", ())):
        own.append(canaries.plant(f"a reply or attachment of {code}", "control"))
        mark(part, "text", own[-1])
    mark(inject, "note", canaries.plant(f"note of {code}", "control"))
    canaries.expected[code] = canaries.plant(f"expected act of {code}", "control")
    mark(inject, "expected", canaries.expected[code])


PLAYED = 2
"""The turn in which the walk happens."""


def mark(row: dict[str, Any], name: str, canary: str) -> None:
    if name in row:
        _append(row[name], canary)


def _append(text: dict[str, str], canary: str) -> None:
    for language, words in text.items():
        text[language] = f"{words.rstrip()} {canary}"
