"""Ready-made shocks for authors, and graded rulings for adjudicators, as effect lines.

Price jumps are logarithms: -0.12 is a fall of 11.3 %. Standard sizes keep scripts comparable.
"""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain.world.entries import Text, both

POINTS = {"tiny": 1.0, "small": 3.0, "medium": 6.0, "large": 10.0, "shock": 15.0}
"""Standard sizes on scales from 0 to 100."""

PRICE = {"tiny": 0.01, "small": 0.03, "medium": 0.07, "large": 0.12, "shock": 0.20}
"""Standard price jumps (logarithms)."""

_SIZE_WORDS: Mapping[str, Text] = {
    "tiny": both("tiny", "极小"),
    "small": both("small", "小"),
    "medium": both("medium", "中等"),
    "large": both("large", "大"),
    "shock": both("very large", "极大"),
}

_GRADED: Mapping[str, tuple[str, int, Text, Text]] = {
    "trust": (
        "trust.other",
        1,
        both("{size} gain of the other side's trust", "对方信任{size}幅上升"),
        both("{size} loss of the other side's trust", "对方信任{size}幅下降"),
    ),
    "calm": (
        "tension",
        -1,
        both("{size} easing of tension", "紧张局势{size}幅缓和"),
        both("{size} rise of tension", "紧张局势{size}幅上升"),
    ),
    "legitimacy": (
        "legitimacy",
        1,
        both("{size} gain of legitimacy", "合法性{size}幅上升"),
        both("{size} loss of legitimacy", "合法性{size}幅下降"),
    ),
    "approval": (
        "approval.own",
        1,
        both("{size} gain of approval at home", "国内支持{size}幅上升"),
        both("{size} loss of approval at home", "国内支持{size}幅下降"),
    ),
    "credibility": (
        "credibility.own",
        1,
        both("{size} gain of credibility", "公信力{size}幅上升"),
        both("{size} loss of credibility", "公信力{size}幅下降"),
    ),
}


def _points() -> dict[str, tuple[tuple[str, ...], Text]]:
    made: dict[str, tuple[tuple[str, ...], Text]] = {}
    for name, (target, sign, gain, loss) in _GRADED.items():
        for size, points in POINTS.items():
            made[f"{name}_gain_{size}"] = ((f"add({target}, {sign * points:g})",), _worded(gain, size))
            made[f"{name}_loss_{size}"] = ((f"add({target}, {-sign * points:g})",), _worded(loss, size))
    return made


def _prices() -> dict[str, tuple[tuple[str, ...], Text]]:
    up = both("{size} rise of the price", "价格{size}幅上涨")
    down = both("{size} fall of the price", "价格{size}幅下跌")
    made: dict[str, tuple[tuple[str, ...], Text]] = {}
    for size, log in PRICE.items():
        made[f"price_gain_{size}"] = ((f"jump(market.price, {log:g})",), _worded(up, size))
        made[f"price_loss_{size}"] = ((f"jump(market.price, {-log:g})",), _worded(down, size))
    return made


def _worded(text: Text, size: str) -> Text:
    en, zh = text["en"].format(size=_SIZE_WORDS[size]["en"]), text["zh-hans"].format(size=_SIZE_WORDS[size]["zh-hans"])
    return both(en[0].upper() + en[1:], zh)


