"""A small script without a fault, and a small catalogue to read it against. Tests break one thing at a time."""

from __future__ import annotations

from exercises.domain.script import Problem, check
from exercises.domain.world.entries import Action, Catalogue, Field, Seen, Variable, both
from exercises.enums import Mode, Visibility

PACKS = {"calm": {"trust.us": 40.0, "market.price": 100_000.0}, "storm": {"trust.us": 20.0}}


def variable(code, *, low=0.0, high=100.0, start=50.0, kind="number", options=(), seen=Visibility.PUBLIC):
    return Variable(
        code=code,
        title=both(code, code),
        start=start,
        low=low,
        high=high,
        kind=kind,
        options=options,
        seen=Seen(seen),
        source="test",
    )


def action(code, who=("principals",), effects=(), fields=()):
    return Action(
        code=code,
        card="C01",
        title=both(code, code),
        about=both(code, code),
        who=who,
        mode=Mode.UNILATERAL,
        effects=effects,
        fields=fields,
    )


CATALOGUE = Catalogue(
    (
        variable("trust.us"),
        variable("trust.cn"),
        variable("pc.us"),
        variable("pc.cn"),
        variable("budget.us", high=1e6),
        variable("stage", low=1, high=6, start=1.0),
        variable("market.price", high=1e9),
        variable("hotline.state", kind="state", start="down", options=("down", "installed", "tested")),
        variable("joc.open", kind="flag", start=False),
        variable("red.plan", seen=Visibility.WHITE),
        variable("rumour.*", start=0.0),
    ),
    (
        action("call", ("any",)),
        action("sign", ("key_holders",)),
        action("freeze"),
        action("accuse", effects=("flag(accused)",)),
        action("attest", ("bis",), fields=(Field(code="words", label=both("Words", "文字"), kind="text"),)),
    ),
)

