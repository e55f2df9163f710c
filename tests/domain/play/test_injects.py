"""Rows of the events list: sent at their moment, held, read, answered, and what follows when they are not."""

from __future__ import annotations

import pytest

from exercises.domain.events.injects import Answered, Queued, Released, Seen, Shared, Skipped, Unanswered
from exercises.domain.events.talk import HotlineRang
from exercises.domain.play import commands
from exercises.domain.play.facts import Known
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, CONTROLLER, KEYHOLDERS, Table, edited, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER = "bis-manager"
REAL_ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
WORDS = {"title": {"en": "A note"}, "sender": {"en": "Duty desk"}, "medium": "mail", "text": {"en": "Please call."}}


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)


# Sent


def test_a_row_goes_out_at_its_minute(table):
    assert table.status("KC02") == "planned"
    table.minutes(4.9)
    assert table.status("KC02") == "planned"
    table.minutes(0.1)
    assert table.status("KC02") == "sent"


def test_rows_of_the_brief_go_out_with_it():
    table = Table().started()
    assert table.status("FW01") == "sent"
    assert table.status("FW02") == "planned"


def test_a_row_whose_condition_does_not_hold_is_skipped_with_the_reason():
    table = Table(COLD_IRON).deliberating(TREASURY, turn=2).minutes(5)
    skipped = {event.code: event for event in table.events(Skipped)}
    assert table.status("KC05A") == "skipped"
    assert skipped["KC05A"].reason == "condition"
    assert any("emergency_freeze" in line for line in skipped["KC05A"].why)
    assert table.status("KC05B") == "sent"


def test_a_row_that_waits_for_a_condition_goes_out_as_soon_as_it_holds(table):
    table.minutes(2)
    table.seat(MANAGER, commands.Reply, inject=table.inject("KC01B"), reply="check_now")
    assert table.status("KC01C") == "sent"
    assert table.board.injects["KC01C"].why


def test_a_row_waits_for_its_turn_though_its_condition_holds(table):
    table.act(TREASURY, "accuse", text="You did it.")
    table.bell()
    assert table.status("KC06C") == "planned"
    table.until(Phase.BRIEF, 3)
    assert table.status("KC06C") == "sent"


def test_a_row_after_another_waits_its_minutes():
    text = ("    trigger: time\n    brings: [hotline]", "    trigger: after\n    after: FW01\n    brings: [hotline]")
    table = Table(edited("first-watch", text)).started()
    assert table.status("FW02") == "planned"
    table.run(34)
    assert table.status("FW02") == "planned"
    table.run(1)
    assert table.status("FW02") == "sent"


def test_texts_are_frozen_with_each_team_s_figures():
    table = Table().started()
    text = table.board.injects["FW01"].text
    assert "20,000" in text["us"]["en"]
    table.control(commands.OverrideValue, variable="reserve.btc.pilot", value=5.0, reason="to see")
    assert table.board.injects["FW01"].text == text


def test_a_text_without_figures_is_kept_once(table):
    table.minutes(6)
    assert set(table.board.injects["KC02"].text) == {""}


def test_effects_on_arrival_are_felt_at_once():
    table = Table().started().until(Phase.BRIEF, 3)
    assert table.world("rumour.coins_gone") == 50
    assert any(cause.code == "inject" for change in table.board.changes for cause in change.causes)


# By control


def test_control_sends_a_row_early_and_only_once(table):
    table.control(commands.Release, code="KC02")
    assert table.board.injects["KC02"].early
    assert table.no_control(commands.Release, code="KC02") == "already_sent"
    table.minutes(6)
    assert sum(event.code == "KC02" for event in table.events(Released)) == 1


def test_only_control_has_the_run_sheet(table):
    for verb in (commands.Release, commands.Hold, commands.Unhold, commands.Skip):
        assert table.no(TREASURY, verb, code="KC02") == "control_only"
        assert table.no_control(verb, code="KC99") == "no_such_inject"
    assert table.no(TREASURY, commands.AddInject, to=("cn",), **WORDS) == "control_only"


def test_a_row_that_is_held_waits_and_goes_out_when_it_is_let_go(table):
    table.control(commands.Hold, code="KC02")
    assert table.no_control(commands.Hold, code="KC02") == "not_planned"
    table.minutes(7)
    assert table.status("KC02") == "held"
    table.control(commands.Unhold, code="KC02")
    assert table.status("KC02") == "sent"
    assert table.no_control(commands.Unhold, code="KC02") == "not_held"


def test_a_row_that_waits_for_control_still_does_after_it_was_held(table):
    table.control(commands.Hold, code="KC05C")
    table.control(commands.Unhold, code="KC05C")
    table.minutes(6)
    assert table.status("KC05C") == "planned"


