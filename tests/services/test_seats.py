"""Who sits where."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.enums import Occupant
from exercises.errors import Refusal
from exercises.models import ApiToken, Place, Role, Seat
from exercises.services.tokens import hashed
from tests import factories


def seat(cast: Any, code: str) -> Seat:
    return Seat.objects.get(exercise=cast.exercise, code=code)


def test_an_invitation_is_shown_once_and_kept_as_a_hash(lobby: Any) -> None:
    token = services.invite(lobby.ito, seat="us-fed", name="K. Okafor", email="okafor@example.org")

    row = seat(lobby, "us-fed")
    assert len(token) >= 32
    assert (row.link_hash, row.token_hash) == (hashed(token), "")
    assert (row.name, row.email) == ("K. Okafor", "okafor@example.org")


def test_a_new_invitation_ends_the_old_one(lobby: Any) -> None:
    first = services.invite(lobby.ito, seat="us-fed")

    services.invite(lobby.ito, seat="us-fed")

    assert seat(lobby, "us-fed").link_hash != hashed(first)


def test_revoking_empties_the_seat_and_forgets_the_person(lobby: Any) -> None:
    services.revoke(lobby.ito, seat="us-fed")

    row = seat(lobby, "us-fed")
    assert (row.occupant, row.token_hash, row.name, row.email, row.user, row.joined_at) == (
        "empty",
        "",
        "",
        None,
        None,
        None,
    )
    assert store.present(lobby.exercise).board.seats["us-fed"].occupant is Occupant.EMPTY


def test_a_bot_makes_room_for_a_person(lobby: Any) -> None:
    services.clear(lobby.ito, seat="us-fed")
    services.fill(lobby.ito, seat="us-fed")
    assert seat(lobby, "us-fed").occupant == "bot"

    services.sit(seat(lobby, "us-fed"), name="Okafor")

    assert seat(lobby, "us-fed").occupant == "human"
    assert store.present(lobby.exercise).board.seats["us-fed"].occupant is Occupant.HUMAN


def test_sitting_down_twice_writes_one_entry(lobby: Any) -> None:
    lines = lobby.exercise.lines.count()

    services.sit(seat(lobby, "us-fed"))

    assert lobby.exercise.lines.count() == lines


def test_nobody_sits_down_after_the_end(cast: Any) -> None:
    services.revoke(cast.ito, seat="us-fed")
    services.end(cast.ito, reason="Lunch.")

    with pytest.raises(Refusal) as refused:
        services.sit(seat(cast, "us-fed"))

    assert refused.value.code == "already_over"
    assert seat(cast, "us-fed").occupant == "empty"


@pytest.mark.parametrize("occupant", ["empty", "king"])
def test_a_seat_is_filled_with_people_or_bots(lobby: Any, occupant: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.fill(lobby.ito, seat="us-fed", occupant=occupant)

    assert refused.value.code == "no_such_occupant"


def test_a_seat_the_script_does_not_have_is_not_there(lobby: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.invite(lobby.ito, seat="us-nobody")

    assert refused.value.status == 404


def test_places_are_made_and_closed(lobby: Any) -> None:
    token = services.place_link(lobby.ito, role="evaluator", name="Brandt", hours=8)
    place = Place.objects.get(token_hash=hashed(token))

    services.close_place(lobby.ito, place=place.pk)

    place.refresh_from_db()
    assert place.expires_at is not None
    assert place.revoked_at is not None
    with pytest.raises(Refusal):
        services.close_place(lobby.ito, place=place.pk)


@pytest.mark.parametrize("role", ["seat", "king"])
def test_a_place_has_a_role_beside_the_table(lobby: Any, role: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.place_link(lobby.ito, role=role)

    assert refused.value.code == "no_such_role"


def test_an_api_token_speaks_for_its_seat(lobby: Any) -> None:
    reyes = factories.seat_viewer(lobby.exercise, "us-treasury")

    token = services.api_token(reyes, name="bench")

    row = ApiToken.objects.get(token_hash=hashed(token))
    assert (row.seat, row.held_hash) == (seat(lobby, "us-treasury"), reyes.claim.hash)


@pytest.mark.parametrize("days", [0, 367])
def test_an_api_token_does_not_live_for_ever(lobby: Any, days: int) -> None:
    with pytest.raises(Refusal) as refused:
        services.api_token(lobby.reyes, name="x", days=days)

    assert refused.value.code == "days_range"


def test_the_lead_is_passed_on(cast: Any) -> None:
    services.pass_lead(cast.ito, team="us", seat="us-fed")

    board = store.present(cast.exercise).board
    assert [code for code, place in board.seats_of("us").items() if place.lead] == ["us-fed"]


def test_names_are_shown_when_control_says_so(lobby: Any) -> None:
    services.show_names(lobby.ito, on=True)

    lobby.exercise.refresh_from_db()
    assert lobby.exercise.show_names


def test_a_lost_role_is_spelled_out() -> None:
    assert {role.value for role in Role} == {"seat", "control", "evaluator", "trainer", "public"}
