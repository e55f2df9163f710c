"""What kept an exercise from each higher tier: the conditions, and the titles of what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.grammar import GrammarError, Kind, Reply, names, parse_condition, walk
from exercises.projections.history import full, inject_title

if TYPE_CHECKING:
    from exercises.projections.history import Standpoint, Text


def lacking_of(point: Standpoint) -> list[dict[str, Any]]:
    """`[{"tier", "condition", "titles": {code: text}}]`, the highest tier first; a coded answer is `INJECT/answer`."""
    lines = (line.split(": ", 1) for line in point.board.tier_why)
    return [{"tier": tier, "condition": condition, "titles": _titles(point, condition)} for tier, condition in lines]


def _titles(point: Standpoint, text: str) -> dict[str, Text]:
    try:
        tree = parse_condition(text)
    except GrammarError:
        return {}
    vaults = {vault.code: full(vault.title.both) for vault in point.setting.script.vaults}
    found = {code: inject_title(point.item, code) for kind, code, _ in names(tree) if kind is Kind.INJECT}
    found |= {code: vaults[code] for kind, code, _ in names(tree) if kind is Kind.VAULT and code in vaults}
    for node in walk(tree):
        if isinstance(node, Reply):
            found |= _answers(point, node.inject.code)
    return found


def _answers(point: Standpoint, code: str) -> dict[str, Text]:
    row = point.setting.script.injects_by_code.get(code)
    return {f"{code}/{reply.code}": full(reply.text.both) for reply in row.replies} if row else {}
