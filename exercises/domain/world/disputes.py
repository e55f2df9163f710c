"""Disputes: claims, the board that rules on them, who bears a loss, and whether anybody obeys."""

from __future__ import annotations

from exercises.domain.world.entries import BILATERAL, OBSERVER, Action, Field, Variable, both, named_state
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Timing

RULES = ("none", "half_half", "by_fault", "by_contribution")

VARIABLES = (
    Variable(
        code="claims.open",
        title=both("Open claims", "未决索赔"),
        start=0.0,
        unit="count",
        seen=OBSERVER,
        good=-1,
        source="reserve papers S1:61",
    ),
    named_state(
        "liability.rule", both("Who bears a loss", "损失分担规则"), "none", RULES, "reserve papers S1:61", BILATERAL
    ),
    named_state(
        "board.state",
        both("Dispute board", "争端委员会"),
        "absent",
        ("absent", "seated", "hearing", "ruled", "complied", "defied"),
        "reserve papers S1:61",
        OBSERVER,
    ),
    named_state("board.ruling", both("Ruling of the board", "委员会裁决"), "none", RULES, "rule", OBSERVER),
    Variable(
        code="board.credibility",
        title=both("Standing of the board", "委员会声望"),
        start=50.0,
        good=1,
        source="reserve papers S1:61",
    ),
)


def agree_rule(w: World, deed: Deed) -> str:
    w.set("liability.rule", deed.word("rule", "half_half"), deed.cause)
    return "done"


def rule(w: World, deed: Deed) -> str:
    """The board decides how a loss is borne; both sides now have to obey or defy."""
    w.set("board.ruling", deed.word("rule", "half_half"), deed.cause)
    return "done"


TRIGGERS = {"liability": agree_rule, "board_rule": rule}

RULE = Field(code="rule", label=both("Rule", "规则"), kind="choice", options=RULES[1:])

ACTIONS = (
    Action(
        code="file_claim",
        card="C14",
        pc=2,
        triggers="claim",
        fields=(
            Field(code="text", label=both("Claim", "主张"), kind="text"),
            Field(code="btc", label=both("Loss", "损失"), kind="btc", low=0, high=1_000_000, optional=True),
        ),
        effects=("add(claims.open, 1)", "add(trust.other, -1)"),
        title=both("File a claim", "提出索赔"),
        about=both(
            "Puts a loss and its reason on paper; the quarrel gets a procedure, and an audience.",
            "书面提出损失与理由；争端有了程序，也有了观众。",
        ),
    ),
    Action(
        code="settle",
        card="C14",
        mode=Mode.JOINT,
        needs="var(claims.open) > 0",
        effects=("add(claims.open, -1)", "add(trust.*, 3)"),
        title=both("Settle a claim", "和解索赔"),
        about=both(
            "Ends a claim between yourselves; cheaper than a ruling, and nobody learns who was right.",
            "双方自行了结；比裁决便宜，但没人知道谁对谁错。",
        ),
    ),
    Action(
        code="agree_liability",
        card="C14",
        mode=Mode.JOINT,
        triggers="liability",
        fields=(RULE,),
        effects=("add(trust.*, 2)",),
        title=both("Agree who bears a loss", "商定损失分担"),
        about=both(
            "Fixes in writing whether losses are shared evenly, by fault or by contribution, before emotions do.",
            "先于情绪，书面约定损失均摊、按过错或按出资分担。",
        ),
    ),
    Action(
        code="submit_to_board",
        card="C14",
        mode=Mode.JOINT,
        needs="var(claims.open) > 0",
        effects=("set(board.state, hearing)", "add(board.credibility, 3)", "add(tension, -1)"),
        title=both("Submit to the dispute board", "提交争端委员会"),
        about=both(
            "Hands the quarrel to seven people you do not command; calmer now, binding later.",
            "把争端交给你无法指挥的七人；眼下平静，日后受约束。",
        ),
    ),
    Action(
        code="board_rule",
        card="C14",
        who=("bis", "imf", "eu", "g20"),
        mode=Mode.OBSERVER,
        needs="var(board.state) == hearing",
        triggers="board_rule",
        fields=(RULE,),
        effects=("set(board.state, ruled)", "add(board.credibility, 2)"),
        title=both("Rule on the dispute", "作出裁决"),
        about=both(
            "Decides who bears the loss; both sides must now obey or be seen to defy.",
            "裁定损失归属；双方此后必须服从，或公然违抗。",
        ),
    ),
    Action(
        code="comply",
        card="C14",
        needs="var(board.state) == ruled",
        effects=(
            "set(board.state, complied)",
            "add(trust.other, 5)",
            "add(board.credibility, 5)",
            "add(claims.open, -1)",
        ),
        title=both("Comply with the ruling", "服从裁决"),
        about=both(
            "Does what the board said; costly at home today, and worth trust for years.",
            "执行裁决；今天国内有代价，换来多年信任。",
        ),
    ),
    Action(
        code="defy",
        card="C14",
        needs="var(board.state) == ruled",
        effects=(
            "set(board.state, defied)",
            "add(trust.other, -12)",
            "add(legitimacy, -6)",
            "add(board.credibility, -10)",
        ),
        title=both("Defy the ruling", "违抗裁决"),
        about=both(
            "Refuses what the board decided; popular for a day, and the accord may not survive it.",
            "拒绝执行裁决；一时得人心，协议却可能因此夭折。",
        ),
    ),
    Action(
        code="seize_assets",
        card="C14",
        timing=Timing.BELL,
        triggers="seize",
        effects=(
            "clamp(trust.other, 0, 5)",
            "add(tension, 20)",
            "jump(market.price, -0.1 ± 0.05)",
            "add(legitimacy, -8)",
        ),
        title=both("Seize assets", "扣押资产"),
        about=both(
            "Takes what you can reach of the other side's; the partnership ends here, unless somebody is forgiving.",
            "扣押对方可及资产；除非有人极其宽宏，伙伴关系到此为止。",
        ),
    ),
)
