"""The reserve itself: coins in the vaults, who put them there, and what they mean beside national reserves."""

from __future__ import annotations

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import BILATERAL, PRINCIPALS, Action, Field, Seen, Variable, both, owned
from exercises.domain.world.politics import NAMES
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Visibility

SUPPLY = 21_000_000.0
COUNTED = Cause("reserve.count")
NATIONAL_RESERVES = 3e12
"""US dollars of reserves that each side is taken to hold (reserve papers S1:92)."""


def _holdings(team: str, declared: float, true: float, most: float) -> tuple[Variable, ...]:
    en, zh = NAMES[team]
    return (
        Variable(
            code=f"holdings.{team}.declared",
            title=both(f"{en} holdings, declared", f"{zh}申报持有量"),
            start=declared,
            unit="BTC",
            high=500_000,
            seen=Seen(Visibility.CLAIMED, team),
            source="reserve papers S1:4",
        ),
        Variable(
            code=f"holdings.{team}.true",
            title=both(f"{en} holdings", f"{zh}实际持有量"),
            start=true,
            unit="BTC",
            high=most,
            seen=owned(team),
            source="data pack, precedents P14, P16",
        ),
        Variable(
            code=f"reserve.contrib.{team}",
            title=both(f"{en} contribution", f"{zh}注入量"),
            start=0.0,
            unit="BTC",
            high=500_000,
            seen=BILATERAL,
            good=1,
            source="reserve papers S1:48, S1:69",
        ),
        Variable(
            code=f"reserve.share_national.{team}",
            title=both(f"{en} contribution beside national reserves", f"{zh}注入占国家储备比例"),
            start=0.0,
            unit="%",
            high=100,
            seen=owned(team),
            source="reserve papers S1:92, computed",
        ),
    )


VARIABLES = (
    Variable(
        code="reserve.btc.*",
        title=both("Coins in a vault", "金库余额"),
        start=0.0,
        unit="BTC",
        high=1_000_000,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:69",
    ),
    Variable(
        code="reserve.total",
        title=both("Coins in all vaults", "储备总量"),
        start=0.0,
        unit="BTC",
        high=1_000_000,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:128, computed",
    ),
    *_holdings("us", 200_000.0, 198_000.0, 500_000),
    *_holdings("cn", 194_000.0, 194_000.0, 250_000),
    Variable(
        code="reserve.share_supply",
        title=both("Share of all bitcoin", "占比特币总量"),
        start=0.0,
        unit="%",
        high=5,
        source="reserve papers S1:71, computed",
    ),
    Variable(
        code="contribution.balance",
        title=both("American minus Chinese contribution", "美中注入差额"),
        start=0.0,
        unit="BTC",
        low=-500_000,
        high=500_000,
        seen=BILATERAL,
        source="rule, computed",
    ),
    Variable(
        code="reserve.basis",
        title=both("Price when the reserve was filled", "注入时价格"),
        start=100_000.0,
        unit="USD",
        low=1_000,
        high=2_000_000,
        source="rule",
    ),
    Variable(
        code="reserve.profit",
        title=both("Profit since launch", "启动以来盈亏"),
        start=0.0,
        unit="%",
        low=-100,
        high=2_000,
        good=1,
        source="computed",
    ),
    Variable(
        code="reserve.size_cap",
        title=both("Agreed cap of the contribution", "商定的注入上限"),
        start=5.0,
        unit="%",
        low=0,
        high=5,
        source="reserve papers S1:92",
    ),
)


def count(w: World) -> None:
    """Totals, shares and profit, from the vaults and the price."""
    price = w.number("market.price")
    total = sum(w.number(code) for code in w.family("reserve.btc"))
    w.set("reserve.total", total, COUNTED)
    w.set("reserve.share_supply", 100 * total / SUPPLY, COUNTED)
    for team in PRINCIPALS:
        worth = w.number(f"reserve.contrib.{team}") * price
        w.set(f"reserve.share_national.{team}", 100 * worth / NATIONAL_RESERVES, COUNTED)
    w.set("contribution.balance", w.number("reserve.contrib.us") - w.number("reserve.contrib.cn"), COUNTED)
    w.set("reserve.profit", 100 * (price / w.number("reserve.basis") - 1), COUNTED)


step = count


def contribute(w: World, deed: Deed) -> str:
    """Coins go from national holdings into the reserve; together, the same amount from each."""
    amount = deed.number("amount")
    for giver in deed.actors:
        w.add(f"reserve.contrib.{giver}", amount, deed.cause)
        w.add(f"holdings.{giver}.true", -amount, deed.cause)
        w.add(f"holdings.{giver}.declared", -amount, deed.cause)
    return "done"


def cap(w: World, deed: Deed) -> str:
    w.set("reserve.size_cap", deed.number("percent", 5), deed.cause)
    return "done"


