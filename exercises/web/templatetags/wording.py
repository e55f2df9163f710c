"""Codes into words. Views carry codes so that one frame serves every language; here each code gets its sentence.

Titles of variables and actions and the sentences of causes come from the catalogue; the closed vocabularies stand in
`vocabulary.py`. A code without an entry is shown as its own words, so nothing new is ever invisible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exercises.domain.world import CATALOGUE, CAUSES
from exercises.domain.world.entries import Action, Cost, Variable
from exercises.domain.world.presets import PRESET_TITLES
from exercises.web.templatetags.vocabulary import SHORT_TEAMS, WORDS, Word

register = template.Library()

# The strip has little room: these variables go by a shorter name there than in the catalogue.
SHORT_NAMES: dict[str, Word] = {
    "market.price": _("BTC / USD"),
    "market.vol": _("Volatility a day"),
    "market.volume": _("Liquidity a day"),
    "vault.attack_distance": _("A thief still needs"),
    "vault.loss_distance": _("May still be lost"),
    "pool.top.visible": _("Largest pool"),
    "hash.total": _("Hash rate"),
    "trust.us": _("Trust, US"),
    "trust.cn": _("Trust, China"),
    "accord.state": _("Accord"),
    "stage": _("Stage"),
}
# How the figures of a unit are written: money (no decimals, change in percent), whole, share (0–1 as percent), plain.
STYLES = {
    "USD": "money",
    "share": "share",
    **dict.fromkeys(("BTC", "BTC/day", "EH/s", "count", "turns", "keys", "signatures", "days", "blocks"), "whole"),
    **dict.fromkeys(("level", "people", "calls", "stage", "states", "million USD", "alarms"), "whole"),
}


def own_words(code: str) -> str:
    return str(capfirst(code.replace(".", " ").replace("_", " ")))


def short_team(code: str) -> str:
    return str(SHORT_TEAMS.get(code, ""))


def entry(code: str) -> Variable | None:
    return CATALOGUE.variable(code) if CATALOGUE.knows(code) else None


def style(code: str) -> str:
    known = entry(code)
    return STYLES.get(known.unit, "plain") if known else "plain"


def state_word(value: str) -> Word:
    for family in ("value", "state", "key"):
        if value in WORDS[family]:
            return WORDS[family][value]
    return own_words(value)


@register.filter
def word(code: Any, family: str) -> str:
    """`{{ code|word:"phase" }}`: the words for a code of that family."""
    return str(WORDS.get(family, {}).get(str(code), own_words(str(code or ""))))


@register.filter
def has_word(code: Any, family: str) -> bool:
    return str(code) in WORDS.get(family, {})


@register.filter
def variable(code: Any) -> str:
    """The name of a variable as people read it."""
    name = str(code)
    if name in SHORT_NAMES:
        return str(SHORT_NAMES[name])
    known = entry(name)
    return pick(known.title) if known else own_words(name)


def lever(code: Any) -> Action | None:
    return CATALOGUE.actions.get(str(code))


@register.filter
def action(code: Any) -> str:
    """The title of an action; a free-text act has none of its own."""
    known = lever(code)
    if known:
        return pick(known.title)
    return own_words(str(code)) if code else str(_("In our own words"))


@register.simple_tag
def lever_of(code: Any) -> Action | None:
    """`{% lever_of order.action as lever %}`: the whole entry of the catalogue."""
    return lever(code)


@register.filter
def because(cause: Any) -> str:
    """The sentence of a cause, its codes put into words."""
    if not isinstance(cause, dict):
        return ""
    code = str(cause.get("code", ""))
    text = CAUSES.get(code)
    if not text:
        return str(_("Reasons you do not see")) if code == "hidden" else own_words(code)
    params = {key: spoken(key, value) for key, value in dict(cause.get("params") or {}).items()}
    try:
        return pick(text).format(**params)
    except (KeyError, IndexError):
        return pick(text)


def spoken(key: str, value: Any) -> str:
    if key in {"team", "partner", "to"}:
        return short_team(str(value)) or str(value)
    if key == "action":
        return action(value)
    if isinstance(value, float):
        return f"{value:,.1f}".rstrip("0").rstrip(".")
    return pick(value) if isinstance(value, dict) else str(value)


def pick(text: Mapping[str, str]) -> str:
    """The reader's language of an authored text, English where it is missing."""
    return str(text.get((get_language() or "en").lower()) or text.get("en") or next(iter(text.values()), ""))


@register.filter
def team_name(code: Any, teams: Any = None) -> str:
    """The short name of a team, or the script's own where there is none."""
    known = teams.get(code) if isinstance(teams, dict) else None
    name = known.get("name") if isinstance(known, dict) else None
    return short_team(str(code)) or (pick(name) if name else str(code))


@register.simple_tag
def lever_cost(lever: Action | None, team: str) -> Cost | None:
    """What the own team pays for an action."""
    return lever.cost(team) if lever else None


NAMED = frozenset({"vault", "key", "tx", "inject", "to", "text", "reason", "rumour", "claim", "team"})
"""Arguments that hold names or own words, not a code of the vocabulary."""


@register.filter
def arg(value: Any, name: str = "") -> str:
    """One argument of an act, as people wrote it."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, (int, float)):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return str(value) if name in NAMED else str(WORDS["value"].get(str(value), value))


@register.filter
def refusal(code: Any) -> str:
    """Why an order could not happen, as a plain remark."""
    return word(code, "refusal")


@register.filter
def preset(code: Any) -> str:
    """The title of a ready-made ruling."""
    title = PRESET_TITLES.get(str(code))
    return pick(title) if title else str(code)


DEED = re.compile(r"did(?:_within)?\((\w+), (\w+)")
REPLY = re.compile(r"reply\((\w+), \w+\) == (\w+)")


@register.filter
def expected_deed(condition: Any) -> dict[str, str]:
    """The first deed or reply a condition waits for, to fill the form that credits it."""
    if found := DEED.search(str(condition or "")):
        return {"team": found[1], "action": found[2]}
    found = REPLY.search(str(condition or ""))
    return {"team": found[1], "reply": found[2]} if found else {}


@register.simple_tag
def presets() -> list[tuple[str, str]]:
    """The ready-made rulings, code and title."""
    return [(code, pick(title)) for code, title in PRESET_TITLES.items()]
