"""For each column of a draft's rows, where its value stands in the record of a script file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.models import drafts
from exercises.services.authoring.cells import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from exercises.domain.script.problems import Path

UNWRITTEN = "–"
"""Stands for a text that nobody has written yet, where the rest is to be checked all the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """`stand_in` is what an empty cell counts as while the other rows are looked at; empty: it may stay empty."""

    field: str
    path: tuple[str, ...]
    form: Form = Form.PLAIN
    stand_in: str = ""


def plain(*names: str) -> Iterator[Column]:
    """Columns that are called as in the file."""
    return (Column(name, (name,)) for name in names)


def said(name: str, *path: str, needed: bool = True) -> tuple[Column, Column]:
    """The two languages of a text."""
    path = path or (name,)
    english = Column(f"{name}_en", (*path, "en"), stand_in=UNWRITTEN if needed else "")
    return english, Column(f"{name}_zh", (*path, "zh-hans"))


def cell(form: Form, name: str, *path: str, stand_in: str = "") -> Column:
    return Column(name, path or (name,), form, stand_in)


def terms(tier: str) -> Iterator[Column]:
    """What must and must not have been done for a tier."""
    return (cell(Form.LINES, f"{tier}_{word}", "outcome", tier, word) for word in ("must", "must_not"))


COLUMNS: dict[type[Model], tuple[Column, ...]] = {
    drafts.ScriptDraft: (
        *plain("code"),
        *said("title"),
        *said("summary"),
        *said("story"),
        *plain("pack", "luck"),
        cell(Form.BLOCK, "start"),
        cell(Form.WORDS, "indicators"),
        cell(Form.BLOCK, "actions"),
        cell(Form.BLOCK, "vaults"),
        cell(Form.BLOCK, "transactions"),
        *terms("gold"),
        *terms("silver"),
        *terms("bronze"),
        cell(Form.PLAIN, "pivots", "hot_wash", "pivots"),
        cell(Form.BLOCK, "questions", "hot_wash", "questions"),
        *said("notes", needed=False),
    ),
    drafts.TeamDraft: (
        *plain("code"),
        *said("name"),
        *plain("kind", "minimum"),
        *(cell(Form.PLAIN, name, "resources", name) for name in ("ap", "pc", "budget")),
        *said("red_lines", needed=False),
    ),
    drafts.SeatDraft: (
        *plain("code"),
        *said("title"),
        *plain("role", "lead", "deputy", "speaks"),
        cell(Form.WORDS, "clearances"),
        cell(Form.WORDS, "holds"),
    ),
    drafts.TurnDraft: (
        *plain("number"),
        *said("title"),
        *plain("length", "starts"),
        *(cell(Form.PLAIN, f"minutes_{name}", "minutes", name) for name in ("brief", "deliberate", "lock", "reveal")),
        *said("brief"),
        cell(Form.GROUPS, "at_hand"),
        cell(Form.BLOCK, "decides"),
    ),
    drafts.ObjectiveDraft: (*plain("code"), *said("title")),
    # Written flat: the columns of a task and, on the first task of each target, the target's title.
    drafts.TaskDraft: (*said("target", "title", needed=False), *plain("code"), *said("text"), *plain("met")),
    drafts.InjectDraft: (
        *plain("code"),
        *said("title"),
        *plain("turn", "offset"),
        *said("sender", "from"),
        cell(Form.WORDS, "to", stand_in="all"),
        *plain("medium"),
        *said("label", needed=False),
        *plain("confidence"),
        *said("text"),
        cell(Form.BLOCK, "attachments"),
        cell(Form.WORDS, "brings"),
        *plain("shareable"),
        *plain("truth", "trigger", "when", "after"),
        cell(Form.WORDS, "asks_of", "asks", "of"),
        cell(Form.PLAIN, "asks_by", "asks", "by"),
        *plain("expects", "contingency", "by"),
        cell(Form.LINES, "on_arrival"),
        cell(Form.LINES, "unanswered"),
        *plain("objective"),
        *said("expected", needed=False),
        *said("note", needed=False),
    ),
    drafts.ReplyDraft: (*plain("code"), *said("text"), cell(Form.LINES, "effects")),
    drafts.BranchDraft: (Column("when", ("if",)), *plain("to")),
    drafts.CardDraft: (*plain("code", "team"), *said("title"), *plain("met")),
    drafts.DocumentDraft: (*plain("code"), *said("title"), cell(Form.WORDS, "readers", "for"), *said("text")),
}

CHILDREN: dict[type[Model], dict[str, type[Model]]] = {
    drafts.ScriptDraft: {
        "objectives": drafts.ObjectiveDraft,
        "teams": drafts.TeamDraft,
        "turns": drafts.TurnDraft,
        "injects": drafts.InjectDraft,
        "cards": drafts.CardDraft,
        "documents": drafts.DocumentDraft,
    },
    drafts.TeamDraft: {"seats": drafts.SeatDraft},
    drafts.ObjectiveDraft: {"tasks": drafts.TaskDraft},
    drafts.InjectDraft: {"replies": drafts.ReplyDraft, "branches": drafts.BranchDraft},
}
"""The rows below a row, named alike in the tables and in the file; only tasks stand inside their targets there."""

PARENT: dict[type[Model], str] = {
    drafts.SeatDraft: "team",
    drafts.TaskDraft: "objective",
    drafts.ReplyDraft: "inject",
    drafts.BranchDraft: "inject",
}


def parent(row: Model) -> Model:
    """The row that a row belongs to."""
    found: Model = getattr(row, PARENT.get(type(row), "draft"))
    return found


def draft_of(row: Model) -> drafts.ScriptDraft:
    """The draft that a row belongs to, however deep it stands."""
    return row if isinstance(row, drafts.ScriptDraft) else draft_of(parent(row))


def field_at(model: type[Model], rest: Path) -> str:
    """The column that holds what stands at a path within a row's record; empty when none does."""
    for column in COLUMNS[model]:
        shared = min(len(column.path), len(rest))
        if shared and column.path[:shared] == rest[:shared]:
            return column.field
    return ""


def form_at(model: type[Model], field: str) -> Form:
    """How the cell of a column is written."""
    return next((column.form for column in COLUMNS[model] if column.field == field), Form.PLAIN)
