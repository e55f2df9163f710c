"""Data packs: the state of the world an exercise starts from.

A pack overrides fallback values, a script overrides its pack.
"""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain.luck import Luck
from exercises.domain.world.catalogue import CATALOGUE
from exercises.domain.world.entries import Text, Value, both
from exercises.domain.world.steps import settle
from exercises.domain.world.world import World

PACKS: Mapping[str, Mapping[str, Value]] = {
    # The figures of the reserve papers themselves
    "2025-03": {
        "market.price": 85_000.0,
        "market.vol": 0.028,
        "holdings.us.declared": 200_000.0,
        "holdings.us.true": 198_000.0,
        "holdings.cn.declared": 194_000.0,
        "hash.share.us": 0.38,
        "hash.share.cn": 0.21,
        "tension": 50.0,
        "trust.us": 28.0,
        "trust.cn": 28.0,
        "approval.us": 48.0,
        "approval.cn": 60.0,
        "legitimacy": 40.0,
        "tariff.us": 30.0,
        "tariff.cn": 10.0,
    },
    # Later facts: precedents P13, P16, P26
    "2025-11": {
        "market.price": 100_000.0,
        "market.vol": 0.025,
        "holdings.us.declared": 327_000.0,
        "holdings.us.true": 327_000.0,
        "holdings.cn.declared": 194_000.0,
        "hash.share.us": 0.36,
        "hash.share.cn": 0.14,
        "tension": 58.0,
        "trust.us": 25.0,
        "trust.cn": 22.0,
        "approval.us": 46.0,
        "approval.cn": 58.0,
        "legitimacy": 38.0,
        "tariff.us": 45.0,
        "tariff.cn": 30.0,
    },
    # For tutorials: equal sides, quiet markets, no luck
    "calm-training": {
        "market.price": 100_000.0,
        "market.vol": 0.012,
        "market.vol.rest": 0.012,
        "holdings.us.declared": 200_000.0,
        "holdings.us.true": 200_000.0,
        "holdings.cn.declared": 200_000.0,
        "holdings.cn.true": 200_000.0,
        "hash.share.us": 0.35,
        "hash.share.cn": 0.20,
        "tension": 35.0,
        "trust.us": 40.0,
        "trust.cn": 40.0,
        "approval.us": 52.0,
        "approval.cn": 60.0,
        "legitimacy": 50.0,
        "tariff.us": 10.0,
        "tariff.cn": 5.0,
    },
}

PACK_TITLES: Mapping[str, Text] = {
    "2025-03": both("March 2025, as in the reserve papers", "2025 年 3 月（储备方案原始数据）"),
    "2025-11": both("November 2025, with later facts", "2025 年 11 月（后续事实）"),
    "calm-training": both("Calm training, without luck", "平静训练（无随机）"),
}

LUCKLESS_PACKS = frozenset({"calm-training"})

HIDDEN_HOLDINGS: Mapping[str, float] = {"194000": 0.4, "120000": 0.3, "40000": 0.3}
"""What China truly holds is drawn once where a pack does not say (precedent P14, never confirmed)."""


def start_values(pack: str, overrides: Mapping[str, Value] | None = None, luck: Luck | None = None) -> dict[str, Value]:
    """The world before the first turn: fallback values, then the pack, then the script; counted numbers filled in.

    KeyError when the pack or an overridden code is unknown.
    """
    given = {**PACKS[pack], **(overrides or {})}
    values: dict[str, Value] = {code: entry.start for code, entry in CATALOGUE.variables.items() if "*" not in code}
    if "holdings.cn.true" not in given:
        values["holdings.cn.true"] = float((luck or Luck(b"", on=False)).pick(HIDDEN_HOLDINGS, "holdings", "cn"))
    values["reserve.basis"] = given.get("market.price", values["market.price"])
    values |= {code: _typed(code, value) for code, value in given.items()}
    return _counted(values)


def _typed(code: str, value: Value) -> Value:
    """Scripts may write 3 where 3.0 is meant."""
    return float(value) if CATALOGUE.variable(code).kind == "number" else value


def _counted(values: Mapping[str, Value]) -> dict[str, Value]:
    w = World(values, CATALOGUE, Luck(b"", on=False))
    settle(w)
    return w.values()
