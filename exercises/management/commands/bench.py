"""Runs the benchmarks, each in a process of its own, and writes what they measured."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from benchmarks import BENCHMARKS, BUDGETS, keeps

HERE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Measure Parley on this machine, on private servers, and write var/bench.json."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help=f"which of {', '.join(BENCHMARKS)} (all)")
        parser.add_argument("--quick", action="store_true", help="small samples, for a first look")
        parser.add_argument("--json", dest="file", help="where to write the figures (var/bench.json)")

    def handle(self, **options: Any) -> None:
        unknown = set(options["names"]) - set(BENCHMARKS)
        if unknown:
            raise CommandError(
                f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}."
            )
        figures: dict[str, float] = {}
        for name in options["names"] or BENCHMARKS:
            self.stdout.write(f"{name} …")
            figures |= measured(name, quick=options["quick"])
        for name, value in figures.items():
            self.stdout.write(line(name, value))
        file = Path(options["file"] or settings.VAR / "bench.json")
        file.parent.mkdir(parents=True, exist_ok=True)
        report = {**machine(), "quick": options["quick"], **figures}
        file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def measured(name: str, *, quick: bool) -> dict[str, float]:
    """The figures of one benchmark. It starts from a bare environment, so that nothing of ours is within its reach."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *(["--quick"] if quick else [])]
    bare = {kept: os.environ[kept] for kept in ("PATH", "HOME", "LANG", "TZ") if kept in os.environ}
    done = subprocess.run(  # noqa: S603 - our own module
        command, env=bare, cwd=HERE, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise CommandError(f"benchmarks.{name} failed.\n{done.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def line(name: str, value: float) -> str:
    """A figure beside its budget."""
    sense, bound = BUDGETS.get(name, ("", 0.0))
    verdict = f"{sense} {bound:g}: {'kept' if keeps(name, value) else 'MISSED'}" if sense else ""
    return f"{name:<20} {value:>12,.2f}  {verdict}".rstrip()


def machine() -> dict[str, Any]:
    """On what it was measured."""
    return {
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 2),
    }
