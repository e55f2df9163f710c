"""Levers on the market: selling and buying, promises, funds, and what exchanges can do."""

from __future__ import annotations

from dataclasses import replace

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import Action, Field, both, other_principals
from exercises.domain.world.market import noticed_chance, order_impact
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Timing


def sell(w: World, deed: Deed) -> str:
    """A sale moves the price, and more so by the signal when somebody notices: `quiet`, `telegraphed` or `noticed`."""
    btc = -abs(deed.number("amount"))
    _order(w, deed, btc)
    if w["market.telegraphed"] or deed.team is None:
        return _signal(w, "telegraphed", -0.01, 0.01, deed.cause)
    if not w.luck.chance(noticed_chance(btc), "market", "noticed", deed.team):
        return "quiet"
    for other in other_principals(deed.team):
        w.add(f"trust.{other}", -8, deed.cause)
    return _signal(w, "noticed", -0.04, 0.03, replace(deed.cause, visible=True))


def buy(w: World, deed: Deed) -> str:
    _order(w, deed, abs(deed.number("amount")))
    return "quiet"


def _order(w: World, deed: Deed, btc: float) -> None:
    told = Cause("market.order", {"team": deed.team or "joint", "btc": btc}, visible=deed.cause.visible)
    w.jump(order_impact(w, btc, deed.number("otc")), told)


def _signal(w: World, result: str, size: float, width: float, cause: Cause) -> str:
    w.jump(size, cause, width * w.luck.uniform("market", "signal", *map(str, cause.params.values())))
    return result


def intervene(w: World, deed: Deed) -> str:
    """A joint purchase in a crisis: the order itself and the signal of unity (reserve papers S1:112)."""
    buy(w, deed)
    return _signal(w, "done", 0.03, 0.03, deed.cause)


def calm(w: World, deed: Deed) -> str:
    """A statement that defends the other side's policy calms markets twice as much."""
    if deed.args.get("defends_other"):
        w.add("market.sentiment", 0.1, deed.cause)
    return "done"


def confirm(w: World, deed: Deed) -> str:
    w.set("exchange.confirmations", deed.number("blocks", 6), deed.cause)
    return "done"


def fund(w: World, deed: Deed) -> str:
    """At most 2 % of the reserve may go into the stabilisation fund (reserve papers S1:92)."""
    most = 0.02 * w.number("reserve.total")
    w.set("fund.stab.btc", min(deed.number("amount"), most), deed.cause)
    return "done"


TRIGGERS = {"sell": sell, "buy": buy, "intervene": intervene, "calm": calm, "confirmations": confirm, "fund": fund}

AMOUNT = Field(code="amount", label=both("Amount", "数量"), kind="btc", low=0, high=1_000_000)
DAYS = Field(code="days", label=both("Over how many days", "分多少天"), kind="days", low=0, high=365, optional=True)
OTC = Field(
    code="otc", label=both("Share traded off exchange", "场外交易比例"), kind="share", low=0, high=1, optional=True
)

