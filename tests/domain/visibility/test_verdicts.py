from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.events.injects import Shared
from exercises.domain.events.lifecycle import Closed, Readied
from exercises.domain.events.parts import Impact, Outcome
from exercises.domain.events.verdicts import OutcomeShown, TurnResolved
from exercises.domain.visibility import outcomes_of, view
from exercises.domain.world import Cause, Change
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board


def part(board: Board, stream: str, section: str) -> Any:
    return view(boards.setting(), board, stream).get(section)


# Outcomes


def test_outcomes_come_one_by_one_and_control_sees_all():
    board = boards.busy().board
    assert set(part(board, "evaluator", "outcomes")["1"]) == {"o-1", "o-3"}
    shown = part(board, "control", "outcomes")["1"]
    assert {code: line["shown"] for code, line in shown.items()} == {"o-1": True, "o-3": True, "o-4": False}
    later = boards.Log(board).add(OutcomeShown(turn=1, count=3)).board
    assert set(part(later, "imf", "outcomes")["1"]) == {"o-3", "o-4"}


def test_outcomes_are_numbered_by_each_stream_for_itself():
    board = boards.busy().board
    assert part(board, "us", "outcomes")["1"]["o-3"]["n"] == 1
    assert part(board, "evaluator", "outcomes")["1"]["o-3"]["n"] == 2


def test_outcomes_of_others_show_what_moved_and_nothing_else():
    line = part(boards.busy().board, "public", "outcomes")["1"]["o-3"]
    assert set(line) == {"n", "action", "team", "result", "changes"}
    assert line["changes"][0]["variable"] == "tension"


def test_outcomes_causes_a_reader_may_not_know_are_one_hidden_sum():
    board = boards.busy().board
    causes = {
        stream: {
            line["code"]: line["size"] for line in part(board, stream, "outcomes")["1"]["o-3"]["changes"][0]["causes"]
        }
        for stream in ("public", "us", "control")
    }
    assert causes["public"] == {"action": 3.0, "hidden": -3.0}
    assert causes["us"] == {"inject": -1.0, "action": 3.0, "hidden": -2.0}
    assert "hidden" not in causes["control"]
    assert {sum(sizes.values()) for name, sizes in causes.items() if name != "control"} == {0.0}


def test_why_names_an_inject_by_its_public_id():
    board = boards.revealed().board
    [named] = [line for line in part(board, "us", "why")["tension"] if line["code"] == "inject"]
    assert named["params"] == {"inject": "inj-2"}
    [told] = [line for line in part(board, "control", "why")["tension"] if line["code"] == "inject"]
    assert told["params"] == {"inject": "inj-2", "row": "SM02"}
    assert told["draw"] == 0.0


def test_why_opens_to_a_team_that_was_handed_the_inject():
    board = boards.revealed().board
    assert "inject" not in [line["code"] for line in part(board, "imf", "why")["tension"]]
    shared = boards.Log(board).add(Shared(id="inj-2", by="us", to="imf")).board
    assert "inject" in [line["code"] for line in part(shared, "imf", "why")["tension"]]


@pytest.mark.parametrize("stream", ["us", "cn", "public", "evaluator"])
def test_numbers_stand_as_the_bell_found_them_until_the_last_outcome_is_shown(stream: str):
    change = Change("tension", 58.0, 66.0, (Cause("drift", {}, 8.0),))
    bell = boards.started().add(
        TurnResolved(turn=1, outcomes=(Outcome(id="o", team="us", action="host"),), impact=Impact(changes=(change,)))
    )
    assert part(bell.board, stream, "facts")["tension"]["v"] == bell.board.opening["tension"]
    assert "tension" not in part(bell.board, stream, "why")
    shown = bell.add(OutcomeShown(turn=1, count=1)).board
    assert part(shown, stream, "facts")["tension"]["v"] == 66.0
    assert part(shown, stream, "why")["tension"]


def test_control_does_not_wait_for_the_reveal():
    change = Change("tension", 58.0, 66.0, (Cause("drift", {}, 8.0),))
    bell = boards.started().add(
        TurnResolved(turn=1, outcomes=(Outcome(id="o", team="us", action="host"),), impact=Impact(changes=(change,)))
    )
    assert part(bell.board, "control", "facts")["tension"]["v"] == 66.0


def test_outcomes_of_any_turn_read_as_the_view_does():
    board = boards.busy().board
    for stream in ("us", "cn", "public", "control"):
        assert outcomes_of(boards.setting(), board, stream, 1) == part(board, stream, "outcomes")["1"]
    assert outcomes_of(boards.setting(), board, "us", 9) == {}


# The review


@pytest.mark.parametrize("stream", ["us", "cn+custodian", "evaluator", "control", "public"])
def test_review_is_shut_until_the_second_step(stream: str):
    assert part(boards.busy().board, stream, "review") is None
    assert part(boards.washed(1).board, stream, "review") is None
    assert part(boards.washed(2).board, stream, "review") is not None


