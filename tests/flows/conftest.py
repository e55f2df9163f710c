"""Luck that is the same in every run, and the sockets of the live feed."""

from __future__ import annotations

from typing import Any

import pytest

from exercises.store import making
from tests.realtime.conftest import cast, feed

__all__ = ["cast", "feed", "same_luck"]


@pytest.fixture
def same_luck(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret of an exercise comes from the server's key and its own salt; here both are known."""
    settings.SECRET_KEY = "a key of the tests, known to everybody, good for nothing else"
    monkeypatch.setattr(making, "new_salt", lambda: "5a" * 32)
