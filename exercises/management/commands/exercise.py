"""`manage.py exercise create|export|import|verify|replay|erase`: exercises from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from exercises import services, store
from exercises.errors import Refusal
from exercises.models import Exercise, Role, ScriptVersion
from exercises.render.sentences import sentence
from exercises.services import seats

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

FAULTS = {
    "triggers_missing": "the triggers that protect the log are missing; run migrate",
    "line_missing": "line {number} is missing",
    "line_changed": "line {number} was changed",
    "chain_broken": "line {number} does not follow the one before it",
    "tail_missing": "the log ends before line {number}, which the exercise remembers",
    "head_differs": "the log's end is not the one the exercise remembers (line {number})",
    "script_differs": "the script version is not the one that line {number} pins",
    "snapshot_differs": "the board that is shown is not the one that {number} lines lead to",
}


class Command(BaseCommand):
    help = "Create, export, import, verify, replay and erase exercises."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        make = actions.add_parser("create", help="Make an exercise of the newest version of a script.")
        make.add_argument("script", help="the script's code, for example FW")
        make.add_argument("--title", default="")
        make.add_argument("--pace", type=float, default=1.0, help="0.5 plays twice as fast")
        save = actions.add_parser("export", help="Write an exercise as one file, without names.")
        save.add_argument("code")
        save.add_argument("output", type=Path)
        save.add_argument("--names", action="store_true", help="with the names of those who sat where")
        load = actions.add_parser("import", help="Read such a file.")
        load.add_argument("file", type=Path)
        check = actions.add_parser("verify", help="Check hashes, head, triggers and replay; name what is wrong.")
        check.add_argument("codes", nargs="*", metavar="code", help="all exercises if none is given")
        again = actions.add_parser("replay", help="Fold the log again and write the present board anew.")
        again.add_argument("code")
        gone = actions.add_parser("erase", help="Delete an exercise with everything in it; a record of that stays.")
        gone.add_argument("code")
        gone.add_argument("--reason", required=True)
        gone.add_argument("--by", required=True, help="who decided it")

    def handle(self, *_args: Any, action: str, **options: Any) -> None:
        try:
            getattr(self, f"do_{action}")(**options)
        except Refusal as refusal:
            raise CommandError(sentence(refusal)) from None

    def do_create(self, script: str, title: str, pace: float, **_: Any) -> None:
        version = ScriptVersion.objects.filter(script__code=script).order_by("-published_at", "-number").first()
        if version is None:
            raise CommandError(f"There is no published script {script}; import one first.")
        exercise = services.create(None, version, title=title, pace=pace)
        token = seats.open_place(exercise.pk, role=Role.CONTROL)
        self.stdout.write(f"{exercise.code} {exercise.title}; control joins at /join/{token}/")

    def do_export(self, code: str, output: Path, names: bool, **_: Any) -> None:  # noqa: FBT001 - argparse's words
        with output.open("w", encoding="utf-8") as file:
            for line in store.export(found(code), names=names):
                file.write(f"{line}\n")

    def do_import(self, file: Path, **_: Any) -> None:
        try:
            with file.open(encoding="utf-8") as lines:
                exercise = store.carried(lines)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None
        self.stdout.write(f"{exercise.code} {exercise.title}, {exercise.head_number} lines.")

    def do_verify(self, codes: list[str], **_: Any) -> None:
        rows = [found(code) for code in codes] or list(Exercise.objects.order_by("code"))
        bad = [exercise.code for exercise in rows if not self.is_whole(exercise)]
        if bad:
            raise CommandError(f"Not whole: {', '.join(bad)}.")

    def is_whole(self, exercise: Exercise) -> bool:
        """Say what is wrong with one record, or that it is whole."""
        faults = store.verify(exercise)
        for fault in faults:
            self.stdout.write(f"{exercise.code}: {FAULTS[fault.code].format(number=fault.number)}.")
        if not faults:
            self.stdout.write(f"{exercise.code}: whole, {exercise.head_number} lines, head {exercise.head_hash}.")
        return not faults

    def do_replay(self, code: str, **_: Any) -> None:
        exercise = found(code)
        store.restore(exercise)
        self.stdout.write(f"{code}: the board of {exercise.head_number} lines was written anew.")

    def do_erase(self, code: str, reason: str, by: str, **_: Any) -> None:
        record = store.erase(found(code).code, by=by, reason=reason)
        self.stdout.write(f"{code}: {record.lines} lines erased, head {record.head_hash}.")


def found(code: str) -> Exercise:
    """The exercise; raises CommandError when there is none."""
    exercise = Exercise.objects.select_related("version").filter(code=code.upper()).first()
    if exercise is None:
        raise CommandError(f"There is no exercise {code}.")
    return exercise
