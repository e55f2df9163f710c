"""What control decides by hand, what teams say against it, and what people thought."""

from __future__ import annotations

import math

import pytest

from exercises.domain.board.setting import EVALUATOR
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known
from exercises.domain.play.outcome import cards, tier
from exercises.enums import Occupant, Phase
from tests.domain.table import COLD_IRON, CONTROLLER, EVALUATING, KEYHOLDERS, Table

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER = "bis-manager"
REAL_ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)


def resolved():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)
    table.lock(TREASURY, "vet_staff", "collect")
    table.lock(PBOC, "collect")
    table.bell()
    return table, {(item.team, item.action): item.id for item in table.board.resolution.outcomes.values()}


# The reveal


def test_outcomes_are_shown_one_by_one():
    table, outcomes = resolved()
    for count in range(1, len(outcomes) + 1):
        table.control(commands.ShowNext)
        assert table.board.resolution.shown == count
    assert table.no_control(commands.ShowNext) == "nothing_to_show"
    assert table.no(TREASURY, commands.ShowNext) == "control_only"


def test_what_was_not_shown_by_then_is_shown_when_the_next_turn_begins():
    table, outcomes = resolved()
    table.next_turn()
    assert table.board.resolved["1"].shown == len(outcomes)


def test_before_the_bell_there_is_nothing_to_show(table):
    assert table.no_control(commands.ShowNext) == "nothing_to_show"


def test_a_team_contests_one_outcome_of_its_own_a_turn():
    table, outcomes = resolved()
    first, second, other = outcomes["us", "vet_staff"], outcomes["us", "collect"], outcomes["cn", "collect"]
    assert table.no(TREASURY, commands.Contest, outcome=other, text="No!") == "no_such_outcome"
    table.seat(TREASURY, commands.Contest, outcome=first, text="We did more than that.")
    assert table.no(TREASURY, commands.Contest, outcome=second, text="And that.") == "contested_once"
    assert table.board.resolution.contests[first].state == "open"


def test_an_outcome_is_contested_until_the_next_lock():
    table, outcomes = resolved()
    table.next_turn()
    table.seat(PBOC, commands.Contest, outcome=outcomes["cn", "collect"], text="We disagree.")
    table.until(Phase.LOCK)
    assert table.no(TREASURY, commands.Contest, outcome=outcomes["us", "collect"], text="x") == "nothing_to_contest"


def test_before_the_first_bell_there_is_nothing_to_contest(table):
    assert table.no(TREASURY, commands.Contest, outcome="x", text="x") == "nothing_to_contest"


def test_control_rules_on_a_contest_and_the_ruling_is_added():
    table, outcomes = resolved()
    public = outcomes["us", "vet_staff"]
    before = table.world("trust.us")
    table.seat(TREASURY, commands.Contest, outcome=public, text="We did more.")
    ruling = {"outcome": public, "upheld": True, "text": "You did.", "preset": "trust_gain_small"}
    assert table.no(TREASURY, commands.RuleContest, **ruling) == "control_only"
    table.control(commands.RuleContest, **ruling)
    contest = table.board.resolution.contests[public]
    assert (contest.state, contest.ruling) == ("upheld", "You did.")
    assert table.world("trust.us") != before or table.world("trust.cn") > 30
    assert table.no_control(commands.RuleContest, **ruling) == "no_such_contest"


def test_a_contest_may_be_dismissed_and_then_nothing_moves():
    table, outcomes = resolved()
    public = outcomes["us", "vet_staff"]
    before = table.board.world
    table.seat(TREASURY, commands.Contest, outcome=public, text="We did more.")
    table.control(commands.RuleContest, outcome=public, upheld=False, text="No.", preset="trust_gain_small")
    assert table.board.resolution.contests[public].state == "dismissed"
    assert table.board.world == before


# Free text


