"""The tags and filters of every page: `{% load parley %}`.

Texts that authors wrote are `{"en": ..., "zh-hans": ...}`; views carry codes; these tags turn both into words of the
reader's language. They read plain dicts and never the database.
"""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nh3
import segno
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

from exercises.enums import Phase
from exercises.web.templatetags import (
    charts,
    conditions,
    custody,
    figures,
    histories,
    lanes,
    people,
    vocabulary,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.template.context import Context

register = template.Library()
for module in (figures, charts, conditions, custody, histories, lanes, people, wording):
    register.tags.update(module.register.tags)
    register.filters.update(module.register.filters)

LANG_TAGS = {"en": "en", "zh-hans": "zh-Hans"}
MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
SHORT = 24
"""Codes up to this length are shown whole."""
ALLOWED_TAGS = {
    "p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
GLYPHS = {
    "us": '<path d="M5 0l5 5-5 5-5-5z"/>',
    "cn": '<circle cx="5" cy="5" r="4.6"/>',
    "obs": '<path d="M5 .4l5 9.2H0z"/>',
    "ctl": '<path d="M.6.6h8.8v8.8H.6z"/>',
}


def choose(text: Any) -> tuple[str, str]:
    """The best text for the reader and the language it is in; a plain string counts as the reader's own language."""
    wanted = (get_language() or "en").lower()
    if not isinstance(text, dict):
        return ("" if text is None else str(text)), wanted
    for language in (wanted, "en", *text):
        if text.get(language):
            return str(text[language]), language
    return "", wanted


@register.filter
def say(text: Any) -> SafeString:
    """An authored text as HTML; marked with its language where that is not the reader's."""
    words, language = choose(text)
    if language == (get_language() or "en").lower():
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', LANG_TAGS.get(language, language), words)


@register.filter
def plain(text: Any) -> str:
    """An authored text without markup, for attributes and titles."""
    return choose(text)[0]


@register.simple_tag
def story(text: Any) -> SafeString:
    """An authored or written text as safe Markdown: no raw HTML, no pictures, no links that lead out."""
    words, language = choose(text)
    clean = nh3.clean(MARKDOWN.render(words), tags=ALLOWED_TAGS, attributes={}, url_schemes=set())
    tag = LANG_TAGS.get(language, language)
    return mark_safe(f'<div class="story" lang="{tag}">{clean}</div>')  # noqa: S308 – nh3 has cleaned it


@register.simple_tag
def language_tag() -> str:
    """The reader's language as a browser writes it (`zh-Hans`, not `zh-hans`)."""
    return LANG_TAGS.get((get_language() or "en").lower(), "en")


# --- Teams ------------------------------------------------------------------------------------------------------------


def hue(code: str, teams: Mapping[str, Any]) -> str:
    """The class that gives a team its colour and shape: us, cn, obs or ctl."""
    if code in {"us", "cn"}:
        return code
    kind = str(teams.get(code, {}).get("kind", "")) if isinstance(teams.get(code), dict) else ""
    if code in {"all", "public", "control", "white"} or kind == "cell":
        return "ctl"
    return "obs"


def glyph(shade: str) -> SafeString:
    return mark_safe(f'<svg viewBox="0 0 10 10" aria-hidden="true">{GLYPHS[shade]}</svg>')  # noqa: S308 – own constants


def known_teams(context: Context) -> Mapping[str, Any]:
    view = context.get("view")
    teams = view.get("teams") if isinstance(view, dict) else None
    return teams if isinstance(teams, dict) else {}


@register.simple_tag(takes_context=True)
def team(context: Context, code: str, label: str = "", *, full: bool = False) -> SafeString:
    """The mark of a team: shape, hue and name. `label` replaces the name, `full` takes the script's long name."""
    teams = known_teams(context)
    shade = hue(code, teams)
    own = teams.get(code, {}).get("name") if isinstance(teams.get(code), dict) else None
    name = label or (plain(own) if own and (full or not wording.short_team(code)) else wording.short_team(code) or code)
    return format_html('<span class="team {}">{}{}</span>', shade, glyph(shade), name)


@register.simple_tag(takes_context=True)
def teams(context: Context, codes: Iterable[str]) -> SafeString:
    """Several team marks; an address such as `us+custodian` shows its team."""
    seen = dict.fromkeys(str(code).partition("+")[0] for code in codes or ())
    marks = mark_safe("".join(team(context, code) for code in seen))  # noqa: S308 – each mark is escaped
    return format_html('<span class="teams">{}</span>', marks)


@register.simple_tag
def shape(shade: str) -> SafeString:
    """The bare shape of a side, for pictures of who signs together."""
    return mark_safe(f'<svg class="{shade}" viewBox="0 0 10 10">{GLYPHS[shade]}</svg>')  # noqa: S308 – own constants


@register.simple_tag(takes_context=True)
def hue_of(context: Context, code: str) -> str:
    return hue(code, known_teams(context))


@register.filter
def initials(name: Any) -> str:
    """Two letters for the round mark of a person or seat."""
    words = plain(name).replace(".", " ").split()
    letters = [word[0] for word in words[:2]] if len(words) > 1 else list(plain(name)[:2])
    return "".join(letters).upper() or "–"


# --- Small parts ------------------------------------------------------------------------------------------------------


@cache
def drawing(name: str) -> str:
    folder = Path(str(settings.TEMPLATES[0]["DIRS"][0])) / "icons"
    return (folder / f"{name}.svg").read_text(encoding="utf-8").strip()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An inline icon, hidden from screen readers: a word always stands beside it."""
    classes = "ico ico-s" if size == "s" else "ico"
    return mark_safe(  # noqa: S308 – own files
        f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true">{drawing(name)}</svg>'
    )


@register.simple_tag
def medium_icon(medium: str) -> SafeString:
    return icon(vocabulary.MEDIUM_ICONS.get(medium, "file-text"), "s")


@register.simple_tag
def icon_of(medium: str) -> SafeString:
    return icon(vocabulary.MEDIUM_ICONS.get(medium, "file-text"))


@register.filter
def medium_class(medium: Any) -> str:
    """The class of the look of a medium; some share one."""
    short = {"backchannel": "note", "social": "soc", "ticker": "tick", "intel": "int", "legal": "leg", "track2": "tr2"}
    return short.get(str(medium), "call" if medium == "hotline" else str(medium))


@register.simple_tag
def qr(address: str) -> SafeString:
    """A QR code as one inline SVG without styles."""
    picture = segno.make(address, error="m").svg_inline(
        scale=4, border=2, omitsize=True, svgclass="qr", lineclass="qr-l"
    )
    return mark_safe(picture)  # noqa: S308 – segno writes paths only


@register.inclusion_tag("components/command_fields.html", takes_context=True)
def command_fields(context: Context, nexthop: str = "") -> dict[str, Any]:
    """The hidden inputs every command carries: CSRF token, the turn and generation it was meant for, a fresh key."""
    me = context.get("me") or {}
    return {
        "csrf_token": context.get("csrf_token"),
        "turn": me.get("turn", 0),
        "generation": me.get("generation", 0),
        "key": uuid.uuid4().hex,
        "next": nexthop or me.get("here", ""),
    }


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`{{ mapping|get:key }}`: a value whose key is a variable; empty where it is missing."""
    return mapping.get(key, "") if isinstance(mapping, dict) else ""


@register.filter
def newest(collection: Any, field: str = "at") -> list[tuple[str, Any]]:
    """The items of a keyed collection, latest first."""
    return list(reversed(oldest(collection, field)))


@register.filter
def oldest(collection: Any, field: str = "at") -> list[tuple[str, Any]]:
    """The items of a keyed collection by a number they carry; equal ones keep their order."""
    items = list(collection.items()) if isinstance(collection, dict) else []
    return sorted(items, key=lambda item: figures.number(item[1].get(field)) if isinstance(item[1], dict) else 0.0)


@register.filter
def entries(collection: Any) -> list[tuple[str, Any]]:
    """The items of a mapping that may itself hold a key called `items` or `keys`."""
    return list(dict.items(collection)) if isinstance(collection, dict) else []


@register.filter
def where(collection: Any, test: str) -> dict[str, Any]:
    """`{{ collection|where:"state=open" }}`: the entries whose field has that value (several with `|`)."""
    field, _, wanted = test.partition("=")
    values = wanted.split("|")
    if not isinstance(collection, dict):
        return {}
    return {key: row for key, row in collection.items() if isinstance(row, dict) and str(row.get(field, "")) in values}


@register.filter
def groups(address: Any) -> str:
    """A long code in blocks of four, as people read it aloud."""
    text = str(address or "")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@register.filter
def shorten(address: Any) -> str:
    """The two ends of a long code, in blocks of four."""
    text = str(address or "")
    return groups(text) if len(text) <= SHORT else f"{groups(text[:16])} … {text[-4:]}"


@register.filter
def words(text: Any) -> list[str]:
    """`{% for name in "one two"|words %}`."""
    return str(text).split()


@register.filter
def slug(code: Any) -> str:
    """A code that may stand in an id."""
    return "".join(letter if letter.isalnum() else "-" for letter in str(code))


@register.filter
def is_words(value: Any) -> bool:
    """Whether a fact is a named state, not a figure."""
    return isinstance(value, str)


@register.simple_tag
def phases(now: str) -> list[dict[str, Any]]:
    """The five phases with what is over and what runs."""
    order = [str(phase) for phase in Phase]
    place = order.index(now) if now in order else -1
    return [{"code": code, "done": i < place, "now": i == place} for i, code in enumerate(order)]


@register.simple_tag
def mustered(seats: Any) -> dict[str, int]:
    """How many of the seats one may see are ready; a bot always is."""
    rows = [row for row in (seats or {}).values() if isinstance(row, dict) and row.get("filled")]
    return {"all": len(rows), "ready": sum(bool(row.get("mustered")) or row.get("filled") == "bot" for row in rows)}


@register.filter
def filled_count(seats: Any) -> int:
    """How many of these seats somebody or a bot has taken."""
    return sum(row.get("filled") in {"human", "bot"} for row in (seats or {}).values() if isinstance(row, dict))


@register.simple_tag
def seats_of(seats: Any, team_code: str) -> dict[str, Any]:
    """The seats of one team, the lead first."""
    rows = {code: row for code, row in (seats or {}).items() if isinstance(row, dict) and row.get("team") == team_code}
    return dict(sorted(rows.items(), key=lambda item: not item[1].get("lead")))


@register.filter
def steps(before: Any, title: str) -> list[str]:
    """`{% for title in ""|steps:one|steps:two %}`: a list grown link by link."""
    return [*(before or []), str(title)]


@register.simple_tag
def wire(view: Any, most: int = 6) -> list[dict[str, Any]]:
    """The latest public items: injects to all, statements, leaked notes."""
    if not isinstance(view, dict):
        return []
    told = [{"at": row["at"], "title": row["title"]} for row in (view.get("injects") or {}).values()]
    said = [{**row, "title": row["text"]} for row in (view.get("statements") or {}).values()]
    leaks = [
        {"at": note["at"], "title": note["text"], "team": note["from"], "leak": True}
        for note in (view.get("news") or {}).values()
        if note.get("kind") == "leak"
    ]
    return sorted([*told, *said, *leaks], key=lambda item: -figures.number(item["at"]))[:most]


SHEETS = {"injects": "media", "custody": "custody", "diplomacy": "diplomacy", "outcomes": "outcomes"}


@register.filter
def sheets(panel: Any) -> list[str]:
    """The style sheets of a desk: its own, and that of the panel that is open."""
    return ["desk", *(SHEETS[name] for name in (str(panel),) if name in SHEETS)]


@register.filter
def outcomes_now(view: Any) -> dict[str, Any]:
    """The outcomes of the running turn that this view knows."""
    found: dict[str, Any] = get(view.get("outcomes"), str(view["exercise"]["turn"])) or {}
    return found


@register.filter
def outcomes_left(view: Any) -> int:
    """How many outcomes of the running turn control has not shown yet."""
    return sum(not row.get("shown", True) for row in outcomes_now(view).values())


@register.filter
def upto(count: Any) -> range:
    """`{% for n in 11|upto %}` counts from 0 to 10."""
    return range(int(figures.number(count)))


@register.filter
def machine(value: Any) -> str:
    """A number for a browser's attribute, whatever the reader's language."""
    return f"{figures.number(value):.10g}"


@register.filter
def times(count: Any) -> range:
    """A range to loop over: `{% for i in turns|times %}` counts from 1."""
    return range(1, int(figures.number(count)) + 1)
