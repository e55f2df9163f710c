"""Charts drawn by the server as SVG: printable, testable, clean under a strict policy.

Attributes and classes only, no styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

register = template.Library()
WIDTH, HEIGHT = 88.0, 28.0
TWO = 2
"""A line needs two points."""


def numbers(trend: Any) -> list[float]:
    if not isinstance(trend, (list, tuple)):
        return []
    return [float(value) for value in trend if isinstance(value, (int, float)) and not isinstance(value, bool)]


def points(values: Sequence[float], box: tuple[float, float, float, float]) -> list[tuple[float, float]]:
    """Spread values over a box (left, top, right, bottom); a flat line lies on the floor."""
    left, top, right, bottom = box
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    step = (right - left) / max(1, len(values) - 1)
    return [(left + i * step, bottom - (value - low) / reach * (bottom - top)) for i, value in enumerate(values)]


def path(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in spots)


@register.simple_tag
def spark(trend: Any, threshold: Any = None) -> SafeString:
    """A sparkline of the last values; decoration only, the figure beside it says the same."""
    values = numbers(trend)
    if len(values) < TWO:
        return mark_safe("")
    line = points(values, (0.0, 3.0, WIDTH, HEIGHT - 3))
    x, y = line[-1]
    mark = mark_safe('<path class="th" d="M0 3.0H88"/>' if threshold is not None else "")  # noqa: S308 – own constant
    return format_html(
        '<svg class="spark" viewBox="0 0 88 28" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="area" d="{} 88 28 0 28z"/>{}<path d="{}"/><circle cx="{}" cy="{}" r="2"/></svg>',
        path(line), mark, path(line), f"{x:.1f}", f"{y:.1f}",
    )  # fmt: skip


@register.simple_tag
def cause_bar(size: Any, largest: Any) -> SafeString:
    """A bar left or right of zero; `largest` is the widest cause of the same table."""
    amount, most = float(size or 0), abs(float(largest or 0)) or 1.0
    width = min(46.0, 46.0 * abs(amount) / most)
    x = 50.0 if amount >= 0 else 50.0 - width
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><path class="zero" d="M50 0V10"/>'
        '<rect class="{}" x="{}" y="2" width="{}" height="6"/></svg>',
        "up" if amount >= 0 else "down", f"{x:.1f}", f"{width:.1f}",
    )  # fmt: skip


@register.filter
def largest(causes: Any) -> float:
    return max((abs(float(cause.get("size", 0))) for cause in causes or () if isinstance(cause, dict)), default=0.0)


# --- Marks ------------------------------------------------------------------------------------------------------------


def mark(shade: str, x: float, y: float, classes: str, size: float = 6.5) -> SafeString:
    """The shape of a team at a point: diamond, circle, triangle or square."""
    if shade == "us":
        return format_html(
            '<path class="{}" d="M{} {}l{s} {s}-{s} {s}-{s}-{s}z"/>', classes, f"{x:.1f}", f"{y - size:.1f}", s=size
        )
    if shade == "cn":
        return format_html(
            '<circle class="{}" cx="{}" cy="{}" r="{}"/>', classes, f"{x:.1f}", f"{y:.1f}", f"{size * 0.88:.1f}"
        )
    if shade == "obs":
        half = size * 0.97
        return format_html(
            '<path class="{}" d="M{} {}l{} {}h-{}z"/>', classes, f"{x:.1f}", f"{y - size * 0.92:.1f}",
            f"{half:.1f}", f"{half * 1.81:.1f}", f"{half * 2:.1f}",
        )  # fmt: skip
    side = size * 1.63
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', classes,
        f"{x - side / 2:.1f}", f"{y - side / 2:.1f}", f"{side:.1f}", f"{side:.1f}",
    )  # fmt: skip


def joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


# --- Trust at each Lock -----------------------------------------------------------------------------------------------


@register.simple_tag
def trust_plot(given: Any, label: str = "", shade: str = "us") -> SafeString:
    """A seat's own 0–10 trust at each Lock: `given` is a list of numbers, turn 1 first."""
    values = numbers(given)
    if not values:
        return mark_safe("")
    step = 204.0 / max(1, len(values) - 1)
    spots = [(30 + i * step, 98 - value * 8.6) for i, value in enumerate(values)]
    axis = mark_safe("".join(  # noqa: S308 – own constants
        f'<path class="ax" d="M22 {y}H246"/><text class="n" x="14" y="{y + 4}" text-anchor="end">{text}</text>'
        for y, text in ((98, 0), (55, 5), (12, 10))
    ))  # fmt: skip
    labels = [
        format_html('<text class="n" x="{}" y="114" text-anchor="middle">T{}</text>', f"{x:.0f}", i + 1)
        for i, (x, _y) in enumerate(spots)
    ]
    marks = [mark(shade, x, y, f"f-{shade}", 4.5) for x, y in spots]
    return format_html(
        '<svg class="plot" viewBox="0 0 250 118" role="img" aria-label="{}">{}<path class="price" d="{}"/>{}{}</svg>',
        label, axis, path(spots), joined(marks), joined(labels),
    )  # fmt: skip


RATING_MARKS = {
    "performed": '<circle cx="7" cy="7" r="6" fill="currentColor"/>',
    "some_difficulty": '<circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M7 1.7a5.3 5.3 0 1 0 5.3 5.3H7z" fill="currentColor"/>',
    "major_difficulty": '<circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M7 7V1.7A5.3 5.3 0 0 1 12.3 7z" fill="currentColor"/>',
    "not_performed": '<circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" stroke-width="1.5"/>',
}


@register.simple_tag
def rating_mark(rating: str) -> SafeString:
    """A disc as full as the objective was met; the word stands beside it."""
    drawing = RATING_MARKS.get(rating, RATING_MARKS["not_performed"])
    return mark_safe(f'<svg viewBox="0 0 14 14" aria-hidden="true">{drawing}</svg>')  # noqa: S308 - own constants
