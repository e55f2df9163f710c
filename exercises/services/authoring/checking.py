"""The mistakes of a draft, each with the row and the column it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.domain.custody.guard import real_secrets
from exercises.domain.script import Problem, Severity, check
from exercises.domain.world import CATALOGUE, PACKS
from exercises.services.authoring.cells import Form
from exercises.services.authoring.columns import COLUMNS, draft_of, form_at
from exercises.services.authoring.sheet import Sheet, compose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from exercises.models.drafts import ScriptDraft

UNWRITTEN = frozenset({"missing_field", "empty_list"})
"""What is said of gaps. While there are some, the shape of the whole is not right and nothing else is looked at."""

OPEN = UNWRITTEN | {
    "unknown_team",
    "unknown_seat",
    "unknown_inject",
    "unknown_tx",
    "unknown_key",
    "unknown_vault",
    "unknown_reply",
    "unknown_objective",
    "unknown_reader",
    "unknown_clearance",
    "unknown_address",
}
"""Mistakes that another row may yet put right: what is named here may be written tomorrow."""

FINAL = frozenset(
    {
        "anchor",
        "action_denied",
        "alias",
        "broken_placeholder",
        "duplicate_key",
        "empty_text",
        "hidden_character",
        "invalid",
        "merge",
        "no_acting_team",
        "not_a_number",
        "not_one_of",
        "not_yaml",
        "number_too_large",
        "real_marking",
        "real_secret",
        "tag",
        "unknown_action",
        "unknown_field",
        "unknown_figure",
        "unknown_format",
        "unknown_pack",
        "unknown_policy",
        "unknown_preset",
        "unknown_state",
        "unknown_status",
        "unknown_variable",
    }
)
"""Mistakes that no other row can put right, beside all whose code begins as one of these."""
BEGINNINGS = ("grammar_", "expected_", "bad_", "out_of_", "text_too_", "list_too_", "too_", "key_not_")


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and where to mend it. Its line and column count within the cell; `field` is empty for the whole row."""

    problem: Problem
    row: Model
    field: str
    form: Form

    @property
    def error(self) -> bool:
        return self.problem.severity is Severity.ERROR

    @property
    def lines(self) -> bool:
        """Whether a line number means something in this cell."""
        return self.form in (Form.LINES, Form.GROUPS, Form.BLOCK)


def problems(draft: ScriptDraft) -> list[Found]:
    """Everything that is wrong with a draft, errors first, in the order of the script."""
    sheet = compose(draft)
    found = _looked_at(sheet)
    if any(each.problem.code in UNWRITTEN for each in found):
        known = {(each.problem.code, each.problem.path) for each in found}
        whole = _looked_at(compose(draft, whole=True))
        found += [each for each in whole if (each.problem.code, each.problem.path) not in known]
    order = list(sheet.rows.values())
    return sorted(found, key=lambda each: (not each.error, order.index(each.row) if each.row in order else 0))


def faults(candidates: Sequence[Model]) -> list[Found]:
    """What is wrong within these rows, as somebody wants them, and can only be put right within them.

    All of them belong to one draft. Names of rows that are yet to be written are no fault; see `problems`.
    """
    sheet = compose(draft_of(candidates[0]), candidates, whole=True)
    found = [each for each in _looked_at(sheet) if _final(each) and any(each.row is row for row in candidates)]
    known = {(id(each.row), each.field) for each in found}
    return found + [each for each in secrets(candidates) if (id(each.row), each.field) not in known]


def secrets(rows: Sequence[Model]) -> list[Found]:
    """What belongs to the real network in these rows, whatever else may be wrong with them or their draft."""
    return [
        Found(Problem(code="real_secret", params={"kind": kind}), row, column.field, column.form)
        for row in rows
        for column in COLUMNS[type(row)]
        if (kind := real_secrets(str(getattr(row, column.field))))
    ]


def _looked_at(sheet: Sheet) -> list[Found]:
    noted = [*sheet.unread, *check(sheet.reading, CATALOGUE, PACKS)]
    return [_found(sheet, problem) for problem in noted]


def _found(sheet: Sheet, problem: Problem) -> Found:
    row, field = sheet.place(problem.path)
    return Found(problem, row, field, form_at(type(row), field))


def _final(found: Found) -> bool:
    """Whether no other row can put this right. A gap within a block of YAML is one of the block's own."""
    code = found.problem.code
    if code in OPEN:
        return code in UNWRITTEN and found.form is Form.BLOCK
    if code == "unknown_variable" and str(found.problem.params.get("found", "")).startswith("key."):
        return False
    return found.error and (code in FINAL or code.startswith(BEGINNINGS))
