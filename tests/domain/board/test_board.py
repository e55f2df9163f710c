"""The fold assigns what events record, and nothing else."""

from __future__ import annotations

import pytest

from exercises.domain.board import Board, evolve
from exercises.domain.board.addresses import book, unknown_address, whitelist_address
from exercises.domain.board.injects import by_id, row
from exercises.domain.board.lifecycle import evolve_lifecycle
from exercises.domain.board.put import struck
from exercises.domain.board.setting import CONTROL, EVALUATOR, PUBLIC, stream_of, streams
from exercises.domain.board.state import Clock
from exercises.domain.events import Entry
from exercises.domain.events.injects import Queued
from exercises.domain.events.keys import KeyTurned
from exercises.domain.events.lifecycle import NoDuffLifted, SteppedBack
from exercises.domain.events.parts import Impact
from exercises.enums import KeyStatus
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, rotating, sign


def entry(event):
    return Entry(number=1, at=0.0, by="control", event=event)


def test_play_time_stands_still_in_a_pause():
    clock = Clock(offset=1_000.0)
    assert (clock.play(1_060.0), clock.wall(60.0)) == (60.0, 1_060.0)
    assert Clock(offset=1_000.0, paused=30.0).play(9_999.0) == 30.0


def test_every_address_of_the_parties_is_in_the_book():
    table = rotating(Table(COLD_IRON).deliberating(*KEYHOLDERS.values()))
    known = book(table.setting, table.board)
    assert known[table.board.vaults["pilot"].address] == "vault:pilot"
    assert known[table.board.ceremonies[table.ceremony()].address] == "new_vault:pilot"
    assert known[whitelist_address("pilot", "larkspur")] == "whitelist:larkspur"
    assert unknown_address("T17") not in known
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    assert list(book(table.setting, table.board).values()).count("vault:pilot") == 1


def test_streams_are_teams_and_their_clearances():
    table = Table(COLD_IRON).made()
    wanted = {CONTROL, EVALUATOR, PUBLIC, "us", "cn", "bis", "us+custodian", "cn+custodian", "bis+custodian"}
    assert set(streams(table.setting)) == wanted
    assert stream_of("us", ("b", "a")) == "us+a+b"


def test_rows_are_found_by_code_and_by_id():
    table = Table().started()
    assert row(table.board, "FW01").status == "sent"
    assert row(table.board, "FW09").status == "planned"
    assert by_id(table.board, table.inject("FW01")).code == "FW01"
    with pytest.raises(KeyError):
        by_id(table.board, "nothing")


def test_an_impact_without_anything_leaves_the_same_board():
    board = Table().made().board
    assert struck(board, Impact()) is board


def test_an_impact_queues_only_what_is_still_planned():
    table = Table().started()
    after = struck(table.board, Impact(queued=("FW01", "FW02B")))
    assert (after.injects["FW01"].status, after.injects["FW02B"].status) == ("sent", "queued")


def test_a_queued_row_remembers_that_it_was_called_for():
    board = evolve(Table().started().board, entry(Queued(code="FW02B", by="FW02", at=5.0)))
    assert (board.injects["FW02B"].called, board.injects["FW02B"].queued_at) == (True, 5.0)


def test_a_key_turns_in_truth_and_stays_as_it_is_declared():
    board = evolve(Table().made().board, entry(KeyTurned(key="US-1", status="compromised", cause="hazard")))
    assert board.keys["US-1"].true_status is KeyStatus.COMPROMISED
    assert board.keys["US-1"].status is KeyStatus.HEALTHY


def test_lifting_no_duff_before_the_start_starts_nothing():
    board = Table().seated().board
    assert evolve(board, entry(NoDuffLifted(offset=9.0))).state == "ready"


def test_only_who_can_recall_steps_back():
    with pytest.raises(LookupError):
        evolve_lifecycle(Board(), SteppedBack(to_number=1, turn=1, board_hash="", reason="x", offset=0.0))


def test_numbers_of_the_last_twelve_turns_are_remembered():
    table = Table(COLD_IRON).deliberating(turn=7)
    prices = table.board.past["market.price"]
    assert len(prices) == 6
    assert prices[0] == table.kept(2).opening["market.price"]


def test_a_board_answers_for_its_turn():
    table = Table().deliberating()
    assert table.board.resolution is None
    table.bell()
    assert table.board.resolution is table.board.resolved["1"]
    assert set(table.board.seats_of("us")) == {"us-treasury", "us-fed"}
