"""Words: rooms, notes, the hotline, statements."""

from __future__ import annotations

import pytest

from exercises.domain.events.talk import HotlineClosed, NotePassed, StatementMade
from exercises.domain.play import commands
from exercises.domain.play.facts import Known
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, edited

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
MANAGER, SPOKES, MFA = "bis-manager", "us-spokes", "cn-mfa"


@pytest.fixture
def table():
    return Table(COLD_IRON).deliberating(TREASURY, PBOC, MANAGER)


# Rooms


@pytest.mark.parametrize("room", ["us", "cn~us", "bis~us", "plenary", "control~us"])
def test_a_team_talks_in_its_rooms(table, room):
    table.seat(TREASURY, commands.Say, room=room, text=" Hello. ")
    assert [item.text for item in table.board.rooms[room].values()] == ["Hello."]


@pytest.mark.parametrize("room", ["cn", "bis~cn", "us~cn", "control~cn", "us~us", "nobody", "us~nobody", "a~b~c", ""])
def test_other_rooms_are_not_there(table, room):
    assert table.no(TREASURY, commands.Say, room=room, text="Hello.") == "no_such_room"


def test_control_talks_everywhere(table):
    for room in ("us", "cn~us", "plenary", "cn~control"):
        table.control(commands.Say, room=room, text="Five minutes.")
    assert table.no_control(commands.Say, room="us~cn", text="Hm.") == "no_such_room"


@pytest.mark.parametrize("text, code", [("", "say_something"), ("x" * 4_001, "too_long")])
def test_a_message_says_something_and_not_too_much(table, text, code):
    assert table.no(TREASURY, commands.Say, room="us", text=text) == code


def test_nobody_talks_in_a_draft():
    assert Table().made().no(TREASURY, commands.Say, room="us", text="Hello?") == "not_running"


def test_a_room_keeps_its_last_hundred_messages(table):
    for number in range(105):
        table.seat(TREASURY, commands.Say, room="us", text=str(number))
    assert [item.text for item in table.board.rooms["us"].values()] == [str(number) for number in range(5, 105)]


# Notes


def test_a_note_reaches_the_other_side_and_costs_an_action(table):
    table.seat(TREASURY, commands.PassNote, to="cn", text="Between us.")
    (note,) = table.board.notes.values()
    assert (note.to, note.text, note.leaked) == ("cn", "Between us.", False)
    assert table.board.teams["us"].ap_left == 2
    assert Known(table.setting, table.board).did("us", "send_backchannel")


@pytest.mark.parametrize("seat, to", [(MANAGER, "us"), (TREASURY, "us"), (TREASURY, "nobody")])
def test_notes_are_the_principals(table, seat, to):
    assert table.no(seat, commands.PassNote, to=to, text="Psst.") == "no_such_team"


def test_some_notes_leak_and_it_is_drawn_when_they_are_passed():
    leaked = set()
    for secret in range(60):
        table = Table(COLD_IRON, luck=True, secret=bytes([secret])).deliberating(TREASURY)
        table.seat(TREASURY, commands.PassNote, to="cn", text="Between us.")
        leaked.add(table.events(NotePassed)[0].leaked)
    assert leaked == {True, False}


# The hotline


def test_a_call_is_answered_and_hung_up(table):
    table.seat(TREASURY, commands.Ring, to="cn")
    before = table.world("trust.us")
    assert table.no(PBOC, commands.Ring, to="us") == "line_busy"
    assert table.no(TREASURY, commands.AnswerCall) == "no_call"
    assert table.no(TREASURY, commands.HangUp) == "no_call"
    table.seat(PBOC, commands.AnswerCall)
    assert table.world("trust.us") > before
    assert table.board.hotline.state == "open"
    assert table.no(MANAGER, commands.HangUp) == "no_call"
    table.seat(TREASURY, commands.HangUp)
    assert table.board.hotline.state == "idle"
    assert [call.how for call in table.board.hotline.calls.values()] == ["hung_up"]


