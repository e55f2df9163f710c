"""Cyber defence: posture, threat, sharing what one knows, naming and striking an attacker."""

from __future__ import annotations

from exercises.domain.world.entries import BILATERAL, Action, Field, Variable, both, estimate, owned
from exercises.domain.world.politics import NAMES
from exercises.enums import Mode, Timing

_POSTURE = (("us", 65.0), ("cn", 65.0), ("bis", 60.0), ("imf", 55.0), ("eu", 60.0), ("industry", 50.0))
_INTEL = (("us", 60.0), ("cn", 60.0), ("bis", 40.0), ("imf", 40.0), ("eu", 35.0), ("industry", 30.0), ("press", 30.0))

VARIABLES = (
    *(
        Variable(
            code=f"cyber.posture.{team}",
            title=both(f"{NAMES[team][0]} cyber posture", f"{NAMES[team][1]}网络防御"),
            start=start,
            seen=owned(team),
            good=1,
            source="default, reserve papers S1:38",
        )
        for team, start in _POSTURE
    ),
    *(
        Variable(
            code=f"intel.{team}",
            title=both(f"{NAMES[team][0]} intelligence", f"{NAMES[team][1]}情报水平"),
            start=start,
            seen=owned(team),
            good=1,
            source="default",
        )
        for team, start in _INTEL
    ),
    Variable(
        code="threat.level",
        title=both("Threat level", "威胁等级"),
        start=50.0,
        seen=estimate(),
        spread=15,
        good=-1,
        source="reserve papers S1:40",
    ),
    Variable(
        code="intel.sharing",
        title=both("Sharing of intelligence", "情报共享程度"),
        start=0.0,
        unit="level",
        high=3,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:40",
    ),
    Variable(
        code="insurance.cover",
        title=both("Insurance cover", "保险额度"),
        start=0.0,
        unit="million USD",
        high=2_000,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:93",
    ),
    Variable(
        code="secrets.kept.us",
        title=both("American notes held back", "美方隐瞒情报数"),
        start=0.0,
        unit="count",
        seen=owned("us"),
        source="rule",
    ),
    Variable(
        code="secrets.kept.cn",
        title=both("Chinese notes held back", "中方隐瞒情报数"),
        start=0.0,
        unit="count",
        seen=owned("cn"),
        source="rule",
    ),
)

NOTE = Field(code="inject", label=both("Note", "情报"), kind="inject")
WORDS = Field(code="text", label=both("Words", "文字"), kind="text")

