"""Where keys lie and who guards them: sites, shares of keys, staff."""

from __future__ import annotations

from exercises.domain.world.entries import Action, Field, Seen, Variable, both, estimate, owned
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Visibility

_SITES = (
    ("washington", "us", 70.0, both("Security of the Washington site", "华盛顿站点安全")),
    ("new_york", "us", 70.0, both("Security of the New York site", "纽约站点安全")),
    ("beijing", "cn", 70.0, both("Security of the Beijing site", "北京站点安全")),
    ("hong_kong", "cn", 60.0, both("Security of the Hong Kong site", "香港站点安全")),
    ("basel", "bis", 75.0, both("Security of the Basel site", "巴塞尔站点安全")),
)

VARIABLES = (
    *(
        Variable(
            code=f"site.{site}.security",
            title=title,
            start=start,
            seen=Seen(Visibility.ESTIMATE, team),
            spread=12,
            good=1,
            source="default, reserve papers S1:25",
        )
        for site, team, start, title in _SITES
    ),
    Variable(
        code="site.*.security",
        title=both("Security of a site", "站点安全"),
        start=60.0,
        seen=estimate(),
        spread=12,
        good=1,
        source="default",
    ),
    Variable(
        code="insider.risk.us",
        title=both("American insider risk", "美方内部风险"),
        start=20.0,
        seen=owned("us"),
        good=-1,
        source="reserve papers S1:39",
    ),
    Variable(
        code="insider.risk.cn",
        title=both("Chinese insider risk", "中方内部风险"),
        start=20.0,
        seen=owned("cn"),
        good=-1,
        source="reserve papers S1:39",
    ),
)

SITE_OWNERS = {site: team for site, team, _, _ in _SITES}


def harden(w: World, deed: Deed) -> str:
    """Guards, doors and shielding: 8 ± 3 points of security for one site."""
    site = deed.word("site")
    w.add(f"site.{site}.security", 8, deed.cause, 3 * w.luck.uniform("harden_site", str(deed.team), site))
    return "done"


TRIGGERS = {"harden_site": harden}

SITE = Field(code="site", label=both("Site", "站点"), kind="site", options=tuple(SITE_OWNERS))
KEY = Field(code="key", label=both("Key", "密钥"), kind="key")

ACTIONS = (
    Action(
        code="harden_site",
        card="C03",
        who=("key_holders",),
        pc=0,
        money=30,
        triggers="harden_site",
        fields=(SITE,),
        title=both("Harden a site", "加固站点"),
        about=both(
            "Adds guards, doors and shielding where a key lies; safe money, seen by nobody.",
            "为密钥所在地增加守卫、门禁与屏蔽；花得稳妥，却无人看见。",
        ),
    ),
    Action(
        code="vet_staff",
        card="C03",
        who=("principals",),
        money=5,
        effects=("add(insider.risk.own, -6 ± 3)", "flag(false_accusation) chance 0.1 hidden"),
        title=both("Vet staff", "审查人员"),
        about=both(
            "Checks the people near the keys again; fewer insiders, and now and then an innocent is accused.",
            "重新审查接触密钥的人员；内鬼减少，偶尔也会冤枉好人。",
        ),
    ),
    Action(
        code="split_shares",
        card="C03",
        who=("key_holders",),
        pc=0,
        money=2,
        triggers="split_shares",
        fields=(KEY,),
        title=both("Split a key into shares", "拆分密钥"),
        about=both(
            "Cuts a key into parts held apart; losing one no longer loses the key, stealing needs several.",
            "把密钥拆分异地保管；丢一份不致失钥，窃取则需多份。",
        ),
    ),
    Action(
        code="recover_from_shares",
        card="C03",
        who=("key_holders",),
        triggers="recover_from_shares",
        fields=(KEY,),
        title=both("Rebuild a key from shares", "用分片恢复密钥"),
        about=both(
            "Puts the parts of a lost key together; it works again, and must be rotated within two turns.",
            "拼合丢失密钥的分片；密钥恢复，但须在两回合内轮换。",
        ),
    ),
    Action(
        code="mutual_site_visit",
        card="C03",
        mode=Mode.JOINT,
        pc=3,
        money=2,
        needs="stage >= 2",
        effects=("add(trust.*, 4 ± 2)", "add(opsec.exposure, 4)", "add(cbm.count, 1)"),
        title=both("Visit each other's sites", "互访站点"),
        about=both(
            "Shows the other side your doors and guards; trust grows, and so does what they know.",
            "向对方展示门禁与守卫；信任上升，对方所知也增多。",
        ),
    ),
    Action(
        code="bis_inspect",
        card="C03",
        who=("bis",),
        mode=Mode.OBSERVER,
        effects=("add(ci.adjust, 3)", "add(legitimacy, 1)"),
        title=both("Inspect the sites", "检查站点"),
        about=both(
            "Sends BIS inspectors and publishes a summary; custody looks sounder, unless they find something.",
            "派国际清算银行人员检查并公布摘要；除非查出问题，托管更显稳健。",
        ),
    ),
)
