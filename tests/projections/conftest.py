"""Somebody to look at."""

from __future__ import annotations

import pytest

from tests import cast as people


@pytest.fixture
def cast(db: None) -> people.Cast:
    return people.at_play()
