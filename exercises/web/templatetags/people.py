"""Seats, rooms and keys as people speak of them: 'US team', 'China, closed', 'Treasury'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from exercises.web.templatetags import wording

if TYPE_CHECKING:
    from collections.abc import Mapping

register = template.Library()
BETWEEN = "~"


def row(view: Any, section: str, code: Any) -> Mapping[str, Any]:
    """One entry of a section of the view; empty where the reader may not see it."""
    found = view.get(section, {}).get(str(code)) if isinstance(view, dict) and view.get(section) else None
    return found if isinstance(found, dict) else {}


def own_team(view: Any) -> str:
    team = view.get("team") if isinstance(view, dict) else None
    return str(team.get("code", "")) if isinstance(team, dict) else ""


# --- Seats ------------------------------------------------------------------------------------------------------------


@register.filter
def seat_name(code: Any, view: Any) -> str:
    """The title of a seat; control and unknown seats by their code."""
    if code in {"control", "white"}:
        return _("Exercise control")
    title = row(view, "seats", code).get("title")
    return wording.pick(title) if title else str(code or "–")


@register.filter
def seat_initials(code: Any, view: Any) -> str:
    words = seat_name(code, view).replace(".", " ").replace("-", " ").split()
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else seat_name(code, view)[:2]
    return letters.upper()


# --- Rooms ------------------------------------------------------------------------------------------------------------


def others(room: str, view: Any) -> list[str]:
    return [code for code in str(room).split(BETWEEN) if code != own_team(view)]


@register.filter
def room_name(room: Any, view: Any) -> str:
    """What a room is called at this desk."""
    code = str(room)
    teams = view.get("teams") if isinstance(view, dict) else None
    if code == "plenary":
        return _("Plenary")
    if BETWEEN not in code:
        return _("%(team)s team") % {"team": wording.team_name(code, teams)}
    rest = others(code, view)
    if "control" in rest:
        return _("Ask control") if own_team(view) else _("Control and %(team)s") % {"team": _joined(rest, teams)}
    return _("%(team)s, closed") % {"team": _joined(rest, teams)}


def _joined(codes: list[str], teams: Any) -> str:
    return ", ".join(wording.team_name(code, teams) for code in codes if code != "control")


@register.filter
def room_edge(room: Any, view: Any) -> str:
    """The colour of the other side at the edge of the box one writes in."""
    rest = [code for code in others(str(room), view) if code in {"us", "cn"}]
    return f"edge-{rest[0]}" if rest else "edge-ctl"


@register.filter
def room_readers(room: Any, view: Any) -> str:
    """Who will see what is written here, said before it is sent."""
    code = str(room)
    teams = view.get("teams") if isinstance(view, dict) else None
    if code == "plenary":
        return _("Every team at the table and exercise control see this")
    if "control" in code.split(BETWEEN):
        return _("Only exercise control sees this")
    if BETWEEN in code:
        return _("Only %(team)s and exercise control see this") % {"team": _joined(others(code, view), teams)}
    return _("Only your team and exercise control see this")
