"""The exercise as a whole: muster, start, the clock, what stops it and what sets it going again."""

from __future__ import annotations

import math

import pytest

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.events.acts import Alerted, PostureTaken, Reminded
from exercises.domain.events.injects import Released
from exercises.domain.events.lifecycle import Mustered, Paused, PhaseBegan, SteppedBack, TurnBegan
from exercises.domain.events.seats import LeadPassed
from exercises.domain.play import commands, decide, due
from exercises.domain.play.commands import Actor
from exercises.enums import Phase, State
from tests.domain.table import COLD_IRON, CONTROLLER, FIRST_WATCH, NOON, SECRET, TICKER, Table, orders, script

TREASURY, FED, PBOC, CUSTODY = "us-treasury", "us-fed", "cn-pboc", "bis-custody"
REAL_ADDRESS = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"


@pytest.fixture
def table():
    return Table().deliberating()


# To the start


def test_an_exercise_is_made_once():
    table = Table().made()
    assert table.no_control(commands.Create, code="AGAIN") == "code_in_use"
    assert table.board.state is State.DRAFT


def test_the_lobby_opens_once():
    table = Table().seated()
    assert table.no_control(commands.Ready) == "not_a_draft"
    assert table.board.state is State.READY


def test_a_custodian_musters_with_a_test_signature():
    table = Table(COLD_IRON).seated(TREASURY, "us-nsc")
    table.seat(TREASURY, commands.Muster)
    table.seat("us-nsc", commands.Muster)
    with_key, without = table.events(Mustered)
    assert (bool(with_key.signature), without.signature) == (True, "")
    assert table.seat(TREASURY, commands.Muster) == ()


def test_nobody_musters_before_the_lobby_opens():
    assert Table().made().no(TREASURY, commands.Muster) == "muster_closed"


def test_the_start_waits_for_the_muster_unless_control_says_otherwise():
    table = Table().seated(TREASURY, PBOC, bots=(CUSTODY,))
    table.seat(TREASURY, commands.Muster)
    refusal = table.refused(commands.Start(by=CONTROLLER))
    assert (refusal.code, refusal.params["missing"]) == ("muster_incomplete", PBOC)
    (started, *_) = table.control(commands.Start, anyway=True)
    assert started.missing == (PBOC,)


def test_the_start_needs_the_lobby():
    assert Table().made().no_control(commands.Start) == "not_ready"


def test_with_everybody_there_it_simply_starts():
    table = Table().seated(TREASURY)
    table.seat(TREASURY, commands.Muster)
    table.control(commands.Start)
    assert (table.board.state, table.board.turn, table.board.phase) == (State.RUNNING, 1, Phase.BRIEF)


def test_the_world_is_reckoned_before_the_first_turn():
    """Nobody's first act is charged with what the keys were worth all along."""
    table = Table(COLD_IRON).started()
    assert table.board.opening["vault.attack_distance.true"] == 2
    table.until(Phase.DELIBERATE)
    table.act(TREASURY, "calming_statement")
    assert {change.variable for change in table.board.changes} & {"vault.attack_distance.true"} == set()


@pytest.mark.parametrize(
    "verb",
    [
        commands.Ready,
        commands.Start,
        commands.Pause,
        commands.Resume,
        commands.Advance,
        commands.MoveWash,
        commands.LiftNoDuff,
    ],
)
def test_only_control_has_the_clock(table, verb):
    assert table.no(TREASURY, verb) == "control_only"


def test_nobody_at_the_table_rings_the_bell(table):
    """A bell carries drafts of every team."""
    assert table.no(TREASURY, commands.Bell, drafts={"cn": orders("cn", "withhold")}) == "control_only"
    assert table.no(TREASURY, commands.Tick) == "control_only"


# The five steps


def test_a_turn_goes_through_its_steps_at_the_script_s_pace():
    table = Table().started(pace=0.5)
    began = {}
    table.until(Phase.DELIBERATE, 2)
    for event in table.events(PhaseBegan):
        if event.turn == 1:
            began[event.phase] = event.began
    assert began == {"brief": 0, "deliberate": 30, "lock": 240, "resolve": 270, "reveal": 270}
    assert table.board.clock.began == 330 + 30