def act_of_its_own():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC)
    order = Order(id="free", action="free_text", text="We send a delegation.", seat=TREASURY)
    table.seat(TREASURY, commands.LockSheet, orders=(order,))
    return table


def test_control_rules_on_a_free_act_after_the_lock():
    table = act_of_its_own()
    ruling = {"act": "free", "preset": "trust_gain_small", "scale": 2.0, "text": "A good idea."}
    assert table.no_control(commands.RuleAct, **ruling) == "still_sealed"
    table.bell()
    assert table.no(PBOC, commands.RuleAct, **ruling) == "control_only"
    before = table.world("trust.cn")
    table.control(commands.RuleAct, **ruling)
    assert table.world("trust.cn") > before
    assert table.board.free["free"].ruling == "A good idea."
    assert table.no_control(commands.RuleAct, **ruling) == "no_such_act"


@pytest.mark.parametrize(
    "change, code",
    [
        ({"preset": "miracle"}, "no_such_preset"),
        ({"scale": -1.0}, "scale_range"),
        ({"scale": 3.1}, "scale_range"),
        ({"scale": math.nan}, "scale_range"),
        ({"text": ""}, "say_something"),
    ],
)
def test_a_ruling_is_looked_at(change, code):
    table = act_of_its_own().bell()
    ruling = {"act": "free", "preset": "trust_gain_small", "text": "Good."}
    assert table.no_control(commands.RuleAct, **{**ruling, **change}) == code


def test_a_ruling_without_a_preset_moves_nothing():
    table = act_of_its_own().bell()
    before = table.board.world
    table.control(commands.RuleAct, act="free", text="Nothing came of it.")
    assert table.board.world == before


def test_a_free_act_is_ruled_on_in_a_later_turn_too():
    table = act_of_its_own().next_turn()
    assert table.control(commands.RuleAct, act="free", text="Late, but well.")


def test_withdrawing_the_sheet_withdraws_its_free_acts():
    table = act_of_its_own()
    table.seat(TREASURY, commands.ReopenSheet)
    assert table.board.free == {}
    assert table.no(TREASURY, commands.ReopenSheet) == "not_locked"


# Credit


def test_what_is_credited_counts_as_done_and_as_answered(table):
    table.minutes(3)
    table.control(commands.Credit, team="us", action="call", evidence="Rang from the corridor.")
    table.control(commands.Credit, team="cn", inject="KC01D", reply="routine", evidence="Said in plenary.")
    facts = Known(table.setting, table.board)
    assert (facts.did("us", "call"), facts.reply("cn", "KC01D"), facts.answered("KC01D")) == (True, "routine", True)
    assert table.board.deeds[-1].credited


@pytest.mark.parametrize(
    "details, code",
    [
        ({"team": "nobody", "action": "call"}, "no_such_team"),
        ({"team": "us"}, "nothing_to_credit"),
        ({"team": "us", "inject": "KC01D"}, "nothing_to_credit"),
        ({"team": "us", "action": "teleport"}, "no_such_action"),
        ({"team": "us", "inject": "KC99", "reply": "routine"}, "no_such_inject"),
        ({"team": "us", "inject": "KC01D", "reply": "perhaps"}, "no_such_reply"),
        ({"team": "us", "action": "call", "evidence": ""}, "say_something"),
    ],
)
def test_credit_is_looked_at(table, details, code):
    assert table.no_control(commands.Credit, **{"evidence": "Heard.", **details}) == code


def test_control_confirms_that_something_was_not_done(table):
    table.control(commands.NotDone, inject="KC02")
    assert table.board.injects["KC02"].denied
    assert table.no_control(commands.NotDone, inject="KC99") == "no_such_inject"
    assert table.no(TREASURY, commands.NotDone, inject="KC02") == "control_only"


# Overrides (domain check 15)


