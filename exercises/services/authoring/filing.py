"""A text becomes rows, rows become a text, and a draft without mistakes becomes a version."""

from __future__ import annotations

import json
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exercises.domain.script import export_yaml, from_canonical, load, read
from exercises.domain.world import CATALOGUE, PACKS
from exercises.errors import Refusal
from exercises.models import ScriptVersion
from exercises.models.drafts import ScriptDraft
from exercises.services import scripts
from exercises.services.authoring.cells import Form, shown
from exercises.services.authoring.columns import CHILDREN, COLUMNS, PARENT
from exercises.services.authoring.sheet import compose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.contrib.auth.models import User
    from django.db.models import Model, QuerySet

    from exercises.domain.script import Reading
    from exercises.domain.script.problems import Path

    Placed = tuple[Any, Mapping[str, Any], Path]
    """A row, its record, and where that stands in the file."""

LONGEST_CODE = 24


def open_text(text: str, owner: User | None, *, replace: bool = False) -> ScriptDraft:
    """A draft of a script file.

    Raises ScriptError with every mistake and keeps nothing then. Refuses `too_long`, `code_too_long`, and
    `draft_exists` when the owner already has a draft of this code that is not to be replaced.
    """
    if len(text.encode()) > scripts.LARGEST:
        raise Refusal("too_long", 400, limit=scripts.LARGEST)
    script = load(text, CATALOGUE, PACKS)
    if len(script.code) > LONGEST_CODE:
        raise Refusal("code_too_long", 400, limit=LONGEST_CODE)
    page = Page(export_yaml(script))
    with transaction.atomic():
        draft = _head(script.code, owner, replace=replace)
        page.fill(draft, page.reading.data, ())
        draft.source = text
        draft.save()
        page.hang([(draft, page.reading.data, ())])
    return draft


def text_of(draft: ScriptDraft) -> str:
    """The draft as a script file, with the comments it was imported with where they still fit.

    A draft with gaps comes out as JSON, which is YAML as well.
    """
    data = compose(draft).data
    try:
        script = from_canonical(json.dumps(data, ensure_ascii=False))
    except ValueError:
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return export_yaml(script, draft.source or None)


def publish(draft: ScriptDraft, by: User | None, *, note: str = "") -> ScriptVersion:
    """A version of the draft, which never changes. A draft that has not changed gives the version it already has.

    Raises ScriptError when the draft has errors.
    """
    with transaction.atomic():
        script = scripts.import_script(text_of(draft), draft.owner)
        return scripts.publish(script, by, note=note)


def versions(draft: ScriptDraft) -> QuerySet[ScriptVersion]:
    """What has been published under this draft's code by its owner, newest first."""
    found = ScriptVersion.objects.filter(script__owner=draft.owner, script__code=draft.code, script__shipped=False)
    return found.order_by("-number")


def _head(code: str, owner: User | None, *, replace: bool) -> ScriptDraft:
    kept = ScriptDraft.objects.select_for_update().filter(code=code, owner=owner).first()
    if kept is None:
        return ScriptDraft(owner=owner)
    if not replace:
        raise Refusal("draft_exists", code=code)
    for name in CHILDREN[ScriptDraft]:
        getattr(kept, name).all().delete()
    return kept


class Page:
    """A script file in canonical layout, from which cells are cut."""

    def __init__(self, text: str) -> None:
        self.reading: Reading = read(text)
        self._lines = text.splitlines()

    def fill(self, row: Model, record: Mapping[str, Any], path: Path) -> None:
        """Set every column of a row; what the record does not say is as in a new row."""
        new = type(row)()
        for column in COLUMNS[type(row)]:
            value = _inside(record, column.path)
            if value is None:
                value = getattr(new, column.field)
            elif column.form is Form.BLOCK:
                value = self._block((*path, *column.path))
            else:
                value = shown(column.form, value)
            setattr(row, column.field, _worded(column.field, value))

    def hang(self, parents: Sequence[Placed]) -> None:
        """Keep everything below rows that are kept already, one kind after the other."""
        for name, model in CHILDREN.get(type(parents[0][0]), {}).items():
            made: list[Placed] = [
                (self._row(model, parent, record, path, place), record, path)
                for parent, above, top in parents
                for place, (record, path) in enumerate(_records(above, name, top), 1)
            ]
            if made:
                type(made[0][0]).objects.bulk_create([row for row, _record, _path in made])
                self.hang(made)

    def _row(self, model: type[Any], parent: Model, record: Mapping[str, Any], path: Path, place: int) -> Any:
        row = model(**{PARENT.get(model, "draft"): parent})
        self.fill(row, record, path)
        if hasattr(row, "place"):
            row.place = place
        return row

    def _block(self, path: Path) -> str:
        """The lines of a value, without the indentation they have in the file."""
        line, column = self.reading.where(path)
        first = self._lines[line - 1]
        if first[: column - 1].strip(" -"):
            return first[column - 1 :]
        inset = column - 1
        lines = takewhile(lambda text: not text[:inset].strip(), self._lines[line - 1 :])
        return "\n".join(text[inset:] for text in lines).rstrip("\n") + "\n"


def _records(above: Mapping[str, Any], name: str, top: Path) -> list[tuple[dict[str, Any], Path]]:
    """The records of one kind inside a record, with their paths; tasks are laid flat."""
    if name == "tasks":
        return _flat(above.get("targets", []))
    return [(record, (*top, name, index)) for index, record in enumerate(above.get(name, []))]


def _flat(targets: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Path]]:
    """The tasks of all targets, the first of each with the target's title."""
    rows = []
    for target in targets:
        first, *others = target.get("tasks", [{}])
        rows += [{**first, "title": target["title"]}, *others]
    return [(row, ()) for row in rows]


def _inside(record: Any, path: Path) -> Any:
    for step in path:
        record = record.get(step) if isinstance(record, dict) else None
    return record


def _worded(field: str, value: Any) -> Any:
    """`truth: true` is a boolean in the file and a word in the table."""
    return str(value).lower() if field == "truth" else value
