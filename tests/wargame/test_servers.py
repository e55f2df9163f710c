"""The private servers that other tests lean on."""

from __future__ import annotations

import psycopg
import pytest
import redis

from tests import servers


@pytest.mark.postgres
def test_private_postgresql_is_on_no_usual_port(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        port = connection.execute("SHOW port").fetchone()[0]
    assert port != "5432"


@pytest.mark.redis
def test_private_redis_keeps_nothing(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.config_get("save") == {"save": ""}
        assert client.connection_pool.connection_kwargs["port"] != 6379


def test_missing_program_is_named():
    with pytest.raises(servers.Missing, match="no-such-program"):
        servers.program("no-such-program")


@pytest.mark.postgres
@pytest.mark.redis
def test_server_runs_on_postgresql_and_redis(installation, postgres_url, redis_url):
    installation.settings.update(DATABASE_URL=postgres_url, REDIS_URL=redis_url, SECRET_KEY="0123456789" * 6)
    installation.manage("migrate", "--verbosity", "0")
    with installation.serving():
        assert installation.is_well()


@pytest.mark.browser
def test_browser_reads_a_page_of_the_server(installation, page):
    with installation.serving() as url:
        page.goto(f"{url}/accounts/login/")
        assert page.locator("input[name=login]").count() == 1
