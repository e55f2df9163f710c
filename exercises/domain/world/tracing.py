"""Following stolen and tainted coins, and asking exchanges to hold them."""

from __future__ import annotations

from exercises.domain.world.entries import BILATERAL, CUSTODIAN, Action, Field, Seen, Variable, both
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Timing, Visibility

VARIABLES = (
    Variable(
        code="illicit.flow",
        title=both("Illicit flows", "非法资金流"),
        start=14.0,
        unit="billion USD/year",
        high=60,
        seen=Seen(Visibility.LAGGED, lag=2),
        good=-1,
        source="essay S0:17",
    ),
    Variable(
        code="aml.alignment",
        title=both("Alignment of anti-money-laundering rules", "反洗钱规则协调度"),
        start=30.0,
        good=1,
        source="essay S0:18",
    ),
    Variable(
        code="analytics.shared",
        title=both("Shared chain analytics", "共享链上分析"),
        start=0.0,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:35",
    ),
    Variable(
        code="taint.reserve",
        title=both("Tainted coins in the reserve", "储备中的污点币"),
        start=0.0,
        unit="%",
        high=10,
        seen=CUSTODIAN,
        good=-1,
        source="reserve papers S1:35",
    ),
    Variable(
        code="theft.btc",
        title=both("Coins stolen", "被盗比特币"),
        start=0.0,
        unit="BTC",
        high=1_000_000,
        good=-1,
        source="computed",
    ),
    Variable(
        code="theft.traced",
        title=both("Share of stolen coins traced", "已追踪的被盗比例"),
        start=0.0,
        unit="share",
        high=1,
        seen=BILATERAL,
        good=1,
        source="rule",
    ),
    Variable(
        code="theft.frozen",
        title=both("Stolen coins frozen at exchanges", "交易所已冻结的赃币"),
        start=0.0,
        unit="BTC",
        high=1_000_000,
        good=1,
        source="rule",
    ),
)

HOLDINGS = Field(code="btc", label=both("Amount", "数量"), kind="btc", low=0, high=1_000_000, optional=True)


def trace_chance(w: World) -> float:
    """How likely a trace finds its coins: `0.3 + shared/200`."""
    return 0.3 + w.number("analytics.shared") / 200


def freeze_share(w: World) -> float:
    """What part of the traced coins exchanges hold when both sides ask: 20 to 60 %."""
    return 0.4 + 0.2 * w.luck.uniform("freeze_request")


def trace(w: World, deed: Deed) -> str:
    if not w.luck.chance(trace_chance(w), "trace", str(deed.team)):
        return "lost"
    w.add("theft.traced", 0.4, deed.cause)
    return "found"


def hold(w: World, deed: Deed) -> str:
    """Exchanges hold part of what was traced and is not yet held. Answers `nothing` when no trace leads anywhere."""
    loose = w.number("theft.btc") * w.number("theft.traced") - w.number("theft.frozen")
    if loose <= 0:
        return "nothing"
    w.add("theft.frozen", freeze_share(w) * loose, deed.cause)
    return "held"


TRIGGERS = {"trace": trace, "freeze_request": hold}

ACTIONS = (
    Action(
        code="trace",
        card="C23",
        triggers="trace",
        title=both("Trace stolen coins", "追踪被盗比特币"),
        about=both(
            "Follows the coins along the chain; it works better with shared analytics, and shows what you can see.",
            "沿链追踪赃币；共享分析时更有效，也暴露你的能力。",
        ),
    ),
    Action(
        code="freeze_request",
        card="C23",
        mode=Mode.JOINT,
        triggers="freeze_request",
        effects=("add(trust.*, 1)",),
        fields=(HOLDINGS,),
        title=both("Ask exchanges to freeze coins", "请求交易所冻结"),
        about=both(
            "Both sign one request; exchanges hold part of what was traced, if it comes in time.",
            "双方共同签署请求；若及时，交易所会冻结部分已追踪的币。",
        ),
    ),
    Action(
        code="joint_analytics",
        card="C23",
        mode=Mode.JOINT,
        pc=3,
        money=20,
        effects=("add(analytics.shared, 20)", "add(trust.*, 1)"),
        title=both("Share chain analytics", "共享链上分析"),
        about=both(
            "Pools the tools that follow coins; thieves are found sooner, and each sees what the other watches.",
            "汇集追踪工具；更快找到窃贼，彼此也看见对方在盯什么。",
        ),
    ),
    Action(
        code="quarantine_coins",
        card="C23",
        mode=Mode.QUORUM,
        triggers="quarantine",
        effects=("set(taint.reserve, 0)", "add(legitimacy, 1)"),
        title=both("Quarantine tainted coins", "隔离污点币"),
        about=both(
            "Moves doubtful coins to a side vault; cleaner books, and an admission that they were there.",
            "把可疑币移入侧库；账目更清白，也承认其曾存在。",
        ),
    ),
    Action(
        code="refuse_cooperation",
        card="C23",
        timing=Timing.NOW,
        effects=("add(trust.other, -4)",),
        title=both("Refuse cooperation", "拒绝司法协作"),
        about=both(
            "Turns down a request of the other side's police; your secrets stay yours, and so does the suspicion.",
            "拒绝对方调查请求；秘密得保，嫌疑也留下。",
        ),
    ),
)
