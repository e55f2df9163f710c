"""Conditions, lengths and small changes in words; charts that leave gaps where nothing happened."""

from __future__ import annotations

import itertools
import re

import pytest
from django.utils import translation

from exercises.domain.grammar import parse_condition, walk
from exercises.web.templatetags import conditions, figures, histories, lanes, parley
from tests.domain.table import COLD_IRON, FIRST_WATCH, script
from tests.web.looks.samples import both

TITLES = {"KC11": both("A forged page", "伪造的页面"), "KC11/check_basel": both("Ask Basel", "询问巴塞尔")}


def outcome_lines():
    """Every condition by which the shipped scripts tell their tiers apart."""
    for name in (FIRST_WATCH, COLD_IRON):
        outcome = script(name).outcome
        for tier in (outcome.gold, outcome.silver, outcome.bronze):
            yield from (str(line) for line in (*tier.must, *tier.must_not))


@pytest.mark.parametrize(
    "line, said",
    [
        ("signed(tx:T1) by >= 3", "keys that sign T1: at least 3"),
        ("refused(tx:T2)", "keys that refuse T2: at least 1"),
        ("not (final(tx:T2))", "it is not so that T2 is final on the chain"),
        ("proved_keys >= 3", "keys proved: at least 3"),
        ("did(any, joint_statement)", "any team: “Issue a joint statement”"),
        ("reply(us, KC11) == check_basel", "US answers “A forged page” with “Ask Basel”"),
        ("ever(turn <= 4 and swept(pilot))", "at some time: turn: at most 4; and pilot was emptied into a new vault"),
        ("var(trust.us) > 32", "Trust, US: more than 32.0"),
        ("this is no condition", "this is no condition"),
    ],
)
def test_condition_is_said_in_words(line, said):
    assert conditions.condition({"condition": line, "titles": TITLES}) == said


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_outcome_of_the_library_shows_code(language):
    with translation.override(language):
        for line in outcome_lines():
            assert not re.search(r"\w\(|==|[<>]=?|_", conditions.condition(line)), line


def test_every_kind_of_condition_has_words():
    kinds = {type(node) for line in outcome_lines() for node in walk(parse_condition(line))}
    spoken = {*conditions.CLAUSES, *conditions.TERMS}
    assert {kind.__name__ for kind in kinds - spoken} <= {"Name", "Number"}


@pytest.mark.parametrize(
    "seconds, said", [(21600, "6 hours"), (86400, "1 day"), (1209600, "2 weeks"), (5400, "90 minutes")]
)
def test_story_time_is_a_length_and_no_number_of_seconds(seconds, said):
    assert figures.story_length(seconds) == said


def test_change_that_rounds_away_is_no_change():
    fact = {"v": 35.02, "was": 35.0}
    assert figures.change(fact, "tension") == "unchanged"
    assert not figures.changed(fact, "tension")
    assert figures.changed({"v": 36.0, "was": 35.0}, "tension")


def test_turn_without_an_answer_leaves_a_gap_in_the_chart():
    drawn = histories.minutes_plot({"us": [2.0, None, 4.0]})
    middle = 34 + 308.0 / 2
    assert drawn.count('class="f-us"') == 2
    assert f"M{middle:.1f} " not in drawn
    assert 'class="f-cn"' not in histories.minutes_plot({"us": [2.0], "cn": [None]})


def test_labels_of_two_lines_do_not_lie_on_one_another():
    placed = histories.apart({"us": 100.0, "cn": 101.0, "bis": 99.0})
    heights = sorted(placed.values())
    assert all(upper - lower >= histories.LABEL_HEIGHT for lower, upper in itertools.pairwise(heights))


def test_grid_of_the_run_sheet_stands_on_whole_minutes():
    drawn = "".join(lanes.grid(600.0, 1_900_000_027.0))
    ticks = [float(x) for x in re.findall(r"M([\d.]+) 22V192", drawn)]
    assert ticks[0] == pytest.approx(lanes.place(-1_900_000_027.0 % 60, 600.0), abs=0.1)


def test_outcomes_left_to_show_are_counted():
    view = {"exercise": {"turn": 2}, "outcomes": {"1": {"a": {"shown": False}}, "2": {"b": {"shown": True}}}}
    assert parley.outcomes_left(view) == 0
    view["outcomes"]["2"]["c"] = {"shown": False}
    assert parley.outcomes_left(view) == 1
