"""Exercises to act on."""

from __future__ import annotations

import pytest

from tests import cast as people


@pytest.fixture
def cast(db: None) -> people.Cast:
    """Everybody at play."""
    return people.at_play()


@pytest.fixture
def committed(transactional_db: None) -> people.Cast:
    """The same with real transactions."""
    return people.at_play()
