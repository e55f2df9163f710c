"""A private Parley for one benchmark: a folder and a PostgreSQL of its own, and a way to wake Django on them."""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Figures = dict[str, float]
PROMISES = ("fsync", "synchronous_commit", "full_page_writes")
"""What the tests' PostgreSQL may leave out and a measured one may not: waiting for the disk is part of a command."""


@contextlib.contextmanager
def private() -> Iterator[servers.Installation]:
    """An installation on a new PostgreSQL that keeps its promises, with all tables made."""
    usual = servers.POSTGRES_OPTIONS
    kept = [word for word in usual if word != "-c" and not word.startswith(PROMISES)]
    servers.POSTGRES_OPTIONS = [part for word in kept for part in ("-c", word)]
    try:
        with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder, servers.postgres() as url:
            chosen = {"DATABASE_URL": url, "PARLEY_CLOCK": "off", "LOG_FORMAT": "json"}
            installation = servers.Installation(Path(folder), settings=chosen)
            installation.manage("migrate", "--verbosity", "0")
            yield installation
    finally:
        servers.POSTGRES_OPTIONS = usual


def awake(installation: servers.Installation) -> None:
    """Set up Django in this process, on that installation."""
    os.environ.update(installation.environment, DJANGO_SETTINGS_MODULE="wargame.settings")
    import django  # noqa: PLC0415 - its settings are named first

    django.setup()


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def cores() -> tuple[set[int], set[int]]:
    """One core for the server and one for the clients; the same one where there is no other."""
    free = sorted(os.sched_getaffinity(0))
    return {free[0]}, {free[-1]}


def tell(measure: Callable[..., Figures]) -> None:
    """Run one benchmark from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=measure.__doc__)
    parser.add_argument("--quick", action="store_true", help="a small sample, for a first look")
    figures = measure(quick=parser.parse_args().quick)
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
