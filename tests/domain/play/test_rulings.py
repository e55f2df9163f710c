"""The rulings on play, each by its number."""

from __future__ import annotations

import pytest

from exercises.domain.board.setting import CONTROL, EVALUATOR
from exercises.domain.custody import decode
from exercises.domain.events.injects import Released
from exercises.domain.events.lifecycle import Mustered
from exercises.domain.events.parts import Order
from exercises.domain.play import commands, due
from exercises.domain.play.costs import cost_of
from exercises.domain.play.facts import Known
from exercises.domain.visibility import decoded, view
from exercises.domain.world import CATALOGUE
from exercises.enums import KeyStatus, Mode, Phase, State, Timing
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, edited, rotating, script, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER = "bis-manager"
WHY = {"vault": "pilot", "reason": "Something is not right."}
SIX_HOURS = 6 * 3_600


def iron(*seats, turn=1, **more):
    return Table(COLD_IRON, **more).deliberating(*(seats or KEYHOLDERS.values()), turn=turn)


# 1 Now or at the bell


def test_ruling_01_a_freeze_at_minute_three_blocks_a_signature_at_minute_four():
    table = iron(TREASURY, PBOC, MANAGER)
    table.minutes(3)
    table.act(MANAGER, "emergency_freeze", **WHY)
    table.minutes(1)
    assert table.no(TREASURY, commands.Sign, transaction=table.transaction("T17")) == "vault_frozen"


def test_ruling_01_a_freeze_at_minute_four_does_not_undo_a_signature_at_minute_three():
    table = iron(TREASURY, PBOC, MANAGER)
    table.minutes(3)
    table.seat(TREASURY, commands.Sign, transaction=table.transaction("T17"))
    table.minutes(1)
    table.act(MANAGER, "emergency_freeze", **WHY)
    assert "US-1" in table.board.transactions[table.transaction("T17")].signatures


NOW = {
    "sign or refuse": ("sign", "refuse"),
    "freeze": ("emergency_freeze", "breach_freeze", "exchange_halt", "exchange_resume"),
    "a key": ("declare_key_suspect", "prove_control", "catch_forgery", "triage_alarm"),
    "what one knows": ("share_intel", "hide_intel", "leak", "send_backchannel", "good_offices"),
    "the telephone": ("call", "answer", "decline_call"),
    "words": ("statement", "deny", "no_comment", "accuse", "apologise", "calming_statement"),
    "words of others": ("bis_not_signed", "warn", "eu_fact_check", "publish_story", "clear_rumour", "retract"),
    "consent": ("propose", "accept_proposal", "reject_proposal", "accept_clause", "refuse_cooperation"),
}
"""The kinds of acts that the ruling lets happen at once, and the acts of the catalogue that are of them."""


def test_ruling_01_these_acts_count_at_once_and_no_others():
    now = {code for code, action in CATALOGUE.actions.items() if action.timing is Timing.NOW}
    assert now == {code for codes in NOW.values() for code in codes}


def test_ruling_01_what_two_parties_do_together_is_done_at_the_bell():
    joint = [action for action in CATALOGUE.actions.values() if action.mode is Mode.JOINT]
    assert joint
    assert {action.timing for action in joint} == {Timing.BELL}


def test_ruling_01_all_other_acts_are_sealed_until_the_bell():
    table = iron()
    before = table.world("insider.risk.us")
    table.lock(TREASURY, "vet_staff")
    assert table.world("insider.risk.us") == before
    table.until(Phase.LOCK)
    assert table.world("insider.risk.us") == before
    table.bell()
    assert table.world("insider.risk.us") < before


# 2 What is said counts


def test_ruling_02_credit_counts_as_did():
    table = iron()
    assert not Known(table.setting, table.board).did("us", "share_intel")
    table.control(commands.Credit, team="us", action="share_intel", evidence="Read aloud in plenary.")
    facts = Known(table.setting, table.board)
    assert (facts.did("us", "share_intel"), facts.count("us", "share_intel")) == (True, 1)
    assert facts.did_within("us", "share_intel", 1)