def test_a_tick_twice_does_it_once(table):
    table.now = table.board.clock.wall(table.board.clock.ends)
    assert table.tick() != ()
    assert table.tick() == ()


def test_something_is_always_due_while_it_runs_and_nothing_while_it_stands():
    table = Table().started()
    seen = set()
    while table.board.state is State.RUNNING:
        waiting = due(table.setting, table.board)
        assert waiting
        assert list(waiting) == sorted(waiting)
        seen.add(table.board.phase)
        table.run(30)
    assert due(table.setting, table.board) == ()
    assert seen == {Phase.BRIEF, Phase.DELIBERATE, Phase.LOCK, Phase.REVEAL}


def test_control_may_end_a_phase_early_and_the_drafts_count(table):
    table.control(commands.Advance, drafts={"us": orders("us", "collect")})
    assert table.board.phase is Phase.LOCK
    assert table.board.sheets["us"].state == "taken"
    for phase in (Phase.REVEAL, Phase.BRIEF):
        table.control(commands.Advance)
        assert table.board.phase is phase
    assert table.board.turn == 2


# Pause and extend


def test_a_pause_gives_lost_time_back(table):
    left = table.left
    table.control(commands.Pause, reason="a fire drill")
    assert (table.board.state, table.board.reason) == (State.PAUSED, "a fire drill")
    assert due(table.setting, table.board) == ()
    table.now += 3_600
    assert table.tick() == ()
    table.control(commands.Resume)
    assert table.left == left
    assert table.no_control(commands.Resume) == "not_paused"


def test_nobody_acts_while_the_clock_stands_but_people_may_talk(table):
    table.control(commands.Pause)
    assert table.no(TREASURY, commands.LockSheet, orders=()) == "paused"
    assert table.no_control(commands.Pause) == "paused"
    assert table.seat(TREASURY, commands.Say, room="us", text="What is going on?")


def test_control_extends_twice_a_turn_with_a_reason():
    table = Table(COLD_IRON).deliberating(TREASURY)
    assert table.no_control(commands.Extend, reason=" ") == "reason_needed"
    left = table.left
    table.control(commands.Extend, reason="They are nearly there.", minutes=2)
    table.control(commands.Extend, reason="Once more.", minutes=1)
    assert table.left == left + 180
    assert table.no_control(commands.Extend, reason="And again.") == "extended_twice"
    table.next_turn()
    assert table.control(commands.Extend, reason="A new turn.")


def test_nothing_is_extended_in_the_last_ten_seconds(table):
    table.run(table.left - 10)
    assert table.control(commands.Extend, reason="Just in time.", minutes=1)
    table.run(table.left - 9)
    assert table.no_control(commands.Extend, reason="Too late.") == "too_late_to_extend"


@pytest.mark.parametrize("minutes", [0, -5, math.nan, math.inf, 61])
def test_an_extension_gives_time(table, minutes):
    assert table.no_control(commands.Extend, reason="Why.", minutes=minutes) == "detail_out_of_range"


def test_reasons_of_control_hold_no_real_secrets(table):
    for verb in (commands.Pause, commands.Extend, commands.End):
        assert table.no_control(verb, reason=REAL_ADDRESS) == "never_real_keys"


# Outage


def test_a_minute_late_is_made_up_by_going_on(table):
    table.run(table.left - 1)
    table.now = table.board.clock.wall(table.board.clock.ends) + 59
    table.tick()
    assert table.board.phase is Phase.LOCK


def test_an_outage_pauses_and_gives_the_lost_time_back():
    table = Table().deliberating()
    waiting = due(table.setting, table.board)[0].at
    table.now = waiting + 7_200
    events = table.tick()
    assert [type(event) for event in events] == [Paused]
    assert table.board.reason == "outage"
    assert table.tick() == ()
    before = table.board.clock.ends - table.board.clock.paused
    table.now += 60
    events = table.control(commands.Resume)
    assert table.left == before
    assert sum(isinstance(event, TurnBegan) for event in events) == 0


