"""`manage.py demo`: an exercise to walk into, with bots in every seat until somebody takes it."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from exercises import services
from exercises.models import Claim, Exercise, Role, ScriptVersion, Viewer
from exercises.services import scripts, seats

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

Links = dict[str, Any]


class Command(BaseCommand):
    help = "Migrate, load the library, make an exercise with bots in its seats, print sign-in links and serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--script", default="FW", help="the script's code; FW is First Watch, the tutorial")
        parser.add_argument("--pace", type=float, default=1.0, help="0.5 plays twice as fast")
        parser.add_argument("--no-serve", action="store_true", help="print the links and stop")

    def handle(self, *_args: Any, script: str, pace: float, no_serve: bool, **_: Any) -> None:
        if not no_serve:
            self.need_port()
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        exercise = opened(script, pace)
        links = links_to(exercise)
        (Path(settings.VAR) / "demo-links.json").write_text(json.dumps(links, indent=2), encoding="utf-8")
        self.show(exercise, links)
        if not no_serve:
            self.stdout.flush()
            os.chdir(settings.ROOT)
            os.execv(sys.executable, [sys.executable, "-m", "wargame.serve"])  # noqa: S606 - ourselves

    def need_port(self) -> None:
        """Find out before anything is made; the server says so itself in one sentence."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((os.environ.get("HOST", "127.0.0.1"), settings.PORT))
            except OSError:
                raise CommandError(
                    f"Port {settings.PORT} is in use; choose another one: PORT={settings.PORT + 1}."
                ) from None

    def show(self, exercise: Exercise, links: Links) -> None:
        self.stdout.write(f"\n{exercise.title}, exercise {exercise.code}. Everything in it is invented.\n")
        for name in ("control", "wall", "review"):
            self.stdout.write(f"  {name:<12}{links[name]}")
        for team, addresses in links["seats"].items():
            for address in addresses:
                self.stdout.write(f"  {team:<12}{address}")
        self.stdout.write("\nOpen control first and press Start; every other link takes a seat from its bot.\n")


def opened(script: str, pace: float) -> Exercise:
    """A new exercise in the lobby, a bot in every seat. Raises CommandError for an unknown script."""
    scripts.load_library()
    version = ScriptVersion.objects.filter(script__code=script, script__shipped=True).order_by("-number").first()
    if version is None:
        raise CommandError(f"The library has no script {script}.")
    exercise = services.create(None, version, pace=pace, show_names=True)
    control = at_control(exercise)
    services.ready(control)
    for seat in exercise.seats.all():
        services.fill(control, seat=seat.code)
    return exercise


def links_to(exercise: Exercise) -> Links:
    """Sign-in links: control, wall, review, and for each team its seats in the script's order."""
    control = at_control(exercise)
    found: dict[str, list[str]] = {}
    for seat in exercise.seats.all():
        found.setdefault(seat.team, []).append(address(services.invite(control, seat=seat.code)))
    return {
        "exercise": exercise.code,
        "control": address(seats.open_place(exercise.pk, role=Role.CONTROL)),
        "wall": address(seats.open_place(exercise.pk, role=Role.PUBLIC)),
        "review": f"{address(seats.open_place(exercise.pk, role=Role.EVALUATOR))}?next=/x/{exercise.code}/review/",
        "seats": found,
    }


def address(token: str) -> str:
    return f"{settings.ORIGINS[0]}/join/{token}/"


def at_control(exercise: Exercise) -> Viewer:
    """The command line speaks for control."""
    return Viewer(exercise=exercise, role=Role.CONTROL, stream="control", claim=Claim(kind="account"))
