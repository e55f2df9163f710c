"""`manage.py restore FILE`: an empty database filled from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from exercises import store
from exercises.enums import State
from exercises.management.commands.demo import address
from exercises.management.commands.exercise import FAULTS
from exercises.models import Exercise, Role
from exercises.services import seats

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = (
        "Fill an empty, migrated database from a backup, all or nothing, and verify every exercise. Sessions, links "
        "and tokens are worthless afterwards; new links to the control rooms are printed. What was running is paused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--anyway", action="store_true", help="restore although a record is not whole")

    def handle(self, *_args: Any, file: Path, anyway: bool, **_: Any) -> None:
        try:
            backup = store.bring_back(file, anyway=anyway)
        except store.NotWhole as error:
            self.complain(error)
            raise CommandError(f"{error} Nothing was restored; --anyway restores it as it is.") from None
        except store.Unusable as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be written: {error}") from None
        self.stdout.write(f"Restored what was saved at {backup.made_at}.")
        for exercise in Exercise.objects.order_by("code"):
            self.show(exercise)

    def complain(self, error: store.NotWhole) -> None:
        for code, faults in error.faults.items():
            for fault in faults:
                self.stdout.write(f"{code}: {FAULTS[fault.code].format(number=fault.number)}.")

    def show(self, exercise: Exercise) -> None:
        """One line for each exercise, with a way back into its control room unless its file is closed."""
        words = f"{exercise.code} {exercise.title}: {exercise.state}, {exercise.head_number} lines"
        if exercise.state != State.CLOSED:
            words += f"; control joins at {address(seats.open_place(exercise.pk, role=Role.CONTROL))}"
        self.stdout.write(words)
