"""Scripts: kept as their authors wrote them, checked, published as versions that never change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from exercises.domain.custody.guard import real_secrets
from exercises.domain.script import Problem, ScriptError, check, export_yaml, from_canonical, load
from exercises.domain.world import CATALOGUE, PACKS
from exercises.errors import Refusal
from exercises.models import Script, ScriptVersion
from exercises.services.words import LINE, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LIBRARY = Path(__file__).resolve().parent.parent / "library"
LARGEST = 1_048_576


def validate(text: str) -> list[Problem]:
    """Every error and warning, with lines and columns. Never raises."""
    return check(text, CATALOGUE, PACKS)


def import_script(text: str, owner: User | None, *, shipped: bool = False) -> Script:
    """Keeps a script as a draft; one of the same code and owner is overwritten. It need not be right yet.

    Raises ScriptError when it cannot even be read. Refuses `too_long` over 1 MiB.
    """
    if len(text.encode()) > LARGEST:
        raise Refusal("too_long", 400, limit=LARGEST)
    script = load(text, CATALOGUE, PACKS)
    with transaction.atomic():
        row = Script.objects.select_for_update().filter(code=script.code, owner=owner, shipped=shipped).first()
        row = row or Script(code=script.code, owner=owner, shipped=shipped, edition=0)
        if row.text != text:
            row.title, row.text, row.edition = script.title.en, text, row.edition + 1
            row.save()
    return row


def save_text(row: Script, text: str, *, edition: int) -> Script:
    """Keeps the author's text as it is, right or wrong, but for real keys.

    Refuses `never_real_keys`, and `draft_moved_on` when somebody else has saved.
    """
    if len(text.encode()) > LARGEST:
        raise Refusal("too_long", 400, limit=LARGEST)
    if real_secrets(text):
        raise Refusal("never_real_keys", 400)
    kept = Script.objects.filter(pk=row.pk, edition=edition).update(text=text, edition=edition + 1)
    if not kept:
        raise Refusal("draft_moved_on", version=Script.objects.get(pk=row.pk).edition)
    row.refresh_from_db()
    return row


def publish(row: Script, by: User | None, *, note: str = "") -> ScriptVersion:
    """A version of the draft. Unchanged text gives the version it already has. Raises ScriptError on errors."""
    script, note = load(row.text, CATALOGUE, PACKS), words(note, LINE)
    found = row.versions.filter(digest=script.digest).first()
    if found is not None:
        return found
    with transaction.atomic():
        Script.objects.select_for_update().get(pk=row.pk)
        last = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
        return ScriptVersion.objects.create(
            script=row, number=last + 1, text=script.canonical(), digest=script.digest, note=note, published_by=by
        )


def export(version: ScriptVersion) -> str:
    """The version as YAML in canonical order, with its draft's comments where they still fit."""
    return export_yaml(from_canonical(version.text), version.script.text)


def load_library() -> list[ScriptVersion]:
    """The shipped scripts, published; those that have not changed keep their version."""
    return [publish(import_script(path.read_text(encoding="utf-8"), None, shipped=True), None) for path in shipped()]


def shipped() -> list[Path]:
    """The files of the library, in the order of their names."""
    return sorted(LIBRARY.glob("*.yaml"))


__all__ = [
    "Problem",
    "ScriptError",
    "export",
    "import_script",
    "load_library",
    "publish",
    "save_text",
    "shipped",
    "validate",
]
