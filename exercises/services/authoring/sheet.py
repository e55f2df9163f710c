"""A draft's rows put together into the data of one script file, with the way back from each place to its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.script import Position, Problem, Reading
from exercises.models.drafts import ObjectiveDraft, ScriptDraft, TaskDraft
from exercises.services.authoring.cells import Cell, typed
from exercises.services.authoring.columns import CHILDREN, COLUMNS, UNWRITTEN, Column, field_at, parent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from exercises.domain.script.problems import Path

BELOW = (
    "objectives__tasks",
    "teams__seats",
    "turns",
    "injects__replies",
    "injects__branches",
    "cards",
    "documents",
)
_TEXT = {"en": UNWRITTEN}
# What a script cannot do without, for a draft that has no such rows yet.
_STAND_INS: dict[str, list[dict[str, Any]]] = {
    "teams": [{"code": code, "name": _TEXT, "kind": "principal"} for code in ("us", "cn")],
    "turns": [{"number": 1, "title": _TEXT, "length": "6h", "brief": _TEXT, "starts": "2031-03-14T06:00:00Z"}],
}


def compose(draft: ScriptDraft, candidates: Sequence[Model] = (), *, whole: bool = False) -> Sheet:
    """The draft as one script.

    `candidates` are rows as somebody wants them: they take the place of the kept ones, new ones come last. With
    `whole`, stand-ins fill the gaps, so that what is there can be checked although the rest is unwritten.
    """
    kept = ScriptDraft.objects.prefetch_related(*BELOW).filter(pk=draft.pk).first() or draft
    sheet = Sheet(candidates, whole=whole)
    sheet.data = {"parley": 1, **sheet.record(kept, ())}
    for tier in ("gold", "silver", "bronze"):
        sheet.data.setdefault("outcome", {}).setdefault(tier, {})
    for name, rows in _STAND_INS.items() if whole else ():
        sheet.data.setdefault(name, rows)
    return sheet


class Sheet:
    """The data of a script, which row stands at which path, and where each value stands in its cell."""

    def __init__(self, candidates: Sequence[Model], *, whole: bool) -> None:
        self.data: dict[str, Any] = {}
        self.rows: dict[Path, Model] = {}
        self.positions: dict[Path, Position] = {}
        self.unread: list[Problem] = []
        """Cells that are not even YAML."""
        self._whole = whole
        self._candidates = list(candidates)

    @property
    def reading(self) -> Reading:
        """For the checks. Lines and columns count within the cell."""
        return Reading(self.data, self.positions, self.positions)

    def place(self, path: Path) -> tuple[Model, str]:
        """The row and the column that hold what stands at a path; no column where it is the row as a whole."""
        row_path = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self.rows)
        row = self.rows[row_path]
        return row, field_at(type(row), path[len(row_path) :])

    def record(self, kept: Model, path: Path) -> dict[str, Any]:
        """A row with everything below it."""
        row = self.rows[path] = self.wanted(kept)
        found: dict[str, Any] = {}
        for column in COLUMNS[type(row)]:
            self._put(found, column, typed(column.form, getattr(row, column.field)), path)
        if isinstance(row, ObjectiveDraft):
            return {**found, **self._targets(kept, path)}
        for name, model in CHILDREN.get(type(row), {}).items():
            below = enumerate(self._below(kept, name, model))
            records = [self.record(child, (*path, name, index)) for index, child in below]
            found.update({name: records} if records else {})
        return found

    def wanted(self, row: Any) -> Any:
        """The candidate in whose place this row is kept, or the row itself."""
        return next((wanted for wanted in self._candidates if wanted == row), row)

    def _put(self, record: dict[str, Any], column: Column, cell: Cell, path: Path) -> None:
        where = (*path, *column.path)
        for problem in cell.problems:
            self.unread.append(_moved(problem, where))
        if cell.empty:
            if not (self._whole and column.stand_in):
                return
            cell = typed(column.form, column.stand_in)
        *outer, last = column.path
        for step in outer:
            record = record.setdefault(step, {})
        record[last] = cell.value
        self.positions.update({(*where, *inner): position for inner, position in cell.positions.items()})

    def _below(self, row: Any, name: str, model: type[Model]) -> list[Any]:
        """The kept rows of one kind under a row, and after them the new ones."""
        kept = getattr(row, name).all() if row.pk else ()
        return [*kept, *(new for new in self._candidates if type(new) is model and not new.pk and parent(new) == row)]

    def _targets(self, objective: Model, path: Path) -> dict[str, Any]:
        """A row that names a target begins one; the rows after it belong to it as well."""
        targets: list[dict[str, Any]] = []
        for kept in self._below(objective, "tasks", TaskDraft):
            row = self.wanted(kept)
            if row.target_en or not targets:
                targets.append({})
            place = (*path, "targets", len(targets) - 1)
            tasks = targets[-1].get("tasks", [])
            flat = self.record(kept, (*place, "tasks", len(tasks)))
            self._hand_up(flat, targets[-1], place, row)
            if row.code:
                targets[-1]["tasks"] = [*tasks, flat]
        return {"targets": targets} if targets else {}

    def _hand_up(self, flat: dict[str, Any], target: dict[str, Any], place: Path, row: Model) -> None:
        """The target's title stands on its first task and belongs to the target."""
        title = flat.pop("title", {})
        if title or place not in self.rows:
            target["title"] = title or ({"en": UNWRITTEN} if self._whole else {})
            self.rows[place] = row


def _moved(problem: Problem, where: Path) -> Problem:
    return Problem(
        code=problem.code,
        severity=problem.severity,
        params=problem.params,
        line=problem.line,
        column=problem.column,
        path=(*where, *problem.path),
        suggestion=problem.suggestion,
    )
