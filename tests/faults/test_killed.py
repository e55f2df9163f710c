"""Any one process is killed in the middle of a turn, and players see nothing of it but a short reconnect."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.faults.house import BEAT, WEBS, WORKERS
from tests.faults.parts import until

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


def test_beat_is_killed_and_the_bell_rings_when_it_is_back(game: Game) -> None:
    game.house[BEAT].kill()
    game.talk("without a clock")

    game.house.mend()
    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()


@pytest.mark.parametrize("what,phase", [("bell", "lock"), ("phase", "reveal")])
def test_a_worker_is_killed_between_the_first_and_the_last_write_of_a_turn(game: Game, what: str, phase: str) -> None:
    row = game.approach(what)
    with game.house.holding_frames():
        game.move_to(row)
        game.house[until(game.house.who_waits, "a worker is in the middle")].kill()

    game.comes_to(1, phase)

    game.is_whole()


def test_a_web_process_is_killed_while_it_writes_what_somebody_said(game: Game) -> None:
    """The page sends it again, to the other process, under the same key."""
    with ThreadPoolExecutor(1) as hands:
        with game.house.holding_frames():
            spoken = hands.submit(game.talk, "in the middle")
            game.house[until(game.house.who_waits, "a web process is in the middle")].kill()
        spoken.result()

    game.is_whole()


def test_a_worker_hangs_at_the_bell_and_the_other_takes_over(game: Game) -> None:
    """It holds the exercise's lock, and wakes when the turn is long over."""
    row = game.approach("bell")
    with game.house.holding_frames():
        game.move_to(row)
        hung = game.house[until(game.house.who_waits, "a worker is in the middle")]
        hung.stop()
    game.comes_to(1, "lock")
    game.talk("after the bell")

    hung.go_on()

    game.reach("phase")
    game.comes_to(1, "reveal")
    game.is_whole()
