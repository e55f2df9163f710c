"""What happens by itself."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.domain.bots import POLICIES
from exercises.domain.play import commands, decide
from exercises.enums import Phase, State
from exercises.models import Due, Seat
from exercises.services import bots
from tests.timing import wait, wait_until_due


def test_nothing_is_due_yet(cast: Any) -> None:
    assert services.tick() == 0


def test_the_bell_ends_deliberate_and_takes_saved_drafts(cast: Any, settings: Any) -> None:
    services.save_draft(cast.reyes, orders=[{"action": "share_dashboard"}], version=0)
    wait_until_due(settings, cast.exercise, "bell")

    assert services.tick() == 1

    board = store.present(cast.exercise).board
    assert board.phase is Phase.LOCK
    assert [order.action for order in board.sheets["us"].orders] == ["share_dashboard"]


def test_a_second_tick_does_nothing(cast: Any, settings: Any) -> None:
    wait_until_due(settings, cast.exercise, "inject")
    services.tick()
    lines = cast.exercise.lines.count()

    assert services.tick() == 0
    assert cast.exercise.lines.count() == lines


def test_an_inject_goes_out_at_its_minute(cast: Any, settings: Any) -> None:
    wait_until_due(settings, cast.exercise, "inject")

    services.tick()

    assert store.present(cast.exercise).board.injects["FW02"].status == "sent"


def test_an_outage_pauses_and_gives_the_time_back(cast: Any, settings: Any) -> None:
    ends = store.present(cast.exercise).board.clock.ends
    wait(settings, 10_000)

    services.tick()

    board = store.present(cast.exercise).board
    assert (board.state, board.reason, board.turn) == (State.PAUSED, "outage", 1)
    services.resume(cast.ito)
    resumed = store.present(cast.exercise).board
    assert resumed.clock.ends == ends
    assert resumed.clock.wall(resumed.clock.ends) > store.now()


def test_a_fault_parks_one_exercise_and_no_other(cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import cast as people  # noqa: PLC0415

    other = people.at_play()

    def broken(setting: Any, board: Any, command: Any, *rest: Any) -> Any:
        if isinstance(command, commands.Tick) and board.code == cast.exercise.code:
            raise ZeroDivisionError
        return decide(setting, board, command, *rest)

    monkeypatch.setattr("exercises.store.acting.decide", broken)
    wait_until_due(settings, cast.exercise, "inject")
    wait(settings, 5)

    assert services.tick() == 1

    assert (store.present(cast.exercise).board.state, store.present(cast.exercise).board.reason) == ("paused", "fault")
    assert store.present(other.exercise).board.injects["FW02"].status == "sent"


def with_bots(cast: Any) -> None:
    """China's seats are played by bots."""
    for row in Seat.objects.filter(exercise=cast.exercise, team="cn"):
        services.revoke(cast.ito, seat=row.code)
        services.fill(cast.ito, seat=row.code)


def test_bots_have_their_rounds_in_the_schedule_and_each_is_played_once(cast: Any, settings: Any) -> None:
    with_bots(cast)
    rounds = Due.objects.filter(exercise=cast.exercise, what="bots").order_by("at")
    assert [row.ref for row in rounds] == ["1.0.0.25", "1.0.0.5", "1.0.0.7", "1.0.0.9"]
    wait_until_due(settings, cast.exercise, "bots", "1.0.0.7")
    services.tick()

    services.say(cast.reyes, room="us", text="The schedule is worked out anew.")

    assert [row.ref for row in rounds.all()] == ["1.0.0.9"]


def test_bots_lock_their_sheet_in_the_last_round(cast: Any) -> None:
    with_bots(cast)

    assert bots.play(cast.exercise, last=True) > 0

    assert store.present(cast.exercise).board.sheets["cn"].state == "locked"


def test_people_are_not_played_by_bots(cast: Any) -> None:
    assert bots.play(cast.exercise) == 0


def test_a_bot_that_breaks_does_not_stop_the_others(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with_bots(cast)
    good = POLICIES["good"]

    def fragile(sight: Any) -> Any:
        if sight.seat == "cn-safe":
            raise ZeroDivisionError
        return good(sight)

    monkeypatch.setitem(POLICIES, "good", fragile)

    assert bots.play(cast.exercise, last=True) > 0


def test_a_bot_may_want_what_the_rules_refuse(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with_bots(cast)
    monkeypatch.setitem(
        POLICIES, "good", lambda sight: iter([commands.Say(by=sight.me, room="us", text="not my room")])
    )

    assert bots.play(cast.exercise) == 0


def test_an_exercise_that_cannot_even_be_paused_does_not_stop_the_clock(
    cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exercises.store.acting.decide", lambda *_: 1 / 0)
    wait_until_due_without_ticks(settings, cast)

    assert services.tick() == 0


def wait_until_due_without_ticks(settings: Any, cast: Any) -> None:
    first = Due.objects.filter(exercise=cast.exercise).order_by("at")[0]
    wait(settings, first.at - store.now() + 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_exercise_that_somebody_else_is_busy_with_is_left_alone(settings: Any) -> None:
    from threading import Thread  # noqa: PLC0415

    from django.db import connection, transaction  # noqa: PLC0415

    from tests import cast as people  # noqa: PLC0415

    busy = people.at_play()
    wait_until_due_without_ticks(settings, busy)
    ticked: list[int] = []

    def other() -> None:
        ticked.append(services.tick())
        connection.close()

    with transaction.atomic():
        store.locked(busy.exercise.code)
        thread = Thread(target=other)
        thread.start()
        thread.join()

    assert ticked == [0]
    assert services.tick() == 1
