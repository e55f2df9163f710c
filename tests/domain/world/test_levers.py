"""What levers do to the numbers beyond their plain effects."""

from __future__ import annotations

import pytest

from exercises.domain.world import CATALOGUE, Cause, Value, World, carry_out, diplomacy, settle, step, tracing
from tests.domain.world.scene import WHY, fallback, luck, quiet


def sizes(w: World) -> list[float]:
    return [jump.size for jump in w.take_jumps()]


def lucky(**changes: Value) -> World:
    return World(fallback(**changes), CATALOGUE, luck(), 1.0)


def test_a_large_silent_sale_is_noticed_and_costs_trust() -> None:
    w = quiet()
    assert carry_out(w, "sell", "us", {"amount": 60_000}, WHY) == "noticed"
    assert w.number("trust.cn") == 18
    assert sizes(w)[1] == pytest.approx(-0.04)


def test_a_small_silent_sale_passes_without_luck() -> None:
    w = quiet()
    assert carry_out(w, "sell", "us", {"amount": 1_000}, WHY) == "quiet"
    assert len(sizes(w)) == 1


def test_an_announced_sale_signals_less_and_the_announcement_is_used_up() -> None:
    w = quiet(days=1.0, market__telegraphed=True)
    assert carry_out(w, "sell", "us", {"amount": 60_000}, WHY) == "telegraphed"
    assert w.number("trust.cn") == 30
    step(w, "market")
    assert w["market.telegraphed"] is False


def test_a_joint_intervention_adds_a_signal_to_the_order() -> None:
    w = quiet()
    assert carry_out(w, "intervene", None, {"amount": 20_000}, WHY) == "done"
    impact, signal = sizes(w)
    assert impact > 0
    assert signal == pytest.approx(0.03)


def test_calming_words_for_the_other_side_count_twice() -> None:
    w = quiet()
    carry_out(w, "calm", "us", {"defends_other": True}, WHY)
    carry_out(w, "calm", "us", {}, WHY)
    assert w["market.sentiment"] == 0.1


def test_the_fund_takes_two_percent_at_most() -> None:
    w = quiet(reserve__total=20_000.0)
    carry_out(w, "fund", None, {"amount": 5_000}, WHY)
    assert w["fund.stab.btc"] == 400


@pytest.mark.parametrize("frame, answer, approval", [("security", "fits", 52), ("profit", "misses", 46.12)])
def test_a_campaign_wins_when_it_fits_the_news(frame: str, answer: str, approval: float) -> None:
    w = quiet(news__theme="security")
    assert carry_out(w, "campaign", "us", {"frame": frame}, WHY) == answer
    assert w.number("approval.us") == pytest.approx(approval)
    assert w["frame.us"] == frame


@pytest.mark.parametrize("profit, answer", [(5.0, "borne_out"), (-5.0, "empty")])
def test_a_claimed_success_is_measured_by_the_figures(profit: float, answer: str) -> None:
    w = quiet(reserve__profit=profit)
    assert carry_out(w, "claim_success", None, {}, WHY) == answer
    assert (w.number("approval.cn") > 60) is (profit > 0)


def test_a_contribution_leaves_national_holdings() -> None:
    w = quiet()
    carry_out(w, "contribute", "us", {"amount": 10_000}, WHY)
    settle(w)
    assert (w["reserve.contrib.us"], w["holdings.us.true"], w["contribution.balance"]) == (10_000, 188_000, 10_000)
    carry_out(w, "contribute", None, {"amount": 1_000}, WHY)
    assert (w["reserve.contrib.us"], w["reserve.contrib.cn"]) == (11_000, 1_000)


@pytest.mark.parametrize("policy, trust", [("dual_key", 33), ("split_custody", 25.5), ("escrow_2of3", 30)])
def test_a_policy_is_trusted_as_far_as_it_needs_both(policy: str, trust: float) -> None:
    w = quiet()
    carry_out(w, "choose_policy", None, {"policy": policy}, WHY)
    assert (w["vault.policy"], w["trust.us"], w["trust.cn"]) == (policy, trust, trust)


def test_only_limits_of_the_policy_can_be_edited() -> None:
    w = quiet()
    carry_out(w, "edit_policy", None, {"setting": "policy.limit", "value": 2}, WHY)
    carry_out(w, "edit_policy", None, {"setting": "trust.us", "value": 99}, WHY)
    assert [change.variable for change in w.changes()] == ["policy.limit"]


def test_an_agreed_cap_is_kept() -> None:
    w = quiet()
    carry_out(w, "size_cap", None, {"percent": 3}, WHY)
    assert w["reserve.size_cap"] == 3


def test_a_declared_figure_may_differ_from_the_truth() -> None:
    w = quiet()
    carry_out(w, "declare_holdings", "cn", {"btc": 150_000}, WHY)
    assert (w["holdings.cn.declared"], w["holdings.cn.true"]) == (150_000, 194_000)


