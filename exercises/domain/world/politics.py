"""Politics: trust, tension, approval at home, political capital, and the levers of domestic opinion."""

from __future__ import annotations

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import (
    BILATERAL,
    PRINCIPALS,
    PUBLIC,
    Action,
    Field,
    Variable,
    both,
    estimate,
    named_state,
    owned,
)
from exercises.domain.world.world import DRIFT, Deed, World

CALM = 45.0
"""The tension that two great powers drift back to."""

WARY = 30.0
"""Below this trust, suspicion feeds tension."""

FORTY = 0.40
"""The share of hash rate or of one pool from which the world worries (precedent P10)."""

FRAMES = ("sovereignty", "profit", "security", "stability")
NAMES = {
    "us": ("American", "美方"),
    "cn": ("Chinese", "中方"),
    "bis": ("BIS", "国际清算银行"),
    "imf": ("IMF", "基金组织"),
    "eu": ("European", "欧方"),
    "g20": ("G20", "二十国集团"),
    "industry": ("Industry", "业界"),
    "press": ("Press", "媒体"),
}


def _trust(team: str) -> Variable:
    en, zh = NAMES[team]
    return Variable(
        code=f"trust.{team}",
        title=both(f"{en} trust", f"{zh}信任"),
        start=30.0,
        seen=estimate(team),
        spread=8,
        trustlike=True,
        good=1,
        hardened_by=f"hardliners.{team}",
        source="default",
    )


def _approval(team: str, start: float, source: str = "default") -> Variable:
    en, zh = NAMES[team]
    seen = estimate("cn") if team == "cn" else PUBLIC
    softened = "track2.constituency" if team in PRINCIPALS else ""
    return Variable(
        code=f"approval.{team}",
        title=both(f"{en} approval", f"{zh}支持率"),
        start=start,
        seen=seen,
        spread=6,
        good=1,
        softened_by=softened,
        source=source,
    )


def _at_home(team: str) -> tuple[Variable, ...]:
    en, zh = NAMES[team]
    return (
        Variable(
            code=f"pc.{team}",
            title=both(f"{en} political capital", f"{zh}政治资本"),
            start=40.0,
            seen=owned(team),
            good=1,
            source="rule",
        ),
        Variable(
            code=f"hardliners.{team}",
            title=both(f"{en} hard-liners", f"{zh}强硬派"),
            start=40.0,
            seen=owned(team),
            good=-1,
            source="reserve papers S1:91",
        ),
        Variable(
            code=f"legislators.briefed.{team}",
            title=both(f"{en} legislators briefed", f"{zh}已通气的立法者"),
            start=0.0,
            unit="people",
            high=10,
            seen=owned(team),
            good=1,
            source="reserve papers S1:91",
        ),
        named_state(
            f"frame.{team}",
            both(f"{en} story told at home", f"{zh}国内叙事"),
            "mixed",
            ("mixed", *FRAMES),
            "reserve papers S1:91",
            owned(team),
        ),
    )


def _budget(team: str, start: float) -> Variable:
    en, zh = NAMES[team]
    return Variable(
        code=f"budget.{team}",
        title=both(f"{en} budget", f"{zh}预算"),
        start=start,
        unit="million USD",
        high=100_000,
        seen=owned(team),
        good=1,
        source="default",
    )


VARIABLES = (
    Variable(code="tension", title=both("Tension", "紧张程度"), start=45.0, good=-1, source="default"),
    _trust("us"),
    _trust("cn"),
    _approval("us", 48.0, "default, reserve papers S1:91"),
    _approval("cn", 60.0, "default, reserve papers S1:91"),
    *(_approval(team, 50.0) for team in ("eu", "bis", "imf", "industry")),
    *_at_home("us"),
    *_at_home("cn"),
    *(
        _budget(team, start)
        for team, start in (
            ("us", 500.0),
            ("cn", 500.0),
            ("bis", 40.0),
            ("imf", 100.0),
            ("eu", 100.0),
            ("g20", 20.0),
            ("industry", 100.0),
            ("press", 5.0),
        )
    ),
    named_state("news.theme", both("What the news is about", "新闻焦点"), "mixed", ("mixed", *FRAMES), "rule"),
    Variable(
        code="linkage.level",
        title=both("Linkage with other quarrels", "议题挂钩程度"),
        start=0.0,
        unit="level",
        high=3,
        seen=BILATERAL,
        source="reserve papers S1:62",
    ),
)


def exposure(share_national: float, *, hedged: bool = False) -> float:
    """How far the price is politics at home: `clip(0.5 + share/6 %, 0.5, 2)`; a hedge takes 30 % off (S1:92)."""
    visible = min(max(0.5 + share_national / 6, 0.5), 2.0)
    return visible * (0.7 if hedged else 1.0)


def capital_income(approval: float) -> float:
    """Political capital earned in a turn: `max(0, (A − 30)/10)`."""
    return max(0.0, (approval - 30) / 10)


