"""Vaults, keys and transactions in words: who can spend together, and what each line of the checklist found."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.web.templatetags import wording
from exercises.web.templatetags.figures import coins, number, usd

register = template.Library()
GOVERNMENTS = ("us", "cn")
ORDER = {"us": 0, "cn": 1, "obs": 2}


@register.filter
def key_side(key: Any) -> str:
    """The team colour of a key's holder: US-1 → us, CN-2 → cn, N → obs."""
    head = str(key).partition("-")[0].lower()
    return head if head in GOVERNMENTS else "obs"


@register.filter
def verdict(check: Any) -> str:
    """What came of verifying a signed message."""
    found = check if isinstance(check, dict) else {}
    if not found.get("ok"):
        return _("Not valid: no key %(key)s signed exactly these words.") % {"key": found.get("key", "")}
    if found.get("old"):
        words = _("Valid for an earlier key %(key)s, which guards the vault no more.")
    else:
        words = _("Valid: the key %(key)s that guards the vault signed exactly these words.")
    return words % {"key": found["key"]}


@register.simple_tag
def coalition_rows(coalitions: Any) -> list[dict[str, Any]]:
    """The smallest sets of keys that can spend, by whose keys they are; `without` names a government left out."""
    counted: Counter[tuple[tuple[str, ...], str]] = Counter()
    for coalition in coalitions or ():
        sides = sorted((key_side(key) for key in coalition.get("keys", ())), key=ORDER.__getitem__)
        counted[tuple(sides), str(coalition.get("path", "now"))] += 1
    return [
        {"sides": sides, "path": path, "ways": ways, "without": [code for code in GOVERNMENTS if code not in sides]}
        for (sides, path), ways in counted.items()
    ]


@register.filter
def output_word(to: Any) -> str:
    """Where an output goes: `vault`, `whitelist:larkspur`, `unknown`."""
    kind, _colon, name = str(to).partition(":")
    return f"{wording.word(kind, 'output')} {name}".strip()


# --- The checklist ----------------------------------------------------------------------------------------------------


@register.filter
def check_state(line: Any, code: str = "") -> str:
    """ok, bad, or na where nothing can be said yet."""
    if not isinstance(line, dict):
        return "na"
    if code == "signatures" and not line.get("ok"):
        return "na"
    if line.get("decoded") is False:
        return "na"
    return "ok" if line.get("ok") else "bad"


@register.filter
def check_note(line: Any, code: str) -> str:
    """What the line found, in a few words."""
    return NOTES[code](line) if isinstance(line, dict) and code in NOTES else ""


def _signatures(line: dict[str, Any]) -> str:
    have, needs = int(number(line.get("have"))), int(number(line.get("needs")))
    return _("enough") if not needs else _("%(have)s so far, %(needs)s missing") % {"have": have, "needs": needs}


def _destination(line: dict[str, Any]) -> str:
    count = int(number(line.get("unknown")))
    if not count:
        return _("all outputs are known")
    return ngettext("%(n)s output is unknown", "%(n)s outputs are unknown", count) % {"n": count}


def _amount(line: dict[str, Any]) -> str:
    leaving = number(line.get("btc"))
    if not leaving:
        return _("nothing leaves")
    if "limit" not in line:
        return _("%(btc)s leaves, no limit agreed") % {"btc": coins(leaving)}
    return _("%(btc)s leaves, limit %(limit)s") % {"btc": coins(leaving), "limit": coins(line["limit"])}


def _purpose(line: dict[str, Any]) -> str:
    return _("named, and it fits") if line.get("ok") else _("says one thing, does another")


def _frozen(line: dict[str, Any]) -> str:
    if line.get("ok"):
        return _("no freeze")
    return _("frozen until the end of turn %(turn)s") % {"turn": line.get("until", "")}


def _price(line: dict[str, Any]) -> str:
    if "price" not in line:
        return _("not touched")
    low, high = usd(line.get("low")), usd(line.get("high"))
    return _("%(price)s, agreed %(low)s to %(high)s") % {"price": usd(line["price"]), "low": low, "high": high}


def _delay(line: dict[str, Any]) -> str:
    if "turns" not in line:
        return _("not touched")
    turns = int(number(line.get("turns")))
    return ngettext("%(n)s turn", "%(n)s turns", turns) % {"n": turns} if turns else _("none")


def _text(line: dict[str, Any]) -> str:
    if not line.get("decoded"):
        return _("not decoded")
    if line.get("ok"):
        return _("amounts and outputs agree")
    wrong = [
        word for name, word in (("amounts", _("amounts")), ("outputs", _("number of outputs"))) if not line.get(name)
    ]
    return _("differs: %(what)s") % {"what": ", ".join(wrong)}


NOTES = {
    "signatures": _signatures,
    "destination": _destination,
    "amount": _amount,
    "purpose": _purpose,
    "frozen": _frozen,
    "price": _price,
    "delay": _delay,
    "text": _text,
}