PAGE = """\
parley: 1
code: TS
title: {en: "Test", zh-hans: "测试"}
summary: {en: "Short.", zh-hans: "短。"}
story: {en: "EXERCISE. A story.", zh-hans: "演习。故事。"}
objectives:
  - code: O1
    title: {en: "Look", zh-hans: "看"}
    targets:
      - title: {en: "Looks", zh-hans: "看清"}
        tasks: [{code: O1-T1, text: {en: "Looks.", zh-hans: "看。"}, met: "signed(tx:T1) by >= 2"}]
pack: calm
start:
  stage: 3
  hotline.state: installed
  key.CN-1.true_status: compromised
teams:
  - code: us
    name: {en: "United States", zh-hans: "美国"}
    kind: principal
    minimum: 1
    resources: {ap: 3, pc: 40, budget: 500}
    seats:
      - code: us-lead
        title: {en: "Lead", zh-hans: "负责人"}
        role: lead
        lead: true
        clearances: [custodian]
        holds: [US-1]
      - {code: us-desk, title: {en: "Desk", zh-hans: "席位"}, role: desk, deputy: true}
  - code: cn
    name: {en: "China", zh-hans: "中国"}
    kind: principal
    seats:
      - code: cn-lead
        title: {en: "Lead", zh-hans: "负责人"}
        role: lead
        lead: true
        clearances: [custodian]
        holds: [CN-1]
  - code: bis
    name: {en: "BIS", zh-hans: "清算银行"}
    kind: observer
    seats:
      - code: bis-desk
        title: {en: "Desk", zh-hans: "席位"}
        role: desk
        lead: true
        clearances: [custodian]
        holds: [N-1]
  - code: press
    name: {en: "Press", zh-hans: "媒体"}
    kind: cell
vaults:
  - code: pilot
    title: {en: "Pilot", zh-hans: "试点"}
    policy: escrow_2of3
    keys: {US-1: us-lead, CN-1: cn-lead, N-1: bis-desk}
    btc: 100
    whitelist: {basel: {en: "Basel", zh-hans: "巴塞尔"}}
transactions:
  - code: T1
    vault: pilot
    kind: refresh
    purpose: {en: "Refresh", zh-hans: "刷新"}
    request: {en: "Routine.", zh-hans: "例行。"}
    says: [{to: vault, btc: 99.99}]
    bytes: [{to: vault, btc: 90}, {to: unknown, btc: 9.99}]
    fee: 0.01
    expires: {turn: 2}
turns:
  - number: 1
    title: {en: "One", zh-hans: "一"}
    length: 6h
    starts: "2031-03-14T06:00Z"
    brief: {en: "Price {var:market.price|usd}.", zh-hans: "价格{var:market.price|usd}。"}
    at_hand: {us: [call, sign, freeze], cn: [call, sign], bis: [call, attest]}
    decides: {us-desk: {en: "Call.", zh-hans: "通话。"}}
  - number: 2
    title: {en: "Two", zh-hans: "二"}
    length: 1d
    brief: {en: "Later.", zh-hans: "稍后。"}
    at_hand: {us: [call, sign], cn: [call, sign], bis: [call]}
  - number: 3
    title: {en: "Three", zh-hans: "三"}
    length: 1d
    brief: {en: "Last.", zh-hans: "最后。"}
    at_hand: {us: [call], cn: [call], bis: [call]}
injects:
  - code: TS01
    title: {en: "Sign", zh-hans: "签字"}
    turn: 1
    from: {en: "Desk", zh-hans: "值班台"}
    to: [us, cn+custodian, bis]
    medium: cable
    text: {en: "Please sign.", zh-hans: "请签字。"}
    brings: [tx:T1]
    truth: true
    asks: {of: [us, cn], by: 5}
    replies:
      - {code: yes_now, text: {en: "Yes.", zh-hans: "好。"}, effects: ["add(trust.other, 2)"]}
    expects: "refused(tx:T1) by >= 1"
    contingency: TS02
    branches: [{if: "did(us, accuse)", to: TS03}]
    unanswered: ["add(trust.us, -1) after 1"]
    objective: O1
  - code: TS02
    title: {en: "Gone", zh-hans: "不见了"}
    turn: 2
    from: {en: "Chain", zh-hans: "链上"}
    to: [all]
    medium: chain
    text: {en: "Moved.", zh-hans: "已转走。"}
    truth: true
    trigger: manual
    when: "final(tx:T1) or reply(us, TS01) == yes_now"
    on_arrival: ["flag(theft)", "set(hotline.state, tested)", "spawn(rumour, coins_gone, 50)"]
  - code: TS03
    title: {en: "Anger", zh-hans: "愤怒"}
    turn: 3
    from: {en: "Press", zh-hans: "媒体"}
    to: [public]
    medium: press
    text: {en: "Anger.", zh-hans: "愤怒。"}
    truth: false
    trigger: after
cards:
  - {code: us_card, team: us, title: {en: "Trust", zh-hans: "信任"}, met: "var(trust.us) >= 50 and not flag(theft)"}
indicators: [market.price, trust.us]
outcome:
  gold: {must: ["refused(tx:T1)"], must_not: ["final(tx:T1)"]}
  silver: {must: ["ever(turn >= 2)"]}
  bronze: {}
documents:
  - {code: manual, title: {en: "Manual", zh-hans: "手册"}, for: [all], text: {en: "Read.", zh-hans: "阅读。"}}
"""


def edited(old: str, new: str) -> str:
    """The page with one place changed; the place must be there, once."""
    assert PAGE.count(old) == 1, f"{old!r} stands {PAGE.count(old)} times on the page"
    return PAGE.replace(old, new)


def problems(text: str) -> list[Problem]:
    return check(text, CATALOGUE, PACKS)


def place(text: str, needle: str) -> tuple[int, int]:
    """Line and column of a piece of a text, from 1."""
    before = text[: text.index(needle)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