def test_an_override_needs_a_reason_and_stands_in_the_record(table):
    change = {"variable": "tension", "value": 10}
    assert table.no_control(commands.OverrideValue, **change, reason=" ") == "reason_needed"
    assert table.no(TREASURY, commands.OverrideValue, **change, reason="x") == "control_only"
    table.control(commands.OverrideValue, **change, reason="A wrong figure in the script.")
    (note,) = table.board.overrides
    assert (note.variable, note.before, note.after, note.turn) == ("tension", 52.0, 10.0, 1)
    assert table.world("tension") == 10.0


def test_an_override_does_not_alter_an_earlier_turn(table):
    table.next_turn()
    before = table.kept(2)
    told = table.board.resolved["1"]
    table.control(commands.OverrideValue, variable="tension", value=0.0, reason="to see")
    assert table.kept(2) == before
    assert table.board.resolved["1"] == told


def test_what_follows_from_an_overridden_number_follows_at_once(table):
    table.control(commands.OverrideValue, variable="hash.share.us", value=0.9, reason="to see")
    shares = [value for code, value in table.board.world.items() if code.startswith("hash.share.")]
    assert sum(shares) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "variable, value, code",
    [
        ("nonsense", 1.0, "no_such_variable"),
        ("tension", 101.0, "value_out_of_range"),
        ("tension", math.nan, "value_out_of_range"),
        ("tension", True, "value_out_of_range"),
        ("tension", "high", "value_out_of_range"),
        ("hotline.state", "broken", "value_out_of_range"),
        ("dash.shared", 1.0, "value_out_of_range"),
    ],
)
def test_an_override_stays_within_the_number(table, variable, value, code):
    assert table.no_control(commands.OverrideValue, variable=variable, value=value, reason="x") == code


def test_states_and_flags_can_be_set(table):
    table.control(commands.OverrideValue, variable="hotline.state", value="tested", reason="to see")
    table.control(commands.OverrideValue, variable="dash.shared", value=True, reason="to see")
    assert (table.board.world["hotline.state"], table.board.world["dash.shared"]) == ("tested", True)


# Seats


def test_people_take_seats_and_control_clears_them():
    table = Table(COLD_IRON).seated()
    assert table.refused(commands.FillSeat(by=table.by(FED), seat=FED, occupant=Occupant.BOT)).code == "control_only"
    table.do(commands.FillSeat(by=table.by(FED), seat=FED, occupant=Occupant.HUMAN))
    assert table.do(commands.FillSeat(by=table.by(FED), seat=FED, occupant=Occupant.HUMAN)) == ()
    assert table.no_control(commands.FillSeat, seat=FED, occupant=Occupant.BOT) == "seat_taken"
    table.control(commands.ClearSeat, seat=FED)
    assert table.control(commands.ClearSeat, seat=FED) == ()
    table.control(commands.FillSeat, seat=FED, occupant=Occupant.BOT)
    table.do(commands.FillSeat(by=table.by(FED), seat=FED, occupant=Occupant.HUMAN))
    assert table.no_control(commands.ClearSeat, seat="nobody") == "no_such_seat"


def test_after_the_end_seats_do_not_change(table):
    table.control(commands.End, reason="Over.")
    assert table.no_control(commands.FillSeat, seat=FED, occupant=Occupant.BOT) == "already_over"


def test_control_names_who_leads(table):
    assert table.no_control(commands.PassLead, team="cn", seat=FED) == "other_team"
    assert table.no_control(commands.PassLead, team="us", seat="nobody") == "no_such_seat"
    table.control(commands.PassLead, team="us", seat=FED)
    assert (table.lead("us"), table.lead("cn")) == (FED, PBOC)


# Review


def test_at_the_lock_each_principal_seat_says_how_it_feels(table):
    assert table.no(TREASURY, commands.GiveFeeling, trust=5) == "not_at_the_lock"
    table.until(Phase.LOCK)
    assert table.no(MANAGER, commands.GiveFeeling, trust=5) == "principals_only"
    assert table.no(TREASURY, commands.GiveFeeling, trust=11) == "trust_range"
    table.seat(TREASURY, commands.GiveFeeling, trust=4, prediction=" They will freeze. ")
    table.seat(PBOC, commands.GiveFeeling, trust=6)
    feelings = table.board.feelings["1"]
    assert (feelings[TREASURY].prediction, feelings[PBOC].prediction) == ("They will freeze.", "")


