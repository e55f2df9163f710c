"""The house burns down and is restored from a backup while pages are open and web processes run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.house import BEAT, WORKERS
from tests.faults.parts import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.game import Game

pytestmark = pytest.mark.redis


def test_what_was_saved_is_played_on_and_old_pages_get_a_clear_answer(game: Game, tmp_path: Path) -> None:
    file = str(tmp_path / "all.gz")
    game.talk("before")
    game.house.manage("backup", file)
    game.reyes.say("lost with the machine")
    for name in (*WORKERS, BEAT):
        game.house[name].kill()
    game.house.sql("DROP SCHEMA public CASCADE")
    game.house.sql("CREATE SCHEMA public")
    game.house.manage("migrate", "--verbosity", "0")
    told = game.house.manage("restore", file)
    game.house.mend()

    assert game.reyes.once("board/").body["code"] == "token_gone"
    until(lambda: game.reyes.wrong or {4401, 4403} & {*game.reyes.closed}, "the old page is told to load again")
    game.return_by(line_of(told, game.code).rsplit("/", 2)[1])

    assert (game.row.state, game.view["reason"]) == ("paused", "restored")
    assert game.count("Said", "lost with the machine") == 0
    game.control.post("resume/")
    game.talk("again")
    game.reach("bell")
    game.comes_to(1, "lock")
    game.is_whole()


def line_of(told: str, code: str) -> str:
    return next(line for line in told.splitlines() if line.startswith(code))
