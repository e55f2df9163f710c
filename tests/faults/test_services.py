"""`make services`: two web processes behind one door, two workers; whichever is killed comes back by itself."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests import servers
from tests.faults.clock import Clock
from tests.faults.parts import Part, until
from tests.faults.players import Caller, Player, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.house import House

pytestmark = pytest.mark.redis
WEB, BEAT = "spawn_main", " beat "


@pytest.fixture
def installed(house: House, tmp_path: Path) -> Iterator[servers.Installation]:
    """Everything as `make services` starts it, on a database of its own. The house lends its servers."""
    database = f"{house.database}_services"
    servers.make_database(database)
    settings = {
        "DATABASE_URL": database,
        "REDIS_URL": house.redis.replace("/0", "/1"),
        "SECRET_KEY": house.secret,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
    }
    found = servers.Installation(tmp_path, settings=settings)
    Clock(tmp_path / "clock").set(0.0)
    supervisor = Part(
        "services",
        [sys.executable, "scripts/services.py"],
        tmp_path / "services.log",
        found.is_well,
        {"env": found.environment, "cwd": servers.ROOT},
        death=signal.SIGTERM,
    )
    supervisor.start()
    try:
        supervisor.await_well()
        yield found
    finally:
        supervisor.kill()


def processes(installed: servers.Installation) -> dict[int, str]:
    """Number and command line of every process of this installation, and of no other."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and f"PORT={installed.port}\0" in (entry / "environ").read_text():
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
    return found


class Table:
    """One seat that somebody took, control, and bots in the others."""

    def __init__(self, installed: servers.Installation) -> None:
        self.installed = installed
        self.clock = Clock(installed.folder / "clock")
        links = json.loads((installed.folder / "demo-links.json").read_text(encoding="utf-8"))
        self.code = links["exercise"]
        self.control = Caller([installed.port], self.code, self._joined(links["control"]))
        self.player = Player([installed.port], self.code, self._joined(links["seats"]["us"][0]), "us+custodian")

    def _joined(self, link: str) -> str:
        told = ask(self.installed.port, "join/", "", {"token": link.rsplit("/", 2)[1], "name": "Reyes"})
        token: str = told.body["token"]
        return token

    def say(self, text: str) -> None:
        """The player says it, and sees it said."""
        made = self.player.post("messages/", room="us", text=text)["id"]
        until(lambda: made in self.player.view["rooms"]["us"]["messages"], f"the page shows {text}")

    def reach(self, phase: str) -> None:
        """Let everything happen at its time until this phase begins."""

        def there() -> bool:
            with psycopg.connect(self.installed.settings["DATABASE_URL"]) as connection:
                row = connection.execute("SELECT min(at) FROM exercises_due").fetchone()
            if row and row[0]:
                self.clock.set(max(float(self.clock), row[0] - time.time() + 0.01))
            return bool(self.control.get("board/")["view"]["exercise"]["phase"] == phase)

        until(there, f"{phase} begins")


def killed(installed: servers.Installation, pattern: str, *, one: bool = False) -> None:
    """Kill what has this in its command line, and wait until as much of it is there again."""
    found = until(lambda: matching(installed, pattern), f"{pattern} runs")
    for number in sorted(found)[: 1 if one else None]:
        os.kill(number, signal.SIGKILL)
    until(lambda: len(matching(installed, pattern) - found) >= (1 if one else len(found)), f"{pattern} is back")


def matching(installed: servers.Installation, pattern: str) -> set[int]:
    return {number for number, command in processes(installed).items() if re.search(pattern, command)}


def test_whatever_is_killed_comes_back_and_the_exercise_goes_on(installed: servers.Installation) -> None:
    table = Table(installed)
    table.control.post("start/", anyway=True)
    assert len(matching(installed, WEB)) == 2
    for number in range(2):
        killed(installed, WEB, one=True)
        table.say(f"without web process {number}")
    killed(installed, "--hostname clock@")
    table.reach("deliberate")
    killed(installed, "--hostname heavy@")
    table.say("without heavy workers")
    killed(installed, BEAT)
    table.reach("lock")
    table.say("whole")
    table.player.leave()

    assert table.player.wrong == []
    assert table.player.numbers == list(range(table.player.numbers[0], table.player.number + 1))
    assert f"{table.code}: whole" in installed.manage("exercise", "verify", table.code)
