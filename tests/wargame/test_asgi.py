"""The server process as it is started for play: it checks itself, ticks, and ends when it is told."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest


def test_server_answers_and_its_health_is_public(installation):
    installation.manage("migrate", "--verbosity", "0")
    with installation.serving() as url, urllib.request.urlopen(f"{url}/health/") as answer:
        assert (answer.status, answer.read()) == (200, b'{"status": "ok"}')


def test_server_that_is_set_up_wrongly_does_not_start(installation):
    installation.settings["SECRET_KEY"] = "short"
    with pytest.raises(RuntimeError, match="SECRET_KEY can be guessed"), installation.serving():
        pass


def test_metrics_are_not_there_for_strangers(installation):
    installation.settings["METRICS_TOKEN"] = "token"
    with installation.serving() as url:
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(f"{url}/metrics/")
        assert refusal.value.code == 404
        refusal.value.close()
        known = urllib.request.Request(f"{url}/metrics/", headers={"Authorization": "Bearer token"})
        with urllib.request.urlopen(known) as answer:
            assert b"python_info" in answer.read()
