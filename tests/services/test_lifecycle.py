"""The exercise as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.enums import Phase, State
from exercises.errors import Refusal
from exercises.models import Exercise, Line, Place, Role
from tests import factories


@pytest.mark.django_db
def test_create_writes_the_first_entry_and_seats_nobody() -> None:
    ito = factories.user("ito")

    exercise = services.create(ito, factories.version(), title="Session 15", code="KQ47RM")

    assert (exercise.code, exercise.title, exercise.state, exercise.head_number) == ("KQ47RM", "Session 15", "draft", 1)
    assert [seat.occupant for seat in exercise.seats.all()] == ["empty"] * 5
    assert list(exercise.places.values_list("role", "user")) == [("control", ito.pk)]
    assert Line.objects.get(exercise=exercise).kind == "Created"
    assert store.verify(exercise) == ()


@pytest.mark.django_db
def test_create_refuses_a_code_in_use() -> None:
    services.create(None, factories.version(), code="KQ47RM")

    with pytest.raises(Refusal) as refused:
        services.create(None, factories.version(), code="KQ47RM")

    assert refused.value.code == "code_in_use"


@pytest.mark.django_db
@pytest.mark.parametrize("pace", [0.0, 0.04, 4.1, float("nan")])
def test_create_refuses_an_unplayable_pace(pace: float) -> None:
    with pytest.raises(Refusal) as refused:
        services.create(None, factories.version(), pace=pace)

    assert refused.value.code == "pace_range"


def test_muster_gives_a_name_and_a_message_to_control(lobby: Any) -> None:
    services.muster(lobby.reyes, name="Dana Reyes", text="Here, and I can read you.")

    board = store.present(lobby.exercise).board
    assert board.seats["us-treasury"].mustered
    assert [message.text for message in board.rooms["control~us"].values()] == ["Here, and I can read you."]
    assert lobby.exercise.seats.get(code="us-treasury").name == "Dana Reyes"


def test_start_names_who_is_missing(lobby: Any) -> None:
    services.muster(lobby.reyes)

    with pytest.raises(Refusal) as refused:
        services.start(lobby.ito)

    assert refused.value.code == "muster_incomplete"
    assert "us-treasury" not in str(refused.value.params["missing"])


def test_start_begins_the_first_turn(lobby: Any) -> None:
    answer = services.start(lobby.ito, anyway=True)

    assert (answer.state, answer.turn, answer.phase) == (State.RUNNING, 1, Phase.BRIEF)


def test_pause_empties_the_schedule_and_resume_fills_it(cast: Any) -> None:
    services.pause(cast.ito, reason="fire drill")
    assert cast.exercise.due.count() == 0

    services.resume(cast.ito)
    assert cast.exercise.due.filter(what="bell").count() == 1


def test_advance_rings_the_bell_with_saved_drafts(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[{"action": "share_dashboard"}], version=0)

    cast.advance()

    sheet = store.present(cast.exercise).board.sheets["us"]
    assert (sheet.state, [order.action for order in sheet.orders]) == ("taken", ["share_dashboard"])


def test_an_advance_sent_again_with_its_key_is_one_advance(cast: Any) -> None:
    cast.exercise.refresh_from_db()
    services.save_draft(cast.reyes, orders=[{"action": "share_dashboard"}], version=0)
    first = services.advance(cast.ito, key="k1")
    cast.play_to(Phase.DELIBERATE, turn=2)

    again = services.advance(cast.ito, key="k1")

    assert again.repeated
    assert again.phase == first.phase == Phase.LOCK
    assert store.present(cast.exercise).board.turn == 2


def test_an_advance_of_a_phase_that_is_over_is_refused(cast: Any) -> None:
    cast.exercise.refresh_from_db()
    other = factories.staff_viewer(Exercise.objects.select_related("version").get(pk=cast.exercise.pk), Role.CONTROL)
    services.advance(cast.ito)

    with pytest.raises(Refusal) as refused:
        services.advance(other)

    assert (refused.value.code, refused.value.params["phase"]) == ("turn_moved_on", "lock")


def test_step_back_restores_the_board_before_the_turn_in_a_new_generation(cast: Any) -> None:
    cast.play_to(Phase.BRIEF, turn=2)
    services.say(cast.reyes, room="us", text="Remember this.")

    answer = services.step_back(cast.ito, turn=1, reason="The projector failed.")

    board = store.present(cast.exercise).board
    assert (answer.turn, answer.generation, answer.phase) == (1, 1, Phase.BRIEF)
    assert board.resolved == {}
    assert [message.text for message in board.rooms["us"].values()] == ["Remember this."]
    assert store.verify(cast.exercise) == ()


def test_step_back_twice_uses_the_board_of_the_turn_as_last_played(cast: Any) -> None:
    cast.play_to(Phase.BRIEF, turn=2)
    services.step_back(cast.ito, turn=1, reason="once")
    cast.play_to(Phase.BRIEF, turn=2)
    services.step_back(cast.ito, turn=2, reason="twice")

    assert store.present(cast.exercise).board.generation == 2
    assert store.verify(cast.exercise) == ()


@pytest.mark.parametrize("turn", [0, -1, 4])
def test_step_back_to_a_turn_that_was_not_played_is_refused(cast: Any, turn: int) -> None:
    with pytest.raises(Refusal) as refused:
        services.step_back(cast.ito, turn=turn, reason="x")

    assert refused.value.code == "cannot_step_back"


def test_no_duff_stops_the_clock_until_control_lifts_it(cast: Any) -> None:
    services.no_duff(cast.liu, text="Somebody is ill.")
    assert store.present(cast.exercise).board.state is State.PAUSED

    services.lift_no_duff(cast.ito)
    assert store.present(cast.exercise).board.state is State.RUNNING


def test_the_whole_of_first_watch_can_be_played_to_the_closed_file(cast: Any) -> None:
    while store.present(cast.exercise).board.state is State.RUNNING:
        cast.advance()
    answer = services.move_wash(cast.ito)
    while answer.state != State.CLOSED:
        answer = services.move_wash(cast.ito)

    assert store.verify(cast.exercise) == ()


@pytest.mark.django_db
def test_a_place_made_for_control_names_its_account() -> None:
    ito = factories.user("ito", first_name="M.", last_name="Ito")

    exercise = services.create(ito, factories.version())

    assert Place.objects.get(exercise=exercise, role=Role.CONTROL).name == "M. Ito"
