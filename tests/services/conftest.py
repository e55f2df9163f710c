"""Every service test runs inside `replays`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import cast as people
from tests.replaying import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def lobby(db: None) -> Iterator[people.Cast]:
    """Everybody seated, not started."""
    yield from replays(people.seated())


@pytest.fixture
def cast(db: None) -> Iterator[people.Cast]:
    """Everybody at play, in Deliberate of turn 1."""
    yield from replays(people.at_play())


def replays(cast: people.Cast) -> Iterator[people.Cast]:
    """Whatever the test does, frames must carry every old view to the fresh one, and replay to the snapshot."""
    replay = Replay(cast.exercise)
    yield cast
    replay.holds()
