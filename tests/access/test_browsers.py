"""What one browser may be: 404 for strangers, 403 for one's own that is not allowed."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import access, services
from exercises.errors import Refusal
from exercises.models import Place, Role
from tests import cast as people
from tests import factories
from tests.access.conftest import Browser


def status(act: Any) -> tuple[str, int]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code, refused.value.status


def test_a_browser_may_hold_several_seats_and_names_one_each_time(cast: Any, browser: Browser) -> None:
    for seat in ("us-fed", "cn-pboc"):
        access.sit(browser, services.invite(cast.ito, seat=seat))

    assert [viewer.seat for viewer in access.viewers_for(browser, cast.exercise.code)] == ["us-fed", "cn-pboc"]
    assert access.viewer_for(browser, cast.exercise.code, "cn-pboc").team == "cn"


@pytest.mark.parametrize("seat", ["us-treasury", "nobody"])
def test_a_seat_of_somebody_else_is_as_absent_as_none(cast: Any, browser: Browser, seat: str) -> None:
    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    assert status(lambda: access.viewer_for(browser, cast.exercise.code, seat)) == ("no_such_exercise", 404)


def test_an_exercise_of_somebody_else_is_as_absent_as_none(cast: Any, browser: Browser) -> None:
    other = people.seated()
    access.sit(browser, services.invite(other.ito, seat="us-fed"))

    gone = ("no_such_exercise", 404)
    assert status(lambda: access.viewer_for(browser, cast.exercise.code, "us-fed")) == gone
    assert status(lambda: access.viewer_for(browser, "ZZZZZZ", "us-fed")) == gone
    assert status(lambda: access.staff_for(browser, cast.exercise.code, Role.CONTROL)) == gone
    assert status(lambda: access.anybody_for(browser, cast.exercise.code)) == gone


def test_a_participant_is_told_that_control_is_not_theirs(cast: Any, browser: Browser) -> None:
    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    for role in (Role.CONTROL, Role.EVALUATOR, Role.TRAINER):
        assert status(lambda role=role: access.staff_for(browser, cast.exercise.code, role)) == ("not_your_place", 403)


def test_everybody_inside_sees_the_wall_as_the_public_does(cast: Any, browser: Browser) -> None:
    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    viewer = access.anybody_for(browser, cast.exercise.code)

    assert (viewer.role, viewer.stream, viewer.seat) == (Role.PUBLIC, "public", "")


def test_an_account_has_its_place_without_a_link(cast: Any, browser: Browser) -> None:
    browser.user = factories.user("brandt")
    Place.objects.create(exercise=cast.exercise, role=Role.EVALUATOR, user=browser.user)

    assert access.staff_for(browser, cast.exercise.code, Role.EVALUATOR).stream == "evaluator"
    assert status(lambda: access.staff_for(browser, cast.exercise.code, Role.CONTROL)) == ("not_your_place", 403)


def test_an_evaluator_reads_over_a_teams_shoulder(cast: Any, browser: Browser) -> None:
    access.sit(browser, services.place_link(cast.ito, role="evaluator"))

    viewer = access.staff_for(browser, cast.exercise.code, Role.EVALUATOR, team="cn")

    assert (viewer.role, viewer.team, viewer.stream, viewer.seat) == (Role.EVALUATOR, "cn", "cn+custodian", "")
    assert status(lambda: access.staff_for(browser, cast.exercise.code, Role.EVALUATOR, team="fr")) == (
        "no_such_team",
        404,
    )


def test_control_may_look_as_evaluators_do(cast: Any, browser: Browser) -> None:
    access.sit(browser, services.place_link(cast.ito, role="control"))

    viewer = access.staff_for(browser, cast.exercise.code, Role.EVALUATOR)

    assert (viewer.role, viewer.stream) == (Role.EVALUATOR, "evaluator")


def test_an_administrator_may_take_control_anywhere(cast: Any, browser: Browser) -> None:
    browser.user = factories.user("root", is_superuser=True)

    assert access.staff_for(browser, cast.exercise.code, Role.CONTROL).stream == "control"
    assert access.exercises_for(browser) == [cast.exercise]


def test_an_ordinary_account_may_not(cast: Any, browser: Browser) -> None:
    browser.user = factories.user("eve", is_staff=True)

    assert status(lambda: access.staff_for(browser, cast.exercise.code, Role.CONTROL)) == ("no_such_exercise", 404)
    assert access.exercises_for(browser) == []


def test_a_list_holds_ones_own_exercises(cast: Any, browser: Browser) -> None:
    people.seated()
    assert access.exercises_for(browser) == []

    access.sit(browser, services.invite(cast.ito, seat="us-fed"))

    assert access.exercises_for(browser) == [cast.exercise]


def test_the_language_of_the_answer_is_the_viewers(cast: Any, browser: Browser) -> None:
    from django.utils import translation  # noqa: PLC0415

    with translation.override("zh-hans"):
        assert access.sit(browser, services.invite(cast.ito, seat="us-fed")).language == "zh-hans"
    with translation.override(None):
        assert access.viewer_for(browser, cast.exercise.code, "us-fed").language == "en"
