"""What control decides, what teams hold against it, and what everybody thought."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.enums import Phase
from exercises.errors import Refusal


def test_a_number_is_set_by_hand_with_a_reason(cast: Any) -> None:
    services.override_value(cast.ito, variable="market.price", value=70_000.0, reason="The script had a slip.")

    board = store.present(cast.exercise).board
    assert board.world["market.price"] == 70_000.0
    assert board.overrides[-1].reason == "The script had a slip."


def test_a_free_text_act_is_ruled_on(cast: Any) -> None:
    services.lock_sheet(cast.reyes, orders=[{"action": "free_text", "text": "We send a tug."}])
    cast.play_to(Phase.REVEAL)
    (act,) = store.present(cast.exercise).board.free

    services.rule_act(cast.ito, act=act, text="The tug arrives in time.")

    assert store.present(cast.exercise).board.free[act].ruling == "The tug arrives in time."


def test_an_outcome_is_shown_contested_and_ruled_on(cast: Any) -> None:
    services.lock_sheet(cast.reyes, orders=[{"action": "raise_posture"}])
    cast.play_to(Phase.REVEAL)
    board = store.present(cast.exercise).board
    outcome = next(code for code, item in board.resolved["1"].outcomes.items() if item.team == "us")
    while store.present(cast.exercise).board.resolved["1"].shown < len(board.resolved["1"].outcomes):
        services.show_next(cast.ito)

    services.contest(cast.reyes, outcome=outcome, text="The posture was raised before.")
    services.rule_contest(cast.ito, outcome=outcome, upheld=False, text="It was not.")

    assert store.present(cast.exercise).board.resolved["1"].contests[outcome].state == "dismissed"


def test_feelings_are_given_at_the_lock(cast: Any) -> None:
    cast.play_to(Phase.LOCK)

    services.give_feeling(cast.reyes, trust=7, prediction="They will call.")

    assert store.present(cast.exercise).board.feelings["1"]["us-treasury"].trust == 7


def test_evaluators_mark_moments_and_rate(cast: Any) -> None:
    services.observe(cast.brandt, team="us", text="They read it twice.")
    services.rate(cast.brandt, objective="FW-O1", rating="performed")

    board = store.present(cast.exercise).board
    assert [note.text for note in board.observations.values()] == ["They read it twice."]
    assert board.ratings["FW-O1"].rating == "performed"


def test_the_hot_wash_asks_in_its_order(cast: Any) -> None:
    services.end(cast.ito, reason="Time is up.")
    services.move_wash(cast.ito)
    services.answer_wash(cast.reyes, answers={"1": "Call earlier."})
    services.move_wash(cast.ito)
    services.move_wash(cast.ito)
    services.note_fix(cast.liu, kind="fix", text="A second line.", owner="Duty desk")

    board = store.present(cast.exercise).board
    assert board.answers["us-treasury/1"] == {"1": "Call earlier."}
    assert [fix.text for fix in board.fixes.values()] == ["A second line."]


def test_a_flood_of_answers_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.answer_wash(cast.reyes, answers={str(number): "x" for number in range(21)})

    assert refused.value.code == "too_many_details"
