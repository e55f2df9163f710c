"""The bell: sealed orders in one fixed order, whatever order they were sealed in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.domain.codec import encode
from exercises.domain.events.parts import Order
from exercises.domain.events.talk import StatementMade
from exercises.domain.play import commands
from exercises.domain.play.facts import Known
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, KEYHOLDERS, NOON, Table, edited, orders

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER = "bis-manager"
ALL = (TREASURY, PBOC, MANAGER)


@pytest.fixture
def table():
    return Table(COLD_IRON, luck=True).deliberating(*ALL)


def ends(table):
    return {item.action: (item.result, item.reason) for item in table.board.resolution.outcomes.values()}


def test_a_joint_act_on_both_sheets_is_done(table):
    table.lock(TREASURY, "joint_audit")
    table.lock(PBOC, "joint_audit")
    table.bell()
    (outcome,) = table.board.resolution.outcomes.values()
    assert {outcome.team, outcome.partner} == {"us", "cn"}
    assert Known(table.setting, table.board).did("us", "joint_audit")


def test_a_joint_act_on_one_sheet_fails_and_costs_nothing(table):
    before = table.world("budget.us")
    table.lock(TREASURY, "joint_audit")
    table.bell()
    assert ends(table) == {"joint_audit": ("failed", "no_partner")}
    assert table.world("budget.us") == before
    assert not Known(table.setting, table.board).did("us", "joint_audit")


def test_a_joint_act_twice_on_one_sheet_binds_the_partner_once(table):
    table.lock(TREASURY, "joint_audit")
    table.lock(PBOC, "joint_audit", "joint_audit")
    table.bell()
    outcomes = sorted((item.team, item.partner, item.reason) for item in table.board.resolution.outcomes.values())
    assert outcomes == [("cn", "", "no_partner"), ("cn", "us", "")]


def test_an_accepted_act_is_done_at_the_bell(table):
    table.seat(TREASURY, commands.Propose, action="joint_statement", to="cn", args={"text": "EXERCISE. One text."})
    (public,) = table.board.proposals
    table.seat(PBOC, commands.Accept, proposal=public)
    table.bell()
    assert table.board.proposals[public].state == "done"
    (statement,) = table.events(StatementMade)
    assert (statement.team, statement.partner, statement.text) == ("us", "cn", "EXERCISE. One text.")


def test_what_is_found_counts_as_done_too(table):
    """An audit ends in a finding, not in the word `done`; it was held all the same."""
    table.lock(TREASURY, "joint_audit")
    table.lock(PBOC, "joint_audit")
    table.lock(MANAGER, "bis_attest")
    table.bell()
    assert {result for result, _ in ends(table).values()} <= {"clean", "fault", "found"}
    facts = Known(table.setting, table.board)
    assert facts.did("cn", "joint_audit")
    assert facts.did("bis", "bis_attest")


def test_free_text_waits_for_its_ruling(table):
    text = (Order(id="free", action="free_text", text="We send a delegation.", seat=TREASURY),)
    table.seat(TREASURY, commands.LockSheet, orders=text)
    table.bell()
    assert ends(table) == {"free_text": ("ruling", "")}
    assert table.board.free["free"].state == "open"
    assert not Known(table.setting, table.board).did("us", "free_text")


def test_an_order_whose_condition_fell_away_fails(table):
    script = edited(COLD_IRON, ("  tension: 52", "  tension: 52\n  dash.shared: false"))
    table = Table(script).deliberating(*ALL)
    for lead in (TREASURY, PBOC):
        table.lock(lead, "share_dashboard")
    table.control(commands.OverrideValue, variable="dash.shared", value=True, reason="to see")
    table.bell()
    assert ends(table) == {"share_dashboard": ("failed", "needs_not_met")}


# The order does not matter (domain check 2)


SHEETS = {
    TREASURY: ("joint_audit", "vet_staff"),
    PBOC: ("joint_audit", "collect"),
    MANAGER: ("bis_inspect", "host"),
}


def locked_in(sequence):
    table = Table(COLD_IRON, luck=True).deliberating(*ALL)
    for seat in sequence:
        table.lock(seat, *SHEETS[seat])
    return table.bell()


def test_the_order_of_locking_does_not_change_the_result():
    first, second = locked_in(ALL), locked_in(ALL[::-1])
    assert first.board.world == second.board.world
    assert encode(first.board.resolution) == encode(second.board.resolution)


def offered_in(sequence):
    table = Table(COLD_IRON, luck=True).deliberating(*ALL)
    wishes = {TREASURY: ("joint_audit", "cn", PBOC), PBOC: ("agree_liability", "us", TREASURY)}
    for seat in sequence:
        action, to, _ = wishes[seat]
        args = {"rule": "half_half"} if action == "agree_liability" else {}
        table.seat(seat, commands.Propose, action=action, to=to, args=args)
    for public, proposal in table.board.proposals.items():
        table.seat(wishes[proposal.seat][2], commands.Accept, proposal=public)
    return table.bell()


def test_the_order_of_proposing_does_not_change_the_result():
    first, second = offered_in((TREASURY, PBOC)), offered_in((PBOC, TREASURY))
    assert first.board.world == second.board.world
    assert list(first.board.resolution.outcomes) == list(second.board.resolution.outcomes)


def test_the_same_secret_and_orders_give_the_same_log():
    first, second = locked_in(ALL), locked_in(ALL)
    assert [encode(entry) for entry in first.log] == [encode(entry) for entry in second.log]


def test_another_secret_gives_another_world():
    other = Table(COLD_IRON, luck=True, secret=b"another secret").deliberating(*ALL)
    for seat in ALL:
        other.lock(seat, *SHEETS[seat])
    assert other.bell().board.world != locked_in(ALL).board.world


def test_without_luck_the_secret_changes_no_number():
    worlds = []
    for secret in (b"one", b"two"):
        table = Table(COLD_IRON, secret=secret).deliberating(*ALL)
        for seat in ALL:
            table.lock(seat, *SHEETS[seat])
        worlds.append(table.bell().board.world)
    assert worlds[0] == worlds[1]


# What is remembered


def test_what_is_done_at_the_bell_of_a_turn_was_done_in_that_turn():
    """`ever(turn <= 4 and did(any, joint_statement))`: the bell of turn 4 is still turn 4."""
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=4)
    for team in ("us", "cn"):
        table.lock(table.lead(team), "joint_statement", joint_statement={"text": "EXERCISE. One text."})
    table.next_turn()
    assert Known(table.setting, table.board).ever("turn <= 4 and did(any, joint_statement)")


def test_a_number_is_remembered_as_the_bell_left_it():
    text = "var(tension) < 10"
    script = edited(COLD_IRON, ('met: "not ever(var(approval.us) < 45)"', f'met: "not held({text}, 2)"'))
    table = Table(script).deliberating(*ALL)
    table.control(commands.OverrideValue, variable="tension", value=0.0, reason="to see")
    table.bell()
    assert table.world("tension") < 10
    table.next_turn()
    table.control(commands.OverrideValue, variable="tension", value=5.0, reason="to see")
    assert Known(table.setting, table.board).held(text, 2)
    assert not Known(table.setting, table.board).held(text, 3)


def test_drafts_count_at_the_bell_only_when_they_are_legal(table):
    drafts = {
        "us": orders("us", "collect"),
        "cn": orders("cn", "collect", "collect", "collect", "collect"),
        "bis": orders("bis"),
    }
    table.until(Phase.LOCK, drafts=drafts)
    states = {team: sheet.state for team, sheet in table.board.sheets.items()}
    assert states == {"us": "taken", "cn": "posture", "bis": "posture"}


def test_a_draft_does_not_replace_a_locked_sheet(table):
    table.lock(TREASURY, "collect")
    table.until(Phase.LOCK, drafts={"us": orders("us", "vet_staff")})
    assert [order.action for order in table.board.sheets["us"].orders] == ["collect"]


def test_two_orders_with_one_id_are_refused(table):
    one, other = orders("us", "collect", "vet_staff")
    assert table.no(TREASURY, commands.LockSheet, orders=(one, replace(other, id=one.id))) == "detail_unknown"


def test_time_passes_by_the_story_of_each_turn(table):
    table.next_turn()
    assert table.board.story - table.setting.script.starts(1).timestamp() == 6 * 3600
    assert table.now > NOON
