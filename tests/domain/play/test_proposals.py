"""Joint acts: proposed, accepted, declined, lapsed."""

from __future__ import annotations

import pytest

from exercises.domain.events.acts import ActDone, ProposalClosed
from exercises.domain.play import commands
from exercises.domain.play.facts import Known
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER = "bis-manager"


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)


def propose(table, action="joint_audit", seat=TREASURY, to="cn", **details):
    table.seat(seat, commands.Propose, action=action, to=to, **details)
    return list(table.board.proposals)[-1]


def state(table, public):
    return table.board.proposals[public].state


def test_what_both_agreed_on_is_done_at_the_bell_by_both(table):
    public = propose(table, "test_hotline")
    table.seat(PBOC, commands.Accept, proposal=public)
    assert table.board.world["hotline.state"] == "installed"
    table.bell()
    assert state(table, public) == "done"
    assert table.board.world["hotline.state"] == "tested"
    facts = Known(table.setting, table.board)
    assert (facts.did("us", "test_hotline"), facts.did("cn", "test_hotline")) == (True, True)
    assert not facts.alone("test_hotline")


def test_an_act_of_the_bell_waits_for_it(table):
    public = propose(table)
    table.seat(PBOC, commands.Accept, proposal=public)
    assert (state(table, public), table.events(ActDone)) == ("accepted", [])
    table.bell()
    assert state(table, public) == "done"


def test_a_proposal_lapses_at_the_end_of_the_turn(table):
    public = propose(table)
    table.bell()
    assert state(table, public) == "lapsed"
    table.next_turn()
    assert table.no(PBOC, commands.Accept, proposal=public) == "proposal_closed"


def test_the_other_side_declines_and_the_proposer_withdraws(table):
    first, second = propose(table), propose(table, "agree_liability", args={"rule": "half_half"})
    table.seat(PBOC, commands.Decline, proposal=first)
    table.seat(TREASURY, commands.Decline, proposal=second)
    assert [event.how for event in table.events(ProposalClosed)] == ["declined", "withdrawn"]
    assert table.no(TREASURY, commands.Decline, proposal=first) == "proposal_closed"


def test_a_third_party_does_not_see_a_proposal(table):
    public = propose(table)
    for verb in (commands.Accept, commands.Decline):
        assert table.no(MANAGER, verb, proposal=public) == "no_such_proposal"
        assert table.no(PBOC, verb, proposal="nothing") == "no_such_proposal"
    assert table.no(TREASURY, commands.Accept, proposal=public) == "no_such_proposal"


def test_only_leads_propose_and_consent():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    assert table.no(FED, commands.Propose, action="joint_audit", to="cn") == "lead_only"
    public = propose(table)
    assert table.no(SAFE, commands.Accept, proposal=public) == "lead_only"
    assert table.no(SAFE, commands.Decline, proposal=public) == "lead_only"


@pytest.mark.parametrize(
    "action, to, code",
    [
        ("vet_staff", "cn", "not_a_joint_act"),
        ("joint_audit", "us", "no_such_team"),
        ("joint_audit", "nobody", "no_such_team"),
        ("joint_audit", "bis", "not_your_action"),
        ("teleport", "cn", "no_such_action"),
        ("joint_statement", "cn", "detail_missing"),
        ("settle", "cn", "needs_not_met"),
    ],
)
def test_what_cannot_be_proposed(table, action, to, code):
    assert table.no(TREASURY, commands.Propose, action=action, to=to) == code


def test_an_observer_proposes_no_act_of_principals(table):
    assert table.no(MANAGER, commands.Propose, action="joint_audit", to="us") == "not_your_action"


def test_the_same_proposal_stands_once(table):
    propose(table)
    assert table.no(TREASURY, commands.Propose, action="joint_audit", to="cn") == "already_proposed"
    assert propose(table, seat=PBOC, to="us")


def test_words_of_a_proposal_have_a_length(table):
    long = {"action": "joint_audit", "to": "cn", "text": "x" * 2_001}
    assert table.no(TREASURY, commands.Propose, **long) == "too_long"


def test_an_act_that_is_not_open_any_more_is_not_accepted(table):
    public = propose(table, "share_dashboard")
    table.control(commands.OverrideValue, variable="dash.shared", value=True, reason="to see")
    assert table.no(PBOC, commands.Accept, proposal=public) == "needs_not_met"


def test_repeating_an_act_gains_half_and_half_again(table):
    gains = []
    for _ in range(3):
        before = table.world("market.sentiment")
        table.act(TREASURY, "calming_statement")
        gains.append(table.world("market.sentiment") - before)
        table.next_turn()
    first, second, third = gains
    assert (first, second, third) == pytest.approx((first, first / 2, first / 4))
    assert first > 0


def test_within_a_turn_only_the_first_gains(table):
    table.act(TREASURY, "calming_statement")
    before = table.world("market.sentiment")
    table.act(TREASURY, "calming_statement")
    assert table.world("market.sentiment") == before


def test_after_the_bell_nothing_is_proposed_or_accepted(table):
    public = propose(table)
    table.until(Phase.LOCK)
    assert table.no(PBOC, commands.Accept, proposal=public) == "turn_sealed"
    assert table.no(TREASURY, commands.Propose, action="agree_liability", to="cn") == "turn_sealed"
    assert table.seat(PBOC, commands.Decline, proposal=public)
