"""Any one process is killed in the middle of a turn, and players see nothing of it but a short reconnect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.house import WEBS, WORKERS

if TYPE_CHECKING:
    from tests.faults.game import Game

pytestmark = pytest.mark.redis


@pytest.mark.parametrize("dead", WEBS)
def test_a_web_process_is_killed_and_its_players_go_on_at_the_other(game: Game, dead: str) -> None:
    game.talk("before")
    game.house[dead].kill()

    game.talk("while it is dead")
    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()
    assert game.house.ports[dead] not in {player.door for player in game.players}


@pytest.mark.parametrize("dead", WORKERS)
def test_a_worker_is_killed_and_the_other_rings_the_bell(game: Game, dead: str) -> None:
    game.talk("before")
    game.house[dead].kill()
    game.talk("while it is dead")

    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()
    assert {player.connections for player in game.players} == {1}
