"""Third countries and international bodies: legitimacy is how they win."""

from __future__ import annotations

from exercises.domain.world.entries import OBSERVER, Action, Field, Variable, both, estimate, named_state
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Timing

VIEWS = {"stabilising": 5.0, "mixed": 0.0, "rigging": -5.0}
"""What an assessment does to legitimacy before the asymmetry."""

VARIABLES = (
    Variable(
        code="legitimacy",
        title=both("Legitimacy", "合法性"),
        start=40.0,
        trustlike=True,
        good=1,
        source="reserve papers S1:95",
    ),
    Variable(
        code="g2.fear",
        title=both("Fear of a club of two", "对“两国集团”的担忧"),
        start=40.0,
        seen=estimate(),
        spread=10,
        good=-1,
        source="reserve papers S1:125",
    ),
    named_state(
        "eu.stance",
        both("European stance", "欧盟立场"),
        "wary",
        ("hostile", "wary", "neutral", "partner"),
        "reserve papers S1:120",
    ),
    Variable(code="eu.digital_euro", title=both("Digital euro", "数字欧元"), start=20.0, source="default"),
    Variable(
        code="brics.alternative",
        title=both("Rival scheme of other states", "他国替代方案"),
        start=10.0,
        seen=estimate(),
        spread=8,
        good=-1,
        source="reserve papers S1:129",
    ),
    Variable(
        code="members.count",
        title=both("Members", "成员数"),
        start=2.0,
        unit="states",
        low=2,
        high=20,
        good=1,
        source="reserve papers S1:75",
    ),
    named_state(
        "imf.facility",
        both("IMF facility", "基金组织工具"),
        "none",
        ("none", "study", "pilot", "sdr_like"),
        "reserve papers S1:75",
    ),
    named_state(
        "dsb.state",
        both("Digital Stability Board", "数字稳定理事会"),
        "none",
        ("none", "proposed", "founded"),
        "reserve papers S1:117",
    ),
    Variable(
        code="cb.adoption",
        title=both("Central banks that hold bitcoin", "持有比特币的央行"),
        start=1.0,
        unit="%",
        source="reserve papers S1:120",
    ),
    Variable(
        code="observer.seat",
        title=both("Observers have a seat", "观察员席位"),
        start=False,
        unit="flag",
        kind="flag",
        source="reserve papers S1:53",
    ),
    Variable(
        code="guarantor.eu",
        title=both("Guarantee by the EU", "欧盟担保"),
        start=False,
        unit="flag",
        kind="flag",
        source="rule",
    ),
    Variable(
        code="intel.g20",
        title=both("Insight of the G20", "二十国集团情报水平"),
        start=35.0,
        seen=OBSERVER,
        good=1,
        source="default",
    ),
)


def assess(w: World, deed: Deed) -> str:
    """A published view moves legitimacy by up to 5, ± 1."""
    view = deed.word("view", "mixed")
    if VIEWS[view]:
        w.add("legitimacy", VIEWS[view], deed.cause, w.luck.uniform("assess", str(deed.team)))
    return view


TRIGGERS = {"assess": assess}

VIEW = Field(code="view", label=both("View", "结论"), kind="choice", options=tuple(VIEWS))
CITED = Field(code="inject", label=both("Logged item it cites", "引用的记录"), kind="inject")
WORDS = Field(code="text", label=both("Words", "文字"), kind="text")

