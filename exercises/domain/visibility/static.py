"""The parts of a view that a script fixes once: titles and authored texts, as plain values, built once per script."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from exercises.domain.board.addresses import whitelist_address

if TYPE_CHECKING:
    from exercises.domain.script import Script
    from exercises.domain.script.schema import Inject, Text, Vault

_KEPT = 64


class Static:
    """What every view of one script repeats. Nobody changes these dictionaries; views share them."""

    def __init__(self, script: Script) -> None:
        self.script = script

    @cached_property
    def teams(self) -> dict[str, dict[str, Any]]:
        return {team.code: {"name": both(team.name), "kind": team.kind.value} for team in self.script.teams}

    @cached_property
    def seats(self) -> dict[str, dict[str, Any]]:
        """What anybody may know of a seat: its team and title."""
        return {
            seat.code: {"team": team.code, "title": both(seat.title)}
            for team in self.script.teams
            for seat in team.seats
        }

    @cached_property
    def roles(self) -> dict[str, dict[str, Any]]:
        """What a team knows of its own seats besides."""
        return {
            seat.code: {"role": seat.role} | ({"speaks": True} if seat.speaks else {})
            for team in self.script.teams
            for seat in team.seats
        }

    @cached_property
    def rows(self) -> dict[str, Inject]:
        return {inject.code: inject for inject in self.script.injects}

    @cached_property
    def injects(self) -> dict[str, dict[str, Any]]:
        """The face of every inject: what stands on it whoever reads it, without its text."""
        return {code: _face(inject) for code, inject in self.rows.items()}

    @cached_property
    def plans(self) -> dict[str, dict[str, Any]]:
        """The rows of the run sheet, for control: what each inject is, when it is planned and what it expects."""
        return {code: _planned(inject) for code, inject in self.rows.items()}

    @cached_property
    def replies(self) -> dict[str, dict[str, Any]]:
        return {code: {reply.code: both(reply.text) for reply in inject.replies} for code, inject in self.rows.items()}

    @cached_property
    def brings(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {code: tuple((item.kind, item.code) for item in inject.brings) for code, inject in self.rows.items()}

    @cached_property
    def vaults(self) -> dict[str, dict[str, Any]]:
        return {vault.code: both(vault.title) for vault in self.script.vaults}

    @cached_property
    def agreed(self) -> dict[str, dict[str, Any]]:
        """What the parties wrote down for each vault: the limit a day, and where coins may go."""
        return {vault.code: _agreed(vault) for vault in self.script.vaults}

    @cached_property
    def contributors(self) -> dict[str, str]:
        """Vault → the side that may open a sunset vault alone in the end; empty for other policies."""
        return {vault.code: (vault.contributor or "").upper() for vault in self.script.vaults}

    @cached_property
    def labels(self) -> dict[str, list[dict[str, Any]]]:
        """Transaction → what its request calls each output."""
        return {
            item.code: [{"label": both(line.label)} if line.label else {} for line in item.says]
            for item in self.script.transactions
        }

    @cached_property
    def cards(self) -> dict[str, dict[str, Any]]:
        """Team → its private objectives."""
        return {
            team.code: {card.code: {"title": both(card.title)} for card in self.script.cards if card.team == team.code}
            for team in self.script.teams
        }

    @cached_property
    def indicators(self) -> list[str]:
        return list(self.script.indicators)


def both(text: Text) -> dict[str, str]:
    return text.both


def static_of(script: Script) -> Static:
    """The plain values of a script, kept for the scripts in use; known by identity, for hashing one reads all of it."""
    known = _STATICS.get(id(script))
    if known is None:
        while len(_STATICS) >= _KEPT:
            del _STATICS[next(iter(_STATICS))]
        known = _STATICS[id(script)] = Static(script)
    return known


_STATICS: dict[int, Static] = {}


def _agreed(vault: Vault) -> dict[str, Any]:
    limit: dict[str, Any] = {} if vault.limit is None else {"limit": vault.limit}
    if not vault.whitelist:
        return limit
    return limit | {
        "whitelist": {
            name: {"title": both(title), "address": whitelist_address(vault.code, name)}
            for name, title in vault.whitelist.items()
        }
    }


def _face(inject: Inject) -> dict[str, Any]:
    face: dict[str, Any] = {
        "title": both(inject.title),
        "from": both(inject.sender),
        "medium": inject.medium.value,
        "attachments": [{"title": both(part.title), "text": both(part.text)} for part in inject.attachments],
    }
    if inject.label:
        face["label"] = both(inject.label)
    if inject.confidence:
        face["confidence"] = inject.confidence
    if inject.shareable or any(item.kind == "note" for item in inject.brings):
        face["shareable"] = True
    return face


def _planned(written: Inject) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "title": both(written.title),
        "from": both(written.sender),
        "to": [str(address) for address in written.to],
        "medium": written.medium.value,
        "text": both(written.text),
        "trigger": written.trigger.value,
        "offset": written.offset,
        "truth": written.truth.value,
    }
    texts = {name: both(text) for name, text in (("expected", written.expected), ("note", written.note)) if text}
    rules = {
        name: str(rule) for name, rule in (("expects", written.expects), ("when", written.when)) if rule is not None
    }
    codes = {
        "turn": written.turn,
        "objective": written.objective,
        "contingency": written.contingency,
        "after": written.after,
        "by": written.by,
    }
    return shown | texts | rules | {name: value for name, value in codes.items() if value is not None}
