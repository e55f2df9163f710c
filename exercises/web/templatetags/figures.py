"""Numbers and moments as people read them. All take plain values and answer text; a missing value is an en dash."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exercises.web.templatetags import wording

register = template.Library()
DASH = "–"
MINUS = "\N{MINUS SIGN}"
STILL = 1e-9
"""A smaller step is none."""


def number(value: Any) -> float:
    """A float from whatever the view carries; 0.0 where there is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def grouped(value: float, places: int) -> str:
    return f"{value:,.{places}f}".replace("-", MINUS)


def is_missing(value: Any) -> bool:
    return value is None or value == ""


@register.filter
def usd(value: Any, places: int = 0) -> str:
    return DASH if is_missing(value) else grouped(number(value), places)


@register.filter
def btc(value: Any, places: int = 4) -> str:
    return DASH if is_missing(value) else grouped(number(value), places)


@register.filter
def coins(value: Any) -> str:
    """Bitcoin without idle decimals: 20,000 and 5,849.99."""
    if is_missing(value):
        return DASH
    text = grouped(number(value), 4)
    return text.rstrip("0").rstrip(".")


@register.filter
def percent(value: Any, places: int = 1) -> str:
    """A share between 0 and 1 as percent."""
    return DASH if is_missing(value) else f"{grouped(number(value) * 100, places)}%"


@register.filter
def signed(value: Any, places: int = 1) -> str:
    amount = number(value)
    text = grouped(abs(amount), places)
    if number(text.replace(",", "")) == 0:
        return f"±{text}"
    return f"+{text}" if amount > 0 else f"{MINUS}{text}"


@register.filter
def figure(value: Any, code: str = "") -> str:
    """The value of a variable in its own style; named states are put into words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return str(wording.state_word(value))
    if is_missing(value):
        return DASH
    style = wording.style(code)
    if style == "share":
        return percent(value)
    return grouped(number(value), {"whole": 0, "money": 0, "fine": 2}.get(style, 1))


@register.filter
def change(fact: Any, code: str = "") -> str:
    """What a fact did since the turn began: '+2.4 this turn', 'unchanged', or its width when it is an estimate."""
    if not isinstance(fact, dict):
        return ""
    if fact.get("w"):
        return str(_("estimate, ± %(width)s") % {"width": figure(fact["w"], code)})
    value, before = fact.get("v"), fact.get("was")
    if isinstance(value, str) or before is None:
        return "" if before is None or before == value else str(_("changed this turn"))
    step = number(value) - number(before)
    if invisible(step, number(before), code):
        return str(_("unchanged"))
    return str(_("%(step)s this turn") % {"step": step_text(step, number(before), code)})


def invisible(step: float, before: float, code: str) -> bool:
    """Whether a step is too small for the figures that are shown."""
    return abs(step) < STILL or not any(digit in "123456789" for digit in step_text(step, before, code))


def step_text(step: float, before: float, code: str) -> str:
    style = wording.style(code)
    if style == "money" and before:
        return f"{signed(100 * step / before)}%"
    if style == "share":
        return f"{signed(100 * step)} {_('pts')}"
    return signed(step, 0 if style == "whole" else 1)


@register.filter
def changed(fact: Any, code: str = "") -> bool:
    if not isinstance(fact, dict) or "was" not in fact or fact["was"] == fact.get("v"):
        return False
    value, before = fact.get("v"), fact["was"]
    if isinstance(value, (str, bool)) or is_missing(value) or is_missing(before):
        return True
    return not invisible(number(value) - number(before), number(before), code)


# --- Moments ----------------------------------------------------------------------------------------------------------


def moment(epoch: Any) -> datetime | None:
    if is_missing(epoch):
        return None
    return timezone.localtime(datetime.fromtimestamp(number(epoch), UTC))


def time_tag(epoch: Any, pattern: str) -> SafeString:
    when = moment(epoch)
    if when is None:
        return mark_safe(DASH)  # noqa: S308 - own constant
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="seconds"), when.strftime(pattern))


@register.filter
def at(epoch: Any) -> SafeString:
    """Wall time as 14:56; input is epoch seconds."""
    return time_tag(epoch, "%H:%M")


@register.filter
def at_seconds(epoch: Any) -> SafeString:
    return time_tag(epoch, "%H:%M:%S")


@register.filter
def on_day(epoch: Any) -> str:
    when = moment(epoch)
    return formats.date_format(when, pgettext("date", "j F Y")) if when else DASH


@register.filter
def story_time(iso: Any) -> str:
    """The scenario's own time, always in UTC: '3 June 2029, 09:40 UTC'."""
    try:
        when = datetime.fromisoformat(str(iso)).astimezone(UTC)
    except ValueError:
        return ""
    return f"{formats.date_format(when, pgettext('date', 'j F Y'))}, {when:%H:%M} UTC"


@register.filter
def minutes(seconds: Any) -> str:
    """A stretch of time as 4:10."""
    whole = max(0, int(number(seconds)))
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def clock(seconds: Any) -> str:
    """A countdown as 07:42."""
    whole = max(0, int(number(seconds)))
    return f"{whole // 60:02d}:{whole % 60:02d}"


# --- Turns and causes -------------------------------------------------------------------------------------------------


@register.filter
def delta(size: Any, code: str = "") -> str:
    """The size of a change in the style of its variable: −0.8, +320, +2.4 pts."""
    style = wording.style(code)
    if style == "share":
        return f"{signed(100 * number(size))} {_('pts')}"
    return signed(size, 0 if style in {"whole", "money"} else 1)


@register.filter
def total(change_: Any) -> float:
    return sum(number(cause.get("size")) for cause in change_.get("causes", ()) if isinstance(cause, dict))


@register.filter
def is_sum(change_: Any) -> bool:
    """Only numbers add up; a named state has causes but no sum."""
    return not isinstance(change_.get("after"), (str, bool))


UNITS = ((7 * 86400, "week"), (86400, "day"), (3600, "hour"), (60, "minute"))


@register.filter
def story_length(seconds: Any) -> str:
    """How much story time a turn stands for, in the largest unit that divides it."""
    whole = int(number(seconds))
    size, unit = next(((size, unit) for size, unit in UNITS if whole >= size and whole % size == 0), UNITS[-1])
    count = max(1, whole // size)
    return {
        "week": ngettext("%(n)s week", "%(n)s weeks", count),
        "day": ngettext("%(n)s day", "%(n)s days", count),
        "hour": ngettext("%(n)s hour", "%(n)s hours", count),
        "minute": ngettext("%(n)s minute", "%(n)s minutes", count),
    }[unit] % {"n": count}


@register.filter
def turns_down(collection: Any) -> list[tuple[str, Any]]:
    """A mapping keyed by turn number, the latest turn first."""
    items = list(collection.items()) if isinstance(collection, dict) else []
    return sorted(items, key=lambda item: -number(item[0]))


@register.filter
def moved(facts: Any) -> list[tuple[str, Any]]:
    """The facts that changed since the turn began, by name."""
    rows = [(code, fact) for code, fact in (facts or {}).items() if changed(fact)]
    return sorted(rows, key=lambda row: wording.variable(row[0]))