_SHOCKS: dict[str, tuple[tuple[str, ...], Text]] = {
    # precedents P04 (-20 %) and P01
    "vault_theft": (
        (
            "jump(market.price, -0.12 ± 0.06)",
            "add(ci.adjust, -40)",
            "add(tension, 6)",
            "add(trust.*, -6)",
            "spawn(rumour, coins_stolen, 80)",
        ),
        both("Theft from the joint vault", "联合金库失窃"),
    ),
    # reserve papers S1:39
    "key_suspect_handled": (
        ("jump(market.price, -0.01 ± 0.01)", "add(ci.adjust, -10)", "add(trust.*, 2)"),
        both("A suspect key, handled well", "可疑密钥，处置得当"),
    ),
    # precedents P14, P17
    "selling_noticed": (
        ("jump(market.price, -0.04 ± 0.03)", "add(trust.other, -8)"),
        both("Unannounced state selling is noticed", "未公布的官方抛售被发现"),
    ),
    # precedent P17
    "sale_telegraphed": (
        ("jump(market.price, -0.015 ± 0.01)",),
        both("A large sale, announced beforehand and off exchange", "提前公布的场外大额出售"),
    ),
    # precedent P12
    "bolt_from_the_blue": (
        ("jump(market.price, -0.12 ± 0.04)", "add(market.leverage, -20)", "add(tension, 10)"),
        both("Tariffs or sanctions out of the blue", "突如其来的关税或制裁"),
    ),
    # precedent P11
    "global_panic": (
        ("jump(market.price, -0.48 ± 0.1)", "set(market.outage, major)"),
        both("Global panic with an exchange outage", "全球恐慌与交易所宕机"),
    ),
    # precedent P13: 136 to 85 EH/s
    "mining_ban": (
        ("jump(market.price, -0.12 ± 0.06)", "mul(hash.total, 0.65 ± 0.05)"),
        both("A major country bans mining", "主要国家禁止挖矿"),
    ),
    # precedent P05
    "chain_split": (
        ("jump(market.price, -0.2 ± 0.05)", "set(market.outage, partial)"),
        both("Accidental split of the chain", "意外的链分裂"),
    ),
    "chain_split_healed": (
        ("jump(market.price, 0.18)", "set(market.outage, none)"),
        both("The split of the chain heals", "链分裂愈合"),
    ),
    # precedents P06, P07
    "fork_announced": (
        ("jump(market.price, -0.05 ± 0.03)",),
        both("A contentious fork is announced", "宣布有争议的分叉"),
    ),
    "fork_cancelled": (
        ("jump(market.price, 0.05 ± 0.03)",),
        both("A contentious fork is called off", "有争议的分叉取消"),
    ),
    # precedent P10
    "pool_majority": (
        ("jump(market.price, -0.08 ± 0.04)", "add(market.sentiment, -0.3)", "add(legitimacy, -3)"),
        both("One pool holds more than half", "单一矿池算力过半"),
    ),
    # precedent P09
    "pool_censorship": (
        ("jump(market.price, -0.01 ± 0.01)", "add(legitimacy, -3)"),
        both("A pool is found leaving out payments", "矿池被发现审查交易"),
    ),
    # reserve papers S1:112; the wording decides how third countries take it
    "joint_announcement": (
        ("jump(market.price, 0.05 ± 0.04)", "add(legitimacy, 3)"),
        both("Joint announcement, open to others", "对外开放的联合公告"),
    ),
    "joint_announcement_exclusive": (
        ("jump(market.price, 0.05 ± 0.04)", "add(legitimacy, -3)"),
        both("Joint announcement that shuts others out", "排他性的联合公告"),
    ),
    # reserve papers S1:94
    "rate_surprise": (
        ("jump(market.price, -0.04 ± 0.02)", "add(trust.other, -5)"),
        both("A rate rise without warning", "未预告的加息"),
    ),
    # reserve papers S1:25
    "coins_gone": (
        ("jump(market.price, -0.03 ± 0.02)", "spawn(rumour, coins_gone, 70)"),
        both("Rumour that the coins are gone", "“比特币不见了”的谣言"),
    ),
}

_ALL = {**_SHOCKS, **_points(), **_prices()}

PRESETS: Mapping[str, tuple[str, ...]] = {name: lines for name, (lines, _) in _ALL.items()}
PRESET_TITLES: Mapping[str, Text] = {name: title for name, (_, title) in _ALL.items()}
SHOCKS = tuple(_SHOCKS)
"""The names of the calibrated shocks; the rest are graded rulings."""