def test_after_an_outage_no_turn_is_played_by_whoever_comes_first():
    """A player may be quicker than the clock when the machine comes back."""
    table = Table(COLD_IRON).deliberating(TREASURY)
    sent = len(table.events(Released))
    table.now += 7_200
    assert table.no(TREASURY, commands.LockSheet, orders=()) == "paused"
    assert table.no(TREASURY, commands.Act, action="calming_statement", args={}) == "paused"
    table.tick()
    assert len(table.events(Released)) == sent


def test_control_may_pause_after_an_outage_and_no_time_is_lost(table):
    first = due(table.setting, table.board)[0].at
    table.now += 7_200
    table.control(commands.Pause, reason="fault")
    assert table.board.clock.wall(table.board.clock.paused) == first


def test_the_end_may_be_called_after_an_outage(table):
    table.now += 7_200
    table.control(commands.End, reason="Power is gone.")
    assert table.board.state is State.ENDED


# NO DUFF


def test_anybody_stops_the_game_for_something_real(table):
    left = table.left
    table.seat(TREASURY, commands.NoDuff, text="Somebody is ill.")
    assert (table.board.state, table.board.noduff) == (State.PAUSED, "Somebody is ill.")
    assert table.seat(PBOC, commands.NoDuff) == ()
    assert table.no_control(commands.Resume) == "noduff_first"
    assert table.no(TREASURY, commands.LiftNoDuff) == "control_only"
    table.now += 600
    table.control(commands.LiftNoDuff)
    assert (table.board.state, table.board.noduff, table.left) == (State.RUNNING, "", left)
    assert table.no_control(commands.LiftNoDuff) == "no_noduff"


def test_no_duff_without_words_is_shown_all_the_same(table):
    table.control(commands.NoDuff)
    assert table.board.noduff == "NO DUFF"


def test_no_duff_in_a_pause_keeps_the_clock_where_it_stood(table):
    table.control(commands.Pause)
    stood = table.board.clock.paused
    table.now += 100
    table.seat(TREASURY, commands.NoDuff)
    table.now += 100
    table.control(commands.LiftNoDuff)
    assert table.board.clock.play(table.now) == stood


def test_nothing_starts_while_something_real_goes_on():
    table = Table().seated()
    table.seat(TREASURY, commands.NoDuff)
    assert table.no_control(commands.Start, anyway=True) == "noduff_first"
    table.control(commands.LiftNoDuff)
    assert table.board.state is State.READY
    table.control(commands.Start, anyway=True)
    assert table.board.clock.play(table.now) == 0


def test_stepping_back_does_not_lift_no_duff(table):
    table.seat(TREASURY, commands.NoDuff)
    assert table.no_control(commands.StepBack, turn=1, reason="Again.") == "noduff_first"


# Silence


def test_a_silent_team_is_reminded_and_then_control_hears_of_it(table):
    table.lock(PBOC)
    began, length = table.board.clock.began, table.left
    table.run(length * 0.5)
    assert table.events(Reminded) == [Reminded(team="bis"), Reminded(team="us")]
    table.run(length * 0.3)
    assert {event.team for event in table.events(Alerted)} == {"bis", "us"}
    assert table.board.clock.play(table.now) == began + 0.8 * length
    table.run(length * 0.2)
    assert {event.team for event in table.events(PostureTaken)} == {"bis", "us"}


def test_after_two_silent_turns_the_deputy_leads():
    table = Table(COLD_IRON).deliberating(TREASURY, FED, PBOC)
    table.lock(PBOC)
    table.next_turn()
    table.lock(PBOC)
    assert not table.events(LeadPassed)
    table.next_turn()
    assert table.events(LeadPassed) == [LeadPassed(team="us", seat=FED)]
    assert table.lead("us") == FED


def test_an_empty_deputy_seat_does_not_lead():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC, turn=3)
    assert not table.events(LeadPassed)


def test_one_spoken_turn_ends_the_count():
    table = Table(COLD_IRON).deliberating(TREASURY, FED, PBOC)
    table.next_turn()
    table.lock(TREASURY)
    table.next_turn()
    table.next_turn()
    assert not any(event.team == "us" for event in table.events(LeadPassed))


# Back


