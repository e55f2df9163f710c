"""How safe the vaults are: integrity, hazards to keys, detection, theft.

Keys and vaults themselves are records elsewhere; what is counted from them is reported here as plain numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import CUSTODIAN, PUBLIC, WHITE, Variable, both, estimate
from exercises.domain.world.world import DRIFT, World

VARIABLES = (
    Variable(
        code="custody.integrity",
        title=both("Custody integrity", "托管完整性"),
        start=96.666667,
        seen=estimate(),
        spread=8,
        good=1,
        source="computed",
    ),
    Variable(
        code="custody.integrity.true",
        title=both("True custody integrity", "真实托管完整性"),
        start=96.666667,
        seen=WHITE,
        good=1,
        source="computed",
    ),
    Variable(
        code="ci.adjust",
        title=both("Adjustment of custody integrity", "托管完整性调整"),
        start=0.0,
        unit="points",
        low=-100,
        high=100,
        seen=CUSTODIAN,
        good=1,
        source="rule",
    ),
    Variable(
        code="vault.attack_distance",
        title=both("Signatures an attacker still needs", "攻击者尚需签名数"),
        start=3.0,
        unit="signatures",
        high=16,
        seen=CUSTODIAN,
        good=1,
        source="reserve papers S1:41",
    ),
    Variable(
        code="vault.attack_distance.true",
        title=both("True signatures an attacker still needs", "攻击者尚需签名数（真实）"),
        start=3.0,
        unit="signatures",
        high=16,
        seen=WHITE,
        good=1,
        source="reserve papers S1:41",
    ),
    Variable(
        code="vault.loss_distance",
        title=both("Keys that may still be lost", "尚可丢失密钥数"),
        start=2.0,
        unit="keys",
        high=16,
        seen=CUSTODIAN,
        good=1,
        source="reserve papers S1:43",
    ),
    Variable(
        code="vault.loss_distance.true",
        title=both("True keys that may still be lost", "尚可丢失密钥数（真实）"),
        start=2.0,
        unit="keys",
        high=16,
        seen=WHITE,
        good=1,
        source="reserve papers S1:43",
    ),
    Variable(
        code="vault.needed",
        title=both("Signatures needed", "所需签名数"),
        start=3.0,
        unit="signatures",
        low=1,
        high=16,
        seen=CUSTODIAN,
        source="reserve papers S1:24",
    ),
    Variable(
        code="vault.keys",
        title=both("Keys of the vault", "金库密钥数"),
        start=5.0,
        unit="keys",
        low=1,
        high=16,
        seen=CUSTODIAN,
        source="reserve papers S1:24",
    ),
    Variable(
        code="rotation.age",
        title=both("Days since the keys were rotated", "距上次轮换天数"),
        start=0.0,
        unit="days",
        high=3_650,
        seen=CUSTODIAN,
        good=-1,
        source="reserve papers S1:39",
    ),
    Variable(
        code="recovery.delay_blocks",
        title=both("Delay of the recovery path", "恢复路径延迟"),
        start=25_920.0,
        unit="blocks",
        low=144,
        high=65_535,
        seen=CUSTODIAN,
        source="reserve papers S1:43",
    ),
    Variable(
        code="recovery.refresh_age",
        title=both("Blocks since the coins last moved", "距上次移动区块数"),
        start=0.0,
        unit="blocks",
        high=1_000_000,
        seen=PUBLIC,
        good=-1,
        source="rule",
    ),
)

REPORTED = Cause("custody.report")
BLOCKS_A_DAY = 144
OLD_KEYS = 730
"""Days after which a key counts as old."""
STANDING = 2
"""The level of sharing from which intelligence flows by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """The weakest vault in numbers, `needed` signatures of `keys` keys.

    How many signatures an attacker still needs and how many keys may still be lost, as declared and as it truly is.
    """

    attack: float
    loss: float
    true_attack: float
    true_loss: float
    needed: float
    keys: float


def report(w: World, custody: Custody) -> None:
    """Take over what was counted from the key records."""
    counted = {
        "vault.attack_distance": custody.attack,
        "vault.loss_distance": custody.loss,
        "vault.attack_distance.true": custody.true_attack,
        "vault.loss_distance.true": custody.true_loss,
        "vault.needed": custody.needed,
        "vault.keys": custody.keys,
    }
    for code, value in counted.items():
        w.set(code, value, REPORTED)


def integrity_terms(attack: float, loss: float, needed: float, keys: float, audit_age: float) -> dict[str, float]:
    """Points of `100·(0.55·attack/m + 0.25·loss/(n − m or 1) + 0.20·max(0, 1 − audit_age/540))`, term by term."""
    return {
        "attack": 55 * min(1.0, attack / needed),
        "loss": 25 * min(1.0, loss / ((keys - needed) or 1)),
        "audit": 20 * max(0.0, 1 - audit_age / 540),
    }


def count_integrity(w: World) -> None:
    """Integrity as declared, and as it truly is: the formula plus `ci.adjust`."""
    for kind in ("", ".true"):
        distances = w.number(f"vault.attack_distance{kind}"), w.number(f"vault.loss_distance{kind}")
        terms = integrity_terms(*distances, w.number("vault.needed"), w.number("vault.keys"), w.number("audit.age"))
        terms["adjust"] = w.number("ci.adjust")
        total = min(max(sum(terms.values()), 0.0), 100.0)
        w.reckon(f"custody.integrity{kind}", total, "custody.formula", terms)


def step(w: World) -> None:
    """Ages grow, the adjustment fades by half in 30 days, integrity is counted anew."""
    w.shift("rotation.age", w.days, DRIFT)
    w.shift("recovery.refresh_age", w.days * BLOCKS_A_DAY, DRIFT)
    w.relax("ci.adjust", 0, 30)
    count_integrity(w)


def hazard(threat: float, posture: float, insider: float, rotation_age: float) -> float:
    """Chance per key and day that it falls; about half a per cent per key and year at the start.

    `1.5e-5 · 2^((θ − 50)/25) · 2^(−(posture − 60)/20) · (1 + insider/50)`, doubled for keys older than two years.
    """
    old = 2.0 if rotation_age > OLD_KEYS else 1.0
    doublings = (threat - 50) / 25 - (posture - 60) / 20
    return 1.5e-5 * math.exp2(doublings) * (1 + insider / 50) * old


def compromise_chance(w: World, team: str) -> float:
    """Chance that one key of this team falls in this turn: `1 − e^(−h·d)`. The neutral holder counts as `bis`."""
    insider = w.number(f"insider.risk.{team}") if f"insider.risk.{team}" in w.catalogue.variables else 20.0
    posture = w.number(f"cyber.posture.{team}")
    return -math.expm1(-hazard(w.number("threat.level"), posture, insider, w.number("rotation.age")) * w.days)


def detection_chance(w: World, *, proof: bool = False) -> float:
    """Chance that a hidden compromise is noticed this turn.

    `0.02 + 0.10·monitor/100` a day, 0.10 more a day with standing exchange of intelligence, and 0.15 once when a
    rotation, a proof of control or an audit took place (`proof`).
    """
    daily = 0.02 + 0.10 * w.number("monitor.quality") / 100 + (0.10 if w.number("intel.sharing") >= STANDING else 0.0)
    unseen = math.pow(1 - daily, w.days) * (0.85 if proof else 1.0)
    return 1 - unseen


def stolen_amount(vault: float, limit: float, *, whole_path: bool) -> float:
    """BTC a thief takes: the vault when a whole spending path is owned, else no more than the limit of the policy."""
    return vault if whole_path else min(vault, limit)
