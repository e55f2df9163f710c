"""What somebody missed: exactly that."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises import services, store
from exercises.domain.visibility import apply
from exercises.store.reading import LARGEST_GAP

STREAM = "us+custodian"


def test_frames_are_exactly_the_gap(cast: Any) -> None:
    epoch, start = store.position(cast.exercise, STREAM)
    for text in ("one", "two", "three"):
        services.say(cast.reyes, room="us", text=text)

    missed = store.frames(cast.exercise, STREAM, (epoch, start + 1))

    assert [number for number, _ in missed.frames] == [start + 2, start + 3]
    assert (missed.number, missed.reload) == (start + 3, False)


def test_nothing_was_missed(cast: Any) -> None:
    assert store.frames(cast.exercise, STREAM, store.position(cast.exercise, STREAM)).frames == ()


def test_frames_from_the_beginning_make_the_view(cast: Any) -> None:
    view: dict[str, Any] = {}
    for _, body in store.frames(cast.exercise, STREAM, (cast.exercise.epoch, 0)).frames:
        view = apply(view, json.loads(body))

    assert view == json.loads(json.dumps(store.look(cast.exercise, STREAM).view))


def test_another_epoch_a_cursor_from_the_future_and_no_cursor_mean_reload(cast: Any) -> None:
    epoch, head = store.position(cast.exercise, STREAM)

    for after in (("feedbeef", head), (epoch, head + 1), None):
        missed = store.frames(cast.exercise, STREAM, after)
        assert (missed.reload, missed.frames, missed.number) == (True, (), head)


def test_too_large_a_gap_means_reload(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    epoch, head = store.position(cast.exercise, STREAM)
    monkeypatch.setattr(store.reading, "LARGEST_GAP", head - 1)

    assert store.frames(cast.exercise, STREAM, (epoch, 0)).reload
    assert not store.frames(cast.exercise, STREAM, (epoch, 1)).reload
    assert LARGEST_GAP == 500


def test_a_stream_nobody_reads_is_empty(cast: Any) -> None:
    assert store.frames(cast.exercise, "fr", (cast.exercise.epoch, 0)).frames == ()


@given(epoch=st.from_regex(r"[0-9a-f]{1,16}", fullmatch=True), number=st.integers(0, 10**10 - 1))
def test_a_cursor_survives_its_text(epoch: str, number: int) -> None:
    assert store.cursor(f"{epoch}.{number}") == (epoch, number)


@pytest.mark.parametrize("text", ["", "7", "a.", ".7", "a.-1", "a.1.2", "a.9999999999999", "a.٣", "a.1e3", "a. 1"])
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert store.cursor(text) is None


@given(st.text())
def test_no_text_breaks_the_cursor(text: str) -> None:
    found = store.cursor(text)
    assert found is None or found[1] >= 0


def test_look_is_one_moment(cast: Any, django_assert_num_queries: Any) -> None:
    store.look(cast.exercise, STREAM)

    with django_assert_num_queries(1):
        seen = store.look(cast.exercise, STREAM)

    assert (seen.epoch, seen.number) == store.position(cast.exercise, STREAM)


def test_entries_come_in_both_orders(cast: Any) -> None:
    numbers = [entry.number for entry in store.entries(cast.exercise)]

    assert numbers == list(range(1, len(numbers) + 1))
    assert [entry.number for entry in store.entries(cast.exercise, newest_first=True)] == numbers[::-1]
    assert {type(entry.event).__name__ for entry in store.entries(cast.exercise, kinds=("SeatFilled",))} == {
        "SeatFilled"
    }


def test_a_row_that_was_read_before_the_last_command_gives_its_own_board(cast: Any) -> None:
    stale = type(cast.exercise).objects.select_related("version").get(pk=cast.exercise.pk)
    services.say(cast.reyes, room="us", text="later")
    store.boards._kept.clear()

    assert "us" not in store.board(stale).rooms
