"""A whole installation in processes of its own: PostgreSQL, Redis, two web processes, two workers and beat.

What goes on while a part is dead is the work of the others: nothing is started again unless `mend` is called.
"""

from __future__ import annotations

import contextlib
import signal
import tempfile
import urllib.request
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import redis

from scripts import services
from tests import servers
from tests.faults.clock import Clock
from tests.faults.parts import Part, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WEBS, WORKERS, BEAT = ("web-1", "web-2"), ("clock", "heavy"), "beat"


class House:
    """The parts by name, and the addresses that lead to them."""

    def __init__(self, folder: Path, secret: str) -> None:
        self.folder, self.secret = folder, secret
        self.ports = {name: servers.free_port() for name in ("postgres", "redis", *WEBS)}
        self.database = f"postgresql://parley@127.0.0.1:{self.ports['postgres']}/parley"
        self.redis = f"redis://127.0.0.1:{self.ports['redis']}/0"
        self.clock = Clock(folder / "clock")
        self.clock.set(0.0)
        self.parts: dict[str, Part] = {}
        self.stack = ExitStack()

    def __getitem__(self, name: str) -> Part:
        return self.parts[name]

    def build(self) -> None:
        """Start PostgreSQL and Redis, make the tables, then start all the rest at the same time."""
        self._postgres()
        self._redis()
        until(lambda: servers.make_database(self.database), "PostgreSQL is well")
        self.manage("migrate", "--verbosity", "0")
        for name in WEBS:
            self._ours(name, services.WEB, partial(answers, self.ports[name]))
        for name, command in services.WORKERS.items():
            self._ours(name, command, lambda: True)
        self.mend()

    def twin(self, name: str) -> None:
        """One more of the same. It is not well known, and ends with the house at the latest."""
        part = self.parts[name]
        self._add(Part(f"{name}-twin", part.command, part.log, part.is_well, part.options))

    def mend(self) -> None:
        """Let everything go on that was stopped, start everything that is gone, and wait until all are well."""
        for part in self.parts.values():
            part.go_on()
            if not part.runs:
                part.kill()
                part.start()
        for part in self.parts.values():
            part.await_well()

    # What is done to the database from outside

    def sql(self, statement: str) -> list[Any]:
        """Run one statement, and answer its rows."""
        with psycopg.connect(self.database, autocommit=True, application_name="fault") as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @contextlib.contextmanager
    def holding_frames(self) -> Iterator[None]:
        """Whoever writes a frame has to wait, in the middle of its transaction, until this is over."""
        with psycopg.connect(self.database, application_name="fault") as connection:
            connection.execute("LOCK TABLE exercises_frame IN SHARE MODE")
            yield

    def who_waits(self) -> str:
        """The name of a process that is held up so."""
        waiting = "SELECT application_name FROM pg_stat_activity WHERE wait_event = 'relation'"
        return next((name for (name,) in self.sql(waiting)), "")

    def tear_down(self) -> None:
        self.stack.close()

    def manage(self, *words: str) -> str:
        """Run a management command, and answer what it printed."""
        return self._seen_by("manage").manage(*words)

    def _seen_by(self, name: str) -> servers.Installation:
        """The installation as one of its processes finds it. PostgreSQL knows each of them by its name."""
        settings = {
            "DATABASE_URL": self.database,
            "REDIS_URL": self.redis,
            "SECRET_KEY": self.secret,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PGAPPNAME": name,
        }
        port = self.ports.get(name, self.ports[WEBS[0]])
        return servers.Installation(self.folder, port, settings)

    def _postgres(self) -> None:
        # Its own user must reach the folder, and nobody else's gets into those of the tests.
        folder = self.stack.enter_context(tempfile.TemporaryDirectory(prefix="parley-pg-"))
        command, options = servers.postgres_in(folder, self.ports["postgres"])
        # What it said is committed must be there after a crash of its own; only the machine's is not played here.
        command += ["-c", "synchronous_commit=on"]
        part = Part("postgres", command, self.folder / "postgres.log", lambda: connects(self.database), options)
        # Its backends have groups of their own and end with it: as after a crash, nothing is put in order first.
        part.death = signal.SIGQUIT
        self._add(part)

    def _redis(self) -> None:
        command = servers.redis_in(str(self.folder), self.ports["redis"])
        self._add(Part("redis", command, self.folder / "redis.log", lambda: pings(self.redis)))

    def _ours(self, name: str, command: list[str], is_well: Callable[[], bool]) -> None:
        options = {"env": self._seen_by(name).environment, "cwd": servers.ROOT}
        self._add(Part(name, command, self.folder / f"{name}.log", is_well, options))

    def _add(self, part: Part) -> None:
        self.parts[part.name] = part
        self.stack.callback(part.kill)
        part.start()


def answers(port: int) -> bool:
    """Whether a web process is well."""
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def connects(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=5):
        return True
    return False


def pings(url: str) -> bool:
    with contextlib.suppress(redis.RedisError), redis.Redis.from_url(url, socket_timeout=5) as client:
        return bool(client.ping())
    return False
