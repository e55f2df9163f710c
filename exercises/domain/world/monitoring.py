"""Watching the chain and the vaults: how good the alarm is, and how often it cries wolf."""

from __future__ import annotations

from exercises.domain.world.entries import CUSTODIAN, OBSERVER, Action, Field, Variable, both
from exercises.domain.world.world import Deed, World
from exercises.enums import Mode, Timing

VARIABLES = (
    Variable(
        code="monitor.quality",
        title=both("Quality of monitoring", "监测质量"),
        start=60.0,
        seen=CUSTODIAN,
        good=1,
        source="reserve papers S1:41",
    ),
    Variable(
        code="monitor.false_rate",
        title=both("False alarms a turn", "每回合误报"),
        start=0.05,
        unit="alarms",
        high=0.5,
        seen=CUSTODIAN,
        good=-1,
        source="default",
    ),
    Variable(
        code="dash.shared",
        title=both("Shared dashboard", "共享仪表板"),
        start=False,
        unit="flag",
        kind="flag",
        seen=OBSERVER,
        source="reserve papers S1:35",
    ),
    Variable(
        code="alarms.open",
        title=both("Open alarms", "未处理警报"),
        start=0.0,
        unit="count",
        seen=CUSTODIAN,
        good=-1,
        source="rule",
    ),
)


def triage(w: World, deed: Deed) -> str:
    """The desk sorts a true alarm from a false one, rightly with a chance equal to the quality of monitoring."""
    w.add("alarms.open", -1, deed.cause)
    return "sorted" if w.luck.chance(w.number("monitor.quality") / 100, "triage", str(deed.team)) else "doubtful"


TRIGGERS = {"triage": triage}

ACTIONS = (
    Action(
        code="improve_monitoring",
        card="C07",
        pc=0,
        money=15,
        effects=("add(monitor.quality, 8 ± 3)",),
        title=both("Improve monitoring", "改进监测"),
        about=both(
            "Buys better eyes on chain and vaults; alarms come sooner, and the bill comes now.",
            "提升对链与金库的监测；警报更早，账单也立刻到。",
        ),
    ),
    Action(
        code="improve_monitoring_jointly",
        card="C07",
        mode=Mode.JOINT,
        pc=0,
        money=15,
        effects=("add(monitor.quality, 12 ± 3)", "add(trust.*, 1)"),
        title=both("Improve monitoring together", "共同改进监测"),
        about=both(
            "Pools what each side watches; a better alarm for less money, and the other learns where you look.",
            "汇集双方监测能力；花钱更少警报更好，对方也知道你在看哪里。",
        ),
    ),
    Action(
        code="share_dashboard",
        card="C07",
        mode=Mode.JOINT,
        needs="var(dash.shared) == false",
        effects=("set(dash.shared, true)", "add(legitimacy, 2)"),
        title=both("Share the dashboard", "共享仪表板"),
        about=both(
            "Gives all parties the same picture of the chain; quarrels about facts end, surprises too.",
            "让各方看到同一链上图景；事实之争止息，惊喜也不再。",
        ),
    ),
    Action(
        code="triage_alarm",
        card="C07",
        who=("key_holders",),
        timing=Timing.NOW,
        ap=0,
        pc=0,
        triggers="triage",
        needs="var(alarms.open) > 0",
        fields=(Field(code="inject", label=both("Alarm", "警报"), kind="inject", optional=True),),
        title=both("Triage an alarm", "研判警报"),
        about=both(
            "Decides whether an alarm is real; quick, and only as good as your monitoring.",
            "判断警报真伪；迅速，但准确度取决于监测质量。",
        ),
    ),
)