def declare(w: World, deed: Deed) -> str:
    """A declared figure may be false; the true one is another number."""
    for team in deed.actors:
        w.set(f"holdings.{team}.declared", deed.number("btc", w.number(f"holdings.{team}.true")), deed.cause)
    return "done"


TRIGGERS = {"contribute": contribute, "size_cap": cap, "declare_holdings": declare}

FULL_GIFT = 10_000.0
"""The pilot contribution (reserve papers S1:69): smaller gifts earn their part of the trust."""

AMOUNT = Field(code="amount", label=both("Amount", "数量"), kind="btc", low=1, high=500_000)
VAULT = Field(code="vault", label=both("Vault", "金库"), kind="vault")

ACTIONS = (
    Action(
        code="contribute",
        card="C01",
        pc=6,
        needs="stage >= 3",
        triggers="contribute",
        fields=(AMOUNT, VAULT),
        scaled_by=("amount", FULL_GIFT),
        effects=(
            "add(trust.other, 4)",
            "add(legitimacy, 1)",
            "jump(market.price, 0.01 ± 0.01) when var(transparency.level) >= 2",
        ),
        title=both("Contribute coins", "注入比特币"),
        about=both(
            "Moves your coins into the joint vault; trust grows with the amount, and so does what you could lose.",
            "把本方比特币转入联合金库，众目可见；信任随数量上升，可失之物亦然。",
        ),
    ),
    Action(
        code="contribute_simultaneous",
        card="C01",
        mode=Mode.JOINT,
        pc=4,
        needs="stage >= 3",
        triggers="contribute",
        fields=(AMOUNT, VAULT),
        scaled_by=("amount", FULL_GIFT),
        effects=(
            "add(trust.*, 6)",
            "add(legitimacy, 1)",
            "add(cbm.count, 1)",
            "jump(market.price, 0.01 ± 0.01) when var(transparency.level) >= 2",
        ),
        title=both("Contribute side by side", "同步注入"),
        about=both(
            "Both sides pay in the same amount in the same turn; nobody goes first, nobody is left waiting.",
            "双方同回合注入等额；无人先行，也无人空等。",
        ),
    ),
    Action(
        code="withhold",
        card="C01",
        ap=0,
        pc=0,
        effects=("add(trust.other, -8 ± 2)", "add(tension, 3)"),
        title=both("Withhold a contribution", "暂缓注入"),
        about=both(
            "Lets a scheduled contribution pass unpaid; your coins stay home, and the other side draws conclusions.",
            "不履行到期注入；币留在家中，对方自有结论。",
        ),
    ),
    Action(
        code="withdraw",
        card="C01",
        triggers="withdraw",
        fields=(AMOUNT, Field(code="reason", label=both("Reason", "理由"), kind="text")),
        effects=("add(tension, 4 ± 1)", "add(trust.other, -6 ± 2)", "jump(market.price, -0.02 ± 0.02)"),
        title=both("Demand your share back", "要求撤回份额"),
        about=both(
            "Asks for your coins back; the vault still needs its signatures, but everyone heard the door.",
            "要求取回本方比特币；金库仍需签名，但人人都听见了关门声。",
        ),
    ),
    Action(
        code="declare",
        card="C28",
        pc=0,
        public=True,
        triggers="declare_holdings",
        fields=(Field(code="btc", label=both("Declared holdings", "申报持有量"), kind="btc", low=0, high=500_000),),
        title=both("Declare holdings", "申报持有量"),
        about=both(
            "Tells the world what you hold; the figure may be false, and the chain may one day say so.",
            "向世界申报持有量；数字可以是假的，链上数据终有一天会揭穿。",
        ),
    ),
    Action(
        code="set_size_cap",
        card="C01",
        mode=Mode.JOINT,
        pc=3,
        needs="stage >= 4",
        triggers="size_cap",
        fields=(
            Field(
                code="percent",
                label=both("Per cent of national reserves", "占国家储备百分比"),
                kind="share",
                low=2,
                high=5,
            ),
        ),
        effects=("add(approval.us, 2 ± 1)", "add(approval.cn, 2 ± 1)"),
        title=both("Agree a cap", "商定规模上限"),
        about=both(
            "Limits the reserve to 2–5 % of national reserves; critics calm down, and ambition has a ceiling.",
            "把储备限定在国家储备的 2–5%；批评者安心，雄心也有了上限。",
        ),
    ),
    Action(
        code="research_fund",
        card="C01",
        mode=Mode.JOINT,
        pc=2,
        money=20,
        each=True,
        effects=("add(trust.*, 2)", "flag(research_fund)", "add(cbm.count, 1)"),
        title=both("Found a research fund", "设立研究基金"),
        about=both(
            "Pools money for shared studies; little risk, slow fruit, and people who learn to work together.",
            "共同出资开展研究；风险小、见效慢，却让人学会共事。",
        ),
    ),
)
