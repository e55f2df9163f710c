"""What every test may ask for. Servers are private, start when first needed, and are listed by name when missing.

Marks: `postgres` runs the test on PostgreSQL instead of SQLite, `redis` and `browser` say what else it needs.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any, NoReturn

import hypothesis
import pytest
from django.core.management import call_command
from django.test.utils import setup_databases, teardown_databases

from tests import databases, servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.plugin import DjangoDbBlocker

# No example is judged by the time it takes: these machines are shared.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

REQUIRED = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}
missing: dict[str, int] = {}


def absent(error: servers.Missing) -> NoReturn:
    """Skip the test and remember by name what it lacked; with REQUIRE_ALL=1 fail it."""
    missing[str(error)] = missing.get(str(error), 0) + 1
    if REQUIRED:
        pytest.fail(f"{error} is not installed here and REQUIRE_ALL is set", pytrace=False)
    pytest.skip(f"{error} is not installed here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was not tested, so that nobody takes a short run for a whole one."""
    for name, count in sorted(missing.items()):
        terminalreporter.write_line(f"NOT TESTED: {count} tests need {name}, which is not installed here.", yellow=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser to the end: its event loop never lets go of this thread again."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


# --- Servers ----------------------------------------------------------------------------------------------------------


class Servers:
    """The private servers of this run; each starts when first asked for and stops at the end."""

    def __init__(self) -> None:
        self.stack = contextlib.ExitStack()
        self.urls: dict[str, str] = {}

    def url(self, name: str) -> str:
        """Answer the URL of `postgres` or `redis`; skip or fail the test where the program is missing."""
        if name not in self.urls:
            try:
                self.urls[name] = self.stack.enter_context(
                    {"postgres": servers.postgres, "redis": servers.redis}[name]()
                )
            except servers.Missing as error:
                absent(error)
        return self.urls[name]


started = Servers()


def pytest_unconfigure() -> None:
    """Stop the servers, also when the run was broken off."""
    started.stack.close()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The URL of a private PostgreSQL with an empty database; for processes that a test starts."""
    return started.url("postgres")


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The URL of a private Redis."""
    return started.url("redis")


@pytest.fixture
def installation(tmp_path: Path) -> servers.Installation:
    """An empty Parley in a folder of its own, on SQLite, for tests that start processes."""
    return servers.Installation(folder=tmp_path)


# --- Which database a test runs on ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the usual test database, a file of this run's own."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    databases.let_flush_pass_triggers()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def postgres_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """The settings of a migrated PostgreSQL database."""
    settings = databases.postgres_settings(started.url("postgres"))
    with django_db_blocker.unblock(), databases.swapped(settings):
        call_command("migrate", verbosity=0, interactive=False)
    return settings


@pytest.fixture
def _chosen_database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Put PostgreSQL in the place of SQLite while a test marked `postgres` runs."""
    if request.node.get_closest_marker("postgres") is None:
        yield
        return
    with databases.swapped(request.getfixturevalue("postgres_database")):
        yield


@pytest.fixture
def _django_db_helper(_chosen_database: None, _django_db_helper: None) -> None:
    """Choose the database before pytest-django opens the test's transaction on it."""


# --- Browsers ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the distribution's Chromium; no browser is ever downloaded."""
    # Playwright's loop runs on below the tests that follow, and Django would take it for a mistake of theirs.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        path, flags = servers.chromium()
    except servers.Missing as error:
        absent(error)
    return {"executable_path": path, "args": flags, "headless": True}
