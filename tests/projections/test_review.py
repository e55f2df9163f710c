"""The review of a whole exercise, played by bots and one person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises import projections, services, store
from exercises.enums import Phase
from exercises.errors import Refusal
from exercises.models import Exercise, Role
from tests import factories, played
from tests.played import PERSON

PANELS = ("timeline", "decisions", "injects", "log", "report")


@pytest.fixture
def game(db: None) -> Exercise:
    return played.game()


def control(game: Exercise) -> Any:
    return factories.staff_viewer(game, Role.CONTROL)


def test_every_panel_is_plain_data_for_everybody_who_may_look(game: Exercise) -> None:
    played.opened(game)
    for viewer in (control(game), factories.staff_viewer(game, Role.EVALUATOR), factories.seat_viewer(game, PERSON)):
        for panel in PANELS:
            page = projections.lookback_for(viewer, panel=panel)
            json.dumps(page)
            assert page["page"]["headline"]["en"].startswith("First Watch")
            assert page["page"]["summary"]["zh-hans"]


def test_teams_wait_for_the_second_step_and_staff_do_not(game: Exercise) -> None:
    played.opened(game, 1)
    for read in (projections.lookback_for, projections.record_for, projections.review_for):
        with pytest.raises(Refusal) as refused:
            read(factories.seat_viewer(game, PERSON))
        assert (refused.value.code, refused.value.status) == ("review_closed", 403)
    assert projections.lookback_for(control(game))["page"]["history"]["marks"]


def test_the_timeline_covers_every_turn_and_numbers_a_thread(game: Exercise) -> None:
    page = projections.lookback_for(control(game))["page"]
    history = page["history"]

    assert list(history["turns"]) == ["1", "2", "3", "4"]
    assert all(history["starts"] <= mark["at"] <= history["ends"] for mark in history["marks"])
    assert {"us", "cn", "control"} <= {mark["team"] for mark in history["marks"]}
    assert len(history["line"]["values"]) == 5

    (thread, *_) = page["threads"]
    steps = projections.lookback_for(control(game), thread=thread["code"])["page"]["steps"]
    assert [step["thread"] for step in steps] == list(range(1, len(steps) + 1))


def test_one_team_s_view_holds_nothing_of_the_other(game: Exercise) -> None:
    """Private talk, sheets and answers of one side are in its own review and in no other's."""
    played.opened(game)
    reyes, liu = factories.seat_viewer(game, PERSON), factories.seat_viewer(game, "cn-pboc")
    texts = {
        viewer.team: json.dumps([projections.lookback_for(viewer, panel=panel)["page"] for panel in PANELS])
        for viewer in (reyes, liu)
    }

    assert "only for us" in texts["us"]
    assert "only for us" not in texts["cn"]
    assert "We look into it." not in texts["cn"]
    marks = projections.lookback_for(liu)["page"]["history"]["marks"]
    assert not any("locks" in mark["text"]["en"] for mark in marks if mark["team"] == "us")
    report = projections.lookback_for(liu, panel="report")["page"]
    assert set(report["scores"]) == {"cn"}
    assert {card["team"] for card in report["cards"]} <= {"cn"}
    assert report["measures"]["teams"] == ["cn"]


def test_staff_see_through_a_team_s_eyes_what_the_team_sees(game: Exercise) -> None:
    played.opened(game)
    liu = factories.seat_viewer(game, "cn-pboc")
    for panel in PANELS:
        theirs = projections.lookback_for(liu, panel=panel)["page"]
        through = projections.lookback_for(control(game), liu.stream, panel=panel)["page"]
        assert {name: part for name, part in through.items() if name not in ("views", "injects")} == {
            name: part for name, part in theirs.items() if name not in ("views", "injects")
        }
    views = projections.lookback_for(control(game))["page"]["views"]
    assert [view["stream"] for view in views][:2] == ["all", "us"]
    assert projections.lookback_for(liu)["page"]["views"] == []


def test_decisions_hold_every_order_with_its_causes(game: Exercise) -> None:
    board = store.present(game).board
    decisions = projections.lookback_for(control(game), panel="decisions")["page"]["decisions"]

    assert {row["turn"]: set(row["rows"]) for row in decisions} == {
        turn: set(resolved.outcomes) for turn, resolved in board.resolved.items()
    }
    assert any(change["causes"] for row in decisions for one in row["rows"].values() for change in one["changes"])


def test_the_report_rates_counts_and_weighs(game: Exercise) -> None:
    brandt = factories.staff_viewer(game, Role.EVALUATOR)
    first, *_ = store.setting_of(game).script.objectives
    services.rate(brandt, objective=first.code, rating="some_difficulty", note="Twice too late.")
    played.opened(game)

    page = projections.lookback_for(brandt, panel="report")["page"]
    row = page["objectives"][0]
    assert (row["rating"], row["note"], row["count"]) == ("some_difficulty", "Twice too late.", 4)
    assert {task["state"] for item in page["objectives"] for task in item["tasks"]} <= {"met", "missed", "open"}
    theirs = projections.lookback_for(factories.seat_viewer(game, PERSON), panel="report")["page"]["objectives"][0]
    assert theirs["rating"] == "some_difficulty"
    assert "note" not in theirs
    assert list(page["scores"]) == [team for team in ("us", "cn", "bis") if team in page["scores"]]


