"""Talking to each other: hotline, back-channel, Track 2, joint words and linkage."""

from __future__ import annotations

from exercises.domain.world.entries import BILATERAL, OBSERVER, Action, Field, Variable, both, estimate, named_state
from exercises.domain.world.world import DRIFT, World
from exercises.enums import Mode, Timing

VARIABLES = (
    named_state(
        "hotline.state",
        both("Hotline", "热线"),
        "none",
        ("none", "installed", "tested", "suspended"),
        "reserve papers S1:56",
        BILATERAL,
    ),
    Variable(
        code="hotline.unanswered",
        title=both("Unanswered calls", "未接热线"),
        start=0.0,
        unit="calls",
        seen=BILATERAL,
        good=-1,
        source="precedent P22",
    ),
    Variable(
        code="backchannel.quality",
        title=both("Quality of the back-channel", "秘密渠道质量"),
        start=40.0,
        seen=BILATERAL,
        good=1,
        source="reserve papers S1:55",
    ),
    Variable(
        code="track2.constituency",
        title=both("Track 2 circle", "二轨圈子"),
        start=20.0,
        seen=estimate(),
        spread=8,
        good=1,
        source="reserve papers S1:57",
    ),
    Variable(
        code="cbm.count",
        title=both("Confidence-building steps", "建立信任措施"),
        start=0.0,
        unit="count",
        high=20,
        seen=OBSERVER,
        good=1,
        source="reserve papers S1:62",
    ),
)

STRAINED = 70


def answer_chance(w: World) -> float:
    """How surely the duty desk picks up: 0.95 on a tested line, 0.7 otherwise (precedent P22)."""
    return 0.95 if w["hotline.state"] == "tested" else 0.7


def leak_chance(w: World) -> float:
    """How likely a back-channel note leaks: 0.08, twice that while tension is above 70."""
    return 0.16 if w.number("tension") > STRAINED else 0.08


def step(w: World) -> None:
    """A back-channel that nobody uses dries up by 5 a turn; using it makes good for that."""
    w.add("backchannel.quality", -5, DRIFT)


NOTE = Field(code="text", label=both("Words", "文字"), kind="text")

