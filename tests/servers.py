"""Private servers for the tests: PostgreSQL, Redis, Chromium and Parley itself, each on a free port of its own.

Nothing here touches a server that was already running. Every server lives in a temporary folder and ends with the run.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


class Missing(Exception):
    """A program that a server needs is not installed here. The message names it."""


def free_port() -> int:
    """Answer a port that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def program(name: str, *folders: str) -> str:
    """Answer the path of a program, newest folder first, or raise Missing."""
    found = shutil.which(name)
    for pattern in folders:
        newest = sorted(Path("/").glob(f"{pattern.lstrip('/')}/{name}"), reverse=True)
        found = str(newest[0]) if newest else found
    if not found:
        raise Missing(name)
    return found


def wait_until(ready: Callable[[], bool], what: str) -> None:
    """Ask `ready` until it says yes; raise TimeoutError after half a minute."""
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not answer within {PATIENCE:.0f} s")
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Say whether somebody accepts connections on this port of this machine."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a process group of its own; end it politely, then by force."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def postgres_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root; then it runs as its own user, if there is one."""
    if os.geteuid() != 0:
        return {}
    try:
        return {"user": pwd.getpwnam("postgres").pw_uid, "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}
    except KeyError:
        raise Missing("the user postgres") from None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A new cluster on a free port. Yields its URL, with an empty database named parley."""
    with tempfile.TemporaryDirectory(prefix="parley-pg-") as folder:
        port = free_port()
        serve, options = postgres_in(folder, port)
        with running(serve, **options):
            url = f"postgresql://parley@127.0.0.1:{port}/parley"
            wait_until(lambda: make_database(url), "PostgreSQL")
            yield url


def postgres_in(folder: str, port: int) -> tuple[list[str], dict[str, object]]:
    """Make a cluster in a folder; answer the command that serves it, and how to run that."""
    initdb, server, user = program("initdb", PG_BIN), program("postgres", PG_BIN), postgres_user()
    if user:
        shutil.chown(folder, "postgres", "postgres")
    data = f"{folder}/data"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **user}
    make = [initdb, "--pgdata", data, "--username=parley", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run(make, check=True, **quiet)  # type: ignore[call-overload]
    return [server, "-D", data, "-p", str(port), "-k", folder, *POSTGRES_OPTIONS], quiet


PG_BIN = "/usr/lib/postgresql/*/bin"
# Durability is PostgreSQL's own affair and tested there; without it the tests do not wait for the disk.
POSTGRES_OPTIONS = [
    *("-c", "listen_addresses=127.0.0.1"),
    *("-c", "fsync=off"),
    *("-c", "synchronous_commit=off"),
    *("-c", "full_page_writes=off"),
    *("-c", "max_connections=200"),
]


def make_database(url: str) -> bool:
    """Create the database that the URL names; say whether the server was there to do it."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is used
    from psycopg import sql  # noqa: PLC0415

    server, _, name = url.rpartition("/")
    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=2) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.OperationalError:
        return False
    return True


# --- Redis ------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """An empty Redis that keeps nothing, on a free port. Yields its URL."""
    with tempfile.TemporaryDirectory(prefix="parley-redis-") as folder:
        port = free_port()
        with running(redis_in(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            wait_until(lambda: listens(port), "Redis")
            yield f"redis://127.0.0.1:{port}/0"


def redis_in(folder: str, port: int) -> list[str]:
    """The command that serves a Redis which keeps nothing."""
    keeps_nothing = ["--save", "", "--appendonly", "no", "--dir", folder]
    return [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", *keeps_nothing]


# --- Chromium ---------------------------------------------------------------------------------------------------------


def chromium() -> tuple[str, list[str]]:
    """Answer the distribution's browser and how to start it here; as root it cannot build its sandbox."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        raise Missing("chromium")
    return path, [*CHROMIUM_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


# --- Parley -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Installation:
    """A Parley of its own: a folder, a database and perhaps a Redis, seen by the processes that are started for it."""

    folder: Path
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where browsers find it."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes find in their environment: nothing of the tests' own settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        own = {"PARLEY_VAR": str(self.folder), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        return {**kept, **own, **self.settings}

    def manage(self, *words: str) -> str:
        """Run a management command and answer what it printed; raise CalledProcessError when it refuses."""
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        return done.stdout

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """Run the server process until the block ends. Yields its address."""
        command = [sys.executable, "-m", "wargame.serve"]
        with (
            (self.folder / "server.log").open("ab") as log,
            running(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log) as process,
        ):
            wait_until(lambda: self.is_well() or process.poll() is not None, "The server")
            if process.poll() is not None:
                raise RuntimeError((self.folder / "server.log").read_text(encoding="utf-8"))
            yield self.url

    def is_well(self) -> bool:
        """Say whether the server answers that it is well."""
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/health/", timeout=2) as answer:
            return bool(answer.status == 200)
        return False
