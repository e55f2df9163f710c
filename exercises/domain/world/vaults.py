"""Levers on the vaults: policies, keys, transactions, recovery.

What they do to keys and coins is real; here stand their price, their conditions and what they do to the numbers.
"""

from __future__ import annotations

from exercises.domain.world.entries import OBSERVER, PRINCIPALS, Action, Field, Variable, both, named_state
from exercises.domain.world.world import DRIFT, Deed, World
from exercises.enums import Mode, Timing

SETTINGS = ("policy.limit", "policy.min_price", "policy.max_price", "policy.taint_max", "policy.delay")
POLICIES = ("escrow_2of3", "multi_3of5", "dual_key", "dual_key_quorum", "dual_key_recovery", "sunset", "split_custody")

VARIABLES = (
    named_state(
        "vault.policy",
        both("Policy of the main vault", "主金库策略"),
        "multi_3of5",
        POLICIES,
        "reserve papers S1:24",
        OBSERVER,
    ),
    named_state(
        "neutral.stance",
        both("Stance of the neutral key-holder", "中立持钥人立场"),
        "strict",
        ("strict", "flexible", "paralysed"),
        "rule",
        OBSERVER,
    ),
    Variable(
        code="policy.limit",
        title=both("Limit per turn", "每回合限额"),
        start=1.0,
        unit="% of reserve",
        seen=OBSERVER,
        source="reserve papers S1:73",
    ),
    Variable(
        code="policy.min_price",
        title=both("Lowest selling price", "最低卖价"),
        start=40_000.0,
        unit="USD",
        high=2_000_000,
        seen=OBSERVER,
        source="reserve papers S1:42",
    ),
    Variable(
        code="policy.max_price",
        title=both("Highest buying price", "最高买价"),
        start=2_000_000.0,
        unit="USD",
        high=2_000_000,
        seen=OBSERVER,
        source="reserve papers S1:42",
    ),
    Variable(
        code="policy.taint_max",
        title=both("Most taint allowed", "污点上限"),
        start=0.5,
        unit="%",
        seen=OBSERVER,
        source="reserve papers S1:35",
    ),
    Variable(
        code="policy.delay",
        title=both("Delay before broadcast", "广播前延迟"),
        start=1.0,
        unit="turns",
        high=50,
        seen=OBSERVER,
        source="rule",
    ),
    Variable(
        code="emergency.turns",
        title=both("Turns the emergency still lasts", "紧急状态剩余回合"),
        start=0.0,
        unit="turns",
        high=50,
        source="reserve papers S1:49",
    ),
)


def step(w: World) -> None:
    """A declared emergency runs out; the turn that declared it does not count."""
    if w.before("emergency.turns"):
        w.shift("emergency.turns", -1, DRIFT)
        if not w["emergency.turns"]:
            w.flag("emergency", on=False)


def choose(w: World, deed: Deed) -> str:
    """A policy that needs both governments earns 3 points of trust each; one that needs neither costs them."""
    policy = deed.word("policy", "multi_3of5")
    w.set("vault.policy", policy, deed.cause)
    gain = 3.0 if policy.startswith("dual_key") else -3.0 if policy == "split_custody" else 0.0
    for team in PRINCIPALS:
        w.add(f"trust.{team}", gain, deed.cause)
    return "done"


def edit(w: World, deed: Deed) -> str:
    """A limit decided at the bell holds from the next turn on."""
    if deed.word("setting") in SETTINGS:
        w.set(deed.word("setting"), deed.number("value"), deed.cause)
    return "done"


TRIGGERS = {"choose_policy": choose, "edit_policy": edit}

VAULT = Field(code="vault", label=both("Vault", "金库"), kind="vault")
TX = Field(code="tx", label=both("Transaction", "交易"), kind="tx")
KEY = Field(code="key", label=both("Key", "密钥"), kind="key")
REASON = Field(code="reason", label=both("Reason", "理由"), kind="text")
CHECK = Field(
    code="check",
    label=both("Check", "检查项"),
    kind="choice",
    options=("whitelist", "price", "limit", "lockup", "geofence", "purpose", "taint", "delay"),
)

