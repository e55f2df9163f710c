"""The market: price, volatility, liquidity, leverage and the belief that somebody will step in."""

from __future__ import annotations

import math

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import (
    BILATERAL,
    PUBLIC,
    WHITE,
    Variable,
    both,
    estimate,
    named_state,
    owned,
)
from exercises.domain.world.world import DRIFT, World

VARIABLES = (
    Variable(
        code="market.price",
        title=both("Price of one bitcoin", "比特币价格"),
        start=100_000.0,
        unit="USD",
        low=1_000,
        high=2_000_000,
        good=1,
        source="default",
    ),
    Variable(
        code="market.vol",
        title=both("Daily volatility", "日波动率"),
        start=0.025,
        unit="share",
        low=0.008,
        high=0.25,
        good=-1,
        source="precedent P27",
    ),
    Variable(
        code="market.volume",
        title=both("Usable liquidity a day", "每日可用流动性"),
        start=200_000.0,
        unit="BTC/day",
        low=20_000,
        high=1_000_000,
        good=1,
        source="default",
    ),
    Variable(
        code="market.depth",
        title=both("Depth of the market", "市场深度"),
        start=100.0,
        unit="% of normal",
        low=0,
        high=500,
        good=1,
        source="precedent P27",
    ),
    Variable(
        code="market.sentiment",
        title=both("Mood of the market", "市场情绪"),
        start=0.0,
        unit="index",
        low=-1,
        high=1,
        good=1,
        source="default",
    ),
    Variable(
        code="market.leverage",
        title=both("Borrowed positions", "杠杆水平"),
        start=50.0,
        seen=estimate(),
        spread=15,
        source="precedents P11, P12",
    ),
    Variable(
        code="market.return",
        title=both("Return of the last turn", "上一回合收益"),
        start=0.0,
        unit="log",
        low=-5,
        high=5,
        source="computed",
    ),
    Variable(
        code="exchange.confirmations",
        title=both("Confirmations that exchanges ask for", "交易所要求的确认数"),
        start=6.0,
        unit="blocks",
        low=1,
        high=1_000,
        source="default",
    ),
    Variable(
        code="hedge.us",
        title=both("Turns the US position stays hedged", "美方对冲剩余回合"),
        start=0.0,
        unit="turns",
        low=0,
        high=50,
        seen=owned("us"),
        source="rule",
    ),
    Variable(
        code="hedge.cn",
        title=both("Turns the Chinese position stays hedged", "中方对冲剩余回合"),
        start=0.0,
        unit="turns",
        low=0,
        high=50,
        seen=owned("cn"),
        source="rule",
    ),
    named_state(
        "market.outage",
        both("Exchange outage", "交易所中断"),
        "none",
        ("none", "partial", "major"),
        "precedents P05, P11",
    ),
    Variable(
        code="backstop.credibility",
        title=both("Belief in a backstop", "兜底可信度"),
        start=0.0,
        unit="share",
        low=0,
        high=1,
        seen=estimate(),
        spread=0.15,
        good=1,
        source="reserve papers S1:112",
    ),
    Variable(
        code="market.telegraphed",
        title=both("The next operation is announced", "下一次操作已预告"),
        start=False,
        unit="flag",
        kind="flag",
        seen=PUBLIC,
        source="reserve papers S1:92",
    ),
    Variable(
        code="fund.stab.btc",
        title=both("Stabilisation fund, bitcoin", "稳定基金（比特币）"),
        start=0.0,
        unit="BTC",
        low=0,
        high=50_000,
        seen=BILATERAL,
        source="reserve papers S1:92",
    ),
    Variable(
        code="fund.stab.usd",
        title=both("Stabilisation fund, dollars", "稳定基金（美元）"),
        start=0.0,
        unit="million USD",
        low=0,
        high=5_000,
        seen=BILATERAL,
        source="reserve papers S1:92",
    ),
    Variable(
        code="market.vol.rest",
        title=both("Volatility at rest", "常态波动率"),
        start=0.025,
        unit="share",
        low=0.008,
        high=0.25,
        seen=WHITE,
        source="parameter s0, precedent P27",
    ),
    Variable(
        code="market.volume.rest",
        title=both("Liquidity at rest", "常态流动性"),
        start=200_000.0,
        unit="BTC/day",
        low=50_000,
        high=500_000,
        seen=WHITE,
        source="parameter V0, default",
    ),
    Variable(
        code="market.impact",
        title=both("Impact factor", "冲击系数"),
        start=0.8,
        unit="factor",
        low=0.5,
        high=1.5,
        seen=WHITE,
        source="parameter Y, precedent P25",
    ),
    Variable(
        code="market.cascade",
        title=both("Force of forced selling", "强平系数"),
        start=0.8,
        unit="factor",
        low=0,
        high=1.5,
        seen=WHITE,
        source="parameter c, precedents P11, P12",
    ),
    Variable(
        code="market.pull",
        title=both("Pull of the mood", "情绪牵引系数"),
        start=0.3,
        unit="factor",
        low=0,
        high=1,
        seen=WHITE,
        source="parameter b, default",
    ),
    Variable(
        code="market.trend",
        title=both("Trend a day", "日趋势"),
        start=0.0,
        unit="log/day",
        low=-0.001,
        high=0.001,
        seen=WHITE,
        source="parameter mu, default",
    ),
    Variable(
        code="market.shock.jump",
        title=both("Jumps already taken this turn", "本回合已发生的跳跃"),
        start=0.0,
        unit="log",
        low=-5,
        high=5,
        seen=WHITE,
        source="computed",
    ),
    Variable(
        code="market.shock.return",
        title=both("Return already taken this turn", "本回合已发生的收益"),
        start=0.0,
        unit="log",
        low=-5,
        high=5,
        seen=WHITE,
        source="computed",
    ),
)

