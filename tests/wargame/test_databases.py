"""DATABASE_URL, and the two databases as the tests and the installation open them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from wargame.databases import database
from wargame.env import Environment

ROOT = Path("/srv/parley")


def read(url):
    env = Environment({})
    return database(env, url, ROOT), env.mistakes


def test_sqlite_relative_path_starts_at_the_root():
    settings, mistakes = read("sqlite:///var/parley.sqlite3")
    assert (settings["NAME"], mistakes) == (ROOT / "var/parley.sqlite3", [])


def test_sqlite_absolute_path_stays_absolute():
    settings, _ = read("sqlite:////data/parley.sqlite3")
    assert settings["NAME"] == Path("/data/parley.sqlite3")


def test_postgresql_parts_are_unquoted_and_pooled():
    settings, mistakes = read("postgresql://pa%40rley:p%2Fw@db.example:5433/parley?sslmode=require")
    assert mistakes == []
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"]) == (
        "pa@rley",
        "p/w",
        "db.example",
        "5433",
    )
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["CONN_MAX_AGE"] == 0
    assert settings["OPTIONS"]["pool"]["max_size"] == 10


def test_postgresql_socket_directory_is_taken_from_the_query():
    settings, _ = read("postgres:///parley?host=/run/postgresql")
    assert (settings["HOST"], settings["NAME"]) == ("/run/postgresql", "parley")


def test_postgresql_lets_nobody_hang_in_a_transaction_whatever_else_is_asked_of_it():
    settings, _ = read("postgresql:///parley?options=-c%20search_path%3Dparley")
    assert settings["OPTIONS"]["options"] == "-c idle_in_transaction_session_timeout=10s -c search_path=parley"


@pytest.mark.parametrize("url", ["mysql://host/parley", "postgresql://host:port/parley", "parley"])
def test_other_addresses_are_a_mistake_with_an_example(url):
    _, mistakes = read(url)
    assert len(mistakes) == 1
    assert "sqlite:///var/parley.sqlite3" in mistakes[0]


@pytest.mark.django_db
def test_sqlite_runs_with_wal_and_recursive_triggers():
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "recursive_triggers")]
    assert found == ["wal", 1]


@pytest.mark.django_db
@pytest.mark.postgres
def test_marked_test_runs_on_postgresql():
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_marked_test_with_real_transactions_runs_on_postgresql():
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
def test_unmarked_test_runs_on_sqlite_again():
    assert connection.vendor == "sqlite"