def in_contact(w: World) -> bool:
    """A working operations centre or hotline keeps trust from fading so far."""
    return w["inst.joc"] == "working" or w["hotline.state"] in ("installed", "tested")


def step(w: World) -> None:
    """Drift, coupling of trust and tension, the price at home, income, legitimacy."""
    _drift(w)
    _couple(w)
    for team in PRINCIPALS:
        _home(w, team)
    _legitimacy(w)


def _drift(w: World) -> None:
    w.relax("tension", CALM, 90)
    for team in PRINCIPALS:
        w.relax(f"trust.{team}", 35 if in_contact(w) else 25, 720)
    for code in w.family("approval"):
        w.relax(code, 50, 120)


def _couple(w: World) -> None:
    """`trust −= 0.03·(T − 45)·m` and `T −= 0.02·(min(trust) − 30)·m`, m = min(d, 30)/30."""
    months = w.drift_days / 30
    tension, lowest = w.number("tension"), min(w.number(f"trust.{team}") for team in PRINCIPALS)
    for team in PRINCIPALS:
        strained = "coupling.tension" if tension > CALM else "coupling.goodwill"
        w.shift(f"trust.{team}", -0.03 * (tension - CALM) * months, Cause(strained))
    w.shift(
        "tension", -0.02 * (lowest - WARY) * months, Cause("coupling.trust" if lowest < WARY else "coupling.goodwill")
    )


def _home(w: World, team: str) -> None:
    exposed = exposure(w.number(f"reserve.share_national.{team}"), hedged=w.number(f"hedge.{team}") > 0)
    w.add(f"approval.{team}", 20 * exposed * w.number("market.return"), Cause("price.approval"))
    w.shift(f"hedge.{team}", -1, DRIFT)
    w.shift(f"pc.{team}", capital_income(w.number(f"approval.{team}")), Cause("income"))


def _legitimacy(w: World) -> None:
    shares = [w.number(code) for code in (*w.family("hash.share"), "pool.top.visible")]
    if max(shares) >= FORTY and not w["hash.spoken"]:
        w.shift("legitimacy", -0.5, Cause("concentration"))
    if w["observer.seat"]:
        w.shift("legitimacy", 0.5, Cause("observer.seat"))


def campaign(w: World, deed: Deed) -> str:
    """A story that fits the news wins 4 points of approval, one that does not loses 2; both ± 2."""
    frame = deed.word("frame", "stability")
    fits = w["news.theme"] in (frame, "mixed")
    w.set(f"frame.{deed.team}", frame, deed.cause)
    w.add(f"approval.{deed.team}", 4 if fits else -2, deed.cause, 2 * w.luck.uniform("campaign", str(deed.team)))
    return "fits" if fits else "misses"


def claim_success(w: World, deed: Deed) -> str:
    """A claim that the figures bear out wins 3 points of approval, an empty one loses 3; both ± 2."""
    true = w.number("reserve.profit") > 0
    for claimant in deed.actors:
        w.add(f"approval.{claimant}", 3 if true else -3, deed.cause, 2 * w.luck.uniform("claim", claimant))
    return "borne_out" if true else "empty"


TRIGGERS = {"campaign": campaign, "claim_success": claim_success}

ACTIONS = (
    Action(
        code="brief_legislators",
        card="C15",
        pc=0,
        effects=("add(legislators.briefed.own, 2)", "add(approval.own, 1 ± 1)"),
        title=both("Brief legislators", "向立法机构通气"),
        about=both(
            "Explains the reserve behind closed doors; hearings come less angry, and more people know more.",
            "闭门说明储备事宜；听证会少些怒气，知情者也更多。",
        ),
    ),
    Action(
        code="campaign",
        card="C15",
        money=5,
        triggers="campaign",
        fields=(Field(code="frame", label=both("Story told at home", "国内叙事"), kind="choice", options=FRAMES),),
        title=both("Campaign at home", "开展国内宣传"),
        about=both(
            "Tells one story about the reserve; it wins approval if it fits the news and loses some if it does not.",
            "用一种叙事宣传储备；与新闻相符则得分，不符则失分。",
        ),
    ),
    Action(
        code="claim_success",
        card="C15",
        pc=0,
        triggers="claim_success",
        title=both("Claim success", "宣布成功"),
        about=both(
            "Says in public that the reserve pays; the figures decide whether people cheer or laugh.",
            "公开宣称储备见效；数字决定公众是喝彩还是嘲笑。",
        ),
    ),
    Action(
        code="appease_hardliners",
        card="C15",
        ap=0,
        pc=0,
        effects=("add(hardliners.own, -8)", "add(approval.own, 2 ± 2)", "add(trust.other, -3)"),
        title=both("Appease hard-liners", "安抚强硬派"),
        about=both(
            "Gives your critics some sharp words; quieter at home, and the other side hears every one of them.",
            "对批评者说几句硬话；国内安静了，对方却句句听见。",
        ),
    ),
)
