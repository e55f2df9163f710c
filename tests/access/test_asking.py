"""An open socket is asked again; each thing its right rests on can end it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from exercises import access, services
from exercises.models import ApiToken, Place, Role
from tests import factories
from tests.access.conftest import Browser


@pytest.fixture
def seated(cast: Any, browser: Browser) -> Any:
    viewer = access.sit(browser, services.invite(cast.ito, seat="us-fed"))
    browser.session.save()
    return viewer


def signed_in(browser: Browser, **fields: Any) -> Any:
    user = factories.user(**fields)
    browser.user = user
    browser.session.update(
        {SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(), BACKEND_SESSION_KEY: "x"}
    )
    browser.session.save()
    return user


def holds(viewer: Any) -> bool:
    return not access.lapsed([viewer.claim])


def test_a_seat_holds_until_it_is_taken_away(cast: Any, seated: Any) -> None:
    assert holds(seated)

    services.revoke(cast.ito, seat="us-fed")

    assert not holds(seated)


def test_a_seat_ends_with_the_session(seated: Any, browser: Browser) -> None:
    browser.session.flush()

    assert not holds(seated)


def test_a_seat_ends_when_the_browser_gives_it_back(seated: Any, browser: Browser) -> None:
    access.leave(browser)
    browser.session.save()

    assert not holds(seated)


def test_a_place_by_link_ends_when_revoked(cast: Any, browser: Browser) -> None:
    viewer = access.sit(browser, services.place_link(cast.ito, role="evaluator"))
    browser.session.save()
    assert holds(viewer)

    Place.objects.update(revoked_at=timezone.now())

    assert not holds(viewer)


def test_a_place_by_account_ends_with_password_or_account(cast: Any, browser: Browser) -> None:
    user = signed_in(browser)
    Place.objects.create(exercise=cast.exercise, role=Role.CONTROL, user=user)
    viewer = access.staff_for(browser, cast.exercise.code, Role.CONTROL)
    assert holds(viewer)

    user.set_password("another long password")
    user.save(update_fields=["password"])

    assert not holds(viewer)
    browser.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    browser.session.save()
    assert holds(viewer)
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert not holds(viewer)


def test_an_administrator_ends_by_logging_out(cast: Any, browser: Browser) -> None:
    signed_in(browser, is_superuser=True)
    viewer = access.staff_for(browser, cast.exercise.code, Role.CONTROL)
    assert holds(viewer)

    browser.session.flush()

    assert not holds(viewer)


def test_a_program_ends_with_its_token_or_its_seat(cast: Any) -> None:
    token = services.api_token(factories.seat_viewer(cast.exercise, "us-fed"), name="x")
    viewer = access.viewer_by_token(token, cast.exercise.code)
    assert holds(viewer)

    ApiToken.objects.update(expires_at=timezone.now() - timedelta(1))
    assert not holds(viewer)
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(1))
    services.invite(cast.ito, seat="us-fed")
    assert not holds(viewer)


def test_many_claims_cost_a_handful_of_queries(cast: Any, django_assert_max_num_queries: Any) -> None:
    claims = []
    for seat in ("us-treasury", "us-fed", "cn-pboc", "cn-safe"):
        browser = Browser()
        claims.append(access.sit(browser, services.invite(cast.ito, seat=seat)).claim)
        browser.session.save()

    with django_assert_max_num_queries(5):
        assert access.lapsed(claims) == set()