def test_the_hot_wash_takes_answers_then_fixes_then_feedback(table):
    assert table.no(TREASURY, commands.AnswerWash, answers={"1": "x"}) == "not_that_step"
    table.control(commands.End, reason="Over.")
    table.control(commands.MoveWash)
    table.seat(TREASURY, commands.AnswerWash, answers={"1": " The outputs. ", "2": " "})
    assert table.board.answers[f"{TREASURY}/1"] == {"1": "The outputs."}
    assert table.no_control(commands.AnswerWash, answers={}) == "seat_only"
    assert table.no(TREASURY, commands.NoteFix, kind="fix", text="x") == "not_that_step"
    table.control(commands.MoveWash)
    assert table.no(TREASURY, commands.AnswerWash, answers={}) == "not_that_step"
    table.control(commands.MoveWash)
    assert table.no(TREASURY, commands.NoteFix, kind="complaint", text="x") == "no_such_kind"
    table.seat(TREASURY, commands.NoteFix, kind="fix", text="Read before signing.", owner="us-fed")
    table.seat(TREASURY, commands.NoteFix, kind="strength", text="We talked.")
    assert [(item.kind, item.owner) for item in table.board.fixes.values()] == [("fix", "us-fed"), ("strength", "")]


def test_evaluators_observe_and_rate(table):
    table.do(commands.Observe(by=EVALUATING, team="us", text="Decoded first.", objective="KC-O1"))
    table.control(commands.Observe, team="")
    assert [item.seat for item in table.board.observations.values()] == [EVALUATOR, "control"]
    table.do(commands.Rate(by=EVALUATING, objective="KC-O1", rating="performed", note="Well done."))
    table.do(commands.Rate(by=EVALUATING, objective="KC-O1", rating="some_difficulty"))
    assert (table.board.ratings["KC-O1"].rating, table.board.ratings["KC-O1"].note) == ("some_difficulty", "")


@pytest.mark.parametrize(
    "command, code",
    [
        (commands.Observe(by=EVALUATING, team="nobody"), "no_such_team"),
        (commands.Rate(by=EVALUATING, objective="KC-O9", rating="performed"), "no_such_objective"),
        (commands.Rate(by=EVALUATING, objective="KC-O1", rating="fine"), "no_such_rating"),
        (commands.Rate(by=EVALUATING, objective="KC-O1", rating="performed", note=REAL_ADDRESS), "never_real_keys"),
    ],
)
def test_what_evaluators_write_is_looked_at(table, command, code):
    assert table.refused(command).code == code


def test_nobody_at_the_table_evaluates(table):
    assert table.no(TREASURY, commands.Observe, team="us") == "evaluators_only"


def test_an_evaluator_may_note_something_before_the_start():
    table = Table(COLD_IRON).seated()
    table.do(commands.Observe(by=EVALUATING, team="us", text="Early birds."))
    (note,) = table.board.observations.values()
    assert (note.turn, note.at) == (0, 0.0)


# The end of it


def test_the_tier_names_what_higher_ones_lacked():
    table = Table().deliberating(turn=4).to_end()
    assert table.board.tier == "bronze"
    assert any(line.startswith("gold: signed(tx:T1)") for line in table.board.tier_why)
    assert all(not line.startswith("bronze") for line in table.board.tier_why)


def test_cards_are_met_or_not():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC)
    case = Case(table.setting, table.board, CONTROLLER, table.now)
    assert cards(case)["us_no_new_hearing"]
    assert not cards(case)["cn_partner"]
    assert tier(case)[0] == "bronze"