def test_a_call_is_declined(table):
    table.seat(TREASURY, commands.Ring, to="cn")
    before = table.world("trust.us")
    table.seat(PBOC, commands.DeclineCall)
    assert table.world("trust.us") < before
    assert table.board.hotline.state == "idle"


def test_a_call_that_nobody_takes_rings_out_and_counts_like_a_declined_one(table):
    table.seat(TREASURY, commands.Ring, to="cn")
    before = table.world("trust.us")
    table.run(299)
    assert table.board.hotline.state == "ringing"
    table.run(1)
    (closed,) = table.events(HotlineClosed)
    assert closed.how == "rang_out"
    assert table.world("trust.us") < before
    assert not Known(table.setting, table.board).did("cn", "decline_call")


def test_a_call_of_the_duty_desk_that_rings_out_offends_nobody():
    table = Table(edited("first-watch", ("minutes: {brief: 1, deliberate: 7,", "minutes: {brief: 1, deliberate: 12,")))
    table.deliberating(TREASURY).minutes(1)
    before = table.world("trust.us")
    table.run(300)
    assert table.events(HotlineClosed)[0].how == "rang_out"
    assert table.world("trust.us") == before


@pytest.mark.parametrize("ring, how", [(True, "rang_out"), (False, "hung_up")])
def test_the_bell_ends_a_call(table, ring, how):
    table.minutes(9)
    table.seat(TREASURY, commands.Ring, to="cn")
    if not ring:
        table.seat(PBOC, commands.AnswerCall)
    table.until(Phase.LOCK)
    assert table.events(HotlineClosed)[-1].how == how


def test_the_hotline_runs_between_the_principals(table):
    assert table.no(MANAGER, commands.Ring, to="us") == "hotline_principals"
    assert table.no(TREASURY, commands.Ring, to="bis") == "hotline_principals"
    assert table.no(TREASURY, commands.Ring, to="us") == "hotline_principals"


def test_without_a_line_nobody_rings():
    script = edited(COLD_IRON, ("hotline.state: installed", "hotline.state: suspended"))
    assert Table(script).deliberating(TREASURY).no(TREASURY, commands.Ring, to="cn") == "no_hotline"


def test_only_the_lead_lifts_the_receiver():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    assert table.no(FED, commands.Ring, to="cn") == "lead_only"
    table.seat(TREASURY, commands.Ring, to="cn")
    assert table.no(SAFE, commands.AnswerCall) == "lead_only"


def test_while_nobody_leads_anybody_may():
    table = Table(COLD_IRON).deliberating(FED, PBOC)
    assert table.seat(FED, commands.Ring, to="cn")


# Statements


def test_a_statement_has_a_stance_that_can_be_compared(table):
    table.seat(TREASURY, commands.MakeStatement, text="We hold.", stance="hold", amount=5.0)
    table.seat(PBOC, commands.MakeStatement, text="We hold.", stance="hold")
    (first, _) = table.events(StatementMade)
    assert (first.stance, first.amount) == ("hold", 5.0)
    facts = Known(table.setting, table.board)
    assert facts.stance("us") == facts.stance("cn") == facts.stance("any") == "hold"
    assert facts.stance("bis") is None
    assert facts.did("us", "statement")


def test_a_statement_without_a_stance_has_none(table):
    table.seat(TREASURY, commands.MakeStatement, text="We hold.")
    assert Known(table.setting, table.board).stance("us") is None


def test_where_there_is_a_spokesperson_others_are_silent():
    table = Table(COLD_IRON).deliberating(TREASURY, FED, SPOKES)
    assert table.no(FED, commands.MakeStatement, text="I think …") == "spokesperson_only"
    assert table.seat(SPOKES, commands.MakeStatement, text="We say …")
    assert table.seat(TREASURY, commands.MakeStatement, text="The lead may.")


def test_where_there_is_none_anybody_speaks():
    table = Table(COLD_IRON).deliberating(FED)
    assert table.seat(FED, commands.MakeStatement, text="All is well.")
