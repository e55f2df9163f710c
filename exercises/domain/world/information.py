"""Words in public: statements, rumours, leaks, and what the press makes of them."""

from __future__ import annotations

from exercises.domain.world.causes import Cause
from exercises.domain.world.entries import WHITE, Action, Field, Variable, both
from exercises.domain.world.politics import NAMES
from exercises.domain.world.world import DRIFT, Deed, Trigger, World
from exercises.enums import Mode, Timing

VARIABLES = (
    Variable(
        code="leak.risk",
        title=both("Risk of a leak", "泄密风险"),
        start=0.03,
        unit="share",
        high=0.6,
        seen=WHITE,
        good=-1,
        source="reserve papers S1:25",
    ),
    Variable(
        code="secrets.open",
        title=both("Open secrets", "未公开的秘密"),
        start=0.0,
        unit="count",
        seen=WHITE,
        good=-1,
        source="rule",
    ),
    Variable(code="rumour.*", title=both("Strength of a rumour", "谣言强度"), start=0.0, good=-1, source="rule"),
    Variable(
        code="rumour_last.*",
        title=both("Rumour at the last count", "上次统计的谣言强度"),
        start=0.0,
        seen=WHITE,
        source="computed",
    ),
    Variable(
        code="press.tone",
        title=both("Tone of the press", "媒体基调"),
        start=0.0,
        low=-1,
        high=1,
        good=1,
        source="default",
    ),
    *(
        Variable(
            code=f"credibility.{team}",
            title=both(f"{en} credibility", f"{zh}公信力"),
            start=60.0,
            good=1,
            source="default",
        )
        for team, (en, zh) in NAMES.items()
    ),
)

GROWTH = 1.4
FADING = 0.7
FORGOTTEN = 1.0


def step(w: World) -> None:
    """Rumours grow by 1.4 a turn until somebody weakens them, then fade; the strongest one sets the tone."""
    strongest = 0.0
    for code in w.family("rumour"):
        _grow(w, code)
        strongest = max(strongest, w.number(code))
    tone = (-strongest / 100 - w.number("press.tone")) / 2
    w.shift("press.tone", tone, Cause("rumour.tone"))
    w.set("leak.risk", 0.03 + 0.02 * w.number("secrets.open"), DRIFT)


def _grow(w: World, code: str) -> None:
    last = f"rumour_last.{code.partition('.')[2]}"
    if w.number(code) < FORGOTTEN:
        w.set(code, 0.0, Cause("rumour.fades"))
    elif w.number(code) < w.number(last):
        w.mul(code, FADING, Cause("rumour.fades"))
    else:
        w.mul(code, GROWTH, Cause("rumour.grows"))
    w.set(last, w.number(code), DRIFT)


def speak(w: World, deed: Deed) -> str:
    """A statement counts as far as its speaker is believed: up to 15 points off the rumour it names."""
    believed = w.number(f"credibility.{deed.team}") / 100
    if f"rumour.{deed.word('rumour')}" in w:
        w.add(f"rumour.{deed.word('rumour')}", -15 * believed, deed.cause)
    return "done"


def deny(w: World, deed: Deed) -> str:
    """A denial halves a rumour, as far as the speaker is believed. Whether it was true, the truth will show."""
    believed = w.number(f"credibility.{deed.team}") / 100
    for code in _meant(w, deed):
        w.mul(code, 1 - 0.5 * believed, deed.cause)
    return "done"


def scale_rumours(factor: float) -> Trigger:
    """A lever that leaves this much of the named rumour, or of all."""

    def quieten(w: World, deed: Deed) -> str:
        for code in _meant(w, deed):
            w.mul(code, factor, deed.cause)
        return "done"

    return quieten


def _meant(w: World, deed: Deed) -> tuple[str, ...]:
    """The rumour that is named; without a name, all of them."""
    name = deed.word("rumour")
    return (f"rumour.{name}",) if name else w.family("rumour")


TRIGGERS = {
    "speak": speak,
    "deny": deny,
    "joint_press_line": scale_rumours(0.4),
    "clear_rumour": scale_rumours(0.3),
    "no_comment": scale_rumours(1.1),
}

WORDS = Field(code="text", label=both("Words", "文字"), kind="text")
RUMOUR = Field(code="rumour", label=both("Rumour", "谣言"), kind="rumour", optional=True)
STANCE = Field(code="stance", label=both("Stance", "立场"), kind="text", optional=True)
SOURCE = Field(
    code="inject", label=both("Source: a message you hold", "来源：你掌握的情况"), kind="inject", optional=True
)