ACTIONS = (
    Action(
        code="assess",
        public=True,
        card="C27",
        who=("imf",),
        mode=Mode.OBSERVER,
        triggers="assess",
        fields=(VIEW, CITED, WORDS),
        needs="not did_within(imf, assess, 2)",
        title=both("Publish an assessment", "发布评估"),
        about=both(
            "Says in public whether the reserve stabilises or rigs the market; once in two turns, citing the record.",
            "公开评判储备是稳定市场还是操纵市场；两回合一次，须引用记录。",
        ),
    ),
    Action(
        code="imf_recognise",
        public=True,
        card="C27",
        who=("imf",),
        mode=Mode.OBSERVER,
        effects=("add(legitimacy, 3 ± 2)",),
        fields=(WORDS,),
        title=both("Recognise the coins as reserve assets", "承认为储备资产"),
        about=both(
            "Publishes how the coins count in reserve reports; doors open elsewhere, and your own board will ask why.",
            "公布比特币在储备报告中的处理；他处之门由此打开，自家执董会也会追问。",
        ),
    ),
    Action(
        code="host",
        card="C27",
        who=("bis", "eu", "g20"),
        mode=Mode.OBSERVER,
        effects=("add(tension, -1)", "add(credibility.own, 1)"),
        title=both("Host a meeting", "主办会议"),
        about=both(
            "Offers a neutral room; tension eases a little, and you hear what is said in the corridor.",
            "提供中立场地；紧张略减，你也听得到走廊里的话。",
        ),
    ),
    Action(
        code="mediate",
        card="C27",
        who=("observers",),
        mode=Mode.OBSERVER,
        triggers="mediate",
        fields=(WORDS,),
        effects=("add(tension, -1)",),
        title=both("Offer to mediate", "提出调停"),
        about=both(
            "Opens a room for three; if both accept, tension falls, and if not, you have spent your word.",
            "开设三方会谈；若双方接受则紧张下降，否则白费口舌。",
        ),
    ),
    Action(
        code="warn",
        public=True,
        card="C27",
        who=("observers",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        fields=(WORDS,),
        effects=("add(legitimacy, -1)",),
        title=both("Warn in public", "公开警告"),
        about=both(
            "Names a danger before it happens; useful if you are right, and never forgotten if you are wrong.",
            "在事发前指出风险；说中则有益，说错则难忘。",
        ),
    ),
    Action(
        code="eu_guarantee",
        public=True,
        card="C27",
        who=("eu",),
        mode=Mode.OBSERVER,
        needs="var(guarantor.eu) == false",
        effects=("set(guarantor.eu, true)", "add(trust.*, 3)"),
        title=both("Offer a guarantee", "提供担保"),
        about=both(
            "Stands in for the accord once; both sides trust it more, and Europe is bound to what they do.",
            "为协议担保一次；双方互信上升，欧洲也被其行为所绑定。",
        ),
    ),
    Action(
        code="join_membership",
        card="C27",
        who=("observers",),
        mode=Mode.OBSERVER,
        needs="stage >= 5",
        effects=("add(members.count, 1)", "add(legitimacy, 4)", "add(g2.fear, -4)"),
        title=both("Join the reserve", "加入储备"),
        about=both(
            "Accepts an invitation to take part; the club of two ends, and so does your freedom to criticise.",
            "接受邀请加入；“两国集团”就此终结，你的批评自由也是。",
        ),
    ),
    Action(
        code="decline_membership",
        card="C27",
        who=("observers",),
        mode=Mode.OBSERVER,
        ap=0,
        effects=("add(legitimacy, -2)",),
        title=both("Decline membership", "婉拒加入"),
        about=both(
            "Says no to an invitation; your hands stay free, and others read your reasons closely.",
            "谢绝邀请；保持自由，他人会细读你的理由。",
        ),
    ),
    Action(
        code="offer_seat",
        card="C27",
        mode=Mode.JOINT,
        needs="var(observer.seat) == false",
        effects=("set(observer.seat, true)", "add(legitimacy, 5)", "add(g2.fear, -8)", "add(coordination.speed, -3)"),
        title=both("Offer observers a seat", "给予观察员席位"),
        about=both(
            "Lets others sit at the table; acceptance grows, and meetings take longer.",
            "让他方列席；认可度上升，会议也更长。",
        ),
    ),
    Action(
        code="independent_oversight",
        card="C27",
        mode=Mode.JOINT,
        effects=("add(legitimacy, 6)", "add(transparency.level, 1)"),
        title=both("Accept independent oversight", "接受独立监督"),
        about=both(
            "Lets outsiders inspect and report; the world believes you more, and finds what you would rather hide.",
            "允许外界检查并报告；世界更信任你，也会发现你想藏的。",
        ),
    ),
    Action(
        code="press_ally",
        card="C27",
        fields=(WORDS,),
        effects=("add(legitimacy, 1)", "add(g2.fear, 5)"),
        title=both("Press an ally", "向盟友施压"),
        about=both(
            "Leans on a friendly capital to support the project; it complies, and fears the two of you more.",
            "敦促友国支持项目；对方照办，却更忌惮你们两家。",
        ),
    ),
    Action(
        code="propose_dsb",
        card="C27",
        who=("g20",),
        mode=Mode.OBSERVER,
        needs="var(dsb.state) == none",
        effects=("set(dsb.state, proposed)", "add(legitimacy, 1)"),
        title=both("Propose a Digital Stability Board", "提议数字稳定理事会"),
        about=both(
            "Offers a wider home for rules on digital reserves; slow, open to all, and a rival to the accord.",
            "为数字储备规则提供更广平台；缓慢、开放，也与协议竞争。",
        ),
    ),
    Action(
        code="advance_digital_euro",
        card="C27",
        who=("eu",),
        mode=Mode.OBSERVER,
        effects=("add(eu.digital_euro, 10)", "add(g2.fear, -2)"),
        title=both("Advance the digital euro", "推进数字欧元"),
        about=both(
            "Answers the reserve with money of your own; Europe stands firmer, and farther away.",
            "以自己的货币回应储备；欧洲更稳固，也更疏远。",
        ),
    ),
)
