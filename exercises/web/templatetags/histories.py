"""Lanes over the whole exercise: who knew what and when, the timeline of the review, minutes to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from exercises.web.templatetags import wording
from exercises.web.templatetags.charts import TWO, joined, mark, numbers, path, points
from exercises.web.templatetags.figures import moment, number
from exercises.web.templatetags.lanes import shade_of

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()


# --- Who knew what, when ----------------------------------------------------------------------------------------------


@register.simple_tag
def knowledge(moment_: Any, turns: Any) -> SafeString:
    """One pivotal moment: per party, from when it knew and how; what it did.

    `moment_`: {"happened": t, "knew": {team: {"t": t, "how": text}}, "acts": [{"team", "t"}], "first": n}; times are
    in turns (2.4 lies in turn 3), `first` numbers the first act.
    """
    if not isinstance(moment_, dict):
        return mark_safe("")
    count = max(1, int(number(turns)))
    wide = (882.0 - 96.0) / count

    def place(turn: Any) -> float:
        return 96.0 + min(max(number(turn), 0.0), float(count)) * wide

    parts = turn_bands(count, wide)
    happened = place(moment_.get("happened", 0))
    parts.append(format_html('<path class="ax2" d="M{} 22V200"/>', f"{happened:.1f}"))
    parts.append(format_html('<text class="ink" x="{}" y="31">{}</text>', f"{happened + 6:.1f}", _("it happened")))
    heights: dict[str, int] = {}
    for index, (team, knew) in enumerate(dict(moment_.get("knew") or {}).items()):
        heights[team] = 62 + 40 * index
        parts += known_line(team, knew, happened, heights[team], place)
    for index, act in enumerate(moment_.get("acts") or (), start=int(number(moment_.get("first", 1)))):
        parts += numbered(place(act.get("t")), heights.get(str(act.get("team")), 62), index)
    label = _("Who knew, and when")
    return format_html(
        '<svg class="plot know" viewBox="0 0 900 {}" role="img" aria-label="{}">{}</svg>',
        46 + 40 * max(1, len(heights)), label, joined(parts),
    )  # fmt: skip


def turn_bands(count: int, wide: float) -> list[SafeString]:
    parts = []
    for turn in range(count):
        x = 96.0 + turn * wide
        if turn % 2:
            band = '<rect class="turn" x="{}" y="20" width="{}" height="182"/>'
            parts.append(format_html(band, f"{x:.1f}", f"{wide:.1f}"))
        words = _("Turn %(number)s") % {"number": turn + 1}
        parts.append(format_html('<text x="{}" y="13" text-anchor="middle">{}</text>', f"{x + wide / 2:.1f}", words))
    return parts


def known_line(team: str, knew: Any, happened: float, y: int, place: Any) -> list[SafeString]:
    shade = shade_of(team)
    name = format_html('<text class="t-{}" x="0" y="{}">{}</text>', shade, y + 4, wording.short_team(team) or team)
    if not isinstance(knew, dict) or knew.get("t") is None:
        never = format_html('<path class="dark" d="M{} {}H882"/>', f"{happened:.1f}", y)
        note = format_html('<text x="{}" y="{}">{}</text>', f"{happened + 10:.1f}", y - 9, _("never known"))
        return [name, never, note]
    x = place(knew["t"])
    how = wording.pick(knew["how"]) if isinstance(knew.get("how"), dict) else str(knew.get("how", ""))
    return [
        name,
        format_html('<path class="dark" d="M{} {}H{}"/>', f"{happened:.1f}", y, f"{x:.1f}"),
        format_html('<path class="o-{}" stroke-width="3" d="M{} {}H882"/>', shade, f"{x:.1f}", y),
        mark(shade, x, y, f"f-{shade}"),
        format_html('<text class="how" x="{}" y="{}">{}</text>', f"{x + 11:.1f}", y - 12, how),
    ]


def numbered(x: float, y: float, index: int) -> list[SafeString]:
    return [
        format_html('<circle class="halo" cx="{}" cy="{}" r="8"/>', f"{x:.1f}", y),
        format_html('<text class="hn" x="{}" y="{}">{}</text>', f"{x:.1f}", f"{y + 3.7:.1f}", index),
    ]


# --- The review's timeline --------------------------------------------------------------------------------------------

ROWS = {"ctl": 150, "us": 214, "cn": 278, "obs": 342}


@register.simple_tag
def timeline(history: Any) -> SafeString:
    """The whole exercise on four lanes under one price line.

    `history`: {"starts", "ends": epoch, "turns": {n: {"starts", "ends"}}, "line": {"name", "values"},
    "marks": [{"at", "team", "thread": number or absent}]}.
    """
    if not isinstance(history, dict) or number(history.get("ends")) <= number(history.get("starts")):
        return mark_safe("")
    starts, ends = number(history["starts"]), number(history["ends"])

    def place(when: Any) -> float:
        return 86.0 + (number(when) - starts) / (ends - starts) * (948.0 - 86.0)

    parts = [*history_bands(history, place), *history_line(history), *history_lanes()]
    marks = [row for row in history.get("marks") or () if isinstance(row, dict)]
    faded = any(row.get("thread") for row in marks)
    for row in marks:
        shade = shade_of(str(row.get("team", "control")))
        quiet = "q" if faded and not row.get("thread") else ""
        parts.append(mark(shade, place(row["at"]), ROWS[shade], f"f-{shade} {quiet}".strip(), 4.7 if quiet else 6.5))
    parts += thread_marks([row for row in marks if row.get("thread")], place)
    return format_html(
        '<svg class="plot" viewBox="0 0 960 400" role="img" aria-label="{}">{}</svg>',
        _("Timeline by team"),
        joined(parts),
    )


def history_bands(history: Mapping[str, Any], place: Any) -> list[SafeString]:
    parts = []
    for turn, span in dict(history.get("turns") or {}).items():
        left, right = place(span["starts"]), place(span["ends"])
        if int(number(turn)) % 2 == 0:
            band = '<rect class="turn" x="{}" y="20" width="{}" height="350"/>'
            parts.append(format_html(band, f"{left:.1f}", f"{right - left:.1f}"))
        words = _("Turn %(number)s") % {"number": turn}
        middle = f"{(left + right) / 2:.1f}"
        parts.append(format_html('<text x="{}" y="13" text-anchor="middle">{}</text>', middle, words))
        clock = moment(span["starts"])
        parts.append(format_html('<text class="n" x="{}" y="392">{}</text>', f"{left:.1f}", f"{clock:%H:%M}"))
    return parts


def history_line(history: Mapping[str, Any]) -> list[SafeString]:
    line = history.get("line") or {}
    values = numbers(line.get("values"))
    if len(values) < TWO:
        return []
    name = wording.variable(line.get("name", ""))
    return [
        format_html('<text x="86" y="31">{}</text>', name),
        format_html('<path class="price" d="{}"/>', path(points(values, (86.0, 42.0, 948.0, 92.0)))),
    ]


def history_lanes() -> list[SafeString]:
    names = {"ctl": _("Injects"), "us": wording.short_team("us"), "cn": wording.short_team("cn"), "obs": _("Observers")}
    parts = []
    for shade, y in ROWS.items():
        parts.append(format_html('<path class="ax" d="M86 {}H948"/>', y))
        parts.append(format_html('<text class="t-{}" x="0" y="{}">{}</text>', shade, y + 4, names[shade]))
    return parts


def thread_marks(thread: list[Mapping[str, Any]], place: Any) -> list[SafeString]:
    spots = [(place(row["at"]), float(ROWS[shade_of(str(row.get("team", "control")))])) for row in thread]
    parts = [format_html('<path class="thr" d="{}"/>', path(spots))] if len(spots) > 1 else []
    for row, (x, y) in zip(thread, spots, strict=True):
        parts += numbered(x, y - 17, int(number(row["thread"])))
    return parts


@register.simple_tag
def minutes_plot(series: Any, target: Any = None) -> SafeString:
    """Median minutes from inject to answer, a line per team: {team: [turn 1, …]}; None where nobody answered."""
    lines = {str(team): list(values or ()) for team, values in dict(series or {}).items()}
    top = max([10.0, *(value for values in lines.values() for value in numbers(values))])
    count = max([2, *(len(values) for values in lines.values())])

    def spot(index: int, value: float) -> tuple[float, float]:
        return 34 + index * (308.0 / (count - 1)), 166 - value / top * 148

    parts = []
    for share in (0.0, 0.5, 1.0):
        y = f"{166 - share * 148:.1f}"
        parts.append(format_html('<path class="ax" d="M34 {}H354"/>', y))
        parts.append(format_html('<text class="n" x="26" y="{}" text-anchor="end">{}</text>', y, f"{top * share:.0f}"))
    if target is not None:
        parts.append(format_html('<path class="target" d="M34 {}H354"/>', f"{spot(0, number(target))[1]:.1f}"))
    drawn = {
        team: [spot(i, value) for i, value in enumerate(values) if value is not None] for team, values in lines.items()
    }
    drawn = {team: spots for team, spots in drawn.items() if spots}
    for team, label_y in apart({team: found[-1][1] + 4 for team, found in drawn.items()}).items():
        parts += series_line(team, drawn[team], label_y)
    ticks = '<text class="n" x="{}" y="185" text-anchor="middle">{}</text>'
    parts += [format_html(ticks, f"{spot(i, 0)[0]:.1f}", i + 1) for i in range(count)]
    return format_html(
        '<svg class="plot" viewBox="0 0 420 206" role="img" aria-label="{}">{}</svg>',
        _("Minutes from inject to answer, by turn"), joined(parts),
    )  # fmt: skip


LABEL_HEIGHT = 13.0
LOWEST_LABEL = 172.0


def apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Labels at these heights, moved up where two would lie on one another."""
    placed: dict[str, float] = {}
    ceiling = LOWEST_LABEL
    for team, y in sorted(heights.items(), key=lambda item: -item[1]):
        placed[team] = min(y, ceiling)
        ceiling = placed[team] - LABEL_HEIGHT
    return placed


def series_line(team: str, spots: list[tuple[float, float]], label_y: float) -> list[SafeString]:
    """The turns in which somebody answered, joined; turns without an answer have no mark."""
    shade = shade_of(team)
    line = format_html('<path class="o-{}" fill="none" stroke-width="1.2" opacity=".55" d="{}"/>', shade, path(spots))
    name = format_html(
        '<text class="t-{}" x="362" y="{}">{}</text>', shade, f"{label_y:.1f}", wording.short_team(team) or team
    )
    return [line, *(mark(shade, x, y, f"f-{shade}", 4.7) for x, y in spots), name]
