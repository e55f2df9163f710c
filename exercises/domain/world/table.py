"""The generated tables of the world's handbook: every variable, every lever, every cause of a turn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exercises.domain.world.catalogue import CATALOGUE, TRIGGERS
from exercises.domain.world.entries import Action, Seen, Value, Variable
from exercises.domain.world.packs import PACKS
from exercises.domain.world.presets import PRESETS, SHOCKS


def world_table() -> str:
    """Every variable with start, range, unit, visibility and source, as a table in Markdown."""
    head = ("code", "what", "start", "range", "unit", "seen", "source")
    return _table(head, (_variable_row(variable) for variable in CATALOGUE.variables.values()))


def action_table() -> str:
    """Every lever with who may pull it, how it is decided, when it acts and what it costs, as a table in Markdown."""
    head = ("code", "card", "who", "mode", "when", "AP / PC / million USD", "needs", "effects")
    return _table(head, (_action_row(action) for action in CATALOGUE.actions.values()))


def pack_table() -> str:
    """The data packs side by side, as a table in Markdown."""
    codes = sorted({code for pack in PACKS.values() for code in pack})
    rows = ((f"`{code}`", *(_plain(pack.get(code, "drawn or fallback")) for pack in PACKS.values())) for code in codes)
    return _table(("variable", *PACKS), rows)


def preset_table() -> str:
    """The calibrated shocks with their effects, as a table in Markdown."""
    rows = ((f"`{name}`", "; ".join(f"`{line}`" for line in PRESETS[name])) for name in SHOCKS)
    return _table(("preset", "effects"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell for cell in line)} |" for line in lines)


def _variable_row(variable: Variable) -> tuple[str, ...]:
    where = f"{_plain(variable.low)} … {_plain(variable.high)}" if variable.kind == "number" else _options(variable)
    seen = f"{_seen(variable.seen)}{f', ± {variable.spread:g}' if variable.spread else ''}"
    start = _plain(variable.start)
    return f"`{variable.code}`", variable.title["en"], start, where, variable.unit, seen, variable.source


def _options(variable: Variable) -> str:
    return " / ".join(variable.options) or "true / false"


def _seen(seen: Seen) -> str:
    owner = f" ({seen.owner})" if seen.owner else ""
    return f"{seen.visibility}{owner}{f' {seen.lag} turns' if seen.lag else ''}"


def _action_row(action: Action) -> tuple[str, ...]:
    cost = f"{action.ap} / {action.pc:g} / {action.money:g}{' each' if action.each else ''}"
    own = [f"computed: {action.triggers}"] if action.triggers in TRIGGERS else []
    effects = "; ".join([*(f"`{line}`" for line in action.effects), *own]) or "–"
    needs = f"`{action.needs}`" if action.needs else "–"
    who = ", ".join(action.who)
    return f"`{action.code}`", action.card, who, action.mode.value, action.timing.value, cost, needs, effects


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else f"{value:,.10g}"


SECTIONS = {
    "variables": ("## Variables", world_table),
    "levers": ("## Levers", action_table),
    "packs": ("## Data packs", pack_table),
    "presets": ("## Calibrated shocks", preset_table),
}


def refreshed(page: str) -> str:
    """The handbook page with its generated parts made anew. ValueError when a marker is missing."""
    for name, (title, table) in SECTIONS.items():
        before, opening, rest = page.partition(f"<!-- {name}: generated -->")
        _, closing, after = rest.partition("<!-- end -->")
        if not closing:
            raise ValueError(f"no place for {name}")
        page = f"{before}{opening}\n\n{title}\n\n{table()}\n\n{closing}{after}"
    return page


def rewrite(handbook: Path) -> None:
    """Bring the handbook page up to date, in place."""
    handbook.write_text(refreshed(handbook.read_text("utf-8")), "utf-8")


if __name__ == "__main__":  # pragma: no cover - the command line of the line above
    rewrite(Path("docs/world.md"))
