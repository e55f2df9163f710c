"""The accord so far: its stage, its state, the operations centre, and the clause that freezes after a breach."""

from __future__ import annotations

from exercises.domain.world.entries import BILATERAL, PUBLIC, Action, Field, Variable, both, named_state
from exercises.domain.world.world import DRIFT, Deed, World
from exercises.enums import Mode, Timing

BODY = ("absent", "forming", "working", "frozen")

VARIABLES = (
    Variable(
        code="stage",
        title=both("Stage of the accord", "协议阶段"),
        start=1.0,
        unit="stage",
        low=1,
        high=6,
        good=1,
        source="reserve papers S1:67-77",
    ),
    named_state(
        "accord.state",
        both("State of the accord", "协议状态"),
        "none",
        ("none", "mou", "pilot", "signed", "ratified_us", "ratified_cn", "ratified", "suspended"),
        "reserve papers S1:48",
    ),
    Variable(
        code="accord.progress",
        title=both("Progress of the text", "文本进度"),
        start=0.0,
        unit="%",
        seen=BILATERAL,
        good=1,
        source="rule",
    ),
    Variable(
        code="compliance.us",
        title=both("American compliance", "美方履约"),
        start=100.0,
        seen=BILATERAL,
        good=1,
        source="rule",
    ),
    Variable(
        code="compliance.cn",
        title=both("Chinese compliance", "中方履约"),
        start=100.0,
        seen=BILATERAL,
        good=1,
        source="rule",
    ),
    named_state(
        "clause.breach_freeze",
        both("Clause: freeze after a breach", "条款：违约即冻结"),
        "draft",
        ("draft", "bracketed", "agreed", "invoked", "suspended"),
        "reserve papers S1:93",
        BILATERAL,
    ),
    named_state("inst.joc", both("Joint operations centre", "联合行动中心"), "absent", BODY, "reserve papers S1:52"),
    named_state(
        "inst.commission", both("Joint commission", "联合委员会"), "absent", BODY, "reserve papers S1:51", PUBLIC
    ),
    Variable(
        code="liaison.count",
        title=both("Liaison officers", "联络官"),
        start=0.0,
        unit="people",
        high=20,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:52",
    ),
    Variable(
        code="coordination.speed",
        title=both("Speed of coordination", "协调速度"),
        start=40.0,
        seen=BILATERAL,
        good=1,
        source="rule",
    ),
    Variable(
        code="sessions.us",
        title=both("Sessions hosted by the United States", "美方主办会议"),
        start=0.0,
        unit="count",
        high=200,
        seen=BILATERAL,
        source="rule",
    ),
    Variable(
        code="sessions.cn",
        title=both("Sessions hosted by China", "中方主办会议"),
        start=0.0,
        unit="count",
        high=200,
        seen=BILATERAL,
        source="rule",
    ),
    named_state(
        "session.place",
        both("Place of the last joint session", "最近一次会议地点"),
        "none",
        ("none", "washington", "new_york", "beijing", "hong_kong", "basel", "online"),
        "rule",
        BILATERAL,
    ),
    Variable(
        code="sessions.refused",
        title=both("Sessions refused", "被拒会议"),
        start=0.0,
        unit="count",
        seen=BILATERAL,
        good=-1,
        source="rule",
    ),
)

PLACES = {"washington": "us", "new_york": "us", "beijing": "cn", "hong_kong": "cn"}
"""Which side hosts, by place; elsewhere nobody does."""


def step(w: World) -> None:
    """A commission or centre that was forming sits from the next turn on."""
    for code in ("inst.commission", "inst.joc"):
        if w[code] == "forming":
            w.set(code, "working", DRIFT)


def convene(w: World, deed: Deed) -> str:
    """Note where the session sits, so that hosting can be counted."""
    place = deed.word("place", "online")
    w.set("session.place", place, deed.cause)
    if place in PLACES:
        w.add(f"sessions.{PLACES[place]}", 1, deed.cause)
    return "done"