def test_a_row_let_go_in_a_pause_goes_out_when_play_resumes(table):
    table.control(commands.Hold, code="KC01C")
    table.minutes(2)
    table.seat(MANAGER, commands.Reply, inject=table.inject("KC01B"), reply="check_now")
    table.control(commands.Pause)
    table.control(commands.Unhold, code="KC01C")
    assert table.status("KC01C") == "planned"
    table.control(commands.Resume)
    assert table.status("KC01C") == "sent"


def test_a_row_that_was_called_for_is_still_called_for_after_it_was_held():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=3).bell()
    assert table.status("KC05C") == "queued"
    table.control(commands.Hold, code="KC05C")
    table.next_turn()
    assert table.status("KC05C") == "held"
    table.control(commands.Unhold, code="KC05C")
    assert table.status("KC05C") == "sent"


def test_a_row_that_control_left_out_does_not_come(table):
    table.control(commands.Skip, code="KC02", reason="No time.")
    assert table.events(Skipped)[0].reason == "No time."
    table.minutes(7)
    assert table.status("KC02") == "skipped"
    table.control(commands.Release, code="KC02")
    assert table.no_control(commands.Skip, code="KC02") == "already_sent"


def test_control_writes_an_inject_of_its_own(table):
    table.control(commands.AddInject, to=("us", "cn+custodian"), asks=True, **WORDS)
    row = table.board.injects["X01"]
    assert (row.status, row.of, row.to) == ("sent", ("us", "cn"), ("us", "cn+custodian"))
    table.seat(TREASURY, commands.Reply, inject=row.id, text="We call.")
    table.minutes(5)
    assert table.board.injects["X01"].silent == ("cn",)


def test_an_inject_of_control_to_everybody_asks_everybody(table):
    table.control(commands.AddInject, to=("all",), asks=True, **WORDS)
    assert table.board.injects["X01"].of == ("us", "cn", "bis")
    table.control(commands.AddInject, to=("public",), **WORDS)
    assert table.board.injects["X02"].of == ()


@pytest.mark.parametrize(
    "change, code",
    [
        ({"to": ()}, "nobody_to_read"),
        ({"to": ("nobody",)}, "nobody_to_read"),
        ({"medium": "pigeon"}, "no_such_medium"),
        ({"text": {"en": " "}}, "say_something"),
        ({"title": {}}, "say_something"),
        ({"sender": {"en": REAL_ADDRESS}}, "never_real_keys"),
        ({"text": {"en": REAL_ADDRESS}}, "never_real_keys"),
    ],
)
def test_an_inject_of_control_is_looked_at(table, change, code):
    assert table.no_control(commands.AddInject, **{"to": ("us",), **WORDS, **change}) == code


def test_nothing_is_sent_after_the_lock(table):
    table.until(Phase.LOCK)
    assert table.no_control(commands.Release, code="KC02") == "turn_sealed"
    assert table.no_control(commands.AddInject, to=("us",), **WORDS) == "turn_sealed"


# Read


def test_the_first_look_is_noted(table):
    table.minutes(1)
    public = table.inject("KC01")
    table.seat(TREASURY, commands.Open, inject=public)
    assert table.seat(TREASURY, commands.Open, inject=public) == ()
    assert table.events(Seen) == [Seen(id=public, seat=TREASURY)]


def test_what_was_sent_to_others_is_not_there(table):
    table.minutes(6)
    assert table.no("us-nsc", commands.Open, inject=table.inject("KC01")) == "no_such_inject"
    assert table.no(PBOC, commands.Open, inject=table.inject("KC02")) == "no_such_inject"
    assert table.no(PBOC, commands.Reply, inject=table.inject("KC02"), text="Hm.") == "no_such_inject"
    assert table.no(PBOC, commands.Open, inject="nothing") == "no_such_inject"


# Answered


def test_a_team_answers_once(table):
    table.minutes(3)
    public = table.inject("KC01D")
    table.seat(TREASURY, commands.Reply, inject=public, reply="routine", text=" As planned. ")
    (answer,) = table.events(Answered)
    assert (answer.team, answer.reply, answer.text) == ("us", "routine", "As planned.")
    assert table.no("us-nsc", commands.Reply, inject=public, text="More.") == "already_answered"
    assert Known(table.setting, table.board).reply("us", "KC01D") == "routine"
    assert Known(table.setting, table.board).reply("cn", "KC01D") is None
    assert Known(table.setting, table.board).reply("any", "KC01D") == "routine"


def test_an_answer_says_something(table):
    table.minutes(3)
    public = table.inject("KC01D")
    assert table.no(TREASURY, commands.Reply, inject=public) == "say_something"
    assert table.no(TREASURY, commands.Reply, inject=public, reply="perhaps") == "no_such_reply"
    assert table.seat(TREASURY, commands.Reply, inject=public, text="In our own words.")


