"""One command, one transaction."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises import announce, store
from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.models import Due, Frame, Line, Receipt, Snapshot, StreamHead

REYES = commands.Actor("us-treasury", "us")


def say(text: str) -> commands.Say:
    return commands.Say(by=REYES, room="us", text=text)


def state(cast: Any) -> list[Any]:
    """Everything that a command may touch."""
    cast.exercise.refresh_from_db()
    kinds = (Line, Frame, StreamHead, Due, Receipt, Snapshot)
    return [cast.exercise.head_hash, *(list(kind.objects.order_by("pk").values()) for kind in kinds)]


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been said to the sockets."""
    said: list[Any] = []
    monkeypatch.setattr(announce, "reached", lambda code, heads: said.append((code, heads)))
    return said


def test_a_command_is_announced_after_commit(committed: Any, hints: list[Any]) -> None:
    store.act(committed.exercise.code, say("one"))

    ((code, heads),) = hints
    assert code == committed.exercise.code
    assert set(heads) == {"control", "evaluator", "us", "us+custodian"}
    assert heads == {stream: number for stream, number in store.heads(committed.exercise).items() if stream in heads}


def test_a_refused_command_leaves_no_row_and_announces_nothing(committed: Any, hints: list[Any]) -> None:
    before = state(committed)

    with pytest.raises(Refusal):
        store.act(committed.exercise.code, say(""), key="k")

    assert state(committed) == before
    assert hints == []


def test_a_command_that_breaks_half_way_leaves_no_row_and_announces_nothing(
    committed: Any, hints: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(committed)

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(store.acting, "reschedule", broken)
    with pytest.raises(ZeroDivisionError):
        store.act(committed.exercise.code, say("half"), key="k")

    assert state(committed) == before
    assert hints == []


def test_after_a_broken_command_the_next_one_starts_from_the_committed_board(
    committed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store.acting, "reschedule", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.act(committed.exercise.code, say("lost"))

    store.act(committed.exercise.code, say("kept"))

    messages = store.present(committed.exercise).board.rooms["us"].values()
    assert [message.text for message in messages] == ["kept"]
    assert store.verify(committed.exercise) == ()


def test_a_repeated_key_gets_the_first_answer_and_acts_once(cast: Any) -> None:
    first = store.act(cast.exercise.code, say("once"), key="k1")
    cast.advance()

    again = store.act(cast.exercise.code, say("once"), key="k1")

    assert again.repeated
    assert (again.id, again.phase) == (first.id, first.phase)
    assert len(store.present(cast.exercise).board.rooms["us"]) == 1


def test_a_key_that_answered_another_command_is_refused(cast: Any) -> None:
    store.act(cast.exercise.code, say("this"), key="k1")

    with pytest.raises(Refusal) as refused:
        store.act(cast.exercise.code, say("that"), key="k1")

    assert (refused.value.code, refused.value.status) == ("key_reused", 409)


def test_two_seats_may_use_the_same_key(cast: Any) -> None:
    store.act(cast.exercise.code, say("mine"), key="k1")

    other = store.act(
        cast.exercise.code, commands.Say(by=commands.Actor("cn-pboc", "cn"), room="cn", text="x"), key="k1"
    )

    assert not other.repeated


def test_a_refused_command_does_not_use_its_key_up(cast: Any) -> None:
    with pytest.raises(Refusal):
        store.act(cast.exercise.code, say(""), key="k1")

    assert not store.act(cast.exercise.code, say("better"), key="k1").repeated


def test_a_key_longer_than_eighty_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        store.act(cast.exercise.code, say("x"), key="k" * 81)

    assert refused.value.code == "key_too_long"


@pytest.mark.parametrize("expects", [(2, 0), (1, 1), (0, 0), (1, 0, "lock")])
def test_a_command_for_another_turn_or_generation_is_refused(cast: Any, expects: store.Fence) -> None:
    with pytest.raises(Refusal) as refused:
        store.act(cast.exercise.code, say("late"), expects=expects)

    assert (refused.value.code, refused.value.status) == ("turn_moved_on", 409)
    assert refused.value.params == {"turn": 1, "generation": 0, "phase": "deliberate"}


def test_a_command_for_this_turn_passes_the_fence(cast: Any) -> None:
    assert store.act(cast.exercise.code, say("in time"), expects=(1, 0)).turn == 1
    assert store.act(cast.exercise.code, say("again"), expects=(1, 0, "deliberate")).turn == 1


def test_an_exercise_that_is_not_there(db: None) -> None:
    with pytest.raises(Refusal) as refused:
        store.act("NOSUCH", say("x"))

    assert (refused.value.code, refused.value.status) == ("no_such_exercise", 404)


def test_lines_hold_what_their_hash_covers(cast: Any) -> None:
    store.act(cast.exercise.code, say("one"))

    last, before = Line.objects.filter(exercise=cast.exercise).order_by("-number")[:2]
    fields = json.loads(last.text)
    assert (fields["number"], fields["by"], fields["cause"], fields["previous"]) == (
        last.number,
        "us-treasury",
        "Say",
        before.hash,
    )
    assert fields["event"]["text"] == "one"
    assert last.kind == fields["event"]["event"] == "Said"


def test_time_never_runs_backwards_within_a_log(cast: Any, settings: Any) -> None:
    store.act(cast.exercise.code, say("now"))
    settings.CLOCK_OFFSET = -3600.0

    store.act(cast.exercise.code, say("an hour ago, says the clock"))

    times = [json.loads(text)["at"] for text in cast.exercise.lines.order_by("number").values_list("text", flat=True)]
    assert times == sorted(times)


def test_a_say_costs_a_fixed_number_of_queries(cast: Any, django_assert_num_queries: Any) -> None:
    store.act(cast.exercise.code, say("warm"))

    with django_assert_num_queries(11):
        store.act(cast.exercise.code, say("counted"))


def test_a_process_that_remembers_nothing_comes_to_the_same(cast: Any) -> None:
    store.boards._kept.clear()

    store.act(cast.exercise.code, say("cold"))

    assert store.verify(cast.exercise) == ()