TRIGGERS = {"session": convene}

FREEZE_REASON = Field(code="reason", label=both("Reason", "理由"), kind="text")

ACTIONS = (
    Action(
        code="call_session",
        card="C11",
        triggers="session",
        fields=(
            Field(
                code="place",
                label=both("Place", "地点"),
                kind="choice",
                options=("washington", "new_york", "beijing", "hong_kong", "basel", "online"),
            ),
        ),
        effects=("add(coordination.speed, 1)",),
        title=both("Call a joint session", "召集联合会议"),
        about=both(
            "Opens a bilateral room with minutes at a named place; staying away costs the absent side trust.",
            "在指定地点召开有记录的双边会议；缺席一方将失去信任。",
        ),
    ),
    Action(
        code="breach_freeze",
        card="C09",
        timing=Timing.NOW,
        ap=0,
        pc=1,
        triggers="freeze",
        fields=(FREEZE_REASON,),
        needs="var(clause.breach_freeze) != draft and var(clause.breach_freeze) != suspended",
        effects=("set(clause.breach_freeze, invoked)", "add(coordination.speed, 3)"),
        title=both("Invoke the breach clause", "援引违约冻结条款"),
        about=both(
            "Freezes the vault and opens a joint investigation under the accord; markets notice that something broke.",
            "依协议冻结金库并启动联合调查；市场会察觉出了问题。",
        ),
    ),
    Action(
        code="found_commission",
        card="C11",
        mode=Mode.JOINT,
        pc=5,
        money=5,
        needs="var(inst.commission) == absent",
        effects=("set(inst.commission, forming)", "add(coordination.speed, 10)"),
        title=both("Found the joint commission", "成立联合委员会"),
        about=both(
            "Creates the body that meets by calendar; joint acts grow quicker, and so do the minutes.",
            "建立定期会晤机构；联合行动更快，会议纪要也更多。",
        ),
    ),
    Action(
        code="embed_liaisons",
        card="C11",
        mode=Mode.JOINT,
        pc=4,
        money=3,
        effects=(
            "set(inst.joc, working)",
            "add(coordination.speed, 15)",
            "add(trust.*, 3 ± 1)",
            "add(liaison.count, 4)",
            "add(insider.risk.*, 3)",
        ),
        title=both("Embed liaison officers", "互派联络官"),
        about=both(
            "Puts officers of each side into one operations centre; faster and friendlier, with more ears in the room.",
            "双方人员进驻同一行动中心；更快更友善，但耳目也更多。",
        ),
    ),
    Action(
        code="expel_liaisons",
        card="C11",
        ap=0,
        pc=3,
        needs="var(inst.joc) == working",
        effects=("set(inst.joc, frozen)", "set(liaison.count, 0)", "add(trust.other, -12 ± 3)", "add(tension, 8)"),
        title=both("Expel liaison officers", "驱逐联络官"),
        about=both(
            "Sends the other side's officers home; a strong signal that leaves both half blind.",
            "遣返对方联络官；信号强烈，却使双方都半失明。",
        ),
    ),
    Action(
        code="decline_session",
        card="C11",
        ap=0,
        pc=0,
        triggers="decline_session",
        effects=("add(trust.other, -3)", "add(sessions.refused, 1)"),
        title=both("Refuse a session", "拒绝会议"),
        about=both(
            "Stays away from a session the other side called; your point is made, and remembered.",
            "缺席对方召集的会议；立场已表明，也会被记住。",
        ),
    ),
    Action(
        code="accept_clause",
        card="C09",
        timing=Timing.NOW,
        triggers="accept_clause",
        fields=(Field(code="clause", label=both("Clause", "条款"), kind="choice"),),
        effects=("add(trust.*, 1)",),
        title=both("Accept a clause", "接受条款"),
        about=both(
            "Accepts the text of one clause as it stands; both sides trust a little more, and you cannot unsay it.",
            "按现有文本接受一项条款；双方互信略增，但不能反悔。",
        ),
    ),
)