def test_stepping_back_restores_the_start_of_a_turn():
    table = Table(COLD_IRON, luck=True).deliberating(TREASURY, PBOC)
    table.next_turn()
    table.seat(TREASURY, commands.Say, room="us", text="I heard that.")
    table.do(commands.FillSeat(by=table.by(FED), seat=FED, occupant="human"))
    table.control(commands.OverrideValue, variable="tension", value=5.0, reason="to see")
    kept = table.kept(2)
    table.bell()
    table.control(commands.StepBack, turn=2, reason="A wrong inject.", to_number=table.openings[2])
    board = table.board
    assert (board.turn, board.phase, board.generation, board.compromised) == (2, Phase.BRIEF, 1, 2)
    assert (board.world, board.deeds) == (kept.world, kept.deeds)
    assert [item.text for item in board.rooms["us"].values()] == ["I heard that."]
    assert board.seats[FED].occupant == "human"
    assert [item.reason for item in board.overrides] == ["to see"]
    assert table.refolded() == board
    assert table.events(SteppedBack)[0].reason == "A wrong inject."


def bell_twice(orders_again):
    table = Table(COLD_IRON, luck=True).deliberating(TREASURY, PBOC)
    worlds = []
    for wishes in ("vet_staff", orders_again):
        table.act(TREASURY, "calming_statement")
        table.act(TREASURY, "accuse", text="You did it.")
        table.lock(TREASURY, wishes)
        table.bell()
        worlds.append(table.board.world)
        table.control(commands.StepBack, turn=1, reason="Again.", to_number=table.openings[1])
        table.until(Phase.DELIBERATE)
    return worlds


def test_stepping_back_keeps_the_draws():
    """Nobody goes back for a better throw: the same acts end the same."""
    once, again = bell_twice("vet_staff")
    assert once == again


def test_other_acts_after_stepping_back_end_otherwise():
    once, again = bell_twice("collect")
    assert once != again


def test_ids_after_stepping_back_are_new():
    table = Table().deliberating()
    first = {table.board.injects[code].id for code in table.board.injects}
    table.control(commands.StepBack, turn=1, reason="Again.", to_number=table.openings[1])
    table.until(Phase.DELIBERATE)
    assert first.isdisjoint(item.id for item in table.board.injects.values())


def test_stepping_back_needs_a_turn_and_a_reason(table):
    assert table.no_control(commands.StepBack, turn=2, reason="x") == "cannot_step_back"
    assert table.no_control(commands.StepBack, turn=0, reason="x") == "cannot_step_back"
    assert table.no_control(commands.StepBack, turn=1, reason="") == "reason_needed"
    assert Table().seated().no_control(commands.StepBack, turn=1, reason="x") == "cannot_step_back"


def test_stepping_back_without_the_earlier_board_is_a_fault_and_no_refusal(table):
    command = commands.StepBack(by=CONTROLLER, turn=1, reason="Again.", to_number=1)
    with pytest.raises(LookupError):
        decide(table.setting, table.board, command, table.now)


# The end


def test_the_last_turn_ends_the_exercise():
    table = Table().deliberating(turn=4).to_end()
    assert (table.board.state, table.board.reason) == (State.ENDED, "played")
    assert table.board.tier


def test_control_ends_it_with_a_reason(table):
    assert table.no_control(commands.End, reason="") == "reason_needed"
    table.control(commands.End, reason="The room is needed.")
    assert table.board.reason == "The room is needed."
    assert table.no_control(commands.End, reason="Again.") == "not_running"
    assert table.no(TREASURY, commands.LockSheet, orders=()) == "not_running"


def test_the_hot_wash_has_four_steps_and_then_the_file_closes(table):
    assert table.no_control(commands.MoveWash) == "not_ended"
    table.control(commands.End, reason="Over.")
    steps = []
    while table.board.state is not State.CLOSED:
        steps.append(table.board.wash)
        table.control(commands.MoveWash)
    assert steps == [0, 1, 2, 3, 4]
    assert table.no_control(commands.MoveWash) == "not_ended"


def test_a_clock_has_no_seat():
    setting = Setting.of(script(FIRST_WATCH), SECRET)
    board = decide(setting, Board(), commands.Create(by=CONTROLLER, code="X"), NOON).board
    assert decide(setting, board, commands.Tick(by=TICKER), NOON).events == ()
    assert Actor("control").control
