"""Audits and transparency: how long ago somebody looked, how much the public may see, and proofs of control."""

from __future__ import annotations

from exercises.domain.world.entries import (
    BILATERAL,
    CUSTODIAN,
    WHITE,
    Action,
    Field,
    Variable,
    both,
    named_state,
)
from exercises.domain.world.world import DRIFT, Deed, World
from exercises.enums import Mode, Timing

VARIABLES = (
    Variable(
        code="audit.age",
        title=both("Days since the last audit", "距上次审计天数"),
        start=90.0,
        unit="days",
        high=1_000,
        good=-1,
        source="reserve papers S1:72",
    ),
    named_state(
        "audit.finding",
        both("Finding of the last audit", "上次审计发现"),
        "none",
        ("none", "clean", "fault"),
        "rule",
        BILATERAL,
    ),
    Variable(
        code="fault.hidden",
        title=both("A hidden fault is there", "存在隐藏缺陷"),
        start=False,
        unit="flag",
        kind="flag",
        seen=WHITE,
        source="rule",
    ),
    Variable(
        code="audits.count",
        title=both("Audits so far", "累计审计次数"),
        start=0.0,
        unit="count",
        good=1,
        source="reserve papers S1:69",
    ),
    Variable(
        code="transparency.level",
        title=both("Transparency", "透明度"),
        start=1.0,
        unit="level",
        high=4,
        good=1,
        source="reserve papers S1:25",
    ),
    Variable(
        code="opsec.exposure",
        title=both("What attackers can learn", "攻击者可知程度"),
        start=20.0,
        seen=CUSTODIAN,
        good=-1,
        source="reserve papers S1:25",
    ),
)

FAULT_CHANCE = {"joint_audit": 0.6, "swap_red_teams": 0.7, "third_party_audit": 0.5, "bis_attest": 0.4}
"""How likely each kind of look finds a hidden fault."""


def step(w: World) -> None:
    w.shift("audit.age", w.days, DRIFT)


def look(w: World, deed: Deed) -> str:
    """Somebody looks closely; a hidden fault may be found. Answers `fault` or `clean`."""
    action = str(deed.cause.params.get("action", ""))
    found = bool(w["fault.hidden"]) and w.luck.chance(FAULT_CHANCE.get(action, 0.5), "fault", action)
    w.set("audit.finding", "fault" if found else "clean", deed.cause)
    if found:
        w.set("fault.hidden", value=False, cause=deed.cause)
    return str(w["audit.finding"])


def audit(w: World, deed: Deed) -> str:
    """A full audit is a close look, and starts the clock anew."""
    w.set("audit.age", 0.0, deed.cause)
    w.add("audits.count", 1, deed.cause)
    return look(w, deed)


def verify_holdings(w: World, deed: Deed) -> str:
    """The Fund says in one word whether declared and real holdings agree."""
    verdict = deed.word("verdict", "consistent")
    w.add("legitimacy", 2 if verdict == "consistent" else -4, deed.cause)
    return verdict


TRIGGERS = {"audit": audit, "look": look, "imf_verify": verify_holdings}

CONSISTENT = Field(
    code="verdict", label=both("Verdict", "结论"), kind="choice", options=("consistent", "not_consistent")
)
WORDS = Field(code="text", label=both("Words", "文字"), kind="text", optional=True)

ACTIONS = (
    Action(
        code="joint_audit",
        card="C06",
        mode=Mode.JOINT,
        money=5,
        triggers="audit",
        effects=("add(legitimacy, 3)", "add(trust.*, 2 ± 1)"),
        title=both("Audit together", "联合审计"),
        about=both(
            "Both sides count and check without moving coins; faults come to light while they are still cheap.",
            "双方在不动币的情况下清点核查；趁代价尚低发现问题。",
        ),
    ),
    Action(
        code="prove_control",
        card="C06",
        who=("key_holders",),
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="prove_control",
        fields=(Field(code="key", label=both("Key", "密钥"), kind="key"),),
        title=both("Prove control of a key", "证明密钥在手"),
        about=both(
            "Signs a fresh message with the key: proof that it is alive without moving a coin; who cannot is seen.",
            "用密钥签署新消息；不动一币即证明在手，不能者一目了然。",
        ),
    ),
    Action(
        code="raise_transparency",
        card="C06",
        mode=Mode.JOINT,
        pc=2,
        needs="var(transparency.level) < 4",
        effects=(
            "add(transparency.level, 1)",
            "add(legitimacy, 3)",
            "jump(market.price, 0.005)",
            "add(opsec.exposure, 8 ± 2)",
        ),
        title=both("Raise transparency", "提高透明度"),
        about=both(
            "Shows the public one thing more; people believe more, and attackers see more.",
            "向公众多公开一项；公众更信，攻击者也看得更多。",
        ),
    ),
    Action(
        code="annual_report",
        card="C06",
        mode=Mode.JOINT,
        money=1,
        needs="stage >= 5",
        effects=("add(approval.us, 2)", "add(approval.cn, 2)", "add(legitimacy, 2)", "flag(leak) chance 0.05 hidden"),
        title=both("Publish an annual report", "发布年度报告"),
        about=both(
            "Tells both publics how the reserve did; good years sell themselves, drafts sometimes leak.",
            "向两国公众报告业绩；好年景不言自明，草稿偶尔外泄。",
        ),
    ),
    Action(
        code="publish_alone",
        public=True,
        card="C06",
        pc=2,
        effects=("add(approval.own, 2)", "add(trust.other, -5 ± 2)", "add(opsec.exposure, 10)"),
        title=both("Publish on your own", "单方面公开"),
        about=both(
            "Releases shared details without asking; applause at home, anger across the table, help for attackers.",
            "未经商量公布共同信息；国内叫好，对方恼怒，攻击者受益。",
        ),
    ),
    Action(
        code="bis_attest",
        public=True,
        card="C06",
        who=("bis",),
        mode=Mode.OBSERVER,
        triggers="look",
        effects=("add(legitimacy, 3)", "mul(rumour.*, 0.3)", "add(credibility.own, 1)"),
        title=both("Attest the coins", "出具证明"),
        about=both(
            "Certifies in public that the coins are there; rumours die, and your name stands under it.",
            "公开证明比特币在库；谣言平息，你的名字也签在其下。",
        ),
    ),
    Action(
        code="imf_verify",
        public=True,
        card="C06",
        who=("imf",),
        mode=Mode.OBSERVER,
        fields=(CONSISTENT, WORDS),
        triggers="imf_verify",
        effects=("add(credibility.own, 1)",),
        title=both("Verify holdings in private", "非公开核实持有量"),
        about=both(
            "Compares declared and real holdings behind closed doors and publishes one word: consistent or not.",
            "闭门比对申报与实际持有，只公布一词：一致或不一致。",
        ),
    ),
)