def test_an_audit_finds_the_hidden_fault_and_starts_the_clock() -> None:
    w = quiet(fault__hidden=True)
    assert carry_out(w, "audit", None, {}, Cause("action", {"action": "joint_audit"})) == "fault"
    assert (w["audit.age"], w["audit.finding"], w["fault.hidden"], w["audits.count"]) == (0, "fault", False, 1)
    assert carry_out(w, "look", None, {}, Cause("action", {"action": "bis_attest"})) == "clean"


def test_a_trace_and_a_request_hold_stolen_coins() -> None:
    w = quiet(theft__btc=2_000.0, analytics__shared=60.0)
    assert carry_out(w, "freeze_request", None, {}, WHY) == "nothing"
    assert tracing.trace_chance(w) == 0.6
    assert carry_out(w, "trace", "us", {}, WHY) == "found"
    assert carry_out(w, "freeze_request", None, {}, WHY) == "held"
    assert w["theft.frozen"] == 320


def test_a_trace_without_means_loses_the_coins() -> None:
    assert carry_out(quiet(theft__btc=2_000.0), "trace", "us", {}, WHY) == "lost"


@pytest.mark.parametrize("view, expected", [("stabilising", 40 + 5 * 60 / 70), ("mixed", 40), ("rigging", 32.5)])
def test_an_assessment_moves_legitimacy(view: str, expected: float) -> None:
    w = quiet()
    assert carry_out(w, "assess", "imf", {"view": view}, WHY) == view
    assert w.number("legitimacy") == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("verdict, better", [("consistent", True), ("not_consistent", False)])
def test_a_verification_says_one_word(verdict: str, better: bool) -> None:
    w = quiet()
    assert carry_out(w, "imf_verify", "imf", {"verdict": verdict}, WHY) == verdict
    assert (w.number("legitimacy") > 40) is better


def test_a_session_counts_for_its_host() -> None:
    w = quiet()
    carry_out(w, "session", "cn", {"place": "hong_kong"}, WHY)
    carry_out(w, "session", "us", {"place": "basel"}, WHY)
    assert (w["sessions.cn"], w["sessions.us"], w["session.place"]) == (1, 0, "basel")


def test_bodies_that_form_sit_from_the_next_turn() -> None:
    w = quiet(inst__commission="forming")
    step(w, "politics")
    assert (w["inst.commission"], w["inst.joc"]) == ("working", "absent")


def test_a_ruling_and_an_agreed_rule_are_kept_apart() -> None:
    w = quiet()
    carry_out(w, "board_rule", "bis", {"rule": "by_fault"}, WHY)
    carry_out(w, "liability", None, {"rule": "half_half"}, WHY)
    assert (w["board.ruling"], w["liability.rule"]) == ("by_fault", "half_half")


def test_a_site_grows_safer_within_its_draw() -> None:
    w = lucky()
    carry_out(w, "harden_site", "cn", {"site": "hong_kong"}, WHY)
    assert 65 <= w.number("site.hong_kong.security") <= 71


def test_triage_depends_on_the_quality_of_monitoring() -> None:
    good, poor = quiet(alarms__open=1.0), quiet(alarms__open=1.0, monitor__quality=20.0)
    assert carry_out(good, "triage", "us", {}, WHY) == "sorted"
    assert carry_out(poor, "triage", "us", {}, WHY) == "doubtful"
    assert good["alarms.open"] == 0


def test_exchanges_set_their_confirmations() -> None:
    w = quiet()
    carry_out(w, "confirmations", "industry", {"blocks": 30}, WHY)
    assert w["exchange.confirmations"] == 30


def test_a_trigger_of_the_engine_is_left_to_it() -> None:
    assert carry_out(quiet(), "sign", "us", {}, WHY) == "engine"


def test_the_hotline_is_answered_more_surely_when_tested() -> None:
    assert diplomacy.answer_chance(quiet(hotline__state="tested")) > diplomacy.answer_chance(quiet())


def test_a_back_channel_leaks_more_in_high_tension_and_dries_up() -> None:
    assert diplomacy.leak_chance(quiet(tension=71.0)) == 2 * diplomacy.leak_chance(quiet())
    w = quiet()
    step(w, "politics")
    assert w["backchannel.quality"] == 35


def test_an_emergency_runs_out_after_the_turn_that_declared_it() -> None:
    declared = quiet()
    declared.set("emergency.turns", 3, WHY)
    step(declared, "hazards")
    assert declared["emergency.turns"] == 3
    last = quiet(emergency__turns=1.0)
    step(last, "hazards")
    assert last["emergency.turns"] == 0
    assert last.flags == {"emergency": False}