ACTIONS = (
    Action(
        code="sell",
        card="C17",
        pc=2,
        triggers="sell",
        fields=(AMOUNT, DAYS, OTC),
        title=both("Sell own coins", "出售本方比特币"),
        about=both(
            "Sells bitcoin from outside the joint vault; a silent sale that is noticed hurts price and trust.",
            "出售联合金库之外的本方比特币；若秘密出售被察觉，价格与信任都会受损。",
        ),
    ),
    Action(
        code="buy",
        card="C17",
        pc=2,
        triggers="buy",
        fields=(AMOUNT, DAYS, OTC),
        title=both("Buy coins", "买入比特币"),
        about=both(
            "Buys bitcoin for your own account; cheap in calm markets, powerful in a crash, awkward if it fails.",
            "为本方账户买入比特币；平静时代价低，崩盘时作用大，失败则难堪。",
        ),
    ),
    Action(
        code="announce_policy",
        public=True,
        card="C17",
        mode=Mode.JOINT,
        pc=2,
        effects=("add(backstop.credibility, 0.25)",),
        title=both("Announce a backstop policy", "宣布兜底政策"),
        about=both(
            "Tells markets together when you would step in; belief calms them, and a broken promise costs more.",
            "共同向市场说明何时出手；信念能稳定市场，食言的代价更大。",
        ),
    ),
    Action(
        code="telegraph",
        card="C17",
        mode=Mode.JOINT,
        ap=0,
        pc=0,
        effects=("set(market.telegraphed, true)",),
        title=both("Announce the next operation", "预告下一次操作"),
        about=both(
            "Publishes a coming sale or purchase, so that its signal frightens less; others may trade ahead of it.",
            "预先公布买卖操作，减轻信号冲击；但他人可能抢先交易。",
        ),
    ),
    Action(
        code="coordinated_intervention",
        card="C17",
        mode=Mode.JOINT,
        ap=2,
        pc=4,
        needs="flag(emergency) or flag(crisis)",
        triggers="intervene",
        fields=(AMOUNT, DAYS),
        effects=("add(backstop.credibility, 0.2)", "flag(front_run) chance 0.1 hidden"),
        title=both("Intervene together", "联合干预市场"),
        about=both(
            "Buys together in a declared crisis; works if statement, amount and timing agree; others may front-run.",
            "在宣布的危机中共同买入；声明、数量与时机一致才有效，也会招来抢跑者。",
        ),
    ),
    Action(
        code="calming_statement",
        public=True,
        card="C17",
        timing=Timing.NOW,
        ap=0,
        triggers="calm",
        effects=("add(market.sentiment, 0.1 ± 0.05)", "add(trust.other, 2)"),
        fields=(
            Field(
                code="defends_other",
                label=both("It defends the other side's policy", "为对方政策辩护"),
                kind="flag",
                optional=True,
            ),
        ),
        title=both("Calm the markets", "发表安抚市场的声明"),
        about=both(
            "Speaks to markets at once; generous words about the other side work best, repetition wears off.",
            "立即向市场喊话；对对方的善意之词最有效，重复则效力递减。",
        ),
    ),
    Action(
        code="create_fund",
        card="C17",
        mode=Mode.JOINT,
        pc=3,
        money=100,
        needs="stage >= 4",
        triggers="fund",
        fields=(AMOUNT,),
        title=both("Create a stabilisation fund", "设立稳定基金"),
        about=both(
            "Sets aside up to 2 % of the reserve for crises; useful in a crash, tempting on every other day.",
            "拨出至多 2% 的储备应对危机；崩盘时有用，平日则是诱惑。",
        ),
    ),
    Action(
        code="dca_programme",
        card="C17",
        pc=2,
        effects=("jump(market.price, 0.02) over 4", "add(approval.own, -1) when var(market.return) < 0"),
        fields=(
            Field(code="usd", label=both("Million dollars a turn", "每回合百万美元"), kind="usd", low=0, high=5_000),
        ),
        title=both("Buy a fixed sum each turn", "定期定额买入"),
        about=both(
            "Spreads purchases over four turns; steady support for the price, unpopular while the market falls.",
            "分四个回合买入；持续托底，但市场下跌时不得人心。",
        ),
    ),
    Action(
        code="lend_coins",
        card="C17",
        mode=Mode.JOINT,
        pc=4,
        fields=(AMOUNT,),
        effects=("add(legitimacy, -1)", "flag(coins_lent)"),
        title=both("Lend coins for a yield", "出借比特币获取收益"),
        about=both(
            "Earns about 1 % a year on lent coins; in a crisis a borrower may not give them back.",
            "出借比特币可得约 1% 的年收益；危机中借方可能无法归还。",
        ),
    ),
    Action(
        code="hedge",
        card="C17",
        money=20,
        effects=("set(hedge.own, 3)",),
        title=both("Hedge your position", "对冲本方头寸"),
        about=both(
            "Cuts what a price move means at home by 30 % for three turns; it costs 20 million dollars.",
            "三个回合内把价格波动对国内的影响减少三成；花费两千万美元。",
        ),
    ),
    Action(
        code="join_intervention",
        card="C17",
        who=("eu", "g20"),
        mode=Mode.OBSERVER,
        effects=(
            "jump(market.price, 0.01 ± 0.01) when did_within(any, coordinated_intervention, 1)",
            "add(backstop.credibility, 0.06) when did_within(any, coordinated_intervention, 1)",
            "add(legitimacy, 1) when did_within(any, coordinated_intervention, 1)",
        ),
        title=both("Join an intervention", "加入联合干预"),
        about=both(
            "Adds your weight to the principals' purchase; it counts only if they really intervene this turn.",
            "为两国的买入行动助力；只有两国本回合确实干预才有效。",
        ),
    ),
    Action(
        code="exchange_halt",
        card="C17",
        who=("industry",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        effects=("set(market.outage, partial)", "add(market.sentiment, -0.05)"),
        title=both("Halt trading", "暂停交易"),
        about=both(
            "Stops trading on large exchanges; the fall pauses, and so does everybody's way out.",
            "大型交易所暂停交易；下跌暂停，人人的退路也随之关闭。",
        ),
    ),
    Action(
        code="exchange_resume",
        card="C17",
        who=("industry",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        effects=("set(market.outage, none)",),
        title=both("Resume trading", "恢复交易"),
        about=both(
            "Opens trading again; liquidity returns, together with every order that waited.",
            "重新开放交易；流动性恢复，积压的订单也一并涌来。",
        ),
    ),
    Action(
        code="exchange_confirmations",
        card="C17",
        who=("industry",),
        mode=Mode.OBSERVER,
        triggers="confirmations",
        fields=(
            Field(code="blocks", label=both("Blocks to wait for", "等待区块数"), kind="number", low=1, high=1_000),
        ),
        title=both("Ask for more confirmations", "提高确认数要求"),
        about=both(
            "Makes deposits wait for more blocks; safer against reversals, slower for honest customers.",
            "要求充值等待更多区块；更能防止回滚，但诚实客户要多等。",
        ),
    ),
)
