"""`manage.py script validate|import|export|list`: scripts as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exercises.domain.script import ScriptError
from exercises.errors import Refusal
from exercises.models import ScriptVersion
from exercises.render.sentences import sentence
from exercises.services import scripts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.management.base import CommandParser

    from exercises.domain.script import Problem


class Command(BaseCommand):
    help = "Check, import, export and list scripts."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        check = actions.add_parser(
            "validate", help="Say everything that is wrong with script files, by line and column."
        )
        check.add_argument("files", nargs="+", type=Path)
        load = actions.add_parser("import", help="Publish script files; unchanged ones keep their version.")
        load.add_argument("files", nargs="+", type=Path)
        save = actions.add_parser("export", help="Write a published version as YAML.")
        save.add_argument("code")
        save.add_argument("--number", type=int, help="the version; the newest if not given")
        save.add_argument("--output", type=Path, help="a file; standard output if not given")
        actions.add_parser("list", help="List the published versions.")

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        getattr(self, f"do_{action}")(**options)

    def do_validate(self, files: list[Path], **_: Any) -> None:
        """Exits non-zero when there is an error; warnings alone are let pass."""
        errors = sum(self.validate_one(path) for path in files)
        if errors:
            raise CommandError(f"{errors} error{'s' if errors > 1 else ''} found.")

    def validate_one(self, path: Path) -> int:
        problems = scripts.validate(text_of(path))
        if not problems:
            self.stdout.write(f"{path}: nothing to complain about.")
        return self.told(path, problems)

    def told(self, path: Path, problems: Iterable[Problem]) -> int:
        """Write them down by line and column, and count the errors."""
        found = list(problems)
        for problem in found:
            self.stdout.write(f"{path}:{problem.line}:{problem.column}: {problem.severity}: {problem.sentence()}")
        return sum(problem.severity == "error" for problem in found)

    def do_import(self, files: list[Path], **_: Any) -> None:
        """All of them or none."""
        with transaction.atomic():
            versions = [self.published(path) for path in files]
        for version in versions:
            self.stdout.write(f"{version.script.code} v{version.number} {version.digest}")

    def published(self, path: Path) -> ScriptVersion:
        try:
            return scripts.publish(scripts.import_script(text_of(path), None), None)
        except ScriptError as error:
            count = self.told(path, error.problems)
            raise CommandError(f"{path}: {count} error{'s' if count > 1 else ''} found; nothing was kept.") from None
        except Refusal as refusal:
            raise CommandError(f"{path}: {sentence(refusal)}") from None

    def do_export(self, code: str, number: int | None, output: Path | None, **_: Any) -> None:
        rows = (
            ScriptVersion.objects.select_related("script")
            .filter(script__code=code)
            .order_by("-published_at", "-number")
        )
        version = (rows.filter(number=number) if number else rows).first()
        if version is None:
            raise CommandError(f"There is no published script {code}{f' v{number}' if number else ''}.")
        text = scripts.export(version)
        if output is None:
            self.stdout.write(text, ending="")
        else:
            output.write_text(text, encoding="utf-8")

    def do_list(self, **_: Any) -> None:
        for version in ScriptVersion.objects.select_related("script").order_by("script__code", "number"):
            self.stdout.write(f"{version.script.code}\tv{version.number}\t{version.digest}\t{version.script.title}")


def text_of(path: Path) -> str:
    """A file's text; raises CommandError with one sentence when there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from None
