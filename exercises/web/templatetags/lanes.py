"""The run sheet of the control room: what a turn has in store, on one lane per kind of team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from exercises.web.templatetags import wording
from exercises.web.templatetags.charts import joined, mark
from exercises.web.templatetags.figures import moment, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

register = template.Library()

LANES = (("ctl", 44), ("us", 84), ("cn", 124), ("obs", 164))
LEFT, RIGHT = 92.0, 1026.0
TICKS = 10
NOW_LINE = mark_safe('<g class="nowmark" data-now-line><path class="now" d="M0 18V192"/></g>')


def shade_of(address: str) -> str:
    team = address.partition("+")[0]
    if team in {"us", "cn"}:
        return team
    return "ctl" if team in {"all", "public", "control", "white", "red", "press"} else "obs"


def shades(addresses: Iterable[str]) -> list[str]:
    """The lanes an inject lies on: everyone's lane if it goes to all, else one per kind of team."""
    found = list(dict.fromkeys(shade_of(str(address)) for address in addresses or ()))
    return ["ctl"] if "ctl" in found else found


# --- The run sheet ----------------------------------------------------------------------------------------------------

SCRIPTED = 12.0
"""Authors write offsets for a Deliberate of twelve minutes; other lengths stretch them."""


def pace(view: Mapping[str, Any]) -> dict[str, float]:
    """Where the phases of this turn begin, in seconds after its start; `whole` is its length."""
    turn, exercise = view.get("turn") or {}, view.get("exercise") or {}
    length = {name: 60 * number(value) * (number(exercise.get("pace")) or 1) for name, value in turn["minutes"].items()}
    lock = length["brief"] + length["deliberate"]
    bell = lock + length["lock"]
    return {"brief": 0.0, "deliberate": length["brief"], "lock": lock, "resolve": bell, "reveal": bell} | {
        "whole": bell + length["reveal"]
    }


def began(view: Mapping[str, Any]) -> float | None:
    """When this turn would have begun had nothing been extended: the anchor of the run sheet; None while paused."""
    exercise = view["exercise"]
    ends = (exercise.get("clock") or {}).get("ends")
    if ends is None:
        return None
    starts = pace(view)
    later = [
        starts[code] for code in ("deliberate", "lock", "reveal", "whole") if starts[code] > starts[exercise["phase"]]
    ]
    return number(ends) - (later[0] if later else starts["whole"])


def due(row: Mapping[str, Any], view: Mapping[str, Any]) -> float | None:
    """Seconds after the start of the turn at which a row is planned, or was sent; None if it waits for an event."""
    starts, start = pace(view), began(view)
    if row.get("at") and start is not None:
        return number(row["at"]) - start
    if row.get("trigger") == "manual" or row.get("offset") is None:
        return None
    if number(row["offset"]) < 0:
        return 0.0
    return starts["deliberate"] + number(row["offset"]) / SCRIPTED * (starts["lock"] - starts["deliberate"])


def belongs(row: Mapping[str, Any], turn: int) -> bool:
    return int(number(row.get("sent_turn") or row.get("turn") or turn)) == turn


@register.simple_tag
def control_rows(view: Any) -> list[dict[str, Any]]:
    """The rows of the events list from this turn on, in their order; the next one on the clock carries `next`."""
    if not isinstance(view, dict) or not view.get("control") or not view.get("turn"):
        return []
    turn = int(view["exercise"]["turn"])
    rows = [
        {
            "code": code,
            **row,
            "due": due(row, view),
            "for_turn": int(number(row.get("sent_turn") or row.get("turn") or turn)),
        }
        for code, row in view["control"]["rows"].items()
    ]
    rows = sorted(
        (row for row in rows if row["for_turn"] >= turn or row["status"] == "queued"),
        key=lambda row: (row["for_turn"], row["due"] is None, row["due"] or 0.0),
    )
    waiting = (row for row in rows if row["for_turn"] == turn and row["status"] in {"planned", "held", "queued"})
    first = next((row for row in waiting if row["due"] is not None and row["trigger"] == "time"), None)
    start = began(view)
    for row in rows:
        row["next"] = row is first
        row["when_due"] = start + row["due"] if start is not None and row["due"] is not None else None
    return rows