def test_ruling_02_credit_counts_as_reply():
    table = iron().minutes(2)
    table.control(commands.Credit, team="bis", inject="KC01B", reply="check_now", evidence="Nodded and went.")
    assert Known(table.setting, table.board).reply("bis", "KC01B") == "check_now"
    assert table.status("KC01C") == "sent"  # its condition waits for that reply


def test_ruling_02_a_credited_deed_keeps_its_contingency_away():
    table = iron(turn=3)
    table.control(commands.Credit, team="us", action="share_intel", evidence="Said on the telephone.")
    table.minutes(9)
    assert table.status("KC09") == "skipped"


# 3 Time


def test_ruling_03_a_turn_is_three_twelve_one_and_four_minutes():
    minutes = script(COLD_IRON).turn(1).minutes
    assert (minutes.brief, minutes.deliberate, minutes.lock, minutes.reveal) == (3, 12, 1, 4)


def test_ruling_03_offsets_scale_with_deliberate():
    moments = {}
    for pace in (1.0, 0.5):
        table = Table(COLD_IRON).deliberating(pace=pace)
        began = table.board.clock.began
        table.minutes(6)
        moments[pace] = table.board.injects["KC02"].at - began
    assert moments == {1.0: 300.0, 0.5: 150.0}


def test_ruling_03_a_price_jump_on_arrival_is_felt_at_once():
    table = Table().started().until(Phase.BRIEF, 3)
    assert table.world("market.price") < float(table.kept(3).world["market.price"])


# 4 At hand


def test_ruling_04_free_text_is_always_possible():
    table = iron()
    table.seat(TREASURY, commands.LockSheet, orders=(Order(id="o", action="free_text", text="We ring Geneva."),))
    assert table.board.free["o"].text == "We ring Geneva."


def test_ruling_04_an_action_need_not_be_at_hand():
    table = iron()
    assert "hold_track2" not in script(COLD_IRON).turn(1).at_hand["us"]
    assert table.lock(TREASURY, "hold_track2")


# 5 Silence


def test_ruling_05_reminder_at_half_alert_at_four_fifths():
    table = iron()
    waiting = {item.what: item.at for item in due(table.setting, table.board) if item.ref == "us"}
    began = table.board.clock.wall(table.board.clock.began)
    assert waiting == {"reminder": began + 360}
    table.run(360)
    waiting = {item.what: item.at for item in due(table.setting, table.board) if item.ref == "us"}
    assert waiting == {"alert": began + 576}


def test_ruling_05_the_posture_only_where_there_is_no_draft():
    table = iron()
    draft = (Order(id="d", action="collect"),)
    table.until(Phase.LOCK, drafts={"us": draft})
    assert {team: sheet.state for team, sheet in table.board.sheets.items()} == {
        "us": "taken",
        "cn": "posture",
        "bis": "posture",
    }


def test_ruling_05_a_seat_survives_its_person():
    table = iron()
    table.control(commands.ClearSeat, seat=TREASURY)
    table.control(commands.FillSeat, seat=TREASURY, occupant="bot")
    assert table.lock(TREASURY, "collect")


# 6 Extend


def test_ruling_06_extend_is_for_all_twice_and_never_at_the_last_moment():
    table = iron()
    for _ in range(2):
        table.control(commands.Extend, reason="They are close.")
    assert table.no_control(commands.Extend, reason="Closer.") == "extended_twice"
    table = iron()
    table.run(table.left - 9.9)
    assert table.no_control(commands.Extend, reason="Late.") == "too_late_to_extend"


# 7 Contest and step back


def test_ruling_07_one_contest_a_turn():
    table = iron()
    table.lock(TREASURY, "vet_staff", "collect")
    table.bell()
    first, second = table.board.resolution.outcomes
    table.seat(TREASURY, commands.Contest, outcome=first, text="We did more.")
    assert table.no(TREASURY, commands.Contest, outcome=second, text="And more.") == "contested_once"


