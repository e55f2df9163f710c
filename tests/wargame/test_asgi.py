"""The server process as it is started for play: it checks itself, ticks, and ends when it is told."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.servers import ROOT


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


def test_busy_port_is_one_sentence(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "wargame.serve"],
            env=installation.environment,
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert done.stderr == f"Port {installation.port} is in use; choose another one: PORT={installation.port + 1}.\n"


def test_embedded_server_ticks_without_complaint(installation):
    installation.manage("migrate", "--verbosity", "0")
    with installation.serving():
        time.sleep(3)
    log = (installation.folder / "server.log").read_text()
    assert "memory://" in log
    assert "[error" not in log
    assert "Traceback" not in log