ACTIONS = (
    Action(
        code="choose_policy",
        card="C02",
        mode=Mode.JOINT,
        pc=3,
        triggers="choose_policy",
        fields=(VAULT, Field(code="policy", label=both("Policy", "策略"), kind="choice", options=POLICIES)),
        title=both("Choose a vault policy", "选择金库策略"),
        about=both(
            "Decides which coalitions of keys can spend; read the list first, for one government may be left out.",
            "决定哪些密钥组合可以支出；签字前请看清名单，某国可能被排除在外。",
        ),
    ),
    Action(
        code="rotate_keys",
        card="C02",
        mode=Mode.QUORUM,
        ap=2,
        pc=2,
        money=5,
        triggers="rotate",
        fields=(VAULT,),
        title=both("Rotate the keys", "轮换密钥"),
        about=both(
            "Every holder makes a new key and the coins move; the cure for a stolen key, if all compare fingerprints.",
            "各方生成新密钥并转移资金；这是密钥失窃的解药，前提是人人核对指纹。",
        ),
    ),
    Action(
        code="declare_key_suspect",
        card="C02",
        who=("key_holders",),
        timing=Timing.NOW,
        ap=0,
        pc=3,
        triggers="declare_key",
        fields=(KEY, REASON),
        effects=("add(trust.other, 2)", "add(approval.own, -1 ± 1)"),
        title=both("Declare a key suspect", "宣布密钥可疑"),
        about=both(
            "Tells all custodians that a key of yours may be stolen; candour earns trust and embarrasses you at home.",
            "告知所有持钥人你的某把密钥可能失窃；坦诚换来信任，国内却难堪。",
        ),
    ),
    Action(
        code="emergency_freeze",
        card="C02",
        who=("us", "cn", "bis"),
        timing=Timing.NOW,
        pc=4,
        triggers="freeze",
        fields=(VAULT, REASON),
        effects=("jump(market.price, -0.01 ± 0.01)",),
        title=both("Freeze the vault", "紧急冻结金库"),
        about=both(
            "Stops all signing for two turns at once; halts thieves and everyone else; a second freeze needs company.",
            "立即停止签名两回合；拦住窃贼，也拦住所有人；连续冻结须有他方附议。",
        ),
    ),
    Action(
        code="sign",
        card="C02",
        who=("key_holders",),
        mode=Mode.QUORUM,
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="sign",
        fields=(TX, KEY),
        title=both("Sign", "签名"),
        about=both(
            "Adds a real signature; press Decode first, for the request may say one thing and the bytes another.",
            "加上真实签名；请先“解码”，因为请求与字节可能各说各话。",
        ),
    ),
    Action(
        code="catch_forgery",
        card="C02",
        who=("key_holders",),
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="catch_forgery",
        effects=("add(ci.adjust, 2)",),
        title=both("Catch a forged key", "识破伪造密钥"),
        about=both(
            "Happens by itself when the words heard on the second channel do not fit the key that arrived.",
            "第二渠道听到的词与收到的密钥不符时，自动记为识破。",
        ),
    ),
    Action(
        code="refuse",
        card="C02",
        who=("key_holders",),
        mode=Mode.QUORUM,
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="refuse",
        fields=(TX, KEY, REASON),
        title=both("Refuse to sign", "拒绝签名"),
        about=both(
            "Records that this key does not sign, and why; a reason helps the others look again.",
            "记录该密钥拒签及其理由；理由能让他人再看一眼。",
        ),
    ),
    Action(
        code="propose_tx",
        card="C04",
        triggers="propose_tx",
        fields=(
            VAULT,
            Field(code="to", label=both("Destination", "去向"), kind="text"),
            Field(code="btc", label=both("Amount", "数量"), kind="btc", low=0, high=1_000_000),
            REASON,
        ),
        title=both("Propose a transaction", "提议交易"),
        about=both(
            "Builds a real unsigned transaction and opens its checklist; others will read the bytes.",
            "生成真实的未签名交易并打开清单；他人会读取其字节。",
        ),
    ),
    Action(
        code="edit_policy",
        card="C04",
        mode=Mode.JOINT,
        pc=2,
        triggers="edit_policy",
        fields=(
            Field(
                code="setting",
                label=both("Setting", "参数"),
                kind="choice",
                options=SETTINGS,
            ),
            Field(code="value", label=both("Value", "数值"), kind="number", low=0, high=2_000_000),
        ),
        title=both("Change a limit of the policy", "调整策略限额"),
        about=both(
            "Changes one limit of the vault from next turn on; convenient, and thieves like wide limits, too.",
            "自下一回合起调整一项限额；方便，窃贼也喜欢宽限额。",
        ),
    ),
    Action(
        code="waive_check",
        card="C04",
        mode=Mode.JOINT,
        ap=0,
        pc=4,
        triggers="waive_check",
        fields=(TX, CHECK, REASON),
        effects=("add(legitimacy, -2)", "flag(leak) chance 0.1 hidden"),
        title=both("Waive a check", "豁免一项检查"),
        about=both(
            "Lets one transaction pass one red line once; auditors will ask, and papers may find out.",
            "让一笔交易破例一次；审计会追问，报纸也可能得知。",
        ),
    ),
    Action(
        code="declare_emergency",
        card="C04",
        mode=Mode.JOINT,
        pc=3,
        triggers="emergency",
        effects=("flag(emergency)", "set(emergency.turns, 3)", "jump(market.price, 0 ± 0.01)"),
        title=both("Declare an emergency", "宣布紧急状态"),
        about=both(
            "Lifts lock-up and delay for three turns; you may act at once, and everybody learns that you must.",
            "三回合内解除锁定与延迟；可立即行动，人人也知道你不得不动。",
        ),
    ),
    Action(
        code="refresh_coins",
        card="C05",
        mode=Mode.QUORUM,
        pc=0,
        money=1,
        triggers="refresh",
        fields=(VAULT,),
        title=both("Refresh the coins", "刷新资金"),
        about=both(
            "Moves the coins to the same vault to restart the recovery clock; routine, and traps wait in routine.",
            "把资金转回同一金库以重置恢复时钟；例行公事，而陷阱正藏于例行之中。",
        ),
    ),
    Action(
        code="request_recovery",
        card="C05",
        pc=5,
        triggers="request_recovery",
        fields=(VAULT, REASON),
        effects=("add(trust.other, -2 ± 2)",),
        title=both("Request recovery", "申请恢复"),
        about=both(
            "Asks the neutral holder to help after a lost key; two turns of questions, and the other side wonders.",
            "密钥丢失后请中立方协助；需两回合核查，对方也会起疑。",
        ),
    ),
    Action(
        code="bis_verify",
        card="C05",
        who=("bis",),
        mode=Mode.OBSERVER,
        triggers="verify_recovery",
        fields=(
            Field(code="verdict", label=both("Verdict", "结论"), kind="choice", options=("yes", "no", "joint_letter")),
        ),
        title=both("Verify a recovery request", "核查恢复申请"),
        about=both(
            "Says yes, no, or asks for a joint letter; never sign for one side against an open objection.",
            "答复同意、拒绝或要求联名信；绝不可在一方公开反对时为另一方签名。",
        ),
    ),
    Action(
        code="recover",
        card="C05",
        who=("us", "cn", "bis"),
        mode=Mode.QUORUM,
        pc=8,
        triggers="recover",
        fields=(VAULT,),
        title=both("Recover the coins", "执行恢复"),
        about=both(
            "Spends the recovery path after its delay; lawful under the policy, explosive if the other side objects.",
            "延迟期满后动用恢复路径；符合策略，但若对方反对则极易引爆。",
        ),
    ),
    Action(
        code="bis_not_signed",
        public=True,
        card="C02",
        who=("bis",),
        mode=Mode.OBSERVER,
        timing=Timing.NOW,
        ap=0,
        fields=(TX,),
        effects=("add(credibility.own, 2)", "mul(rumour.*, 0.8)"),
        title=both("State: we did not sign", "声明：我行未签署"),
        about=both(
            "Publishes that the neutral key stayed in its safe; it clears you, and points at the other holders.",
            "公布中立密钥未动；洗清自身，也指向其他持钥人。",
        ),
    ),
)