def test_ruling_07_stepping_back_gives_no_second_estimate():
    """Two draws around one number would average the noise out."""
    table = iron(luck=True)
    first = view(table.setting, table.board, "us")["facts"]
    table.bell()
    table.control(commands.StepBack, turn=1, reason="A wrong inject.", to_number=table.openings[1])
    again = view(table.setting, table.board, "us")["facts"]
    assert any("w" in fact for fact in first.values())
    assert {code: fact for code, fact in again.items() if "w" in fact} == {
        code: fact for code, fact in first.items() if "w" in fact
    }


def test_ruling_07_stepping_back_is_announced_marked_and_keeps_its_draws():
    prices = []
    table = iron(luck=True)
    for _ in range(2):
        table.bell()
        prices.append(table.world("market.price"))
        table.control(commands.StepBack, turn=1, reason="A wrong inject.", to_number=table.openings[1])
    assert prices[0] == prices[1]
    assert table.board.compromised == 1
    for stream in ("us", "cn", "public", EVALUATOR, CONTROL):
        assert view(table.setting, table.board, stream)["exercise"]["compromised"] == 1


# 8 States


def test_ruling_08_the_states_of_an_exercise():
    table = Table().made()
    states = [table.board.state]
    for verb, details in (
        (commands.Ready, {}),
        (commands.Start, {"anyway": True}),
        (commands.Pause, {}),
        (commands.Resume, {}),
        (commands.End, {"reason": "Over."}),
        *[(commands.MoveWash, {})] * 5,
    ):
        table.control(verb, **details)
        if table.board.state is not states[-1]:
            states.append(table.board.state)
    assert states == ["draft", "ready", "running", "paused", "running", "ended", "hot_wash", "closed"]


def test_ruling_08_the_muster_has_a_test_signature_and_control_may_start_anyway():
    table = Table().seated(TREASURY, PBOC)
    table.seat(TREASURY, commands.Muster)
    assert table.events(Mustered)[0].signature
    assert table.refused(commands.Start(by=commands.Actor("control"))).params["missing"] == PBOC
    assert table.control(commands.Start, anyway=True)[0].missing == (PBOC,)


# 9 NO DUFF


def test_ruling_09_any_seat_calls_no_duff_and_only_control_resumes():
    table = iron()
    table.seat(MANAGER, commands.NoDuff, text="Fire alarm.")
    assert (table.board.state, due(table.setting, table.board)) == (State.PAUSED, ())
    for stream in ("us", "public", EVALUATOR):
        assert view(table.setting, table.board, stream)["exercise"]["noduff"] == "Fire alarm."
    assert table.no(MANAGER, commands.LiftNoDuff) == "control_only"
    table.control(commands.LiftNoDuff)
    assert table.board.state is State.RUNNING


# 10 The trap


def trap(table):
    return table.transaction("T17")


def test_ruling_10_the_checklist_believes_the_request_until_the_seat_decodes():
    table = iron().minutes(1)
    public = trap(table)
    plain = view(table.setting, table.board, "us+custodian")["transactions"][public]["checks"]
    assert plain["destination"]["ok"]
    assert decoded(table.setting, table.board, TREASURY, public) == {}
    table.seat(TREASURY, commands.Decode, transaction=public)
    seen = decoded(table.setting, table.board, TREASURY, public)
    assert not seen["checks"]["destination"]["ok"]
    assert "destination" in seen["turned"]
    assert decoded(table.setting, table.board, FED, public) == {}


def test_ruling_10_the_bytes_pay_a_stranger():
    table = iron().minutes(1)
    item = table.board.transactions[trap(table)]
    assert [out["btc"] for out in item.says] == [12_000, 7_999.99]
    assert 2_150 * 100_000_000 in [paid.sats for paid in decode(item.psbt).outputs]


