"""Why a number moved: the records every turn stores, and the sentence for each kind of cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.world.entries import Text, Value, both


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason with its share of the change. `draw` is the part of `size` that luck gave.

    `params` fill the sentence; `visible` is false where teams see the change but not the reason.
    """

    code: str
    params: Mapping[str, str | float] = field(default_factory=dict)
    size: float = 0.0
    draw: float = 0.0
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What one resolution did to one variable. For numbers the sizes of the causes add up to the change."""

    variable: str
    before: Value
    after: Value
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """An effect that waits. `effect` is its text without the delay, `due` counts turns from now (at least one)."""

    effect: str
    due: int
    cause: Cause
    key: tuple[str | int, ...] = ()
    own: str | None = None


@dataclass(frozen=True, slots=True)
class Spawn:
    """Something an effect brings into play. `kind` is tx, rumour, incident or claim."""

    kind: str
    name: str
    amount: float | None = None


CAUSES: Mapping[str, Text] = {
    "action": both("{team} acted: {action}", "{team} 采取行动：{action}"),
    "inject": both("Message {inject} arrived", "收到情况 {inject}"),
    "unanswered": both("Message {inject} went unanswered", "情况 {inject} 未获答复"),
    "reply": both("{team} answered {inject}: {reply}", "{team} 对 {inject} 的答复：{reply}"),
    "preset": both("Ruling: {preset}", "裁定：{preset}"),
    "ruling": both("Ruling of control: {reason}", "导演部裁定：{reason}"),
    "override": both("Set by control: {reason}", "导演部调整：{reason}"),
    "cost": both("Price of {action}", "{action} 的代价"),
    "chain": both("Coins moved on the chain", "链上资金转移"),
    "proof": both("Control of the keys of {vault} was proved", "{vault} 的密钥已证明在手"),
    "rang_out": both("{team} let the hotline ring out", "{team} 任热线响到断"),
    "clipped": both("End of the scale", "已达上下限"),
    "market.jump": both("News moved the price", "消息推动价格"),
    "market.order": both("{team} traded {btc} BTC", "{team} 交易 {btc} 枚比特币"),
    "market.drift": both("Slow trend of the market", "市场的缓慢趋势"),
    "market.sentiment": both("Mood of the market", "市场情绪"),
    "market.forced": both("Forced selling by borrowers", "杠杆仓位被强制平仓"),
    "market.noise": both("Ordinary trading", "日常交易波动"),
    "market.return": both("The price moved by {percent} %", "价格变动 {percent}%"),
    "market.calm": both("Markets return to normal", "市场回归常态"),
    "market.backstop": both("The backstop is believed", "市场相信兜底承诺"),
    "market.flushed": both("Borrowed positions were flushed out", "杠杆仓位被清洗"),
    "shares.residual": both("All shares add up to one", "各份额之和为一"),
    "drift": both("Time passes", "时间推移"),
    "coupling.tension": both("Tension wears trust down", "紧张局势侵蚀信任"),
    "coupling.trust": both("Low trust feeds tension", "低信任加剧紧张"),
    "coupling.goodwill": both("Trust and calm feed each other", "信任与平静相互促进"),
    "price.approval": both("The price of bitcoin became politics", "币价成为政治话题"),
    "income": both("Political capital earned through approval", "支持率带来的政治资本"),
    "concentration": both("Somebody holds 40 % of the hash rate and nobody speaks", "有一方算力达四成而无人发声"),
    "observer.seat": both("Observers have a seat at the table", "观察员拥有席位"),
    "rumour.grows": both("An unanswered rumour grows", "谣言未获回应而扩散"),
    "rumour.fades": both("The rumour fades", "谣言消退"),
    "rumour.tone": both("Rumours set the tone of the press", "谣言左右报道基调"),
    "custody.formula": both(
        "Points for signatures an attacker needs {attack}, for keys that may be lost {loss}, "
        "for a fresh audit {audit}, adjustment {adjust}",
        "攻击者所需签名 {attack}，可丢失密钥 {loss}，审计时效 {audit}，调整 {adjust}",
    ),
    "custody.report": both("Counted from the vaults", "按金库实况统计"),
    "index.formula": both(
        "Out of 100, lost to: volatility {volatility}, tension {tension}, distrust {distrust}, custody {custody}, "
        "concentration of hash rate {hash}, lack of legitimacy {legitimacy}",
        "由 100 分扣除：波动 {volatility}，紧张 {tension}，不信任 {distrust}，托管 {custody}，"
        "算力集中 {hash}，合法性不足 {legitimacy}",
    ),
    "stage.fallback": both("Two black turns in a row: the accord falls back", "连续两个黑色回合：协议倒退"),
    "reserve.count": both("Counted from the vaults and the price", "按金库余额与价格计算"),
}
