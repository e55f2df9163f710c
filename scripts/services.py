"""Play on PostgreSQL and Redis with several processes, as a real installation does: `make services`.

DATABASE_URL and REDIS_URL name the servers. Where one is unset, a private server is started on a free port and thrown
away at the end. A process that dies is started again, as systemd does in an installation (see deploy/).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402 - the project is not installed, only its parts are

CELERY = [sys.executable, "-m", "celery", "--app", "wargame"]
# Both workers hear the clock, so that either of them may die in the middle of a turn.
WORKER = [*CELERY, "worker", "--loglevel", "WARNING"]
WORKERS = {
    "clock": [*WORKER, "--queues", "clock", "--concurrency", "1", "--hostname", "clock@%h"],
    "heavy": [*WORKER, "--queues", "clock,heavy", "--concurrency", "2", "--hostname", "heavy@%h"],
    "beat": [*CELERY, "beat", "--loglevel", "WARNING"],
}
WEB = [sys.executable, "-m", "wargame.serve"]
DEMO = [sys.executable, "manage.py", "demo", "--no-serve"]
PAUSE = 1.0
"""Seconds between a process's end and its next start, so that one that cannot start does not spin."""


class Kept:
    """A process that is there again soon after it dies. It looks after its own children, as the web server's are."""

    def __init__(self, name: str, command: list[str], env: dict[str, str]) -> None:
        self.name, self.command, self.env = name, command, env
        self.ended_at: float | None = None
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True, env=self.env, cwd=ROOT)

    def look(self) -> None:
        """Start it again when it has been gone for a moment; first end what it left behind."""
        code = self.process.poll()
        if code is None:
            return
        if self.ended_at is None:
            print(f"{self.name} ended ({code}) and is started again.", file=sys.stderr, flush=True)
            self.ended_at = time.monotonic()
            self.signal(signal.SIGKILL)
        elif time.monotonic() - self.ended_at >= PAUSE:
            self.process, self.ended_at = self.start(), None

    def signal(self, number: int) -> None:
        """Tell the process, or all that is left of its group once it is gone itself."""
        with contextlib.suppress(ProcessLookupError):
            if self.process.poll() is None:
                self.process.send_signal(number)
            else:
                os.killpg(self.process.pid, number)

    def gone(self) -> None:
        """Wait for the process that was told to end; then end it and its children by force."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=15)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.signal(signal.SIGKILL)


def environment(stack: ExitStack) -> dict[str, str]:
    """Answer the environment of every process, with servers for what it does not name.

    A database that stays needs a key that stays: its exercises cannot be read with another.
    """
    env = {"WEB_CONCURRENCY": "2", **os.environ}
    if not env.get("SECRET_KEY"):
        if env.get("DATABASE_URL"):
            raise SystemExit("DATABASE_URL names a database that stays; set SECRET_KEY as well, and keep it.")
        env["SECRET_KEY"] = secrets.token_urlsafe(64)
    for name, server in (("DATABASE_URL", servers.postgres), ("REDIS_URL", servers.redis)):
        if not env.get(name):
            env[name] = stack.enter_context(server())
    return env


def told_to_stop(number: int, _: object) -> NoReturn:
    """A supervisor that is asked to end takes its processes with it."""
    raise SystemExit(128 + number)


def end(kept: list[Kept]) -> None:
    """End all at the same time."""
    for one in kept:
        one.signal(signal.SIGTERM)
    for one in kept:
        one.gone()


def watch(stack: ExitStack, env: dict[str, str]) -> None:
    """Keep the workers, beat and the web processes running until told to stop."""
    kept: list[Kept] = []
    stack.callback(end, kept)
    for name, command in {**WORKERS, "web": WEB}.items():
        kept.append(Kept(name, command, env))
    while True:
        time.sleep(0.2)
        for one in kept:
            one.look()


def main() -> int:
    """Make an exercise, print its links, start everything, and end it together."""
    signal.signal(signal.SIGTERM, told_to_stop)
    port = int(os.environ.get("PORT") or 8000)
    if servers.listens(port):
        print(f"Port {port} is in use; choose another one: PORT={port + 1}.", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        try:
            env = environment(stack)
        except servers.Missing as error:
            print(f"{error} is not installed here; install it or set DATABASE_URL and REDIS_URL.", file=sys.stderr)
            return 1
        try:
            made = subprocess.run(DEMO, cwd=ROOT, env=env, check=False)
            if made.returncode == 0:
                watch(stack, env)
        except KeyboardInterrupt:
            return 0
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