def test_ruling_10_signing_without_decoding_is_recorded_as_blind():
    table = iron(TREASURY, PBOC).minutes(1)
    table.seat(TREASURY, commands.Sign, transaction=trap(table))
    assert table.board.transactions[trap(table)].signatures["US-1"].blind


def test_ruling_10_the_delay_of_cold_iron_is_nothing():
    assert iron().world("policy.delay") == 0


def checklist(table, seat, code):
    """What the checklist says to this seat after Decode: line → does it pass?"""
    table.seat(seat, commands.Decode, transaction=table.transaction(code))
    lines = decoded(table.setting, table.board, seat, table.transaction(code))["checks"]
    return {name: line["ok"] for name, line in lines.items() if name != "signatures"}


def test_ruling_10_first_watch_teaches_that_an_honest_refresh_passes_every_line():
    table = Table().deliberating(TREASURY, turn=2).minutes(1)
    before = view(table.setting, table.board, "us+custodian")["transactions"][table.transaction("T1")]["checks"]
    assert {name for name, line in before.items() if not line["ok"]} == {"signatures", "text"}
    assert all(checklist(table, TREASURY, "T1").values())


def test_ruling_10_first_watch_teaches_that_a_trap_turns_the_lines_that_matter():
    table = Table().deliberating(TREASURY, turn=4).minutes(1)
    before = view(table.setting, table.board, "us+custodian")["transactions"][table.transaction("T2")]["checks"]
    assert {name for name, line in before.items() if not line["ok"]} == {"signatures", "text"}
    failing = {name for name, ok in checklist(table, TREASURY, "T2").items() if not ok}
    assert failing == {"text", "destination", "amount", "purpose", "delay"}


@pytest.mark.parametrize("refusals", [0, 1, 3])
def test_ruling_10_kc04a_comes_whenever_t17_is_not_final_as_turn_two_begins(refusals):
    table = iron().minutes(1)
    for seat in (TREASURY, PBOC, BASEL)[:refusals]:
        table.seat(seat, commands.Refuse, transaction=trap(table), reason="The bytes differ.")
    table.next_turn().minutes(0.1)
    assert (table.status("KC04A"), table.status("KC04B")) == ("sent", "planned")


def test_ruling_10_kc04b_comes_when_it_is_final():
    table = iron().minutes(1)
    sign(table, trap(table), "US-1", "CN-1", "N-1")
    before = table.world("market.price")
    table.next_turn().minutes(0.1)
    assert (table.status("KC04A"), table.status("KC04B")) == ("skipped", "sent")
    assert table.world("market.price") < before
    assert table.world("theft.btc") == pytest.approx(2_150)


# 11 Not rotating is deadly


def test_ruling_11_red_gains_a_key_a_turn_and_empties_the_vault_at_the_seventh_bell():
    table = iron(turn=5)
    stolen = lambda: {code for code, key in table.board.keys.items() if key.true_status is KeyStatus.COMPROMISED}  # noqa: E731
    assert stolen() == {"CN-2"}
    table.until(Phase.BRIEF, 6)
    assert (table.status("KC14B"), stolen()) == ("sent", {"CN-2", "US-2"})
    table.until(Phase.BRIEF, 7)
    assert (table.status("KC14C"), stolen()) == ("sent", {"CN-2", "US-2", "CN-1"})
    assert table.board.vaults["pilot"].sats > 0
    table.bell()
    assert table.board.vaults["pilot"].sats == 0
    assert table.board.vaults["pilot"].lost == 20_000 * 100_000_000 - 1_000_000
    assert table.world("reserve.btc.pilot") == 0
    for stream in ("us+custodian", "cn", "public", EVALUATOR, CONTROL):
        assert view(table.setting, table.board, stream)["vaults"]["pilot"]["btc"] == 0
    signed = view(table.setting, table.board, "us+custodian")["transactions"][table.newest("theft")]["signatures"]
    assert set(signed) == {"CN-2", "US-2", "CN-1"}
    table.to_end()
    assert table.board.tier == "collapse"


