"""One house for all tests of this folder; each test plays an exercise of its own in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as project

from tests import databases, servers
from tests.conftest import absent
from tests.faults.game import Game
from tests.faults.house import House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

HERE = Path(__file__).parent
built: list[House] = []


@pytest.fixture(scope="session")
def built_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Every part of an installation, running; slow to build, so it is built once."""
    found = House(tmp_path_factory.mktemp("house"), project.SECRET_KEY)
    built.append(found)
    try:
        found.build()
    except servers.Missing as error:
        absent(error)
    yield found
    found.tear_down()


@pytest.fixture
def house(
    built_house: House, settings: Any, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[House]:
    """The house with all its parts well, and its database and its clock in this process too."""
    built_house.mend()
    settings.CLOCK_OFFSET = built_house.clock
    database = databases.postgres_settings(built_house.database)
    with django_db_blocker.unblock(), databases.swapped(database):
        yield built_house


@pytest.fixture
def game(house: House) -> Iterator[Game]:
    """An exercise at play. Afterwards everything is mended, and the exercise must be whole."""
    found = Game(house)
    yield found
    house.mend()
    found.close()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """The house stands no longer than this folder's tests need it."""
    if built and (nextitem is None or HERE not in nextitem.path.parents):
        built.pop().tear_down()