def test_the_turning_points_are_few_ranked_and_the_same_for_all(game: Exercise) -> None:
    played.opened(game)
    reyes, liu = factories.seat_viewer(game, PERSON), factories.seat_viewer(game, "cn-pboc")
    moments = projections.wash_for(reyes)["page"]["moments"]

    assert moments == projections.wash_for(liu)["page"]["moments"]
    assert 0 < len(moments) <= store.setting_of(game).script.hot_wash.pivots
    assert [moment["happened"] for moment in moments] == sorted(moment["happened"] for moment in moments)
    for moment in moments:
        assert all(known == {} or 0 <= known["t"] <= 4 for known in moment["knew"].values())
        assert moment["title"]["zh-hans"]
        assert moment["sum"]["en"]
        assert moment["ask"]["en"]
    numbers = [moment["first"] + place for moment in moments for place in range(len(moment["acts"]))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_first_step_is_silent_and_counts_who_is_finished(game: Exercise) -> None:
    played.opened(game, 1)
    reyes = factories.seat_viewer(game, PERSON)
    before = projections.wash_for(reyes)
    assert before["page"]["finished"] == {"done": 0, "all": 1}
    assert before["page"]["moments"] == []
    assert before["me"]["feelings"] == [4, 5, 6, 7]
    assert before["me"]["predictions"][0] == "Turn 1 goes well."

    services.answer_wash(reyes, answers={"1": "The covering text."})

    after = projections.wash_for(reyes)
    assert after["page"]["finished"] == {"done": 1, "all": 1}
    assert after["me"]["wash"] == {"1": "The covering text."}
    assert projections.wash_for(factories.seat_viewer(game, "us-fed"))["me"]["wash"] == {}


def test_the_transcript_comes_in_pages_and_whole_in_the_record(game: Exercise) -> None:
    played.opened(game)
    viewer = control(game)
    newest = projections.lookback_for(viewer, panel="log")["page"]
    older = projections.lookback_for(viewer, panel="log", before=newest["older"])["page"]

    assert newest["log"][-1]["number"] == older["log"][0]["number"] + 1
    record = projections.record_for(viewer)
    assert [line["number"] for line in record["log"]] == list(range(1, len(record["log"]) + 1))
    assert record["head"] == store.head_hash(game)


def test_the_record_names_seats_and_no_people(game: Exercise) -> None:
    played.opened(game)
    game.seats.filter(code=PERSON).update(name="Reyes Unmistakable")
    for viewer in (control(game), factories.seat_viewer(game, PERSON)):
        text = json.dumps(projections.record_for(viewer))
        assert "Unmistakable" not in text
        assert PERSON in text


def test_a_team_s_record_holds_words_and_never_causes(game: Exercise) -> None:
    played.opened(game)
    log = projections.record_for(factories.seat_viewer(game, "cn-pboc"))["log"]

    assert not {"impact", "changes", "psbt", "why", "descriptor", "shares"} & {name for line in log for name in line}
    assert [line["number"] for line in log] == list(range(1, len(log) + 1))
    assert {key for line in log if line["event"] == "Released" for key in line["text"]} == {"en", "zh-hans"}
    assert {line["by"] for line in log} <= {"control", "clock", "us", "bis", "cn-pboc", "cn-safe"} | {
        line["by"] for line in log if line["event"] == "Said"
    }


def test_spectators_learn_the_tier_and_no_truths(game: Exercise) -> None:
    played.opened(game)
    wall = factories.staff_viewer(game, Role.PUBLIC)
    for panel in PANELS:
        page = projections.lookback_for(wall, panel=panel)["page"]
        assert page.get("objectives", []) == []
        assert not {"scores", "cards", "why"} & set(page)
        assert all("truth" not in row for row in page.get("injects", []))


def test_indicators_are_lines_of_what_the_stream_reads_exactly(game: Exercise) -> None:
    played.opened(game)
    for viewer in (control(game), factories.seat_viewer(game, PERSON)):
        lookback = projections.lookback_for(viewer, panel="report")
        for row in lookback["page"]["indicators"]:
            fact = lookback["view"]["facts"][row["code"]]
            assert not {"w", "c", "lag", "light"} & set(fact)
            assert (row["last"], len(row["values"])) == (fact["v"], 5)


def test_what_control_stepped_back_over_did_not_happen(cast: Any) -> None:
    cast.play_to(Phase.DELIBERATE, turn=2)
    script, board = store.setting_of(cast.exercise).script, store.present(cast.exercise).board
    row = next(inject for inject in script.injects if inject.code not in board.injects)
    services.release(cast.ito, code=row.code)
    cast.exercise.refresh_from_db()
    services.step_back(cast.ito, turn=1, reason="Wrong script.")
    cast.exercise.refresh_from_db()

    page = projections.lookback_for(cast.ito)["page"]
    assert list(page["history"]["turns"]) == ["1"]
    assert row.title.en not in {mark["text"]["en"] for mark in page["history"]["marks"]}
    log = projections.lookback_for(cast.ito, panel="log")["page"]["log"]
    assert "SteppedBack" in {line["event"] for line in log}
    assert any(line.get("code") == row.code for line in log)