def test_ruling_11_a_freeze_at_the_seventh_bell_saves_the_coins():
    table = iron(turn=7)
    table.act(MANAGER, "emergency_freeze", **WHY)
    table.bell()
    assert table.board.vaults["pilot"].sats > 0


def test_ruling_11_swept_coins_are_safe():
    table = iron(turn=4).minutes(1)
    for seat in KEYHOLDERS.values():
        table.seat(seat, commands.OfferKey, ceremony=table.ceremony())
    table.seat(TREASURY, commands.BuildVault, ceremony=table.ceremony())
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    table.to_end()
    assert {table.status(code) for code in ("KC14", "KC14B", "KC14C")} <= {"planned", "skipped"}
    assert table.board.vaults["pilot"].sats == 20_000 * 100_000_000 - 1_000_000


def test_ruling_11_cold_iron_has_seven_turns():
    assert len(script(COLD_IRON).turns) == 7


# 12 Freezes in a row


def test_ruling_12_a_second_freeze_in_a_row_needs_a_second_party():
    table = iron()
    table.act(MANAGER, "emergency_freeze", **WHY)
    assert table.no(MANAGER, commands.Act, action="emergency_freeze", args=WHY) == "second_freeze"
    table.next_turn()
    assert table.no(MANAGER, commands.Act, action="emergency_freeze", args=WHY) == "second_freeze"
    table.next_turn()
    assert table.no(MANAGER, commands.Act, action="emergency_freeze", args=WHY) == "second_freeze"
    table.act(table.lead("us"), "emergency_freeze", **WHY)
    assert table.board.vaults["pilot"].frozen == 4


def test_ruling_12_after_a_pause_the_same_party_may_freeze_again():
    table = iron()
    table.act(MANAGER, "emergency_freeze", **WHY)
    for _ in range(3):
        table.next_turn()
    assert table.act(MANAGER, "emergency_freeze", **WHY)


def test_ruling_12_a_sweep_passes_a_freeze():
    table = rotating(iron())
    table.act(MANAGER, "emergency_freeze", **WHY)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    assert table.board.vaults["pilot"].era == 1


# 13 Integrity


def test_ruling_13_integrity_is_the_formula_and_an_adjustment_that_fades():
    table = iron()
    before = table.world("custody.integrity")
    table.control(commands.OverrideValue, variable="ci.adjust", value=-20.0, reason="to see")
    assert table.world("custody.integrity") == pytest.approx(before - 20)
    table.next_turn()
    assert -20 < table.world("ci.adjust") < -19  # a quarter of a day of thirty


# 16 Repetition


def test_ruling_16_gains_count_once_a_turn_and_halve_with_each_use():
    table = iron()
    gained = []
    for _ in range(2):
        for _ in range(2):
            before = table.world("market.sentiment")
            table.act(TREASURY, "calming_statement")
            gained.append(table.world("market.sentiment") - before)
        table.next_turn()
    assert gained[1] == gained[3] == 0
    assert gained[2] == pytest.approx(gained[0] / 2)


def test_ruling_16_losses_do_not_shrink():
    table = iron()
    lost = []
    for _ in range(2):
        before = table.world("trust.cn")
        table.act(TREASURY, "accuse", text="You did it.")
        lost.append(before - table.world("trust.cn"))
        table.control(commands.OverrideValue, variable="trust.cn", value=30.0, reason="to compare")
        table.control(commands.OverrideValue, variable="tension", value=52.0, reason="to compare")
    assert lost[0] == lost[1] > 0


# 17 Tiers by deeds


def test_ruling_17_idle_ends_at_bronze_at_most():
    for name in ("first-watch", COLD_IRON):
        assert Table(name).started().to_end().board.tier in ("bronze", "collapse")


def test_ruling_17_the_trap_signed_is_no_gold_and_no_silver():
    table = iron().minutes(1)
    sign(table, trap(table), "US-1", "CN-1", "N-1")
    table.to_end()
    assert table.board.tier in ("bronze", "collapse")
    assert "gold: not (final(tx:T17))" in table.board.tier_why