def test_review_tells_the_truth_to_every_team():
    told = part(boards.washed(2).board, "imf", "review")
    assert told["injects"]["inj-4"]["truth"] == "false"
    assert told["keys"]["US-2"] == "compromised"
    assert told["transactions"]["tx-1"]["blind"] == ["CN-1"]
    assert told["transactions"]["tx-1"]["bytes"]["outputs"]["2"]["kind"] == "unknown"
    assert told["ceremonies"]["ce-1"]["forged"] == ["N-1"]
    assert told["tier"] == "silver"


def test_review_keeps_private_trust_as_a_mean_of_its_team():
    told = part(boards.washed(2).board, "cn", "review")
    assert told["feelings"] == {"1": {"us": 4.0}}
    assert "canary-prediction" not in str(told)


def test_review_fixes_come_with_the_third_step():
    assert part(boards.washed(2).board, "us", "review")["fixes"] == {}
    assert part(boards.washed(3).board, "us", "review")["fixes"]["fx-1"]["owner"] == "us"
    assert part(boards.washed(2).add(Closed()).board, "us", "review")["fixes"]


def test_review_on_the_wall_is_the_tier():
    assert part(boards.washed(2).board, "public", "review") == {"tier": "silver"}


def test_evaluation_is_for_evaluators_and_control():
    board = boards.busy().board
    assert part(board, "evaluator", "evaluation")["ratings"]["SM-O1"]["rating"] == "performed"
    assert part(board, "us", "evaluation") is None


# Control


def test_control_run_sheet_has_every_row_with_its_plan_and_its_fate():
    rows = part(boards.busy().board, "control", "control")["rows"]
    assert set(rows) == {"SM01", "SM02", "SM03", "SM04", "SM05", "W1"}
    assert (rows["SM05"]["status"], rows["SM05"]["queued_at"]) == ("queued", 300.0)
    assert (rows["SM04"]["status"], rows["SM04"]["truth"]) == ("sent", "false")
    assert rows["W1"]["improvised"] is True


def test_control_hears_what_waits_for_it():
    needs = part(boards.busy().board, "control", "control")["needs"]
    assert {"contest-o-1", "queued-SM05"} <= set(needs)
    assert not any(name.startswith("ruling") for name in needs)


def test_control_sees_before_the_start_who_has_not_mustered():
    board = boards.Log().add(boards.created(), Readied()).board
    needs = part(board, "control", "control")["needs"]
    assert needs["muster-us-nsc"] == {"what": "muster", "ref": "us-nsc", "team": "us"}


@pytest.mark.parametrize("stream", ["us", "evaluator", "public", "red"])
def test_control_section_is_controls_alone(stream: str):
    assert part(boards.washed(4).board, stream, "control") is None


@pytest.mark.parametrize(
    "cause, readers",
    [
        (Cause("reply", {"inject": "SM04", "reply": "aye", "team": "cn"}, 1.0), {"cn", "evaluator", "control"}),
        (Cause("cost", {"action": "call", "team": "us"}, 1.0), {"us", "evaluator", "control"}),
        (Cause("unanswered", {"inject": "SM04"}, 1.0), {"evaluator", "control"}),
        (Cause("inject", {"inject": "SM04"}, 1.0), {"us", "cn", "evaluator", "control"}),
        (Cause("inject", {"inject": "SM05"}, 1.0), {"control"}),
        (Cause("inject", {"inject": "no-such"}, 1.0), {"control"}),
        (Cause("override", {"reason": "x"}, 1.0), {"control"}),
        (Cause("drift", {}, 1.0, visible=False), {"control"}),
        (Cause("drift", {}, 1.0), {"us", "cn", "public", "evaluator", "control"}),
    ],
)
def test_why_tells_a_cause_to_those_who_may_know_it(cause: Cause, readers: set[str]):
    board = replace(boards.revealed().board, changes=(Change("tension", 58.0, 59.0, (cause,)),))
    told = {
        stream
        for stream in ("us", "cn", "public", "evaluator", "control")
        if [line["code"] for line in part(board, stream, "why")["tension"]] == [cause.code]
    }
    assert told == readers


def test_why_is_silent_about_numbers_the_reader_does_not_see_exactly():
    change = Change("trust.cn", 20.0, 25.0, (Cause("drift", {}, 5.0),))
    board = replace(boards.started().board, changes=(change,))
    assert part(board, "us", "why") == {}
    assert part(board, "cn", "why")["trust.cn"] == [{"code": "drift", "params": {}, "size": 5.0}]


def test_news_tell_that_control_went_back():
    board = replace(boards.busy().board, compromised=1)
    assert part(board, "public", "news")["stepped_back"] == {"kind": "stepped_back", "turn": 1}
