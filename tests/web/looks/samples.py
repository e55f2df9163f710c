"""Views and viewers as the pages get them: plain dicts in the shape of `view`, for one moment of Cold Iron."""

from __future__ import annotations

from typing import Any

NOW = 1_795_186_680.0  # 20 November 2026, 14:58 UTC
Dict = dict[str, Any]


def both(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh-hans": zh}


def exercise(**more: Any) -> Dict:
    return {
        "code": "KQ47RM",
        "title": both("Cold Iron", "冷铁"),
        "state": "running",
        "turn": 3,
        "turns": 7,
        "phase": "deliberate",
        "generation": 0,
        "pace": 1.0,
        "clock": {"ends": NOW + 462},
        "extended": 0,
        "story": "2031-03-14T18:00:00Z",
        "indicators": [
            "market.price",
            "custody.integrity",
            "vault.attack_distance",
            "tension",
            "trust.us",
            "accord.state",
        ],
    } | more


def teams() -> Dict:
    return {
        "us": {"name": both("United States", "美国"), "kind": "principal", "sheet": "writing"},
        "cn": {"name": both("China", "中国"), "kind": "principal", "sheet": "locked"},
        "bis": {
            "name": both("Bank for International Settlements", "国际清算银行"),
            "kind": "observer",
            "sheet": "writing",
        },
        "imf": {"name": both("International Monetary Fund", "国际货币基金组织"), "kind": "observer", "sheet": "locked"},
        "eu": {"name": both("European Union", "欧盟"), "kind": "observer", "sheet": "silent"},
    }


def seats() -> Dict:
    def own(team: str, en: str, zh: str, **more: Any) -> Dict:
        return {"team": team, "title": both(en, zh), "filled": "human", "mustered": True} | more

    return {
        "us-treasury": own(
            "us", "Treasury", "财政部", lead=True, holds=["US-1"], clearances=["custodian"], role="treasury"
        ),
        "us-fed": own("us", "Federal Reserve", "美联储", holds=["US-2"], clearances=["custodian"], role="fed"),
        "us-nsc": own("us", "Security Council", "国安会", deputy=True, role="nsc"),
        "us-press": own("us", "Spokesperson", "发言人", filled="bot", mustered=False, role="press", speaks=True),
        "cn-pboc": {"team": "cn", "title": both("People’s Bank of China", "中国人民银行")},
        "cn-safe": {"team": "cn", "title": both("Foreign exchange administration", "外汇管理局")},
        "bis-custody": {"team": "bis", "title": both("BIS custody desk", "清算银行托管处")},
        "imf-desk": {"team": "imf", "title": both("IMF desk", "基金组织代表")},
        "eu-desk": {"team": "eu", "title": both("EU desk", "欧盟代表")},
    }


def facts() -> Dict:
    return {
        "market.price": {
            "v": 61480.0,
            "was": 66980.0,
            "trend": [68000, 68900, 67600, 69500, 70300, 69000, 68600, 66900, 66980],
        },
        "custody.integrity": {"v": 71.0, "was": 74.2, "trend": [80, 80, 78.4, 76, 74.2]},
        "vault.attack_distance": {"v": 2.0, "was": 3.0, "trend": [3, 3, 3]},
        "tension": {"v": 46.0, "trend": [40, 42, 45, 46]},
        "trust.us": {"v": 34.0, "was": 36.4, "trend": [38, 37, 36.4]},
        "trust.cn": {"v": 36.0, "w": 6.0},
        "accord.state": {"v": "pilot"},
        "hotline.state": {"v": "tested"},
        "legitimacy": {"v": 52.5, "was": 52.0},
        "press.tone": {"light": "amber"},
        "holdings.cn.declared": {"v": 194000.0, "c": True},
    }


LONG = both(
    "A developer’s laptop at our company was infected **three weeks ago**. We know of no customer impact.\n\n"
    "1. The signing page was rebuilt once in that time.\n2. We have told nobody else yet.",
    "我公司一名开发人员的笔记本电脑在**三周前**被感染。目前未发现客户受到影响。\n\n"
    "1. 其间签名页面重建过一次。\n2. 我们尚未告知他人。",
)


def inject(number: int, medium: str, title: Dict, sender: Dict, **more: Any) -> Dict:
    return {
        "title": title,
        "from": sender,
        "medium": medium,
        "attachments": [],
        "to": ["us", "cn"],
        "text": LONG,
        "at": NOW - 4000 + 400 * number,
        "turn": 3,
        "no": f"3.{number}",
        "story": "2031-03-14T18:10:00Z",
        "answers": {},
    } | more


def injects() -> Dict:
    wire = both("Harbour Wire", "海角通讯")
    return {
        "a01": inject(
            1,
            "cable",
            both("Routine refresh T17 is ready to sign", "T17 号例行刷新待签"),
            both("Joint operations centre", "联合行动中心"),
            tx=["t17"],
            to=["us+custodian", "cn+custodian", "bis+custodian"],
            label=both("Custodians only, simulated", "仅限托管人（模拟）"),
        ),
        "a02": inject(
            2,
            "mail",
            both("An incident at our company", "我公司的一起事件"),
            both("Signing supplier", "签名软件供应商"),
            to=["us"],
            shareable=True,
            given={"bis": "us"},
            attachments=[
                {"title": both("Their log, page 1", "日志第一页"), "text": both("`hash 9c41 e07b`", "`hash 9c41 e07b`")}
            ],
        ),
        "a03": inject(
            3,
            "press",
            both("“Who holds the keys?” Wire story names Hong Kong vault", "“谁掌握密钥？”通讯社点名香港金库"),
            wire,
            to=["all"],
        ),
        "a04": inject(
            4,
            "intel",
            both("CN-2 custodian absent for 36 hours", "CN-2 托管人缺席 36 小时"),
            both("Own service", "本方情报部门"),
            to=["us"],
            confidence="low",
        ),
        "a05": inject(
            5,
            "legal",
            both("Withdraw our half today or explain on Friday", "今日撤回一半，否则周五作出说明"),
            both("Select Committee on Reserve Assets", "储备资产特别委员会"),
            to=["us"],
            asks={"of": ["us"], "ends": NOW + 240, "state": "open"},
            replies={
                "brief": both("We offer a closed briefing and hold the line.", "我方愿作闭门通报并维持立场。"),
                "withdraw": both("We begin to withdraw our half.", "我方开始撤回一半。"),
            },
        ),
        "a06": inject(
            6,
            "social",
            both("We hold one key of the joint vault", "我们持有联合金库的一把密钥"),
            both("vault_second_key", "vault_second_key"),
            to=["all"],
        ),
        "a07": inject(
            7, "ticker", both("Exchanges widen spreads", "交易所扩大价差"), both("Market desk", "市场席"), to=["all"]
        ),
        "a08": inject(
            8,
            "backchannel",
            both("A note without a sender", "一张没有署名的便条"),
            both("unsigned", "未署名"),
            to=["us"],
        ),
        "a09": inject(
            9,
            "call",
            both("A call on the hotline", "热线通话"),
            both("Hotline 1, interpreter present", "一号热线，有译员"),
            answers={"us": {"text": "We did not place the story.", "at": NOW - 300, "seat": "us-treasury"}},
            asks={"of": ["us"], "ends": NOW - 100, "state": "answered"},
        ),
    }


def rooms() -> Dict:
    def said(seat: str, team: str, text: str, at: float) -> Dict:
        return {"seat": seat, "team": team, "text": text, "at": at, "kind": "talk"}

    return {
        "us": {
            "with": ["us"],
            "messages": {"m1": said("us-fed", "us", "I have decoded T17. Three outputs, not two.", NOW - 600)},
        },
        "cn~us": {
            "with": ["cn", "us"],
            "messages": {
                "m2": said("cn-pboc", "cn", "在任何公开声明之前，我们希望先举行闭门会议。", NOW - 400),
                "m3": said("us-treasury", "us", "Agreed. Can you confirm who signed the visit log?", NOW - 300),
                "m4": said(
                    "cn-pboc", "cn", "Not yet. We would co-sign a new ceremony if the BIS is the witness.", NOW - 60
                ),
            },
        },
        "plenary": {"with": ["us", "cn", "bis", "imf", "eu"], "messages": {}},
        "control~us": {"with": ["us"], "messages": {}},
    }


def vaults() -> Dict:
    keys = {
        "US-1": {"holder": "us-treasury", "team": "us", "status": "healthy", "proved": 3},
        "US-2": {"holder": "us-fed", "team": "us", "status": "healthy"},
        "CN-1": {"holder": "cn-pboc", "team": "cn", "status": "healthy", "proved": 2},
        "CN-2": {"holder": "cn-safe", "team": "cn", "status": "suspected"},
        "N": {"holder": "bis-custody", "team": "bis", "status": "healthy"},
    }
    names = list(keys)
    coalitions = [
        {"keys": [a, b, c], "path": "now", "without": []}
        for i, a in enumerate(names)
        for j, b in enumerate(names[i + 1 :], i + 1)
        for c in names[j + 1 :]
    ]
    return {
        "pilot": {
            "title": both("Pilot vault", "试点金库"),
            "policy": "multi_3of5",
            "btc": 20000.0,
            "address": "bcrt1q8mc4xw2n7ekd0vhs5t9zlapr36yq4u0fjg7xk2m5dewt8c3vna6l0spz9qr4hx",
            "era": 1,
            "keys": keys,
            "coalitions": coalitions,
            "excludes": [],
            "needs": 3,
            "attack_distance": 2,
            "loss_distance": 1,
            "limit": 200.0,
            "whitelist": {
                "larkspur": {
                    "title": both("Larkspur Exchange", "云雀交易所"),
                    "address": "bcrt1qlarkspur0000000000000000000000abcd",
                }
            },
        }
    }


def checks(*, decoded: bool) -> Dict:
    return {
        "signatures": {"ok": False, "have": 1, "needs": 2},
        "destination": {"ok": not decoded, "unknown": int(decoded)},
        "amount": {"ok": not decoded, "btc": 2150.0 * decoded, "limit": 200.0},
        "purpose": {"ok": not decoded},
        "frozen": {"ok": True},
        "price": {"ok": True},
        "delay": {"ok": True, "turns": 0},
        "text": {"ok": False, "decoded": decoded, "outputs": False, "amounts": False},
    }


def transactions() -> Dict:
    return {
        "t17": {
            "code": "T17",
            "vault": "pilot",
            "kind": "refresh",
            "state": "open",
            "needs": 2,
            "count": 1,
            "turn": 1,
            "expires": 3,
            "purpose": both("Refresh of vault coins, fee bump", "刷新金库币，提高手续费"),
            "request": both(
                "“Refresh of vault coins, fee bump. Please sign before 18:00.”",
                "“刷新金库币并提高手续费，请于 18:00 前签署。”",
            ),
            "says": [{"to": "vault", "btc": 3000.0}, {"to": "vault", "btc": 3149.9991}],
            "spends": 6149.9991,
            "signatures": {"US-2": {"seat": "us-fed", "team": "us", "at": NOW - 2600, "blind": True}},
            "refusals": {
                "N": {
                    "seat": "bis-custody",
                    "team": "bis",
                    "reason": "Hash of the signing page differs from ours",
                    "at": NOW - 1500,
                }
            },
            "waiting": {
                "US-1": {"seat": "us-treasury", "team": "us"},
                "CN-1": {"seat": "cn-pboc", "team": "cn"},
                "CN-2": {"seat": "cn-safe", "team": "cn"},
            },
            "offers": {},
            "decoded": {"us-treasury": True},
            "checks": checks(decoded=False),
        }
    }


def opened() -> Dict:
    """The bytes of T17, as a seat reads them after Decode."""
    return {
        "txid": "9c41e07b" * 8,
        "digest": "9c41e07b",
        "inputs": {str(n): {"txid": "ab" * 32, "vout": n, "btc": 2050.0} for n in range(3)},
        "outputs": {
            "0": {"address": "bcrt1q8mc4xw2n7ekd0vhs5t9zlapr36yq4r4hx", "btc": 2500.0, "kind": "vault", "said": False},
            "1": {
                "address": "bcrt1q4kw0yt6d3sekd0vhs5t9zlapr36y8umc",
                "btc": 1499.9991,
                "kind": "vault",
                "said": False,
            },
            "2": {"address": "bcrt1qnx5fz7h2peekd0vhs5t9zlapr36yk9ad", "btc": 2150.0, "kind": "unknown", "said": False},
        },
        "fee": 0.0009,
        "version": 2,
        "delay": 0,
        "unlock_height": 0,
        "checks": checks(decoded=True),
        "turned": ["destination", "amount", "purpose"],
    }


def ceremonies() -> Dict:
    def key(seat: str, team: str, *, offered: bool = True) -> Dict:
        return {"seat": seat, "team": team, "offered": offered, "heard": {}}

    return {
        "c1": {
            "vault": "pilot",
            "policy": "multi_3of5",
            "era": 2,
            "turn": 3,
            "state": "open",
            "count": 4,
            "needs": 5,
            "keys": {
                "US-1": key("us-treasury", "us"),
                "US-2": key("us-fed", "us"),
                "CN-1": key("cn-pboc", "cn"),
                "CN-2": key("cn-safe", "cn", offered=False),
                "N": key("bis-custody", "bis"),
            },
        }
    }


def outcomes() -> Dict:
    def cause(code: str, size: float, **params: Any) -> Dict:
        return {"code": code, "params": params, "size": size}

    return {
        "2": {
            "o1": {
                "n": 1,
                "action": "joint_statement",
                "team": "us",
                "partner": "cn",
                "result": "done",
                "text": "The vault holds 20,000 bitcoin.",
                "changes": [
                    {
                        "variable": "trust.us",
                        "before": 34.0,
                        "after": 37.2,
                        "causes": [cause("action", 4.0, team="us", action="joint_statement"), cause("hidden", -0.8)],
                    },
                    {
                        "variable": "market.price",
                        "before": 61480.0,
                        "after": 60250.0,
                        "causes": [cause("market.forced", -1550.0), cause("market.jump", 320.0)],
                    },
                ],
            },
            "o2": {
                "n": 2,
                "action": "trace",
                "team": "us",
                "result": "failed",
                "reason": "needs_not_met",
                "changes": [],
            },
        }
    }


def us() -> Dict:
    """The stream of an American custodian in turn 3."""
    return {
        "exercise": exercise(),
        "turn": {
            "number": 3,
            "title": both("The first crack", "第一道裂痕"),
            "brief": both(
                "Two days have passed. **T17** is still not signed, and somebody talks to the press.",
                "两天过去，**T17** 仍未签署，有人向媒体透露消息。",
            ),
            "length": "6h",
            "minutes": {"brief": 3, "deliberate": 12, "lock": 1, "reveal": 4},
            "decides": {"us-treasury": both("whether US-1 signs T17", "US-1 是否签署 T17")},
        },
        "team": {
            "code": "us",
            **teams()["us"],
            "resources": {"ap": 3, "ap_left": 2, "pc": 36.0, "budget": 480.0},
            "at_hand": ["joint_statement", "emergency_freeze", "raise_posture", "rotate_keys", "calming_statement"],
            "cards": {"us_no_hearing": {"title": both("No new hearing", "不再有新的听证")}},
            "red_lines": both("Never sign what we have not read.", "未读不签。"),
            "silent": 0,
            "can_contest": True,
        },
        "teams": teams(),
        "seats": seats(),
        "facts": facts(),
        "injects": injects(),
        "rooms": rooms(),
        "notes": {
            "n1": {"from": "cn", "to": "us", "text": "Our side will not say it first.", "at": NOW - 900, "turn": 3}
        },
        "hotline": {
            "state": "ringing",
            "id": "h2",
            "from": "cn",
            "to": "us",
            "ends": NOW + 200,
            "calls": {"h1": {"from": "us", "to": "cn", "turn": 2, "at": NOW - 3000, "how": "hung_up"}},
        },
        "orders": {
            "us": {
                "sheet": {},
                "acts": {"d1": {"team": "us", "action": "share_intel", "args": {}, "turn": 3, "played": 60.0}},
                "free": {},
            }
        },
        "proposals": {
            "p1": {
                "action": "rotate_keys",
                "by": "cn",
                "to": "us",
                "args": {"vault": "pilot"},
                "state": "open",
                "turn": 3,
                "text": "All five keys, BIS as witness.",
            },
            "p2": {"action": "joint_statement", "by": "us", "to": "cn", "args": {}, "state": "declined", "turn": 2},
        },
        "vaults": vaults(),
        "proofs": {
            "q1": {
                "vault": "pilot",
                "key": "US-1",
                "nonce": "harbour",
                "signature": "30",
                "ok": True,
                "turn": 3,
                "at": NOW - 700,
            }
        },
        "checks": {
            "h1": {
                "seat": "us-treasury",
                "key": "CN-2",
                "message": "cold iron 5 june",
                "turn": 3,
                "at": NOW - 600,
                "ok": True,
                "era": 0,
                "old": False,
            }
        },
        "transactions": transactions(),
        "ceremonies": ceremonies(),
        "statements": {
            "s1": {
                "team": "us",
                "partner": "cn",
                "text": "The reserve is whole.",
                "at": NOW - 2000,
                "turn": 2,
                "story": "2031-03-14T12:00:00Z",
                "stance": "calm",
            }
        },
        "news": {"n9": {"kind": "leak", "from": "cn", "to": "us", "text": "Burn this.", "at": NOW - 800, "turn": 3}},
        "outcomes": outcomes(),
        "why": {},
    }


CAN = [
    "reply",
    "say",
    "draft",
    "order_add",
    "order_remove",
    "lock",
    "reopen",
    "propose",
    "accept",
    "decline_proposal",
    "call",
    "answer",
    "decline_call",
    "hang_up",
    "note",
    "statement",
    "decode",
    "verify",
    "sign",
    "confirm_signature",
    "refuse",
    "freeze",
    "declare_suspect",
    "prove_control",
    "ceremony_submit",
    "fingerprint_confirm",
    "build_vault",
    "abandon_ceremony",
    "share_intel",
    "noduff",
    "muster",
    "trust_given",
    "contest",
    "act",
]


def me(**more: Any) -> Dict:
    """The American Treasury's own part of the page."""
    return {
        "seat": "us-treasury",
        "name": "Dana Reyes",
        "title": both("Treasury", "财政部"),
        "team": "us",
        "role": "treasury",
        "lead": True,
        "custodian": True,
        "holds": ["US-1"],
        "turn": 3,
        "generation": 0,
        "do": "/x/KQ47RM/us-treasury/do/",
        "here": "/x/KQ47RM/us-treasury/",
        "can": CAN,
        "unread": ["a03", "a05", "a06"],
        "actions": [
            "joint_statement",
            "emergency_freeze",
            "raise_posture",
            "rotate_keys",
            "calming_statement",
            "collect",
            "accuse",
            "sell",
        ],
        "drafts": {"statement": {"version": 2, "text": "The reserve is whole."}},
        "sheet": {
            "version": 4,
            "saved": NOW - 40,
            "by": "us-nsc",
            "ap_used": 2,
            "pc_after": 33.0,
            "orders": [
                {
                    "id": "d1",
                    "action": "raise_posture",
                    "args": {},
                    "text": "",
                    "seat": "us-nsc",
                    "cost": {"ap": 1, "pc": 0, "money": 25},
                },
                {
                    "id": "d2",
                    "action": "sell",
                    "args": {"amount": 500.0, "days": 3},
                    "text": "Off exchange only.",
                    "seat": "us-treasury",
                    "cost": {"ap": 1, "pc": 2, "money": 0},
                    "warning": both("Acting alone here lowers China’s trust.", "单方面行动会降低中方信任。"),
                },
                {
                    "id": "d3",
                    "action": "",
                    "args": {},
                    "text": "We invite the Chinese custodians to Denver for a week.",
                    "seat": "us-treasury",
                },
            ],
            "problems": [],
        },
        "tx": {"t17": {"bytes": {}, "keys": ["US-1"]}},
        "confirms": [
            {"tx": "t17", "code": "T18", "key": "US-2", "seat": "us-fed", "ends": NOW + 130, "digest": "9c41e07b"}
        ],
        "ceremonies": {
            "c1": {
                "words": {
                    "US-1": {"read_out": "candle river ordinary maple"},
                    "US-2": {"words": "velvet tunnel copper ninety", "heard": True},
                    "N": {"words": "spatial lumber echo orbit", "heard": False},
                },
                "offer": [],
                "mismatch": True,
            }
        },
        "shares": {"US-1": [["academic acid acne again", "academic agency axle brave"], ["alcohol bumpy adapt drift"]]},
        "may_call": ["cn"],
        "feeling": {"due": False},
        "muster": {"name": True, "message": "", "done": False},
    } | more


def link() -> Dict:
    return {"socket": "", "poll": "", "mine": "/x/KQ47RM/us-treasury/mine/", "after": "e1.41", "now": NOW}


def desk(panel: str = "injects", **more: Any) -> Dict:
    """The whole context of a desk page."""
    page = {"panel": panel, "inject": "a05", "room": "cn~us", "tx": "t17", "theme": "light", "documents": documents()}
    return {"view": us(), "me": me(), "link": link(), "page": page | more, "stream": "us+custodian"}


def documents() -> Dict:
    return {
        "manual": {
            "title": both("How to decode and sign", "如何解码与签署"),
            "text": both("Press *Decode* before you sign.", "签署前请先按*解码*。"),
        }
    }


# --- Other streams --------------------------------------------------------------------------------------------------


def row(title: Dict, **more: Any) -> Dict:
    base = {
        "title": title,
        "from": both("Joint operations centre", "联合行动中心"),
        "to": ["us", "cn"],
        "medium": "cable",
        "text": LONG,
        "trigger": "time",
        "truth": "true",
        "turn": 3,
        "status": "planned",
    }
    return base | more


def rows() -> Dict:
    start = NOW - 440
    return {
        "KC07": row(
            both("Withdraw our half today or explain", "今日撤回一半或作出说明"),
            offset=0,
            to=["us"],
            medium="legal",
            status="sent",
            at=start + 180,
            id="a05",
            sent_turn=3,
            expects="did(us, brief_legislators)",
            contingency="KC18",
            expected=both("brief, hold the line", "通报并守住立场"),
        ),
        "KC08": row(
            both("We hold one key of the joint vault", "我们持有一把密钥"),
            offset=6,
            to=["all"],
            medium="social",
            expected=both("verify the signature", "核验签名"),
            truth="true",
        ),
        "KC09": row(
            both("The breach was known for days", "泄露早已被知晓"),
            offset=9,
            to=["all"],
            medium="press",
            status="held",
            truth="partly",
        ),
        "KC06C": row(
            both("Cold anger on the hotline", "热线中的冷怒"),
            offset=4,
            to=["us"],
            medium="hotline",
            trigger="condition",
            when="did(us, accuse)",
        ),
        "KC07B": row(both("The bank asks for news", "银行询问进展"), offset=3, to=["bis"], trigger="time"),
        "KC16": row(both("Observers ask for a joint report", "观察员要求联合报告"), offset=2, turn=4, to=["us", "cn"]),
        "KC10": row(both("Control’s own", "导演部自拟"), trigger="manual", to=["bis"], status="skipped"),
    }


def control() -> Dict:
    """The stream of exercise control."""
    view = us()
    del view["team"]
    shown = view["outcomes"]["2"]
    shown["o1"] |= {"shown": True, "contest": {"state": "open", "text": "Article 5 gives us the log on demand."}}
    shown["o2"] |= {"shown": False}
    for item in view["injects"].values():
        item["seen"] = ["us-treasury", "us-fed"]
    return view | {
        "desks": {code: us()["team"] | {"code": code} for code in teams()},
        "orders": {
            "us": {
                "sheet": {"d1": {"n": 1, "action": "raise_posture", "args": {}, "seat": "us-nsc"}},
                "locked": {"at": NOW - 30, "state": "locked", "by": "us-treasury"},
                "acts": {},
                "free": {
                    "f1": {
                        "text": "We invite the Chinese custodians to Denver.",
                        "turn": 3,
                        "seat": "us-treasury",
                        "ruling": {"state": "open"},
                    }
                },
            },
        },
        "control": {
            "rows": rows(),
            "needs": {
                "ruling-f1": {"what": "ruling", "ref": "f1", "team": "us"},
                "alert-eu": {"what": "alert", "ref": "eu", "team": "eu"},
                "queued-KC18": {"what": "queued", "ref": "KC18"},
            },
            "overrides": {
                "1": {
                    "variable": "tension",
                    "before": 44.0,
                    "after": 46.0,
                    "reason": "Spoken threat in the corridor",
                    "at": NOW - 600,
                    "turn": 3,
                }
            },
            "flags": {},
            "later": [],
            "deeds": {},
            "feelings": {},
            "answers": {},
            "fixes": {},
            "intel": {},
            "tier_why": [],
            "tier": "",
        },
        "evaluation": {
            "observations": {
                "b1": {"seat": "evaluator-1", "turn": 3, "at": NOW - 500, "team": "us", "text": "They decoded at once."}
            },
            "ratings": {},
        },
    }


def director(**more: Any) -> Dict:
    """Control's own part of the page."""
    return {
        "seat": "control",
        "name": "M. Ito",
        "title": both("Lead facilitator", "首席导调员"),
        "team": "control",
        "lead": False,
        "custodian": False,
        "holds": [],
        "turn": 3,
        "generation": 0,
        "do": "/x/KQ47RM/control/do/",
        "here": "/x/KQ47RM/control/",
        "can": ["control", "say", "noduff", "hot_wash_next", "mark", "rate"],
        "unread": [],
        "drafts": {},
    } | more


def public() -> Dict:
    """The wall."""
    whole = us()
    injects_ = {code: item for code, item in whole["injects"].items() if item["to"] == ["all"]}
    return {
        name: whole[name] for name in ("exercise", "turn", "teams", "facts", "statements", "news", "outcomes", "proofs")
    } | {"injects": injects_, "vaults": {}}


def log() -> list[Dict]:
    return [
        {"at": NOW - 20, "team": "cn", "words": both("locked its order sheet", "已锁定行动方案")},
        {"at": NOW - 90, "team": "us", "words": both("drafted an order", "起草了一项行动")},
        {"at": NOW - 260, "team": "", "words": both("KC07 was released", "KC07 已发布")},
    ]


def moments() -> list[Dict]:
    return [
        {
            "title": both("The supplier was breached", "供应商遭入侵"),
            "when": both("Three weeks before the first turn", "第一回合前三周"),
            "happened": 0,
            "knew": {
                "us": {"t": 0.4, "how": both("mail from the supplier", "供应商来信")},
                "cn": {"t": 2.4, "how": both("told by the US on the hotline", "美方热线告知")},
                "bis": {"t": 1.1, "how": both("found the hash did not match", "发现哈希不符")},
                "public": {},
            },
            "acts": [
                {"team": "us", "t": 0.8, "text": both("US-2 signs T17 without decoding", "US-2 未解码即签 T17")},
                {"team": "us", "t": 2.2, "text": both("The US decides to tell China", "美方决定告知中方")},
            ],
            "first": 1,
            "sum": both("One government knew early and said so in turn 3.", "一方早知，第三回合才说。"),
            "quote": both("We thought it was ours to fix first.", "我们以为应由自己先修。"),
            "ask": both("What would telling them in turn 1 have cost?", "第一回合就告知会付出什么？"),
        }
    ]


def history() -> Dict:
    starts = NOW - 8400
    marks = [{"at": starts + 500 * n, "team": ("control", "us", "cn", "bis")[n % 4]} for n in range(16)]
    for number, index in enumerate((3, 5, 9), 1):
        marks[index]["thread"] = number
    return {
        "starts": starts,
        "ends": NOW,
        "turns": {str(n): {"starts": starts + 1200 * (n - 1), "ends": starts + 1200 * n} for n in range(1, 8)},
        "line": {"name": "market.price", "values": facts()["market.price"]["trend"]},
        "marks": marks,
    }


def review() -> Dict:
    """The ground truth, as everybody reads it from the second step on."""
    return {
        "tier": "silver",
        "why": ["ever(final(tx:T17)) is false"],
        "injects": {
            "a03": {
                "code": "KC05",
                "title": both("Joint vault probed", "联合金库疑遭试探"),
                "to": ["all"],
                "at": NOW - 3000,
                "seen": ["us-fed"],
                "truth": "partly",
                "expected": both("a joint line", "共同口径"),
            }
        },
        "fixes": {
            "x1": {"kind": "strength", "text": "Fingerprints were read aloud."},
            "x2": {"kind": "fix", "text": "No seat signs before Decode.", "owner": "Stone"},
        },
        "overrides": {},
    }
