"""The database goes away, comes back, or takes nothing new. Who asks is told; what was accepted is there afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.faults.parts import until

if TYPE_CHECKING:
    from tests.faults.game import Game
    from tests.faults.players import Answer

pytestmark = pytest.mark.redis


def test_the_database_crashes_and_comes_back_while_people_talk(game: Game) -> None:
    game.talk("before")
    game.house["postgres"].kill()
    told = until(lambda: refused(game), "somebody is told")
    with ThreadPoolExecutor(1) as hands:
        spoken = hands.submit(game.talk, "while it is away")
        game.house.mend()
        spoken.result()
    game.reach("bell")
    game.comes_to(1, "lock")

    assert (told.status, told.body["code"]) == (503, "database_away")
    assert int(told.headers["Retry-After"]) > 0
    assert told.body["detail"].endswith(".")
    game.is_whole()
    assert {player.connections for player in game.players} == {1}


def refused(game: Game) -> Answer | None:
    """What a request is told that cannot be served now."""
    answer = game.reyes.once("board/")
    return answer if answer.status >= 500 else None


def test_every_connection_to_the_database_is_cut(game: Game) -> None:
    game.talk("before")
    for number in range(3):
        game.house.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name <> 'fault'")
        game.talk(f"after {number}")

    game.reach("bell")
    game.comes_to(1, "lock")

    game.is_whole()


def test_a_connection_is_cut_between_the_first_and_the_last_write_of_a_turn(game: Game) -> None:
    row = game.approach("bell")
    with game.house.holding_frames():
        game.move_to(row)
        until(game.house.who_waits, "a worker is in the middle")
        game.house.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'relation'")

    game.comes_to(1, "lock")

    game.is_whole()


def test_the_database_takes_nothing_new(game: Game) -> None:
    game.talk("before")
    bell = game.approach("bell")
    game.house.sql("ALTER SYSTEM SET default_transaction_read_only = on")
    game.house.sql("SELECT pg_reload_conf()")
    try:
        body = {"room": "us", "text": "too much"}
        told = until(lambda: writes_refused(game.reyes.once("messages/", body, "full")), "a write is refused")
        game.move_to(bell)
        seen = game.reyes.once("board/")
    finally:
        game.house.sql("ALTER SYSTEM RESET default_transaction_read_only")
        game.house.sql("SELECT pg_reload_conf()")
    game.comes_to(1, "lock")

    assert (told.status, told.body["code"]) == (503, "database_full")
    assert int(told.headers["Retry-After"]) > 0
    assert (seen.status, seen.body["view"]["exercise"]["phase"]) == (200, "deliberate")
    assert game.count("Said", "too much") == 0
    game.is_whole()
    assert {player.connections for player in game.players} == {1}


def writes_refused(answer: Answer) -> Answer | None:
    return answer if answer.status >= 500 else None