ACTIONS = (
    Action(
        code="install_hotline",
        card="C12",
        mode=Mode.JOINT,
        pc=2,
        money=2,
        needs="var(hotline.state) == none",
        effects=("set(hotline.state, installed)", "add(trust.*, 1)", "add(cbm.count, 1)"),
        title=both("Install the hotline", "开通热线"),
        about=both(
            "Puts a line between the two duty desks; a line that rings unanswered is worse than none.",
            "在两国值班室之间架设专线；响而不接比没有更糟。",
        ),
    ),
    Action(
        code="test_hotline",
        card="C12",
        mode=Mode.JOINT,
        ap=0,
        pc=0,
        needs="var(hotline.state) != none",
        effects=("set(hotline.state, tested)",),
        title=both("Test the hotline", "测试热线"),
        about=both(
            "Rings once for practice, so that the duty desk knows the sound; it costs a minute.",
            "练习性地响一次，让值班人员熟悉铃声；只花一分钟。",
        ),
    ),
    Action(
        code="call",
        card="C12",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        needs="var(hotline.state) != none",
        triggers="call",
        title=both("Call on the hotline", "拨打热线"),
        about=both(
            "Rings on the other side with a clock running; not being answered is a message, too.",
            "对方铃声响起并开始计时；无人接听本身也是信息。",
        ),
    ),
    Action(
        code="answer",
        card="C12",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="answer",
        effects=("add(tension, -2 ± 1)", "add(trust.other, 2)"),
        title=both("Answer the call", "接听热线"),
        about=both(
            "Picks up: tension eases and the caller trusts you more; you will have to say something.",
            "接起电话：紧张缓和，对方更信任你；但你必须有话可说。",
        ),
    ),
    Action(
        code="decline_call",
        card="C12",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="decline_call",
        effects=("add(trust.other, -4)", "add(tension, 3)", "add(hotline.unanswered, 1)"),
        title=both("Decline the call", "拒接热线"),
        about=both(
            "Lets it ring or refuses; you gain time, and the caller loses trust and patience.",
            "任其响铃或拒接；你赢得时间，对方失去信任与耐心。",
        ),
    ),
    Action(
        code="send_backchannel",
        card="C12",
        timing=Timing.NOW,
        pc=0,
        triggers="backchannel",
        fields=(NOTE,),
        effects=("add(backchannel.quality, 5)",),
        title=both("Send a back-channel note", "通过秘密渠道传话"),
        about=both(
            "Passes an unsigned note that both can deny; a small chance that it appears in a newspaper.",
            "递一张双方都可否认的无署名便条；有小概率见报。",
        ),
    ),
    Action(
        code="hold_track2",
        card="C12",
        who=("us", "cn", "eu", "imf"),
        money=2,
        effects=("add(track2.constituency, 6 ± 3)", "add(backchannel.quality, 4)"),
        title=both("Hold a Track 2 seminar", "举办二轨研讨会"),
        about=both(
            "Brings scholars and former officials together; losses of approval soften later, nothing happens today.",
            "召集学者与前官员；日后支持率损失会减轻，今天则无事发生。",
        ),
    ),
    Action(
        code="good_offices",
        card="C12",
        who=("observers",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        triggers="backchannel",
        fields=(NOTE,),
        effects=("add(backchannel.quality, 10)", "add(backchannel.quality, -10) after 1"),
        title=both("Carry a message", "居中传话"),
        about=both(
            "Carries words between the two sides for a turn; you are trusted as long as you add none of your own.",
            "在一个回合内为双方传话；只要不添油加醋，就受信任。",
        ),
    ),
    Action(
        code="apologise",
        card="C13",
        timing=Timing.NOW,
        ap=0,
        triggers="deliver",
        fields=(NOTE,),
        effects=("add(trust.other, 4 ± 1)", "add(tension, -2)", "add(approval.own, -2 ± 1)"),
        title=both("Apologise", "道歉"),
        about=both(
            "Owns up to a wrong; the other side softens, critics at home do not.",
            "承认过失；对方态度缓和，国内批评者则不然。",
        ),
    ),
    Action(
        code="joint_statement",
        public=True,
        card="C13",
        mode=Mode.JOINT,
        pc=2,
        fields=(NOTE,),
        effects=("add(tension, -2)", "add(legitimacy, 2)", "jump(market.price, 0.02 ± 0.02)", "add(cbm.count, 1)"),
        title=both("Issue a joint statement", "发表联合声明"),
        about=both(
            "One text, two signatures; it calms everyone, unless one side says the opposite in the same turn.",
            "一份文本、两国署名；能安抚各方，除非一方同回合唱反调。",
        ),
    ),
    Action(
        code="exchange_data",
        card="C13",
        mode=Mode.JOINT,
        effects=("add(trust.*, 2)", "add(cbm.count, 1)"),
        title=both("Exchange figures of holdings", "交换持有量数据"),
        about=both(
            "Each side declares what it holds; a false number may be found out, and then costs far more.",
            "双方申报持有量；虚报可能被识破，代价远高于此。",
        ),
    ),
    Action(
        code="link_agenda",
        card="C13",
        mode=Mode.JOINT,
        pc=4,
        needs="var(linkage.level) < 3",
        effects=("add(linkage.level, 1)", "add(trust.*, 2)", "add(cbm.count, 1)"),
        title=both("Link the reserve to other business", "将储备与其他议题挂钩"),
        about=both(
            "Ties the reserve to wider cooperation; breaking it becomes dearer, and other quarrels spill over.",
            "把储备与更广合作挂钩；毁约代价更大，其他争端也会外溢。",
        ),
    ),
    Action(
        code="unlink",
        card="C13",
        mode=Mode.JOINT,
        needs="var(linkage.level) > 0",
        effects=("set(linkage.level, 0)", "add(tension, -1)"),
        title=both("Build a firewall", "建立防火墙"),
        about=both(
            "Keeps the reserve apart from other quarrels; calmer, and one string less to pull.",
            "把储备与其他争端隔开；更平静，也少了一个筹码。",
        ),
    ),
    Action(
        code="propose",
        card="C13",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="propose",
        fields=(Field(code="action", label=both("Joint act", "联合行动"), kind="choice"),),
        title=both("Propose a joint act", "提议联合行动"),
        about=both(
            "Puts a joint act to the other side, which may accept until it lapses; a refusal is seen, too.",
            "向对方提出联合行动，对方可在失效前接受；拒绝同样可见。",
        ),
    ),
    Action(
        code="accept_proposal",
        card="C13",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="accept_proposal",
        title=both("Accept a proposal", "接受提议"),
        about=both(
            "Agrees to what the other side proposed; both pay their share and the act resolves at the bell.",
            "同意对方提议；双方各付其成本，回合结束时生效。",
        ),
    ),
    Action(
        code="reject_proposal",
        card="C13",
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="reject_proposal",
        title=both("Reject a proposal", "拒绝提议"),
        about=both(
            "Says no in so many words; kinder than silence, because the other side can plan.",
            "明确说不；比沉默更体面，因为对方可以另作打算。",
        ),
    ),
)
