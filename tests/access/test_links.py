"""Join links: looking takes nothing, the button takes the seat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from exercises import access, services
from exercises.errors import Refusal
from exercises.models import Place, Role, Seat
from exercises.services.tokens import hashed
from tests import factories
from tests.access.conftest import Browser


def test_looking_at_a_link_takes_nothing(cast: Any, browser: Browser) -> None:
    services.revoke(cast.ito, seat="us-fed")
    token = services.invite(cast.ito, seat="us-fed", name="K. Okafor")

    found = access.invitation(token)

    assert (found.kind, found.role, found.seat, found.team, found.name, found.taken) == (
        "seat",
        Role.SEAT,
        "us-fed",
        "us",
        "K. Okafor",
        False,
    )
    assert Seat.objects.get(exercise=cast.exercise, code="us-fed").occupant == "empty"
    assert browser.session.is_empty()


def test_the_button_takes_the_seat_into_the_session(cast: Any, browser: Browser) -> None:
    token = services.invite(cast.ito, seat="us-fed")

    viewer = access.sit(browser, token, name="Kim")

    assert (viewer.role, viewer.seat, viewer.team, viewer.stream, viewer.name) == (
        Role.SEAT,
        "us-fed",
        "us",
        "us+custodian",
        "Kim",
    )
    assert access.viewer_for(browser, cast.exercise.code, "us-fed").seat == "us-fed"


def test_a_link_works_once_and_says_what_to_do_then(cast: Any, browser: Browser) -> None:
    token = services.invite(cast.ito, seat="us-fed")
    access.sit(browser, token, name="Kim")

    for second in (lambda: access.invitation(token), lambda: access.sit(Browser(), token, name="Eve")):
        with pytest.raises(Refusal) as refused:
            second()
        assert (refused.value.code, refused.value.status) == ("link_used", 409)
    assert Seat.objects.get(exercise=cast.exercise, code="us-fed").name == "Kim"


def test_the_browser_that_used_a_link_may_come_by_it_again(cast: Any, browser: Browser) -> None:
    token = services.invite(cast.ito, seat="us-fed")
    assert access.come_back(browser, token) is None
    access.sit(browser, token)

    assert access.sit(browser, token).seat == "us-fed"
    back, stranger = access.come_back(browser, token), access.come_back(Browser(), token)
    assert back is not None
    assert back.seat == "us-fed"
    assert stranger is None


def test_of_two_who_press_at_once_one_sits_down(cast: Any) -> None:
    stamp = hashed(services.invite(cast.ito, seat="us-fed"))
    first, second = (Seat.objects.get(exercise=cast.exercise, code="us-fed") for _ in range(2))
    services.sit(first, name="Kim", link=stamp)

    with pytest.raises(Refusal) as refused:
        services.sit(second, name="Eve", link=stamp)
    assert refused.value.code == "link_used"


def test_a_link_replaced_while_somebody_reads_it_is_gone(cast: Any) -> None:
    stamp = hashed(services.invite(cast.ito, seat="us-fed"))
    row = Seat.objects.get(exercise=cast.exercise, code="us-fed")
    services.invite(cast.ito, seat="us-fed")

    with pytest.raises(Refusal) as refused:
        services.sit(row, link=stamp)
    assert refused.value.code == "link_gone"


def test_a_link_ends_after_seven_days(cast: Any, browser: Browser) -> None:
    token = services.invite(cast.ito, seat="us-fed")
    rows = Seat.objects.filter(exercise=cast.exercise, code="us-fed")
    rows.update(invited_at=timezone.now() - timedelta(days=7) + timedelta(minutes=1))
    assert access.invitation(token).seat == "us-fed"
    rows.update(invited_at=timezone.now() - timedelta(days=7, minutes=1))

    for try_it in (lambda: access.invitation(token), lambda: access.sit(browser, token)):
        with pytest.raises(Refusal) as refused:
            try_it()
        assert refused.value.code == "link_over"


def test_a_link_ends_at_endex(cast: Any) -> None:
    token = services.invite(cast.ito, seat="us-fed")
    cast.exercise.refresh_from_db()
    type(cast.exercise).objects.filter(pk=cast.exercise.pk).update(state="ended")

    with pytest.raises(Refusal) as refused:
        access.invitation(token)
    assert refused.value.code == "link_over"


def test_a_link_that_was_replaced_is_gone_everywhere(cast: Any, browser: Browser) -> None:
    token = services.invite(cast.ito, seat="us-fed")
    access.sit(browser, token)

    services.invite(cast.ito, seat="us-fed")

    with pytest.raises(Refusal) as refused:
        access.invitation(token)
    assert (refused.value.code, refused.value.status) == ("link_gone", 404)
    with pytest.raises(Refusal):
        access.viewer_for(browser, cast.exercise.code, "us-fed")


def test_a_signed_in_person_keeps_the_seat_with_the_account(cast: Any, browser: Browser) -> None:
    browser.user = factories.user("okafor")

    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    assert Seat.objects.get(exercise=cast.exercise, code="us-fed").user == browser.user


@pytest.mark.parametrize("role", ["control", "evaluator", "public"])
def test_a_place_is_taken_by_its_link(cast: Any, browser: Browser, role: str) -> None:
    token = services.place_link(cast.ito, role=role, name="Guest", hours=1)

    assert access.invitation(token).role == role
    viewer = access.sit(browser, token)

    assert (viewer.role, viewer.stream) == (role, role)
    assert access.staff_for(browser, cast.exercise.code, Role(role)).role == role


@pytest.mark.parametrize(
    "change", [{"expires_at": timezone.now() - timedelta(hours=1)}, {"revoked_at": timezone.now()}]
)
def test_a_place_that_is_over_is_gone(cast: Any, browser: Browser, change: dict[str, Any]) -> None:
    token = services.place_link(cast.ito, role="evaluator")
    access.sit(browser, token)

    Place.objects.update(**change)

    with pytest.raises(Refusal):
        access.invitation(token)
    with pytest.raises(Refusal) as refused:
        access.staff_for(browser, cast.exercise.code, Role.EVALUATOR)
    assert refused.value.status == 404


def test_nonsense_is_gone_as_well(db: None) -> None:
    for token in ("", "x", "x" * 500):
        with pytest.raises(Refusal) as refused:
            access.invitation(token)
        assert refused.value.code == "link_gone"


def test_anybody_walks_in_where_control_lets_them(cast: Any, browser: Browser) -> None:
    services.revoke(cast.ito, seat="us-fed")
    with pytest.raises(Refusal) as closed:
        access.walk_in(browser, cast.exercise.code, "us-fed", name="Kim")
    cast.exercise.walk_in = True
    cast.exercise.save(update_fields=["walk_in"])

    viewer = access.walk_in(browser, cast.exercise.code.lower(), "us-fed", name="Kim")

    assert (closed.value.code, closed.value.status) == ("no_such_exercise", 404)
    assert viewer.name == "Kim"
    assert access.viewer_for(browser, cast.exercise.code, "us-fed").name == "Kim"
    with pytest.raises(Refusal) as refused:
        access.walk_in(Browser(), cast.exercise.code, "us-fed", name="Eve")
    assert refused.value.code == "seat_taken"


def test_leaving_gives_back_what_the_browser_holds(cast: Any, browser: Browser) -> None:
    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    access.leave(browser)

    assert access.viewers_for(browser, cast.exercise.code) == []


def test_a_closed_door_answers_like_a_code_that_was_never_given(cast: Any, browser: Browser) -> None:
    said = []
    for code, seat in ((cast.exercise.code, "us-fed"), (cast.exercise.code, "nobody"), ("ZZZZZZ", "us-fed")):
        with pytest.raises(Refusal) as refused:
            access.walk_in(browser, code, seat, name="Kim")
        said.append((refused.value.code, refused.value.status, refused.value.params))
    assert len(set(map(str, said))) == 1


def test_wrong_codes_shut_an_address_out_and_right_ones_cost_nothing() -> None:
    for _ in range(50):
        with access.guessing("198.51.100.9"):
            pass
    for _ in range(20):
        with pytest.raises(Refusal, match="no_such_exercise"), access.guessing("198.51.100.9"):
            raise Refusal("no_such_exercise", 404)

    with pytest.raises(Refusal, match="too_many_tries"), access.guessing("198.51.100.9"):
        pytest.fail("the code was looked at")
    with access.guessing("198.51.100.10"):
        pass


def test_tries_are_counted() -> None:
    for _ in range(3):
        access.spend("join/198.51.100.7", limit=3, seconds=60)

    with pytest.raises(Refusal) as refused:
        access.spend("join/198.51.100.7", limit=3, seconds=60)
    assert (refused.value.code, refused.value.status) == ("too_many_tries", 429)
    access.spend("join/198.51.100.8", limit=3, seconds=60)