ACTIONS = (
    Action(
        code="statement",
        public=True,
        card="C32",
        who=("any",),
        timing=Timing.NOW,
        ap=0,
        triggers="speak",
        fields=(WORDS, STANCE, RUMOUR),
        title=both("Publish a statement", "发表声明"),
        about=both(
            "Speaks to everybody at once; it counts as far as you are believed, and stays on record.",
            "立即向所有人发声；效力取决于你的公信力，且永久记录。",
        ),
    ),
    Action(
        code="joint_press_line",
        public=True,
        card="C32",
        mode=Mode.JOINT,
        triggers="joint_press_line",
        fields=(WORDS, RUMOUR),
        effects=("add(press.tone, 0.1)",),
        title=both("Agree a joint press line", "统一新闻口径"),
        about=both(
            "Both spokespeople say the same; a rumour loses three fifths, unless one of you improvises.",
            "双方发言人口径一致；谣言减弱六成，除非有人即兴发挥。",
        ),
    ),
    Action(
        code="no_comment",
        public=True,
        card="C32",
        who=("any",),
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="no_comment",
        fields=(RUMOUR,),
        title=both("No comment", "不予置评"),
        about=both(
            "Says nothing, officially; you cannot be caught in a lie, and the rumour walks on.",
            "正式表示不评论；不会被抓到说谎，谣言却继续传播。",
        ),
    ),
    Action(
        code="deny",
        public=True,
        card="C32",
        who=("any",),
        timing=Timing.NOW,
        ap=0,
        triggers="deny",
        fields=(WORDS, RUMOUR),
        title=both("Deny", "否认"),
        about=both(
            "Calls a story false; it works while you are believed, and ruins you if the story was true.",
            "指报道不实；有公信力时奏效，若报道属实则自毁信誉。",
        ),
    ),
    Action(
        code="leak",
        card="C32",
        who=("any",),
        timing=Timing.NOW,
        pc=0,
        triggers="leak",
        fields=(SOURCE, WORDS),
        effects=("spawn(rumour, leak, 40)", "add(credibility.own, -10) after 1 chance 0.25"),
        title=both("Leak", "泄露消息"),
        about=both(
            "Lets a secret slip to the press without a name; one time in four the source is found.",
            "匿名向媒体透露秘密；四次中有一次会被查出来源。",
        ),
    ),
    Action(
        code="brief_journalist",
        card="C32",
        who=("any",),
        triggers="brief_journalist",
        fields=(WORDS,),
        effects=("add(press.tone, 0.05 ± 0.05)",),
        title=both("Brief a journalist", "向记者吹风"),
        about=both(
            "Explains your view off the record; the tone may soften, and the journalist may ask the other side.",
            "非公开阐述立场；报道可能缓和，记者也可能去问对方。",
        ),
    ),
    Action(
        code="plant_story",
        card="C32",
        who=("any",),
        triggers="plant_story",
        fields=(WORDS,),
        effects=("spawn(rumour, planted, 50)", "add(legitimacy, -6) after 1 chance 0.3"),
        title=both("Plant a story", "炮制报道"),
        about=both(
            "Places a story that serves you; three times in ten it is traced, and the whole project pays.",
            "散布有利于己的报道；十次中有三次被追查，整个项目买单。",
        ),
    ),
    Action(
        code="publish_story",
        public=True,
        card="C32",
        who=("press",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        triggers="publish",
        fields=(WORDS, SOURCE),
        effects=("spawn(rumour, story, 40)",),
        title=both("Publish a story", "发表报道"),
        about=both(
            "Prints what an inject, a leak or public data supports; the public learns, and somebody will be angry.",
            "依据情况、泄密或公开数据发表报道；公众知情，也必有人恼怒。",
        ),
    ),
    Action(
        code="retract",
        public=True,
        card="C32",
        who=("press",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        ap=0,
        triggers="clear_rumour",
        fields=(WORDS, RUMOUR),
        effects=("add(credibility.own, -5)",),
        title=both("Retract a story", "撤回报道"),
        about=both(
            "Takes a story back; its rumour collapses, and so does a little of your standing.",
            "撤回报道；谣言随之瓦解，自身声望也略受损。",
        ),
    ),
    Action(
        code="clear_rumour",
        public=True,
        card="C32",
        who=("press",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        triggers="clear_rumour",
        fields=(WORDS, RUMOUR),
        effects=("add(credibility.own, 3)",),
        title=both("Check and clear a rumour", "核实并澄清谣言"),
        about=both(
            "Checks a rumour against the record and prints the result; slower than a scoop, and kinder to all.",
            "对照事实核查谣言并刊出结果；不如独家新闻快，却利于各方。",
        ),
    ),
    Action(
        code="eu_fact_check",
        public=True,
        card="C32",
        who=("eu",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        triggers="clear_rumour",
        fields=(WORDS, RUMOUR),
        effects=("add(credibility.own, 2)",),
        title=both("Publish a fact check", "发布事实核查"),
        about=both(
            "Has European fact-checkers look at a rumour; a true statement gains weight, a false one loses its cover.",
            "由欧盟核查谣言；真实声明更有分量，虚假声明失去掩护。",
        ),
    ),
)
