"""`manage.py backup FILE`: everything as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from exercises import store

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Write everything – exercises, scripts, accounts – as one file that only its owner may read. Players go on "
        "meanwhile. Keep SECRET_KEY beside it, not in it: exercises in play cannot be restored without that key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="for example parley-2026-11-28.backup.gz")
        parser.add_argument("--force", action="store_true", help="overwrite a file of that name")

    def handle(self, *_args: Any, file: Path, force: bool, **_: Any) -> None:
        try:
            manifest = store.back_up(file, force=force)
        except store.Unusable as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read: {error}") from None
        counts = manifest.counts
        self.stdout.write(
            f"{file}: {counts['exercises_exercise']} exercises with {counts['exercises_line']} lines, "
            f"{counts['exercises_script']} scripts, {counts['auth_user']} accounts; sha256 {manifest.sha256}."
        )