ACTIONS = (
    Action(
        code="collect",
        card="C08",
        who=("any",),
        effects=("add(intel.own, 5)",),
        title=both("Collect intelligence", "搜集情报"),
        about=both(
            "Sends people to find out more; your estimates narrow from next turn on, and nobody must notice.",
            "派人多方打探；下一回合起估计更准，但不能被察觉。",
        ),
    ),
    Action(
        code="raise_posture",
        card="C08",
        who=("any",),
        pc=0,
        money=25,
        effects=("add(cyber.posture.own, 6 ± 2)",),
        title=both("Raise cyber posture", "提升网络防御"),
        about=both(
            "Patches, drills and watches more closely; keys are safer, and the money is gone.",
            "打补丁、演练、加强值守；密钥更安全，钱也花了。",
        ),
    ),
    Action(
        code="create_task_force",
        card="C08",
        mode=Mode.JOINT,
        pc=5,
        money=10,
        needs="stage >= 2 and var(intel.sharing) < 2",
        effects=("set(intel.sharing, 2)", "add(trust.*, 3 ± 1)", "add(intel.us, 10)", "add(intel.cn, 10)"),
        title=both("Create a joint task force", "成立联合特遣组"),
        about=both(
            "Lets both cyber services share as a rule; both see more, and old services grumble.",
            "使双方网络部门常态共享；看得更多，老部门却有怨言。",
        ),
    ),
    Action(
        code="share_intel",
        card="C08",
        who=("principals", "bis"),
        timing=Timing.NOW,
        ap=0,
        pc=2,
        triggers="share_intel",
        fields=(NOTE, Field(code="team", label=both("With whom", "与谁"), kind="team", optional=True)),
        effects=("add(trust.other, 3)", "add(approval.own, -1)", "flag(leak) chance 0.1 hidden"),
        title=both("Share a note", "共享情报"),
        about=both(
            "Hands a note you hold to the other side at once; trust grows, your services are cross, and it may leak.",
            "立即把手中情报交给对方；信任上升，自家部门不悦，也可能外泄。",
        ),
    ),
    Action(
        code="hide_intel",
        card="C08",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        fields=(NOTE,),
        triggers="hide_intel",
        effects=("add(secrets.kept.own, 1)", "add(secrets.open, 1) hidden"),
        title=both("Hold a note back", "隐瞒情报"),
        about=both(
            "Decides to keep what you know; nothing happens, unless the other side finds out later.",
            "决定秘而不宣；什么也不会发生，除非对方日后得知。",
        ),
    ),
    Action(
        code="swap_red_teams",
        card="C08",
        mode=Mode.JOINT,
        ap=2,
        pc=4,
        money=10,
        triggers="look",
        needs="var(trust.us) > 35 and var(trust.cn) > 35",
        effects=("add(trust.*, 4 ± 2)", "add(cyber.posture.us, 4)", "add(cyber.posture.cn, 4)"),
        title=both("Swap red teams", "互换红队"),
        about=both(
            "Each side attacks the other's custody by agreement; faults come out, and both learn how the other works.",
            "经同意互相攻击对方托管；漏洞现形，彼此也了解手法。",
        ),
    ),
    Action(
        code="third_party_audit",
        card="C08",
        mode=Mode.JOINT,
        money=8,
        triggers="audit",
        effects=("add(legitimacy, 2)",),
        title=both("Invite an outside audit", "邀请第三方审计"),
        about=both(
            "Lets an agreed firm test the defences; the world believes it, and the report may be unpleasant.",
            "请商定的机构检验防御；外界信服，报告却可能难看。",
        ),
    ),
    Action(
        code="buy_insurance",
        card="C08",
        mode=Mode.JOINT,
        money=40,
        needs="var(custody.integrity) > 60",
        effects=("add(insurance.cover, 500)",),
        title=both("Buy insurance", "购买保险"),
        about=both(
            "Buys cover of 500 million dollars against a loss; it pays for coins, not for faces.",
            "购买五亿美元的损失保险；能赔币，赔不了面子。",
        ),
    ),
    Action(
        code="joint_attribution",
        public=True,
        card="C08",
        mode=Mode.JOINT,
        pc=4,
        fields=(WORDS,),
        effects=(
            "add(tension, -3)",
            "add(threat.level, -5)",
            "jump(market.price, 0.01)",
            "add(legitimacy, -5) after 2 chance 0.15",
        ),
        title=both("Name the attacker together", "联合归因"),
        about=both(
            "Names the thief with one voice; it calms both publics, and one time in seven it is the wrong thief.",
            "一致指认窃贼；安抚两国公众，但七次中有一次指错人。",
        ),
    ),
    Action(
        code="accuse",
        public=True,
        card="C08",
        timing=Timing.NOW,
        pc=0,
        fields=(WORDS,),
        effects=("add(trust.other, -10 ± 3)", "add(tension, 8 ± 3)", "add(approval.own, 3)"),
        title=both("Accuse the other side", "指责对方"),
        about=both(
            "Blames the other side in public; applause at home tonight, a long silence on the line tomorrow.",
            "公开归咎对方；今晚国内喝彩，明日热线沉默。",
        ),
    ),
    Action(
        code="retaliate_cyber",
        card="C08",
        ap=2,
        pc=6,
        money=50,
        effects=("add(threat.level, -10)", "add(tension, 6)", "flag(spill_over) chance 0.2 hidden"),
        title=both("Strike back in cyberspace", "网络反击"),
        about=both(
            "Hits the attacker's machines alone; threat falls, tension rises, and one strike in five hits a bystander.",
            "单独打击攻击者；威胁下降，紧张上升，五次中有一次误伤。",
        ),
    ),
    Action(
        code="retaliate_cyber_jointly",
        card="C08",
        mode=Mode.JOINT,
        ap=2,
        pc=6,
        money=50,
        effects=("add(threat.level, -10)", "add(tension, -2)", "flag(spill_over) chance 0.2 hidden"),
        title=both("Strike back together", "联合网络反击"),
        about=both(
            "Hits the attacker side by side; a strong signal to thieves, if both are sure who they are.",
            "并肩打击攻击者；对窃贼是强烈信号，前提是双方确知其人。",
        ),
    ),
)