@register.simple_tag
def run_sheet(view: Any) -> SafeString:
    """The injects of this turn on four lanes; the line of the present moment is moved by the page's clock."""
    rows = [row for row in control_rows(view) if row["for_turn"] == view["exercise"]["turn"] and row["due"] is not None]
    if not isinstance(view, dict) or not view.get("turn"):
        return mark_safe("")
    starts, start = pace(view), began(view)
    sent = sum(row["status"] == "sent" for row in rows)
    label = _("Run sheet: %(sent)s sent, %(due)s to come") % {"sent": sent, "due": len(rows) - sent}
    parts = [*grid(starts["whole"], start), *milestones(starts)]
    parts += [drawn for row in rows for drawn in inject_marks(row, place(row["due"], starts["whole"]))]
    now = NOW_LINE if start else ""
    return format_html(
        '<svg class="lanes" viewBox="0 0 1040 206" role="img" aria-label="{}" data-starts="{}" data-ends="{}">'
        "{}{}</svg>",
        label, f"{start or 0:.0f}", f"{(start or 0) + starts['whole']:.0f}", joined(parts), now,
    )  # fmt: skip


def place(seconds: float, whole: float) -> float:
    return LEFT + min(max(seconds, 0.0), whole) / whole * (RIGHT - LEFT)


def grid(whole: float, start: float | None) -> list[SafeString]:
    parts = []
    step = next(size for size in (15, 30, 60, 120, 240, 300, 600, 1800, 3600, 86400) if whole / size <= TICKS)
    first = 0.0 if start is None else -start % max(step, 60)
    for tick in (first + step * nth for nth in range(int((whole - first) // step) + 1)):
        when = moment(start + tick) if start is not None else None
        label = f"{when:%H:%M}" if when else f"+{tick / 60:.0f}"
        x = f"{place(tick, whole):.1f}"
        parts.append(format_html('<path class="ln" d="M{} 22V192"/>', x))
        anchor = "end" if tick + step > whole else "middle"
        parts.append(format_html('<text x="{}" y="15" text-anchor="{}" class="num">{}</text>', x, anchor, label))
    names = {
        "ctl": _("Everyone"),
        "us": wording.short_team("us"),
        "cn": wording.short_team("cn"),
        "obs": _("Observers"),
    }
    for shade, y in LANES:
        parts.append(format_html('<path class="ln" d="M92 {}H1026"/>', y))
        parts.append(format_html('<text class="name {}" x="14" y="{}">{}</text>', shade, y + 4, names[shade]))
    return parts


def milestones(starts: Mapping[str, float]) -> list[SafeString]:
    parts = []
    for code in ("deliberate", "lock", "reveal"):
        x = place(starts[code], starts["whole"])
        parts.append(format_html('<path class="mile" d="M{} 22V204"/>', f"{x:.1f}"))
        parts.append(format_html('<text x="{}" y="203">{}</text>', f"{x + 5:.1f}", wording.word(code, "phase")))
    return parts


def inject_marks(row: Mapping[str, Any], x: float) -> list[SafeString]:
    parts = []
    heights = dict(LANES)
    status = str(row.get("status", ""))
    armed = status == "planned" and (row.get("trigger") in {"condition", "after"} or bool(row.get("when")))
    for shade in shades(row.get("to", ())):
        y = heights[shade]
        style = f"f-{shade}" if status == "sent" else f"cond o-{shade}" if armed else f"hollow o-{shade}"
        parts.append(mark(shade, x, y, f"{style} off" if status == "skipped" else style))
        if status == "held":
            bars = f"M{x - 2:.1f} {y - 3}v6M{x + 2:.1f} {y - 3}v6"
            parts.append(format_html('<path class="o-{}" stroke-width="1.75" d="{}"/>', shade, bars))
        if row.get("next"):
            parts.append(format_html('<circle class="sel" cx="{}" cy="{}" r="11.5"/>', f"{x:.1f}", y))
        label = '<text class="t-code" x="{}" y="{}" text-anchor="middle">{}</text>'
        parts.append(format_html(label, f"{x:.1f}", y + 20, row.get("code", "")))
    return parts
