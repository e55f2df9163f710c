"""What the tags make of texts, figures, people and codes."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from exercises.web.templatetags import charts, custody, figures, lanes, parley, people, wording
from tests.web.looks import samples
from tests.web.looks.samples import both


def test_text_is_said_in_the_readers_language():
    with translation.override("zh-hans"):
        assert parley.say(both("Accord", "协定")) == "协定"


def test_text_without_translation_falls_back_and_names_its_language():
    with translation.override("zh-hans"):
        assert parley.say({"en": "Accord"}) == '<span lang="en">Accord</span>'


def test_text_of_a_stranger_is_escaped():
    assert parley.say({"en": "<b>x</b>"}) == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "![picture](https://example.org/x.png)",
        "[a link](javascript:alert(1))",
        "[out](https://example.org)",
        '<p onclick="x()">hi</p>',
        "<style>*{}</style>",
    ],
)
def test_story_keeps_nothing_that_acts_or_leads_out(source):
    html = parley.story({"en": source})
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
    assert "<style" not in html
    assert "<p onclick" not in html


@given(st.text())
def test_story_never_lets_markup_through(source):
    html = parley.story(source)
    assert "<script" not in html.lower()
    assert " on" not in "".join(tag for tag in html.split("<")[1:] if tag.startswith("svg"))


def test_story_keeps_lists_and_stress():
    html = parley.story({"en": "1. *one*\n2. **two**"})
    assert "<ol>" in html
    assert "<em>one</em>" in html


@pytest.mark.parametrize(
    "value, places, written",
    [(0, 1, "±0.0"), (0.04, 1, "±0.0"), (2.4, 1, "+2.4"), (-1230, 0, "−1,230"), ("", 1, "±0.0")],
)
def test_change_is_written_with_its_sign(value, places, written):
    assert figures.signed(value, places) == written


@pytest.mark.parametrize(
    "code, value, written",
    [
        ("market.price", 61480.0, "61,480"),
        ("hash.share.us", 0.384, "38.4%"),
        ("tension", 46, "46.0"),
        ("accord.state", "pilot", "pilot agreement"),
        ("vault.attack_distance", 2.0, "2"),
        ("never.heard.of", 1.25, "1.2"),
    ],
)
def test_figure_is_written_in_the_style_of_its_variable(code, value, written):
    assert figures.figure(value, code) == written


@pytest.mark.parametrize(
    "fact, written",
    [
        ({"v": 61480.0, "was": 66980.0}, "−8.2% this turn"),
        ({"v": 61480.0, "w": 900.0}, "estimate, ± 900"),
        ({"v": 61480.0}, ""),
        ({"v": "signed", "was": "pilot"}, "changed this turn"),
    ],
)
def test_fact_says_what_it_did(fact, written):
    assert figures.change(fact, "market.price") == written


@given(st.floats(min_value=-1e7, max_value=1e9, allow_nan=False))
def test_clock_is_never_negative(seconds):
    assert not figures.clock(seconds).startswith("-")
    assert not figures.minutes(seconds).startswith("-")


@pytest.mark.parametrize(
    "room, name, readers",
    [
        ("us", "US team", "Only your team"),
        ("cn~us", "China, closed", "Only China"),
        ("plenary", "Plenary", "Every team"),
        ("control~us", "Ask control", "Only exercise control"),
    ],
)
def test_room_says_who_reads_it(room, name, readers):
    assert people.room_name(room, samples.us()) == name
    assert people.room_readers(room, samples.us()).startswith(readers)


def test_coalitions_are_grouped_and_the_excluding_ones_named():
    rows = custody.coalition_rows(samples.vaults()["pilot"]["coalitions"])
    assert sum(row["ways"] for row in rows) == 10
    assert {tuple(row["without"]) for row in rows if row["without"]} == {("us",), ("cn",)}


@pytest.mark.parametrize(
    "code, line, state, note",
    [
        ("destination", {"ok": False, "unknown": 1}, "bad", "1 output is unknown"),
        ("amount", {"ok": True, "btc": 0.0, "limit": 200}, "ok", "nothing leaves"),
        ("amount", {"ok": False, "btc": 2150.0, "limit": 200}, "bad", "2,150 leaves, limit 200"),
        ("signatures", {"ok": False, "have": 1, "needs": 2}, "na", "1 so far, 2 missing"),
        ("text", {"ok": False, "decoded": False}, "na", "not decoded"),
        ("text", {"ok": False, "decoded": True, "outputs": True, "amounts": False}, "bad", "differs: amounts"),
        ("frozen", {"ok": False, "until": 4}, "bad", "frozen until the end of turn 4"),
    ],
)
def test_checklist_line_says_what_it_found(code, line, state, note):
    assert custody.check_state(line, code) == state
    assert custody.check_note(line, code) == note


def test_cause_is_a_sentence_with_names_in_it():
    cause = {"code": "action", "params": {"team": "us", "action": "joint_statement"}, "size": 4.0}
    sentence = wording.because(cause)
    assert "US" in sentence
    assert wording.action("joint_statement") in sentence


def test_hidden_cause_does_not_say_what_it_is():
    assert wording.because({"code": "hidden", "size": -0.8}) == "Reasons you do not see"


def test_team_mark_carries_shape_name_and_hue():
    mark = parley.team({"view": samples.us()}, "imf")
    assert 'class="team obs"' in mark
    assert "<svg" in mark
    assert mark.endswith("IMF</span>")


def test_unknown_code_is_shown_as_its_own_words():
    assert wording.word("brand_new.code", "phase") == "Brand new code"


def test_spark_of_one_value_is_no_line():
    assert charts.spark([3]) == ""


@given(st.lists(st.floats(min_value=-1e9, max_value=1e9), min_size=2, max_size=12))
def test_spark_stays_inside_its_box(trend):
    spots = charts.points(trend, (0.0, 3.0, 88.0, 25.0))
    assert all(-0.01 <= x <= 88.01 and 2.9 <= y <= 25.1 for x, y in spots)


def test_run_sheet_places_the_next_inject_after_the_brief():
    view = samples.control()
    rows = {row["code"]: row for row in lanes.control_rows(view)}
    assert rows["KC07B"]["next"]
    assert rows["KC08"]["due"] == 180 + 360
    assert rows["KC10"]["due"] is None
    assert list(rows)[-1] == "KC16"


def test_run_sheet_of_a_paused_turn_counts_minutes():
    view = samples.control()
    view["exercise"] |= {"state": "paused", "clock": {"left": 300.0}}
    sheet = lanes.run_sheet(view)
    assert "+2" in sheet
    assert "data-now-line" not in sheet


def test_credit_form_knows_the_deed_a_condition_waits_for():
    assert wording.expected_deed("did_within(us, share_intel, 1)") == {"team": "us", "action": "share_intel"}
    assert wording.expected_deed("turn >= 3") == {}
