"""Redis carries hints and work in hand. Without it all goes on but the clock, and that goes on when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import redis

if TYPE_CHECKING:
    from tests.faults.game import Game

pytestmark = pytest.mark.redis


def test_redis_is_killed_and_comes_back_empty(game: Game) -> None:
    game.talk("before")
    game.house["redis"].kill()
    game.talk("without it")
    game.everybody_has_everything()

    game.house.mend()
    game.reach("bell")
    game.comes_to(1, "lock")
    game.talk("after it")

    game.is_whole()
    assert {player.connections for player in game.players} == {1}


def test_redis_forgets_everything(game: Game) -> None:
    game.talk("before")
    with redis.Redis.from_url(game.house.redis) as client:
        client.flushall()
    game.talk("after")

    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()
    assert {player.connections for player in game.players} == {1}


def test_redis_hangs_and_nobody_waits_for_it(game: Game) -> None:
    game.house["redis"].stop()
    game.talk("while it hangs")
    game.everybody_has_everything()

    game.house["redis"].go_on()
    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()
