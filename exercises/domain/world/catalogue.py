"""The catalogue of all families. A new family is one new file, one line here, and its step in `steps.py`."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from exercises.domain.world import (
    accord,
    audits,
    custody_risk,
    cyber,
    diplomacy,
    disputes,
    indices,
    information,
    institutions,
    market,
    market_levers,
    mining,
    monitoring,
    politics,
    reserve,
    sites,
    tracing,
    trade,
    vaults,
)
from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import Catalogue, Value
from exercises.domain.world.world import Deed, Trigger, World

FAMILIES: tuple[ModuleType, ...] = (
    reserve,
    vaults,
    sites,
    custody_risk,
    audits,
    monitoring,
    cyber,
    accord,
    diplomacy,
    disputes,
    politics,
    market,
    market_levers,
    mining,
    tracing,
    trade,
    institutions,
    information,
    indices,
)

CATALOGUE = Catalogue(
    tuple(variable for family in FAMILIES for variable in getattr(family, "VARIABLES", ())),
    tuple(action for family in FAMILIES for action in getattr(family, "ACTIONS", ())),
)

TRIGGERS: Mapping[str, Trigger] = {
    name: trigger for family in FAMILIES for name, trigger in getattr(family, "TRIGGERS", {}).items()
}
"""What an action does to the numbers beyond its plain effects. Answers a result code."""

ENGINE_TRIGGERS: Mapping[str, str] = {
    "sign": "one signature on a transaction",
    "refuse": "a recorded refusal",
    "freeze": "no signing for two turns; a second freeze in a row needs a second party",
    "declare_key": "the declared status of a key becomes suspected",
    "catch_forgery": "recorded when words heard in a ceremony do not fit a forged key",
    "prove_control": "the holder signs a fresh message; key proven",
    "choose_policy": "the vault gets this policy at its next funding or rotation",
    "rotate": "opens a key ceremony and sweeps to the new keys",
    "propose_tx": "builds an unsigned transaction",
    "waive_check": "one check of one transaction passes once",
    "emergency": "lock-up and delay are lifted while emergency.turns > 0",
    "refresh": "builds a transaction to the same vault",
    "request_recovery": "opens a verification of two turns",
    "verify_recovery": "answers a recovery request",
    "recover": "spends the recovery path",
    "quarantine": "builds a transaction to a side vault",
    "split_shares": "cuts a key into shares",
    "recover_from_shares": "combines shares; lost becomes suspected",
    "share_intel": "the other side receives the note",
    "hide_intel": "the note is marked as held back",
    "call": "rings the hotline",
    "answer": "opens the line",
    "decline_call": "ends the ringing",
    "backchannel": "delivers an unsigned note; leaks with diplomacy.leak_chance",
    "decline_session": "the session does not take place",
    "mediate": "opens a room for three",
    "deliver": "hands the words to the other side alone",
    "publish": "publishes a press story with its source",
    "brief_journalist": "the press cell receives the words",
    "plant_story": "the press cell receives the words",
    "leak": "the named inject or words reach the press",
    "propose": "opens a proposal",
    "accept_proposal": "accepts a proposal",
    "reject_proposal": "rejects a proposal",
    "accept_clause": "moves a clause to agreed",
    "claim": "opens a dispute record",
    "seize": "marks the partnership as broken",
    "withdraw": "asks for a transaction that returns the share",
}
"""What the engine does, because it touches records (keys, rooms, proposals) rather than numbers."""


def carry_out(w: World, trigger: str, team: str | None, args: Mapping[str, Value], cause: Cause) -> str:
    """Do what an action does to the numbers beyond its effects; `team` is None for a joint act.

    Answers a result code, or `engine` when the trigger is none of the world's.
    """
    act = TRIGGERS.get(trigger)
    return act(w, Deed(team, args, cause)) if act else "engine"
