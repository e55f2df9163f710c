"""The world of Parley: its living numbers, the levers that move them, and the small equations between."""

from __future__ import annotations

from exercises.domain.world.catalogue import CATALOGUE, ENGINE_TRIGGERS, TRIGGERS, carry_out
from exercises.domain.world.causes import CAUSES, Cause, Change, Pending, Spawn
from exercises.domain.world.custody_risk import Custody
from exercises.domain.world.entries import (
    PRINCIPALS,
    Action,
    Catalogue,
    Cost,
    Field,
    Seen,
    Text,
    Value,
    Variable,
    other_principals,
)
from exercises.domain.world.packs import LUCKLESS_PACKS, PACK_TITLES, PACKS, start_values
from exercises.domain.world.presets import POINTS, PRESET_TITLES, PRESETS, PRICE, SHOCKS
from exercises.domain.world.steps import RESOLUTION_STEPS, settle, step
from exercises.domain.world.world import World, gain_factor

__all__ = [
    "CATALOGUE",
    "CAUSES",
    "ENGINE_TRIGGERS",
    "LUCKLESS_PACKS",
    "PACKS",
    "PACK_TITLES",
    "POINTS",
    "PRESETS",
    "PRESET_TITLES",
    "PRICE",
    "PRINCIPALS",
    "RESOLUTION_STEPS",
    "SHOCKS",
    "TRIGGERS",
    "Action",
    "Catalogue",
    "Cause",
    "Change",
    "Cost",
    "Custody",
    "Field",
    "Pending",
    "Seen",
    "Spawn",
    "Text",
    "Value",
    "Variable",
    "World",
    "carry_out",
    "gain_factor",
    "other_principals",
    "settle",
    "start_values",
    "step",
]
