"""What acts cost: everybody who takes part pays, nothing is promised twice, and nobody goes below nothing."""

from __future__ import annotations

import pytest

from exercises.domain.play import commands
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, orders, rotating, sign

TREASURY, PBOC = "us-treasury", "cn-pboc"
WHY = {"vault": "pilot", "reason": "Something is not right."}


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating()


def left(table, team="us"):
    return table.board.teams[team].ap_left


def test_an_act_takes_its_actions_and_its_capital_at_once(table):
    before = table.world("pc.us")
    table.act(TREASURY, "emergency_freeze", **WHY)
    assert (left(table), before - table.world("pc.us")) == (2, 4)


def test_an_act_is_refused_when_the_actions_are_spent(table):
    for _ in range(3):
        table.act(TREASURY, "accuse", text="You did it.")
    assert table.no(TREASURY, commands.Act, action="accuse", args={"text": "You."}) == "actions_short"


def test_a_note_is_refused_when_the_actions_are_spent(table):
    for _ in range(3):
        table.act(TREASURY, "accuse", text="You did it.")
    assert table.no(TREASURY, commands.PassNote, to="cn", text="A word between us.") == "actions_short"
    assert left(table) == 0


def test_a_statement_is_refused_when_the_capital_is_gone(table):
    table.control(commands.OverrideValue, variable="pc.us", value=0.5, reason="to see")
    assert table.no(TREASURY, commands.MakeStatement, text="All is well.") == "capital_short"


def test_with_little_capital_nothing_dear_is_done(table):
    table.control(commands.OverrideValue, variable="pc.us", value=9.0, reason="to see")
    assert table.lock(TREASURY, "request_recovery", request_recovery=WHY)  # five is not above the limit
    table.seat(TREASURY, commands.ReopenSheet)
    dearer = orders("us", "contribute", contribute={"amount": 10.0, "vault": "pilot"})
    assert table.no(TREASURY, commands.LockSheet, orders=dearer) == "capital_low"


def test_a_sheet_that_costs_more_money_than_there_is_is_refused(table):
    table.control(commands.OverrideValue, variable="budget.us", value=10.0, reason="to see")
    assert table.no(TREASURY, commands.LockSheet, orders=orders("us", "improve_monitoring")) == "money_short"


def test_what_a_locked_sheet_costs_cannot_be_spent_again(table):
    table.lock(TREASURY, "vet_staff", "improve_monitoring", "collect")
    assert table.no(TREASURY, commands.Act, action="emergency_freeze", args=WHY) == "actions_short"
    table.seat(TREASURY, commands.ReopenSheet)
    assert table.act(TREASURY, "emergency_freeze", **WHY)


def test_what_is_promised_to_the_other_side_counts_against_the_sheet(table):
    table.seat(TREASURY, commands.Propose, action="joint_audit", to="cn")
    table.seat(PBOC, commands.Accept, proposal=next(iter(table.board.proposals)))
    sheet = orders("us", "vet_staff", "improve_monitoring", "collect")
    assert table.no(TREASURY, commands.LockSheet, orders=sheet) == "actions_short"
    assert table.lock(TREASURY, "vet_staff", "collect")


def test_an_offer_that_the_proposer_can_no_longer_pay_is_not_accepted(table):
    table.seat(TREASURY, commands.Propose, action="joint_audit", to="cn")
    table.lock(TREASURY, "vet_staff", "improve_monitoring", "collect")
    assert table.no(PBOC, commands.Accept, proposal=next(iter(table.board.proposals))) == "actions_short"


def on_both_sheets(table):
    table.lock(TREASURY, "joint_audit")
    table.lock(PBOC, "joint_audit")


def by_consent(table):
    table.seat(TREASURY, commands.Propose, action="joint_audit", to="cn")
    table.seat(PBOC, commands.Accept, proposal=next(iter(table.board.proposals)))


@pytest.mark.parametrize("agree", [on_both_sheets, by_consent])
def test_both_sides_pay_for_a_joint_act_at_the_bell(table, agree):
    before = {team: table.world(f"budget.{team}") for team in ("us", "cn")}
    agree(table)
    assert {team: table.world(f"budget.{team}") for team in ("us", "cn")} == before
    table.bell()
    for team in ("us", "cn"):
        paid = sum(
            cause.size
            for change in table.board.changes
            if change.variable == f"budget.{team}"
            for cause in change.causes
            if cause.code == "cost"
        )
        assert paid == -2.5  # five million between them


def test_orders_that_cannot_be_paid_one_after_another_fail_at_the_bell(table):
    """Capital may go while the sheet lies sealed; then the first orders that can be paid are done."""
    table.lock(TREASURY, "vet_staff", "collect")
    table.control(commands.OverrideValue, variable="pc.us", value=1.2, reason="to see")
    table.bell()
    ends = {item.action: (item.result, item.reason) for item in table.board.resolution.outcomes.values()}
    assert ends == {"vet_staff": ("done", ""), "collect": ("failed", "capital_short")}
    assert table.world("pc.us") >= 0


def test_nothing_ever_takes_more_actions_than_there_are(table):
    table.act(TREASURY, "emergency_freeze", **WHY)
    table.lock(TREASURY, "vet_staff", "collect")
    table.until(Phase.BRIEF, 2)
    assert left(table) == 3


def test_a_rotation_is_paid_when_it_is_ordered_and_not_again_by_who_signs_last():
    table = rotating(Table(COLD_IRON).deliberating(*KEYHOLDERS.values()))
    before = {code: table.world(code) for code in ("pc.us", "pc.cn", "budget.us", "budget.bis")}
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    assert {code: table.world(code) for code in before} == before
    assert left(table, "bis") == 2
    deed = table.board.deeds[-1]
    assert (deed.action, deed.team, deed.partner) == ("rotate_keys", "us", "cn")


def test_the_same_act_twice_on_a_sheet_gains_once(table):
    table.lock(TREASURY, "collect", "collect")
    before = table.world("intel.us")
    table.bell()
    gained = sum(
        cause.size
        for change in table.board.changes
        if change.variable == "intel.us"
        for cause in change.causes
        if cause.code == "action"
    )
    assert before
    assert gained == 5
