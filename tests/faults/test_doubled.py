"""What comes twice is done once; what never came is done later, once; and after an outage nobody's time is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import redis

from tests.faults.house import BEAT, WEBS, WORKERS
from tests.faults.parts import until

if TYPE_CHECKING:
    from tests.faults.game import Game

pytestmark = pytest.mark.redis
COPIES = 20


def test_two_beats_and_twenty_copies_of_a_tick_ring_one_bell(game: Game) -> None:
    game.house.twin(BEAT)
    game.approach("bell")
    for name in WORKERS:
        game.house[name].stop()
    with redis.Redis.from_url(game.house.redis) as client:
        tick = until(lambda: client.lindex("clock", 0), "a tick waits for a worker")
        client.rpush("clock", *[tick] * COPIES)

    game.reach("bell")
    for name in WORKERS:
        game.house[name].go_on()
    game.comes_to(1, "lock")
    game.talk("after the bell")

    game.reach("phase")
    game.comes_to(1, "reveal")
    game.is_whole()


def test_everything_was_down_through_the_bell_and_the_time_is_given_back(game: Game) -> None:
    """The outage guard: the exercise pauses itself, control goes on with it, and no turn was lost."""
    missed, offset = game.coming[0], game.clock.offset
    for name in (*WEBS, *WORKERS, BEAT):
        game.house[name].kill()
    game.move_to(game.coming[-1])
    game.move_on(600)

    game.house.mend()
    game.comes_to_state("paused")

    assert (game.phase, game.view["reason"]) == ((1, "deliberate"), "outage")
    assert game.clock.paused == pytest.approx(missed.at - offset)
    game.control.post("resume/")
    game.reach("bell")
    game.comes_to(1, "lock")
    game.is_whole()
