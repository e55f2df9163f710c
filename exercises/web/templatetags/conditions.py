"""Conditions in words, for people who look back: what a tier asked for and did not get."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.domain.grammar import (
    ANY_TEAM,
    And,
    Chance,
    Compare,
    Condition,
    Count,
    Counter,
    Did,
    DidWithin,
    Ever,
    GrammarError,
    Held,
    Is,
    KeyState,
    Name,
    Not,
    Number,
    Or,
    Reply,
    Stance,
    Tally,
    Var,
    parse_condition,
)
from exercises.web.templatetags import figures, wording

register = template.Library()
Titles = Mapping[str, Any]

AMOUNTS = {
    "==": gettext_lazy("exactly %(n)s"),
    "!=": gettext_lazy("anything but %(n)s"),
    "<": gettext_lazy("less than %(n)s"),
    "<=": gettext_lazy("at most %(n)s"),
    ">": gettext_lazy("more than %(n)s"),
    ">=": gettext_lazy("at least %(n)s"),
}
FACTS = {
    "final": gettext_lazy("%(name)s is final on the chain"),
    "answered": gettext_lazy("%(name)s was answered"),
    "released": gettext_lazy("%(name)s was sent"),
    "swept": gettext_lazy("%(name)s was emptied into a new vault"),
    "alone": gettext_lazy("“%(name)s” was done by one person alone"),
    "flag": gettext_lazy("it came to this: %(name)s"),
}
COUNTERS = {
    "turn": gettext_lazy("turn"),
    "stage": gettext_lazy("stage of the accord"),
    "proved_keys": gettext_lazy("keys proved"),
}


@register.filter
def condition(line: Any) -> str:
    """A condition, or `{"condition", "titles"}`, as a clause; what cannot be read is shown as it stands."""
    known = line if isinstance(line, dict) else {"condition": line}
    text, titles = str(known.get("condition") or ""), known.get("titles") or {}
    tree = parsed(text)
    return clause(tree, titles) if tree is not None else text


@lru_cache(maxsize=2000)
def parsed(text: str) -> Condition | None:
    """A script's conditions stand on a page again and again: each is read once."""
    try:
        return parse_condition(text)
    except GrammarError:
        return None


def clause(node: Any, titles: Titles) -> str:
    found = CLAUSES.get(type(node))
    return found(node, titles) if found else str(node)


def _either(node: And | Or, titles: Titles) -> str:
    joint = _("; and %(next)s") if isinstance(node, And) else _("; or %(next)s")
    first, *others = (clause(part, titles) for part in node.parts)
    return first + "".join(joint % {"next": other} for other in others)


def _not(node: Not, titles: Titles) -> str:
    return _("it is not so that %(what)s") % {"what": clause(node.part, titles)}


def _compare(node: Compare, titles: Titles) -> str:
    left, right = node.left, node.right
    if isinstance(left, Reply):
        return _replied(left, node.op, str(right), titles)
    unit = str(left.name) if isinstance(left, Var) else ""
    return f"{_term(left, titles)}{_(': ')}{AMOUNTS[node.op] % {'n': _term(right, titles, unit)}}"


def _replied(reply: Reply, op: str, code: str, titles: Titles) -> str:
    name = titles.get(f"{reply.inject}/{code}")
    words = _("%(team)s answers “%(inject)s” with “%(answer)s”")
    if op == "!=":
        words = _("%(team)s answers “%(inject)s” otherwise than with “%(answer)s”")
    answer = wording.pick(name) if name else wording.own_words(code)
    return words % {"team": _team(reply.team), "inject": _title(reply.inject, titles), "answer": answer}


def _term(node: Any, titles: Titles, unit: str = "") -> str:
    if isinstance(node, Number):
        return figures.figure(node.value, unit) if unit else f"{node.value:g}"
    found = TERMS.get(type(node))
    return found(node, titles) if found else str(wording.state_word(str(node)))


def _count(node: Count, _titles: Titles) -> str:
    return _("how often %(team)s did “%(action)s”") % {"team": _team(node.team), "action": wording.action(node.action)}


def _answer(node: Reply, titles: Titles) -> str:
    return _("answer of %(team)s to “%(inject)s”") % {"team": _team(node.team), "inject": _title(node.inject, titles)}


def _did(node: Did | DidWithin, _titles: Titles) -> str:
    said = {"team": _team(node.team), "action": wording.action(node.action)}
    words = _("%(team)s: “%(action)s”") % said
    if isinstance(node, DidWithin):
        return _("%(deed)s, within %(n)s turns") % {"deed": words, "n": node.turns}
    if node.minutes is not None:
        return _("%(deed)s, within %(n)s minutes") % {"deed": words, "n": node.minutes}
    return words


def _tally(node: Tally, titles: Titles) -> str:
    words = _("keys that sign %(tx)s") if node.what == "signed" else _("keys that refuse %(tx)s")
    amount = AMOUNTS[node.op] % {"n": node.count}
    return f"{words % {'tx': _title(node.tx, titles)}}{_(': ')}{amount}"


def _is(node: Is, titles: Titles) -> str:
    if node.what == "flag":
        name = wording.word(node.name, "flag")
    elif node.what == "alone":
        name = wording.action(node.name)
    else:
        name = _title(node.name, titles)
    return str(FACTS[node.what]) % {"name": name}


def _lasting(node: Held | Ever, titles: Titles) -> str:
    what = clause(node.condition, titles)
    if isinstance(node, Held):
        return _("for %(n)s turns: %(what)s") % {"n": node.turns, "what": what}
    return _("at some time: %(what)s") % {"what": what}


def _chance(node: Chance, _titles: Titles) -> str:
    return _("luck, %(share)s") % {"share": figures.percent(node.probability)}


def _team(name: Name) -> str:
    return _("any team") if str(name) == ANY_TEAM else wording.short_team(str(name)) or str(name)


def _title(name: Name, titles: Titles) -> str:
    found = titles.get(str(name))
    return wording.pick(found) if found else str(name)


TERMS: dict[type, Callable[[Any, Titles], str]] = {
    Var: lambda node, _titles: wording.variable(node.name),
    Counter: lambda node, _titles: str(COUNTERS[node.what]),
    Count: _count,
    KeyState: lambda node, _titles: _("state of key %(key)s") % {"key": node.key},
    Stance: lambda node, _titles: _("stance of %(team)s") % {"team": _team(node.team)},
    Reply: _answer,
}
CLAUSES: dict[type, Callable[[Any, Titles], str]] = {
    And: _either,
    Or: _either,
    Not: _not,
    Compare: _compare,
    Did: _did,
    DidWithin: _did,
    Tally: _tally,
    Is: _is,
    Held: _lasting,
    Ever: _lasting,
    Chance: _chance,
}
