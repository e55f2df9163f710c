"""Play on PostgreSQL and Redis with several processes, as a real installation does: `make services`.

DATABASE_URL and REDIS_URL name the servers. Where one is unset, a private server is started on a free port and thrown
away at the end.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402 - the project is not installed, only its parts are

CELERY = [sys.executable, "-m", "celery", "--app", "wargame"]
# Both workers hear the clock, so that either of them may die in the middle of a turn.
WORKER = [*CELERY, "worker", "--loglevel", "WARNING"]
WORKERS = (
    [*WORKER, "--queues", "clock", "--concurrency", "1", "--hostname", "clock@%h"],
    [*WORKER, "--queues", "clock,heavy", "--concurrency", "2", "--hostname", "heavy@%h"],
    [*CELERY, "beat", "--loglevel", "WARNING"],
)


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


def main() -> int:
    """Start the workers, then the demo, and end them together."""
    with ExitStack() as stack:
        try:
            env = environment(stack)
        except servers.Missing as error:
            print(f"{error} is not installed here; install it or set DATABASE_URL and REDIS_URL.", file=sys.stderr)
            return 1
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=env, check=True)
        for command in WORKERS:
            stack.enter_context(servers.running(command, env=env, cwd=ROOT))
        try:
            return subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=env, check=False).returncode
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
