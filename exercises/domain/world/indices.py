"""The stability index, its band, and what two black turns do to the accord."""

from __future__ import annotations

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import WHITE, Variable, both, named_state
from exercises.domain.world.world import World

BANDS = ("black", "red", "amber", "green")
FLOORS = {"green": 70.0, "amber": 50.0, "red": 30.0}

BLACK_LIMIT = 2

VARIABLES = (
    Variable(code="stability.index", title=both("Stability index", "稳定指数"), start=61.05, good=1, source="computed"),
    named_state("stability.band", both("Stability", "稳定等级"), "amber", BANDS, "computed"),
    Variable(
        code="stability.black_turns",
        title=both("Black turns in a row", "连续黑色回合"),
        start=0.0,
        unit="turns",
        seen=WHITE,
        good=-1,
        source="rule",
    ),
)


def scale(value: float, low: float, width: float) -> float:
    """0 to 100 for values from `low` to `low + width`."""
    return min(max((value - low) / width, 0.0), 1.0) * 100


def losses(w: World) -> dict[str, float]:
    """The points that each burden takes off the index."""
    shares = [w.number(code) for code in (*w.family("hash.share"), "pool.top.visible")]
    return {
        "volatility": 0.20 * scale(w.number("market.vol"), 0.01, 0.07),
        "tension": 0.20 * w.number("tension"),
        "distrust": 0.20 * (100 - min(w.number("trust.us"), w.number("trust.cn"))),
        "custody": 0.20 * (100 - w.number("custody.integrity")),
        "hash": 0.10 * scale(max(shares), 0.25, 0.26),
        "legitimacy": 0.10 * (100 - w.number("legitimacy")),
    }


def band(index: float) -> str:
    """Green from 70, amber from 50, red from 30, black below."""
    return next((name for name, floor in FLOORS.items() if index >= floor), "black")


def count(w: World) -> None:
    burdens = losses(w)
    w.reckon("stability.index", 100 - sum(burdens.values()), "index.formula", burdens)
    now = band(w.number("stability.index"))
    if now != w["stability.band"]:
        told = {name: round(points, 1) for name, points in burdens.items()}
        w.set("stability.band", now, Cause("index.formula", told))


def step(w: World) -> None:
    """Count the index; after two black turns in a row the accord falls back one stage."""
    count(w)
    black = w["stability.band"] == "black"
    turns = w.number("stability.black_turns") + 1 if black else 0.0
    if turns >= BLACK_LIMIT:
        w.shift("stage", -1, Cause("stage.fallback"))
        turns = 0.0
    w.set("stability.black_turns", turns, Cause("index.formula"))
