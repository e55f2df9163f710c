from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.board.setting import streams
from exercises.domain.events.injects import Shared
from exercises.domain.events.lifecycle import Paused
from exercises.domain.visibility import view
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board


def injects(board: Board, stream: str) -> dict[str, Any]:
    shown: dict[str, Any] = view(boards.setting(), board, stream)["injects"]
    return shown


@pytest.mark.parametrize(
    "to, readers",
    [
        (("us",), {"us", "us+custodian"}),
        (("us+custodian",), {"us+custodian"}),
        (("us+custodian", "imf"), {"us+custodian", "imf"}),
        (("red",), {"red"}),
        (("all",), set(streams(boards.setting())) - {"control", "evaluator"}),
        (("public",), set(streams(boards.setting())) - {"control", "evaluator"}),
    ],
)
def test_injects_reach_the_streams_they_are_addressed_to_and_overseers(to: tuple[str, ...], readers: set[str]):
    board = boards.started().add(boards.released("i", "SM02", *to)).board
    assert {stream for stream in streams(boards.setting()) if injects(board, stream)} == readers | {
        "control",
        "evaluator",
    }


def test_injects_forged_sender_looks_as_authored_and_worth_is_hidden():
    board = boards.started().add(boards.released("i", "SM04", "us", "cn", "red")).board
    shown = injects(board, "us")["i"]
    assert shown["line"] is True
    assert shown["from"]["en"] == "BIS custody desk"
    assert {"truth", "expected", "note", "code", "seen", "objective"}.isdisjoint(shown)
    assert shown["to"] == ["us", "cn"]
    assert injects(board, "red")["i"]["to"] == ["us", "cn", "red"]


def test_injects_text_handed_on_reads_as_the_giver_read_it():
    texts = {"us": "as us", "bis": "as bis", "": "as nobody"}
    log = boards.started().add(boards.released("i", "SM02", "us", text=texts))
    assert injects(log.board, "us")["i"]["text"]["en"] == "as us"
    shared = log.add(Shared(id="i", by="us", to="imf")).board
    assert injects(shared, "imf")["i"]["text"]["en"] == "as us"
    assert injects(shared, "imf")["i"]["by"] == "us"
    assert injects(shared, "us")["i"]["given"] == {"imf": "us"}
    assert "no" not in injects(shared, "imf")["i"]
    assert "i" not in injects(shared, "cn")


def test_injects_text_of_a_team_without_its_own_is_the_common_one():
    board = boards.started().add(boards.released("i", "SM03", "all", text={"us": "as us", "": "common"})).board
    assert [injects(board, stream)["i"]["text"]["en"] for stream in ("us", "cn", "public")] == [
        "as us",
        "common",
        "common",
    ]


def test_injects_text_frozen_for_others_only_is_empty():
    board = boards.started().add(boards.released("i", "SM03", "all", text={"us": "as us"})).board
    assert injects(board, "public")["i"]["text"] == {}
    assert injects(board, "control")["i"]["text"]["en"] == "as us"


def test_injects_are_numbered_by_each_stream_for_itself():
    board = (
        boards.started()
        .add(
            boards.released("a", "SM02", "us"), boards.released("b", "SM03", "all"), boards.released("c", "SM04", "us")
        )
        .board
    )
    assert [item["no"] for item in injects(board, "us").values()] == ["1.1", "1.2", "1.3"]
    assert [item["no"] for item in injects(board, "public").values()] == ["1.1"]


def test_injects_ask_a_team_with_its_own_clock_and_state():
    board = boards.busy().board
    us, cn, bis = (injects(board, f"{team}+custodian")["inj-1"] for team in ("us", "cn", "bis"))
    assert us["asks"] == {"of": ["us"], "ends": boards.OFFSET + 500.0, "state": "silent"}
    assert cn["asks"]["state"] == "answered"
    assert list(cn["replies"]) == ["aye", "nay"]
    assert "effects" not in str(cn["replies"])
    assert "asks" not in bis
    assert "replies" not in bis
    control = injects(board, "control")["inj-1"]
    assert control["asks"]["states"] == {"us": "silent", "cn": "answered"}
    assert control["answers"]["cn"]["code"] == "aye"


def test_injects_clock_of_an_answer_stands_while_paused():
    log = boards.started().add(
        boards.released("i", "SM01", "us+custodian", of=("us",), answer_by=500.0), Paused(reason="tea", at=260.0)
    )
    assert injects(log.board, "us+custodian")["i"]["asks"] == {"of": ["us"], "left": 240.0, "state": "open"}


def test_injects_carry_their_simulated_label():
    assert injects(boards.busy().board, "us+custodian")["inj-1"]["label"]["en"] == "Custodians only, simulated"


def test_injects_bring_their_transaction_to_custodians():
    board = boards.busy().board
    assert injects(board, "us+custodian")["inj-1"]["tx"] == ["tx-1"]
    without = replace(board, injects={"SM01": replace(board.injects["SM01"], to=("us",))})
    assert "tx" not in injects(without, "us")["inj-1"]


def test_injects_of_intelligence_say_how_sure_and_that_they_may_be_shared():
    shown = injects(boards.busy().board, "us")["inj-2"]
    assert shown["confidence"] == "low"
    assert shown["shareable"] is True
