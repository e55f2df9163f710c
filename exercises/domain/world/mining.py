"""Mining: who holds the hash rate. The shares of all regions add up to one; `other` is what is left."""

from __future__ import annotations

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import PUBLIC, WHITE, Seen, Variable, both, estimate
from exercises.domain.world.world import World
from exercises.enums import Visibility

_SHARES = (
    ("us", 0.38, both("American share of hash rate", "美国算力份额"), "essay S0:6"),
    ("cn", 0.17, both("Chinese share of hash rate", "中国算力份额"), "article S4:11, precedent P13"),
    ("ru", 0.15, both("Russian share of hash rate", "俄罗斯算力份额"), "default, article S2:21"),
    ("ca", 0.06, both("Canadian share of hash rate", "加拿大算力份额"), "default, article S2:21"),
    ("me", 0.06, both("Middle Eastern share of hash rate", "中东算力份额"), "default, article S2:21"),
    ("latam", 0.05, both("Latin American share of hash rate", "拉美算力份额"), "default, article S2:21"),
    ("sea", 0.05, both("South-East Asian share of hash rate", "东南亚算力份额"), "default, article S2:21"),
    ("other", 0.08, both("Other regions' share of hash rate", "其他地区算力份额"), "computed"),
)

VARIABLES = (
    Variable(
        code="hash.total",
        title=both("Hash rate of the network", "全网算力"),
        start=900.0,
        unit="EH/s",
        low=100,
        high=3_000,
        source="default, precedent P26",
    ),
    *(
        Variable(
            code=f"hash.share.{region}",
            title=title,
            start=start,
            unit="share",
            high=1,
            seen=Seen(Visibility.ESTIMATE, "cn") if region == "cn" else estimate(),
            spread=0.05,
            source=source,
        )
        for region, start, title, source in _SHARES
    ),
    Variable(
        code="pool.top.visible",
        title=both("Largest pool, by label", "最大矿池份额（标示）"),
        start=0.30,
        unit="share",
        high=1,
        seen=PUBLIC,
        good=-1,
        source="precedent P09",
    ),
    Variable(
        code="pool.top.true",
        title=both("Largest pool, with its proxies", "最大矿池份额（含代理）"),
        start=0.38,
        unit="share",
        high=1,
        seen=WHITE,
        good=-1,
        source="precedent P21",
    ),
    Variable(
        code="hash.spoken",
        title=both("Somebody spoke about concentration", "已有人谈及算力集中"),
        start=False,
        unit="flag",
        kind="flag",
        source="rule",
    ),
)

RESIDUAL = "hash.share.other"
LEFT_OVER = Cause("shares.residual")


def balance(w: World) -> None:
    """What the named regions leave is the residual; if they claim more than all, they shrink in proportion."""
    named = [code for code in w.family("hash.share") if code != RESIDUAL]
    claimed = _sum(w, named)
    if claimed > 1:
        for code in named:
            w.mul(code, 1 / claimed, LEFT_OVER)
        # Rounding to millionths may leave a crumb too much; the largest region gives it back.
        w.shift(max(named, key=w.number), min(0.0, 1 - _sum(w, named)), LEFT_OVER)
    w.set(RESIDUAL, 1 - _sum(w, named), LEFT_OVER)


def _sum(w: World, codes: list[str]) -> float:
    return sum(w.number(code) for code in codes)


def step(w: World) -> None:
    balance(w)
