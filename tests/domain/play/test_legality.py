"""What a team may choose, and with which details."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.legality import known_action
from exercises.domain.world import CATALOGUE
from exercises.enums import Phase
from exercises.errors import Refusal
from tests.domain.table import COLD_IRON, CONTROLLER, Table, edited, orders

TREASURY, PBOC, MANAGER = "us-treasury", "cn-pboc", "bis-manager"
REAL_ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
WORDS = "x" * 2_001


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)


def act(table, action, seat=TREASURY, **args):
    return table.no(seat, commands.Act, action=action, args=args)


def sheet(table, action, seat=TREASURY, **args):
    team = table.board.seats[seat].team
    return table.no(seat, commands.LockSheet, orders=orders(team, action, **{action: args}))


def test_an_act_that_nobody_knows_is_refused(table):
    assert act(table, "teleport") == "no_such_action"


def test_an_act_that_the_script_denies_is_refused():
    table = Table(edited(COLD_IRON, ("deny: []", "deny: [leak]"))).deliberating(MANAGER)
    assert act(table, "leak", MANAGER, text="They know.") == "no_such_action"


def test_an_act_of_others_is_refused(table):
    assert act(table, "bis_not_signed", tx="x") == "not_your_action"
    assert act(table, "call_session", MANAGER, place="basel") == "not_your_action"


def test_an_act_of_key_holders_is_open_to_teams_that_hold_keys(table):
    assert sheet(table, "harden_site", MANAGER) == "detail_missing"
    seats = {code: replace(seat, holds=()) for code, seat in table.board.seats.items()}
    table.board = replace(table.board, seats=seats)
    assert sheet(table, "harden_site", MANAGER) == "not_your_action"


def test_acts_go_where_their_timing_says(table):
    assert act(table, "vet_staff") == "put_it_on_the_sheet"
    assert sheet(table, "emergency_freeze") == "act_now_instead"
    assert act(table, "freeze_request") == "propose_it"
    assert act(table, "statement", text="All is well.") == "own_verb"


def test_an_act_that_is_not_open_yet_says_what_it_needs(table):
    refusal = table.refused(commands.LockSheet(by=table.by(TREASURY), orders=orders("us", "settle")))
    assert (refusal.code, refusal.params["needs"]) == ("needs_not_met", "var(claims.open) > 0")


# Details


def test_details_are_asked_for_and_no_others_taken(table):
    assert act(table, "emergency_freeze", vault="pilot") == "detail_missing"
    assert act(table, "emergency_freeze", vault="pilot", reason="") == "detail_missing"
    assert act(table, "emergency_freeze", vault="pilot", reason="Why.", size=3) == "unknown_detail"


@pytest.mark.parametrize(
    "action, args",
    [
        ("emergency_freeze", {"vault": "attic", "reason": "Why."}),
        ("share_intel", {"inject": "nothing"}),
        ("share_intel", {"inject": "nothing", "team": "nobody"}),
        ("deny", {"text": "No.", "rumour": "made_up"}),
        ("calming_statement", {"defends_other": "perhaps"}),
    ],
)
def test_a_detail_that_is_not_a_choice_is_refused(table, action, args):
    assert act(table, action, **args) == "detail_unknown"


def test_a_place_that_is_not_a_choice_is_refused_when_the_sheet_is_locked(table):
    assert sheet(table, "call_session", place="the moon") == "detail_unknown"


def test_a_site_that_does_not_exist_is_refused_when_the_sheet_is_locked(table):
    assert sheet(table, "harden_site", site="atlantis") == "detail_unknown"
    table.lock(TREASURY, "harden_site", harden_site={"site": "new_york"})
    assert table.bell().board.phase is Phase.REVEAL


def test_a_rumour_that_runs_can_be_denied():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=2).minutes(6)
    assert table.act(TREASURY, "deny", text="It is not so.", rumour="hong_kong")


@pytest.mark.parametrize("value", [True, "many", math.nan, math.inf])
def test_a_number_is_a_number(table, value):
    args = {"vault": "pilot", "to": "vault:pilot", "btc": value, "reason": "Why."}
    assert sheet(table, "propose_tx", **args) == "detail_not_a_number"


@pytest.mark.parametrize("value", [-1.0, 2_000_000.0])
def test_a_number_has_its_range(table, value):
    args = {"vault": "pilot", "to": "vault:pilot", "btc": value, "reason": "Why."}
    assert sheet(table, "propose_tx", **args) == "detail_out_of_range"


def test_a_statement_names_a_number_that_is_one(table):
    assert table.no(TREASURY, commands.MakeStatement, text="Calm.", amount=math.nan) == "detail_not_a_number"


def test_nobody_cites_what_it_has_not_read(table):
    table.minutes(6)
    note = table.inject("KC02")
    assert act(table, "hide_intel", PBOC, inject=note) == "detail_unknown"
    table.act(TREASURY, "share_intel", inject=note)
    assert table.act(PBOC, "hide_intel", inject=note)


def test_nobody_speaks_of_a_transaction_that_is_not_there(table):
    assert act(table, "bis_not_signed", MANAGER, tx="x") == "detail_unknown"
    assert table.act(MANAGER, "bis_not_signed", tx=table.transaction("T17"))


def test_a_clause_that_the_world_does_not_have_yet_is_no_choice(table):
    assert act(table, "accept_clause", clause="first") == "detail_unknown"


def test_a_text_is_a_text_of_some_length(table):
    assert act(table, "accuse", text=7) == "detail_unknown"
    assert act(table, "accuse", text=WORDS) == "too_long"


# Real secrets (domain check 10)


def test_real_keys_are_refused_wherever_words_are_taken(table):
    said = {
        commands.Say: {"room": "us", "text": REAL_ADDRESS},
        commands.PassNote: {"to": "cn", "text": REAL_ADDRESS},
        commands.MakeStatement: {"text": REAL_ADDRESS},
        commands.NoDuff: {"text": REAL_ADDRESS},
        commands.Act: {"action": "accuse", "args": {"text": REAL_ADDRESS}},
        commands.Propose: {"action": "joint_audit", "to": "cn", "text": REAL_ADDRESS},
        commands.LockSheet: {"orders": (Order(id="o", action="free_text", text=REAL_ADDRESS),)},
    }
    for verb, details in said.items():
        assert table.no(TREASURY, verb, **details) == "never_real_keys"
    assert table.no(TREASURY, commands.MakeStatement, text="Calm.", stance=REAL_ADDRESS) == "never_real_keys"
    assert sheet(table, "file_claim", text=REAL_ADDRESS) == "never_real_keys"
    joint = {"action": "joint_statement", "to": "cn", "args": {"text": REAL_ADDRESS}}
    assert table.no(TREASURY, commands.Propose, **joint) == "never_real_keys"


def test_free_text_says_something_and_not_too_much(table):
    for text, code in (("  ", "say_what_you_do"), (WORDS, "too_long")):
        order = (Order(id="o", action="free_text", text=text),)
        assert table.no(TREASURY, commands.LockSheet, orders=order) == code


def test_every_act_of_the_catalogue_is_looked_up():
    table = Table(COLD_IRON).deliberating(TREASURY)
    case = Case(table.setting, table.board, CONTROLLER, table.now)
    assert {known_action(case, code).code for code in CATALOGUE.actions} == set(CATALOGUE.actions)
    with pytest.raises(Refusal, match="no_such_action"):
        known_action(case, "")
