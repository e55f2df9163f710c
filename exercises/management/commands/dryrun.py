"""Plays whole exercises with bots, without a database, and writes what they came to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exercises.domain.bots import POLICIES
from exercises.domain.bots.rehearsal import dryrun
from exercises.domain.script import Script, ScriptError, load
from exercises.domain.world import CATALOGUE, PACKS

LIBRARY = Path(__file__).resolve().parents[2] / "library"


class Command(BaseCommand):
    help = "Play a script many times with bots in every seat. The same seed gives the same file, byte for byte."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="code of a script in the library, for example KC, or the path of a YAML file")
        parser.add_argument("--runs", type=int, default=100, help="how many exercises (100)")
        parser.add_argument("--seed", type=int, default=1, help="the seed all luck is drawn from (1)")
        parser.add_argument("--bots", choices=sorted(POLICIES), default="good", help="how the bots play (good)")
        parser.add_argument("--json", dest="file", help="where to write the report")

    def handle(self, **options: Any) -> None:
        if options["runs"] < 1:
            raise CommandError("--runs must be at least 1.")
        script = found(options["code"])
        report = dryrun(script, runs=options["runs"], seed=options["seed"], bots=options["bots"]).plain()
        if options["file"]:
            text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
            Path(options["file"]).write_text(text, encoding="utf-8")
        tiers = ", ".join(f"{tier} {count}" for tier, count in report["outcomes"].items())
        self.stdout.write(f"{script.code}: {report['runs']} runs with {report['bots']} bots: {tiers}")


def found(code: str) -> Script:
    """The script with this code in the library, or in the file of this path."""
    files = [Path(code)] if code.endswith((".yaml", ".yml")) else sorted(LIBRARY.glob("*.yaml"))
    try:
        scripts = [load(file.read_bytes(), CATALOGUE, PACKS) for file in files if _may_be(file, code)]
    except OSError as error:
        raise CommandError(f"{code} cannot be read: {error.strerror}.") from error
    except ScriptError as error:
        raise CommandError(f"{code} is no valid script:\n{error}") from error
    if not scripts:
        raise CommandError(f"No script {code} in the library. `manage.py script list` shows them.")
    return scripts[0]


def _may_be(file: Path, code: str) -> bool:
    """Does this file hold the script? Looks for its code line, so that one script is read and not all of them."""
    return str(file) == code or f"\ncode: {code}\n" in f"\n{file.read_text(encoding='utf-8')}"