def test_ruling_17_the_index_decides_no_tier():
    for name in ("first-watch", COLD_IRON):
        conditions = [str(tree) for path, tree in script(name).conditions() if path[0] == "outcome"]
        assert conditions
        assert not any("stability" in text for text in conditions)


# 21 Costs


def test_ruling_21_a_joint_act_costs_each_and_splits_the_money():
    assert (cost_of("joint_audit", "us").ap, cost_of("joint_audit", "us").pc) == (1, 1)
    assert cost_of("joint_audit", "us").money == 2.5
    assert cost_of("research_fund", "us").money == 20  # "each"


def test_ruling_21_observers_have_no_political_capital():
    assert cost_of("bis_attest", "bis").pc == 0
    assert cost_of("free_text", "us").ap == 1
    assert cost_of("no such act", "us").ap == 0


# 24 to 27 Words of conditions and effects


def test_ruling_24_a_coded_reply_has_its_effects():
    table = iron().minutes(3)
    before = table.world("legitimacy")
    table.seat(TREASURY, commands.Reply, inject=table.inject("KC01D"), reply="routine")
    assert table.world("legitimacy") > before
    assert Known(table.setting, table.board).reply("us", "KC01D") == "routine"


def test_ruling_25_did_within_counts_this_turn_and_those_before_it():
    table = iron()
    table.act(TREASURY, "calming_statement")
    table.next_turn()
    facts = Known(table.setting, table.board)
    assert [facts.did_within("us", "calming_statement", turns) for turns in (1, 2)] == [False, True]


def test_ruling_25_within_minutes_counts_from_the_start_of_deliberate():
    table = iron()
    table.minutes(4)
    table.act(TREASURY, "calming_statement")
    facts = Known(table.setting, table.board)
    assert facts.within_minutes("us", "calming_statement", 5)
    assert not facts.within_minutes("us", "calming_statement", 3)
    table.next_turn()
    assert not Known(table.setting, table.board).within_minutes("us", "calming_statement", 12)


def test_ruling_25_what_is_done_in_the_brief_is_early_enough():
    table = Table(COLD_IRON).started(TREASURY).until(Phase.BRIEF, 2)
    table.act(TREASURY, "calming_statement")
    assert Known(table.setting, table.board).within_minutes("us", "calming_statement", 1)


def test_ruling_25_alone_means_without_a_partner():
    table = iron()
    table.act(MANAGER, "emergency_freeze", **WHY)
    assert Known(table.setting, table.board).alone("emergency_freeze")


def test_ruling_25_keys_votes_and_vaults_can_be_asked_for():
    table = iron().minutes(1)
    table.seat(TREASURY, commands.Refuse, transaction=trap(table), reason="The bytes differ.")
    table.act(PBOC, "prove_control", key="CN-1")
    table.act(PBOC, "declare_key_suspect", key="CN-2", reason="Our services warn us.")
    facts = Known(table.setting, table.board)
    assert (facts.refused("T17"), facts.signed("T17"), facts.final("T17")) == (1, 0, False)
    assert (facts.refused("T99"), facts.signed("T99"), facts.final("T99")) == (0, 0, False)
    assert (facts.proved_keys(), facts.key_status("CN-2"), facts.swept("pilot")) == (1, "suspected", False)
    assert facts.value("key.CN-2.status") == "suspected"
    assert facts.value("key.CN-2.true_status") == "compromised"
    assert facts.value("rumour.nothing") == 0.0
    assert (facts.stage, facts.turn) == (3, 1)


def test_ruling_25_chance_is_drawn_once_a_turn():
    table = iron(luck=True)
    facts = Known(table.setting, table.board, "somewhere")
    draws = [facts.chance(0.5, str(nth)) for nth in range(40)]
    assert set(draws) == {True, False}
    assert [facts.chance(0.5, str(nth)) for nth in range(40)] == draws


