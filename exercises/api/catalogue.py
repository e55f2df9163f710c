"""The lists a program needs to know what it may say: actions, numbers, presets, data packs."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from exercises.api.fields import Code
from exercises.api.table import Gives, reading
from exercises.domain.codec import encode
from exercises.domain.world import CATALOGUE, PACK_TITLES, PACKS, PRESET_TITLES, PRESETS
from exercises.enums import Mode, Timing

if TYPE_CHECKING:
    from rest_framework.request import Request

Item = dict[str, Any]


def actions(_: Request, team: str = "", mode: str = "", timing: str = "") -> list[Item]:
    """Every action: who may take it, what it asks for, costs and does."""
    found = (action for action in CATALOGUE.actions.values() if not team or action.allows(team, holds_keys=True))
    return [_whole(action) for action in found if mode in ("", action.mode) and timing in ("", action.timing)]


def variables(_: Request) -> list[Item]:
    """Every number, state and flag of the world: its range, and who sees it."""
    return [_whole(variable) for variable in CATALOGUE.variables.values()]


def presets(_: Request) -> list[Item]:
    """Ready-made shocks and graded rulings."""
    return [
        {"code": name, "title": dict(PRESET_TITLES[name]), "effects": list(lines)} for name, lines in PRESETS.items()
    ]


def packs(_: Request) -> list[Item]:
    """The states of the world an exercise may start from."""
    return [{"code": name, "title": dict(PACK_TITLES[name]), "values": dict(values)} for name, values in PACKS.items()]


def _whole(record: Any) -> Item:
    """A record with all its fields, also those at their default."""
    return {field.name: encode(getattr(record, field.name)) for field in fields(record)}


ENTRIES = (
    reading(
        "world/actions/",
        actions,
        Gives.ITEMS,
        team=Code(required=False),
        mode=serializers.ChoiceField(list(Mode), required=False),
        timing=serializers.ChoiceField(list(Timing), required=False),
    ),
    reading("world/variables/", variables, Gives.ITEMS),
    reading("world/presets/", presets, Gives.ITEMS),
    reading("world/packs/", packs, Gives.ITEMS),
)
