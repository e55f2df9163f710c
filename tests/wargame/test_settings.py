"""The settings as a process of its own reads them from its environment."""

from __future__ import annotations

import json
import stat
import subprocess

import pytest

SHOW = (
    "import json; from django.conf import settings; print(json.dumps({name: getattr(settings, name) for name in %r}))"
)
PUBLIC = {
    "PARLEY_ORIGINS": "https://parley.example.org",
    "REDIS_URL": "redis://cache.example.org/0",
    "DATABASE_URL": "postgresql://parley@db.example.org/parley",
    "SECRET_KEY": "k3y-" + "0123456789abcdef" * 4,
}


def read(installation, *names, **environment):
    installation.settings.update(environment)
    return json.loads(installation.manage("shell", "--verbosity", "0", "--command", SHOW % (names,)))


def test_key_is_made_once_and_for_its_owner_only(installation):
    first, second = (read(installation, "SECRET_KEY") for _ in range(2))
    assert first == second
    assert stat.S_IMODE((installation.folder / "secret_key").stat().st_mode) == 0o600


def test_public_installation_is_locked_down(installation):
    names = (
        "SESSION_COOKIE_NAME",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "ALLOWED_HOSTS",
        "STAFF_SECOND_FACTOR",
    )
    assert read(installation, *names, **PUBLIC) == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "ALLOWED_HOSTS": ["parley.example.org"],
        "STAFF_SECOND_FACTOR": True,
    }


def test_redis_chooses_the_layer_and_the_broker(installation):
    answer = read(installation, "CHANNEL_LAYERS", "CELERY_BROKER_URL", "CLOCK", **PUBLIC)
    assert answer["CHANNEL_LAYERS"]["default"]["BACKEND"] == "channels_redis.pubsub.RedisPubSubChannelLayer"
    assert (answer["CELERY_BROKER_URL"], answer["CLOCK"]) == (PUBLIC["REDIS_URL"], "workers")


def test_every_mistake_is_named_in_one_go(installation):
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        read(installation, PORT="x", DEBUG="ture", PARLEY_ORIGINS="parley.example.org", REDIS_URL="redis://r/0")
    said = refusal.value.stderr
    assert all(name in said for name in ("PORT is", "DEBUG is", "PARLEY_ORIGINS holds", "SECRET_KEY is not set"))
