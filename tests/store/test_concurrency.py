"""Twenty hands on one lever. Each race has a control that proves the race is real when the lock is off."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, OperationalError, connection

from exercises import services, store
from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.models import Exercise, Line
from tests import cast as people
from tests.timing import wait_until_due

if TYPE_CHECKING:
    from collections.abc import Callable

HANDS = 20


def at_once(act: Callable[[], Any]) -> list[Any]:
    """What each of twenty threads got, all starting together."""
    barrier = threading.Barrier(HANDS)

    def hand(_: int) -> Any:
        barrier.wait()
        try:
            return act()
        except (Refusal, IntegrityError, OperationalError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(hand, range(HANDS)))


def advanced(code: str) -> int:
    """How often Deliberate was ended."""
    return Line.objects.filter(exercise__code=code, kind="PhaseBegan", text__contains='"phase":"lock"').count()


def unlocked(code: str, *, waiting: bool = True) -> Exercise:
    return Exercise.objects.select_related("version").get(code=code)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_facilitators_who_press_at_once_end_one_phase() -> None:
    cast = people.at_play()
    cast.exercise.refresh_from_db()

    answers = at_once(lambda: services.advance(cast.ito))

    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert {refusal.code for refusal in refused} == {"turn_moved_on"}
    assert len(refused) == HANDS - 1
    assert advanced(cast.exercise.code) == 1
    assert store.verify(cast.exercise) == ()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_hands_and_the_clock_ring_one_bell(settings: Any) -> None:
    cast = people.at_play()
    wait_until_due(settings, cast.exercise, "bell")

    at_once(services.tick)

    assert advanced(cast.exercise.code) == 1
    assert store.verify(cast.exercise) == ()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_key_twenty_times_is_one_message() -> None:
    cast = people.at_play()
    command = commands.Say(by=commands.Actor("us-treasury", "us"), room="us", text="once")

    answers = at_once(lambda: store.act(cast.exercise.code, command, key="k"))

    assert sorted(answer.repeated for answer in answers) == [False] + [True] * (HANDS - 1)
    assert {answer.id for answer in answers} == {answers[0].id}
    assert Line.objects.filter(exercise=cast.exercise, kind="Said").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_messages_are_twenty_lines_without_a_gap() -> None:
    cast = people.at_play()
    command = commands.Say(by=commands.Actor("us-treasury", "us"), room="us", text="again")

    at_once(lambda: store.act(cast.exercise.code, command))

    assert Line.objects.filter(exercise=cast.exercise, kind="Said").count() == HANDS
    assert store.verify(cast.exercise) == ()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, the tests above prove nothing."""
    cast = people.at_play()
    cast.exercise.refresh_from_db()
    monkeypatch.setattr(store.acting, "locked", unlocked)

    answers = at_once(lambda: services.advance(cast.ito))

    assert any(isinstance(answer, IntegrityError) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_twenty_messages_are_twenty_lines_without_a_gap() -> None:
    cast = people.at_play()
    command = commands.Say(by=commands.Actor("us-treasury", "us"), room="us", text="again")

    answers = at_once(lambda: store.act(cast.exercise.code, command))

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Line.objects.filter(exercise=cast.exercise, kind="Said").count() == HANDS
    assert store.verify(cast.exercise) == ()