def test_ruling_26_effects_turn_keys_with_chance_condition_and_delay():
    lines = (
        'on_arrival: ["set(key.US-1.status, suspected)", "set(key.N-1.true_status, lost) after 1",'
        ' "set(key.CN-1.true_status, compromised) chance 0.1", "set(key.US-2.true_status, lost) when turn >= 2"]'
    )
    table = Table(edited(COLD_IRON, ('on_arrival: ["flag(recovered_200)"]', lines))).deliberating(TREASURY)
    table.control(commands.Release, code="KC13C")
    keys = table.board.keys
    assert keys["US-1"].status is KeyStatus.SUSPECTED
    assert table.world("vault.attack_distance") == 2
    assert {keys[code].true_status for code in ("N-1", "CN-1", "US-2")} == {KeyStatus.HEALTHY}
    table.next_turn()
    assert table.board.keys["N-1"].true_status is KeyStatus.HEALTHY
    table.next_turn()
    assert table.board.keys["N-1"].true_status is KeyStatus.LOST


def test_ruling_26_keys_start_as_the_script_says():
    change = (
        "  key.CN-2.true_status: compromised",
        "  key.CN-2.true_status: compromised\n  key.US-1.status: suspected",
    )
    table = Table(edited(COLD_IRON, change)).made()
    assert table.board.keys["US-1"].status is KeyStatus.SUSPECTED
    assert table.board.keys["US-1"].true_status is KeyStatus.HEALTHY


def test_ruling_27_numbers_in_a_text_come_from_the_reader_s_view_and_stand_still():
    table = Table().started()
    sent = table.events(Released)[0]
    assert {"us", "cn", "bis", ""} == set(sent.text)
    assert "20,000" in sent.text["us"]["en"]


# 30 Hot wash before hindsight


def test_ruling_30_the_review_is_shut_to_teams_until_the_second_step():
    table = iron().to_end()
    shut = []
    for _ in range(6):
        shown = view(table.setting, table.board, "us")
        shut.append("review" in shown)
        if table.board.state is not State.CLOSED:
            table.control(commands.MoveWash)
    assert shut == [False, False, True, True, True, True]


def test_ruling_30_feelings_are_private_and_asked_at_the_lock():
    table = iron().until(Phase.LOCK)
    table.seat(TREASURY, commands.GiveFeeling, trust=2, prediction="They know more than they say.")
    for stream in ("us+custodian", "us", "cn", "public", EVALUATOR):
        assert "They know more" not in str(view(table.setting, table.board, stream))
    assert "They know more" in str(view(table.setting, table.board, CONTROL))
    assert table.no(MANAGER, commands.GiveFeeling, trust=2) == "principals_only"


def test_ruling_30_answers_come_in_silence_before_the_truth():
    table = iron().to_end()
    table.control(commands.MoveWash)
    table.seat(TREASURY, commands.AnswerWash, answers={"1": "We looked at the covering text."})
    for stream in ("us+custodian", "cn", "public"):
        assert "covering text" not in str(view(table.setting, table.board, stream).get("review", ""))
    table.control(commands.MoveWash)
    assert table.no(TREASURY, commands.AnswerWash, answers={"1": "I meant the bytes."}) == "not_that_step"


def test_ruling_30_the_four_steps_come_in_order():
    table = iron().to_end()
    steps = []
    for _ in range(5):
        table.control(commands.MoveWash)
        steps.append((table.board.state, table.board.wash))
    assert steps == [("hot_wash", 1), ("hot_wash", 2), ("hot_wash", 3), ("hot_wash", 4), ("closed", 4)]


# 31 Screens


def test_ruling_31_a_waiting_confirmation_lapses_after_five_minutes():
    table = iron().minutes(1)
    table.seat(TREASURY, commands.Sign, transaction=trap(table))
    table.run(300)
    assert table.board.transactions[trap(table)].offers == {}