LOWEST_VOL = 0.008
MEMORY = 0.94
SHARE_OPEN = {"none": 1.0, "partial": 0.7, "major": 0.4}
FREE_FALL = 0.05
FLUSH = 40.0


def order_impact(w: World, btc: float, otc: float = 0.0) -> float:
    """Square-root rule (precedent P25): `±Y·s·sqrt(Q·(1 − 0.9·otc)/V)` as a logarithm. `btc` below zero sells."""
    visible = abs(btc) * (1 - 0.9 * otc) / w.number("market.volume")
    return math.copysign(w.number("market.impact") * w.number("market.vol") * math.sqrt(visible), btc) if btc else 0.0


def noticed_chance(btc: float) -> float:
    """How likely an unannounced sale of own coins is noticed (precedents P14, P17)."""
    return min(1.0, 0.3 + 0.5 * abs(btc) / 50_000)


def forced_selling(jump: float, leverage: float, cascade: float) -> float:
    """Borrowers sold out by a fall of more than 5 %: `−c·L/100·(−J − 0.05)` (precedents P11, P12)."""
    return -cascade * leverage / 100 * max(0.0, -jump - FREE_FALL)


def next_variance(vol: float, log_return: float, days: float, rest: float) -> float:
    """Exponential memory of 0.94 a day, pulled towards rest; daily variance."""
    weight = min(0.6, 1 - MEMORY**days)
    return float((1 - weight) * vol**2 + weight * (0.6 * log_return**2 / days + 0.4 * rest**2))


def shock(w: World) -> None:
    """Take the noted price jumps and the forced selling they set off, at once.

    Forced selling counts the whole fall of the turn, less what was already forced: one fall of 12 % and two of 6 %
    end the same.
    """
    jumps = w.take_jumps()
    if not jumps:
        return
    for jump in jumps:
        w.compound("market.price", jump.size, jump, jump.draw)
    fallen = w.number("market.shock.jump") + sum(jump.size for jump in jumps)
    already = w.number("market.shock.return") - w.number("market.shock.jump")
    leverage = float(w.before("market.leverage"))
    more = min(0.0, forced_selling(fallen, leverage, w.number("market.cascade")) - already)
    w.compound("market.price", more, Cause("market.forced"))
    w.set("market.shock.jump", fallen, Cause("market.jump"))
    w.set("market.shock.return", fallen + already + more, Cause("market.jump"))


def step(w: World) -> None:
    """The market's part of the bell: jumps, trend, mood, noise, then volatility, liquidity and leverage."""
    shock(w)
    if w.days > 0:
        total = w.number("market.shock.return") + _trade(w)
        forced = w.number("market.shock.return") - w.number("market.shock.jump")
        w.set("market.return", total, Cause("market.jump"))
        _volatility(w, total)
        _after(w, forced)
    for code in ("market.shock.jump", "market.shock.return"):
        w.set(code, 0.0, DRIFT)
    w.set("market.telegraphed", value=False, cause=DRIFT)


def _trade(w: World) -> float:
    vol, root = w.number("market.vol"), math.sqrt(w.days)
    trend = w.number("market.trend") * w.days
    mood = w.number("market.pull") * w.number("market.sentiment") * vol * root
    noise = vol * root * w.luck.normal("market", "noise")
    w.compound("market.price", trend, Cause("market.drift"))
    w.compound("market.price", mood, Cause("market.sentiment"))
    w.compound("market.price", noise, Cause("market.noise"), noise)
    return trend + mood + noise


def _volatility(w: World, log_return: float) -> None:
    before = w.number("market.vol")
    moved = math.sqrt(next_variance(before, log_return, w.days, w.number("market.vol.rest")))
    w.shift("market.vol", moved - before, Cause("market.return", {"percent": round(100 * math.expm1(log_return), 1)}))
    now = w.number("market.vol")
    believed = 0.15 * w.number("backstop.credibility") * min(1.0, w.days / 30)
    w.shift("market.vol", -(now - LOWEST_VOL) * believed, Cause("market.backstop"))


def _after(w: World, forced: float) -> None:
    calm = Cause("market.calm")
    rest = w.number("market.volume.rest")
    usable = (
        rest * math.sqrt(w.number("market.vol.rest") / w.number("market.vol")) * SHARE_OPEN[str(w["market.outage"])]
    )
    w.set("market.volume", usable, calm)
    w.set("market.depth", 100 * usable / rest, calm)
    w.relax("market.leverage", 50, 30)
    if forced <= -FREE_FALL:
        w.shift("market.leverage", -FLUSH, Cause("market.flushed"))
    w.relax("market.sentiment", 0, 10)