def test_a_coded_answer_is_for_those_who_are_asked():
    """KC16 is read by Basel, and asks the two governments."""
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER, turn=6).minutes(1)
    public = table.inject("KC16")
    assert table.no(MANAGER, commands.Reply, inject=public, reply="refuse") == "no_such_reply"
    assert table.seat(MANAGER, commands.Reply, inject=public, text="We have read it.")


def test_nothing_is_answered_when_the_time_is_over(table):
    table.minutes(8)
    public = table.inject("KC01D")
    assert table.events(Unanswered)[-1].teams == ("us", "cn")
    assert table.no(TREASURY, commands.Reply, inject=public, reply="routine") == "too_late_to_answer"


def test_at_the_bell_nothing_can_be_answered_any_more(table):
    table.minutes(3)
    table.control(commands.Advance)
    assert {event.code for event in table.events(Unanswered)} == {"KC01B", "KC01D"}
    assert table.no(TREASURY, commands.Reply, inject=table.inject("KC01D"), reply="routine") == "turn_sealed"


def test_silence_has_its_price_once():
    table = Table(COLD_IRON).deliberating(TREASURY, turn=3)
    before = table.world("approval.us")
    table.minutes(6)
    after = table.world("approval.us")
    assert after < before - 2
    table.minutes(3)
    assert table.world("approval.us") == after


def test_the_price_of_silence_is_each_silent_team_s_own():
    text = ('unanswered: ["add(legitimacy, -2)"]\n    expects: "reply(us, KC16)',)
    change = (text[0], 'unanswered: ["add(approval.own, -3)", "add(legitimacy, -2)"]\n    expects: "reply(us, KC16)')
    table = Table(edited(COLD_IRON, change)).deliberating(TREASURY, PBOC, turn=6).minutes(1)
    before = {code: table.world(code) for code in ("approval.us", "approval.cn", "legitimacy")}
    table.seat(PBOC, commands.Reply, inject=table.inject("KC16"), reply="later")  # legitimacy −1
    table.minutes(6)
    assert table.world("approval.us") < before["approval.us"]
    assert table.world("approval.cn") == before["approval.cn"]
    sizes = [
        cause.size
        for change in table.board.changes
        for cause in change.causes
        if (change.variable, cause.code) == ("legitimacy", "unanswered")
    ]
    assert len(sizes) == 1


# Handed over


def test_a_note_is_handed_to_the_other_side():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER).minutes(6)
    note = table.inject("KC02")
    table.act(TREASURY, "share_intel", inject=note)
    assert table.events(Shared) == [Shared(id=note, by="us", to="cn")]
    assert table.seat(PBOC, commands.Open, inject=note)
    assert table.no(TREASURY, commands.Act, action="share_intel", args={"inject": note}) == "already_knows"
    table.act(TREASURY, "share_intel", inject=note, team="bis")
    assert table.board.injects["KC02"].shared == {"cn": "us", "bis": "us"}


def test_who_was_handed_a_note_does_not_hand_it_on():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER).minutes(6)
    note = {"inject": table.inject("KC02"), "team": "bis"}
    table.act(TREASURY, "share_intel", inject=note["inject"])
    assert table.no(PBOC, commands.Act, action="share_intel", args=note) == "no_such_inject"


def test_not_everything_is_shareable(table):
    table.minutes(4)
    args = {"inject": table.inject("KC01D"), "team": "bis"}
    assert table.no(TREASURY, commands.Act, action="share_intel", args=args) == "not_shareable"
    table.control(commands.AddInject, to=("us",), **WORDS)
    args["inject"] = table.inject("X01")
    assert table.no(TREASURY, commands.Act, action="share_intel", args=args) == "not_shareable"


def test_nobody_hands_a_note_to_itself():
    table = Table(COLD_IRON).deliberating(TREASURY).minutes(6)
    args = {"inject": table.inject("KC02"), "team": "us"}
    assert table.no(TREASURY, commands.Act, action="share_intel", args=args) == "no_such_team"


def test_an_observer_tells_both():
    text = (
        "    to: [bis]\n    medium: intel",
        "    to: [bis]\n    medium: intel\n    shareable: true\n    brings: [note]",
    )
    table = Table(edited(COLD_IRON, text)).deliberating(MANAGER).minutes(2)
    table.seat(MANAGER, commands.Reply, inject=table.inject("KC01B"), reply="check_now")
    table.act(MANAGER, "share_intel", inject=table.inject("KC01C"))
    assert table.board.injects["KC01C"].shared == {"us": "bis", "cn": "bis"}


