"""Each check finds what it is there to find, and is silent on an installation set up as the documents say."""

from __future__ import annotations

import pytest
import redis
from django.core.checks import run_checks

from wargame.checks import TAG

WELL = {
    "EMBEDDED": False,
    "WEB_PROCESSES": 4,
    "CLOCK": "workers",
    "DEBUG": False,
    "HTTPS": True,
    "STAFF_SECOND_FACTOR": True,
    "SECRET_KEY": "k3y-" + "0123456789abcdef" * 4,
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def found(settings, **changes):
    for name, value in {**WELL, **changes}.items():
        setattr(settings, name, value)
    return {message.id for message in run_checks(tags=[TAG], include_deployment_checks=True)} - {"parley.I008"}


@pytest.mark.parametrize(
    "changes, expected",
    [
        ({"EMBEDDED": True, "CLOCK": "embedded"}, "parley.E001"),
        ({"CELERY_TASK_ALWAYS_EAGER": True}, "parley.E002"),
        ({"SECRET_KEY": "short"}, "parley.E003"),
        ({"SECRET_KEY": "django-insecure-" + "0123456789abcdef" * 4}, "parley.E003"),
        ({"SECRET_KEY": "a" * 64}, "parley.E003"),
        ({"CLOCK": "embedded"}, "parley.E004"),
        ({"CLOCK": "off"}, "parley.W004"),
        ({"DEBUG": True}, "parley.E005"),
        ({"STAFF_SECOND_FACTOR": False}, "parley.W007"),
    ],
)
def test_check_finds_its_mistake(settings, changes, expected):
    assert found(settings, **changes) >= {expected}


def test_one_sqlite_file_for_several_processes_is_warned_of(settings):
    assert found(settings) == {"parley.W006"}


@pytest.mark.postgres
@pytest.mark.django_db
def test_installation_as_documented_has_no_findings(settings):
    assert found(settings) == set()


def test_embedded_installation_has_no_findings(settings):
    assert found(settings, EMBEDDED=True, WEB_PROCESSES=1, CLOCK="embedded", HTTPS=False) == set()


@pytest.mark.redis
def test_redis_that_may_evict_queued_work_is_refused(settings, redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
        try:
            assert found(settings, REDIS_URL=redis_url) >= {"parley.E008"}
        finally:
            client.config_set("maxmemory-policy", "noeviction")
    assert "parley.E008" not in found(settings, REDIS_URL=redis_url)
