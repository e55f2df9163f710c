from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.events.acts import PostureTaken, Reminded, SheetLocked
from exercises.domain.events.lifecycle import NoDuffCalled, Paused, PhaseBegan
from exercises.domain.events.parts import Order
from exercises.domain.events.verdicts import ActCredited
from exercises.domain.visibility import documents, view
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board


def part(board: Board, stream: str, section: str) -> Any:
    return view(boards.setting(), board, stream).get(section)


# The exercise


def test_exercise_clock_runs_to_a_wall_time_and_stands_while_paused():
    log = boards.started()
    assert part(log.board, "public", "exercise")["clock"] == {"ends": boards.OFFSET + 900.0}
    log.add(Paused(reason="tea", at=600.0))
    assert part(log.board, "public", "exercise")["clock"] == {"left": 300.0}
    assert part(log.board, "public", "exercise")["reason"] == "tea"


def test_exercise_real_world_stop_shows_everywhere():
    board = boards.started().add(NoDuffCalled(seat="us-nsc", text="fire alarm", at=600.0)).board
    for stream in ("us", "public", "red", "control"):
        assert part(board, stream, "exercise")["noduff"] == "fire alarm"


def test_exercise_in_the_lobby_has_no_clock_turn_or_story():
    lobby = boards.Log().add(boards.created()).board
    shown = view(boards.setting(), lobby, "us")
    assert shown["exercise"]["clock"] == {}
    assert "turn" not in shown
    assert "story" not in shown["exercise"]


@pytest.mark.parametrize("step, open_to_all", [(1, False), (2, True), (4, True)])
def test_exercise_tier_waits_for_the_second_step(step: int, open_to_all: bool):
    for stream in ("us", "public", "evaluator"):
        assert ("tier" in part(boards.washed(step).board, stream, "exercise")) is open_to_all


# Teams and seats


@pytest.mark.parametrize(
    "event, state",
    [
        (None, "writing"),
        (SheetLocked(team="cn", seat="cn-pboc", orders=()), "locked"),
        (SheetLocked(team="cn", seat="", orders=()), "taken"),
        (PostureTaken(team="cn"), "silent"),
    ],
)
def test_teams_show_the_state_of_each_sheet_to_all(event: Any, state: str):
    log = boards.started()
    board = log.add(event).board if event else log.board
    assert part(board, "public", "teams")["cn"]["sheet"] == state


def test_teams_hidden_cell_is_known_to_itself_and_overseers():
    board = boards.started().board
    knowing = {
        stream
        for stream in ("us", "press", "public", "red", "evaluator", "control")
        if "red" in part(board, stream, "teams")
    }
    assert knowing == {"red", "evaluator", "control"}
    assert "red-hand" not in part(board, "us", "seats")


def test_seats_of_others_are_a_title():
    seats = part(boards.started().board, "us", "seats")
    assert set(seats["cn-pboc"]) == {"team", "title"}
    assert seats["us-treasury"]["holds"] == ["US-1"]
    assert seats["us-treasury"]["filled"] == "human"
    assert part(boards.started().board, "public", "seats") is None


def test_team_has_its_purse_and_what_is_at_hand():
    team = part(boards.started().board, "us", "team")
    assert team["resources"] == {"ap": 3, "ap_left": 3, "pc": 40.0, "budget": 500.0}
    assert team["at_hand"] == ["sign", "refuse"]
    assert part(boards.started().board, "public", "team") is None
    assert set(part(boards.started().board, "evaluator", "desks")) == {"us", "cn", "bis", "imf", "press", "red"}


def test_team_reminder_is_seen_by_its_team():
    board = boards.started().add(Reminded(team="us")).board
    assert part(board, "us", "team")["reminded"] == "reminded"
    assert "reminded" not in part(board, "cn", "team")
    assert "reminded" not in part(replace(board, reminded={}), "us", "team")


def test_team_does_not_hear_that_control_was_alerted():
    board = boards.busy().add(PhaseBegan(turn=1, phase="deliberate", began=1.0, ends=2.0), boards.chosen()[-1]).board
    assert part(board, "imf", "team")["reminded"] == "reminded"
    assert part(board, "control", "desks")["imf"]["reminded"] == "alerted"


# Orders


def test_orders_hold_ones_own_sheet_in_its_order():
    orders = (Order(id="b", action="call"), Order(id="a", action="collect", args={"n": 2.0}))
    board = boards.started().add(SheetLocked(team="us", seat="us-treasury", orders=orders)).board
    own = part(board, "us", "orders")
    assert list(own) == ["us"]
    assert {code: order["n"] for code, order in own["us"]["sheet"].items()} == {"b": 1, "a": 2}
    assert own["us"]["locked"]["by"] == "us-treasury"
    assert part(board, "cn", "orders")["cn"]["sheet"] == {}
    assert part(board, "public", "orders") is None


def test_orders_show_ruling_words_to_the_team_and_figures_to_control():
    board = boards.busy().board
    own = part(board, "cn", "orders")["cn"]
    assert own["sheet"]["o-2"]["ruling"] == {"state": "ruled", "text": "canary-ruling-cn"}
    assert own["free"]["o-2"]["text"] == "canary-free-cn"
    assert own["free"]["o-2"]["ruling"] == {"state": "ruled", "text": "canary-ruling-cn"}
    assert part(board, "control", "orders")["cn"]["free"]["o-2"]["ruling"]["preset"] == "canary-preset"


def test_orders_credited_deed_has_an_id_of_its_own():
    board = boards.started().add(ActCredited(team="us", action="call", evidence="heard it")).board
    acts = part(board, "us", "orders")["us"]["acts"]
    assert [act["credited"] for act in acts.values()] == [True]
    assert part(board, "cn", "orders")["cn"]["acts"] == {}


def test_proposals_are_between_two():
    board = boards.busy().board
    assert part(board, "us", "proposals")["p-1"]["seat"] == "us-treasury"
    assert "seat" not in part(board, "bis", "proposals")["p-1"]
    assert part(board, "cn", "proposals") == {}
    assert part(board, "public", "proposals") is None


# Papers


@pytest.mark.parametrize(
    "stream, seat, codes",
    [
        ("us", "us-nsc", {"manual", "us_brief"}),
        ("cn", "", {"manual"}),
        ("cn", "cn-mfa", {"manual", "seat_brief"}),
        ("public", "", set()),
        ("evaluator", "", {"manual", "us_brief", "seat_brief"}),
        ("control", "", {"manual", "guide", "us_brief", "seat_brief"}),
    ],
)
def test_documents_go_to_their_readers(stream: str, seat: str, codes: set[str]):
    assert set(documents(boards.setting(), stream, seat)) == codes