# What other rows call for


def test_a_contingency_comes_once_when_the_deed_does_not():
    table = Table(COLD_IRON).deliberating(TREASURY, turn=3).bell()
    assert [event.code for event in table.events(Queued)].count("KC05C") == 1
    table.until(Phase.BRIEF, 4)
    table.tick()
    table.tick()
    assert [event.code for event in table.events(Released)].count("KC05C") == 1
    table.bell()
    assert [event.code for event in table.events(Queued)].count("KC05C") == 1


def test_a_contingency_does_not_come_when_the_deed_does():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=3)
    for team in ("us", "cn"):
        table.lock(table.lead(team), "joint_press_line", joint_press_line={"text": "EXERCISE. One line."})
    table.until(Phase.DELIBERATE, 4)
    assert table.status("KC05C") == "planned"


def test_a_contingency_does_not_come_when_control_credits_the_deed():
    """Ruling 2: people speak aloud."""
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=3)
    table.control(commands.Credit, team="us", action="joint_press_line", evidence="Read out in plenary.")
    table.until(Phase.DELIBERATE, 4)
    assert table.status("KC05C") == "planned"


def test_a_branch_is_taken_by_the_first_condition_that_holds():
    change = (
        '    expects: "reply(us, KC07) == brief or reply(us, KC07) == hold"',
        '    branches: [{if: "turn >= 7", to: KC05C}, {if: "turn >= 3", to: KC12B}, {if: "turn >= 1", to: KC13C}]',
    )
    table = Table(edited(COLD_IRON, change)).deliberating(TREASURY, turn=3).bell()
    assert {event.code: event.by for event in table.events(Queued)} == {"KC12B": "KC07", "KC05C": "KC05B"}
    table.next_turn()
    assert table.status("KC12B") == "queued"  # it is planned for the Brief of turn 5


def test_a_row_can_queue_another_by_its_effects():
    change = ('on_arrival: ["mul(rumour.hong_kong, 1.4)"', 'on_arrival: ["queue(KC12B)", "mul(rumour.hong_kong, 1.4)"')
    table = Table(edited(COLD_IRON, change)).deliberating(TREASURY)
    table.control(commands.Release, code="KC05C")
    assert table.status("KC12B") == "queued"
    table.until(Phase.BRIEF, 5)
    assert table.status("KC12B") == "sent"


def test_a_transaction_can_be_brought_by_an_effect():
    change = ('on_arrival: ["flag(recovered_200)"]', 'on_arrival: ["spawn(tx, T17)"]')
    table = Table(edited(COLD_IRON, change)).deliberating(TREASURY)
    table.control(commands.Release, code="KC13C")
    assert [item.code for item in table.board.transactions.values()] == ["T17", "T17"]


def test_a_transaction_whose_coins_are_gone_is_not_brought():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    for key in ("US-1", "CN-1", "N-1"):
        seat = KEYHOLDERS[key]
        table.seat(seat, commands.Sign, transaction=table.transaction("T17"))
        if seat != BASEL:
            colleague = FED if seat == TREASURY else SAFE
            table.seat(colleague, commands.Confirm, transaction=table.transaction("T17"), key=key)
    table.control(commands.StepBack, turn=1, reason="Again.", to_number=table.openings[1])
    assert table.board.transactions == {}


# The desk rings


def test_a_scripted_call_rings_the_first_principal_it_is_for():
    table = Table().deliberating(TREASURY).minutes(1)
    (call,) = table.events(HotlineRang)
    assert (call.team, call.to, call.drill) == ("control", "us", True)
    table.seat(TREASURY, commands.AnswerCall)
    assert table.board.hotline.state == "open"


def test_a_scripted_call_finds_the_line_busy():
    table = Table().deliberating(TREASURY, PBOC)
    table.seat(TREASURY, commands.Ring, to="cn")
    table.minutes(1)
    assert len(table.events(HotlineRang)) == 1
    assert table.status("FW02") == "sent"


def test_a_row_of_control_is_no_row_of_the_script(table):
    table.control(commands.AddInject, to=("us",), **WORDS)
    table.bell()
    assert table.refused(commands.Hold(by=CONTROLLER, code="X01")).code == "no_such_inject"


def told(*signing):
    """Which wires of Cold Iron are out in turn 2 when these keys have signed the trap."""
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values()).minutes(1)
    sign(table, table.transaction("T17"), *signing)
    table.next_turn().minutes(6)
    return {code for code in ("KC05A", "KC05B", "KC05E") if table.status(code) == "sent"}


def test_the_wire_does_not_deny_what_the_chain_has_shown():
    assert told("US-1", "CN-1") == {"KC05B"}
    assert told("US-1", "CN-1", "N-1") == {"KC05E"}
