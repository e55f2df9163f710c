"""Bearer tokens: they may do what their holder may, and end when their holder's right ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from exercises import access, services
from exercises.errors import Refusal
from exercises.models import ApiToken, Place, Role
from exercises.services.tokens import hashed
from tests import cast as people
from tests import factories
from tests.access.conftest import Browser


@pytest.fixture
def seat_token(cast: Any) -> str:
    return services.api_token(factories.seat_viewer(cast.exercise, "us-fed"), name="bench")


def status(act: Any) -> tuple[str, int]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code, refused.value.status


def test_a_seats_token_is_that_seat(cast: Any, seat_token: str) -> None:
    viewer = access.viewer_by_token(seat_token, cast.exercise.code)

    assert (viewer.role, viewer.seat, viewer.stream) == (Role.SEAT, "us-fed", "us+custodian")


def test_a_seats_token_is_no_other_seat_and_no_other_exercise(cast: Any, seat_token: str) -> None:
    other = people.seated()

    gone = ("no_such_exercise", 404)
    assert status(lambda: access.viewer_by_token(seat_token, cast.exercise.code, seat="us-treasury")) == gone
    assert status(lambda: access.viewer_by_token(seat_token, other.exercise.code)) == gone
    assert status(lambda: access.viewer_by_token(seat_token, "ZZZZZZ")) == gone


def test_a_token_ends_with_the_seat(cast: Any, seat_token: str) -> None:
    services.revoke(cast.ito, seat="us-fed")

    assert status(lambda: access.viewer_by_token(seat_token, cast.exercise.code)) == ("token_gone", 401)


@pytest.mark.parametrize("change", [{"expires_at": timezone.now() - timedelta(1)}, {"revoked_at": timezone.now()}])
def test_a_token_that_is_over_is_gone(cast: Any, seat_token: str, change: dict[str, Any]) -> None:
    ApiToken.objects.update(**change)

    assert status(lambda: access.viewer_by_token(seat_token, cast.exercise.code)) == ("token_gone", 401)


def test_a_places_token_is_that_place(cast: Any) -> None:
    browser = Browser()
    viewer = access.sit(browser, services.place_link(cast.ito, role="evaluator"))
    token = services.api_token(viewer, name="notes")

    assert access.viewer_by_token(token, cast.exercise.code).stream == "evaluator"
    assert access.viewer_by_token(token, cast.exercise.code, team="us").stream == "us+custodian"
    assert status(lambda: access.viewer_by_token(token, people.seated().exercise.code)) == ("no_such_exercise", 404)
    Place.objects.update(revoked_at=timezone.now())
    assert status(lambda: access.viewer_by_token(token, cast.exercise.code)) == ("token_gone", 401)


def test_a_place_is_not_raised_by_asking(cast: Any) -> None:
    viewer = access.sit(Browser(), services.place_link(cast.ito, role="evaluator"))
    token = services.api_token(viewer, name="notes")

    assert status(lambda: access.viewer_by_token(token, cast.exercise.code, role=Role.CONTROL)) == (
        "not_your_place",
        403,
    )
    assert access.viewer_by_token(token, cast.exercise.code, role=Role.PUBLIC).stream == "public"


def test_an_accounts_token_finds_its_places(cast: Any) -> None:
    ito = factories.user("ito")
    browser = Browser(user=ito)
    Place.objects.create(exercise=cast.exercise, role=Role.CONTROL, user=ito)
    viewer = access.staff_for(browser, cast.exercise.code, Role.CONTROL)
    row = ApiToken.objects.create(
        name="x", user=ito, token_hash=hashed("secret"), expires_at=timezone.now() + timedelta(1)
    )

    assert viewer.claim.user == ito.pk
    assert access.viewer_by_token("secret", cast.exercise.code).stream == "control"
    assert access.viewer_by_token("secret", cast.exercise.code, role=Role.EVALUATOR).stream == "evaluator"
    assert status(lambda: access.viewer_by_token("secret", people.seated().exercise.code)) == ("no_such_exercise", 404)
    ito.is_active = False
    ito.save(update_fields=["is_active"])
    assert status(lambda: access.viewer_by_token("secret", cast.exercise.code)) == ("token_gone", 401)
    assert row.user == ito


def test_an_administrators_token_controls_everywhere(cast: Any) -> None:
    root = factories.user("root", is_superuser=True)
    ApiToken.objects.create(name="x", user=root, token_hash=hashed("secret"), expires_at=timezone.now() + timedelta(1))

    assert access.viewer_by_token("secret", cast.exercise.code).role is Role.CONTROL
