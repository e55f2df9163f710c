"""A record that somebody has tampered with names the first bad line. Triggers are off while it is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import F

from exercises import store
from exercises.errors import Refusal
from exercises.models import Line, Snapshot, without_triggers
from exercises.store import Fault
from exercises.store.chain import digest

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = 5


def line(cast: Any, number: int = NUMBER) -> Any:
    return Line.objects.filter(exercise=cast.exercise, number=number)


def edit(cast: Any) -> None:
    row = line(cast).get()
    line(cast).update(text=row.text.replace('"by":"', '"by":"x'))


def edit_and_hash_again(cast: Any) -> None:
    text = line(cast).get().text.replace('"by":"', '"by":"x')
    line(cast).update(text=text, hash=digest(text))


def delete(cast: Any) -> None:
    line(cast).delete()


def delete_and_close_ranks(cast: Any) -> None:
    line(cast).delete()
    for row in Line.objects.filter(exercise=cast.exercise, number__gt=NUMBER).order_by("number"):
        Line.objects.filter(pk=row.pk).update(number=F("number") - 1)


def swap(cast: Any) -> None:
    first, second = line(cast).get(), line(cast, NUMBER + 1).get()
    for row, other in ((first, second), (second, first)):
        Line.objects.filter(pk=row.pk).update(text=other.text, hash=other.hash, kind=other.kind)


def cut_the_tail(cast: Any) -> None:
    line(cast, cast.exercise.head_number).delete()


@pytest.mark.parametrize(
    "tamper,fault",
    [
        (edit, Fault("line_changed", NUMBER)),
        (edit_and_hash_again, Fault("chain_broken", NUMBER + 1)),
        (delete, Fault("line_missing", NUMBER)),
        (delete_and_close_ranks, Fault("chain_broken", NUMBER)),
        (swap, Fault("chain_broken", NUMBER)),
    ],
)
def test_the_first_bad_line_is_named(cast: Any, tamper: Callable[[Any], None], fault: Fault) -> None:
    cast.exercise.refresh_from_db()
    with without_triggers(connection):
        tamper(cast)

    assert store.verify(cast.exercise) == (fault,)


def test_a_cut_tail_is_found_by_the_head(cast: Any) -> None:
    cast.exercise.refresh_from_db()
    with without_triggers(connection):
        cut_the_tail(cast)

    assert store.verify(cast.exercise) == (Fault("tail_missing", cast.exercise.head_number),)


def test_a_whole_chain_made_anew_is_found_by_the_head(cast: Any) -> None:
    cast.exercise.refresh_from_db()
    with without_triggers(connection):
        previous = "0" * 64
        for row in Line.objects.filter(exercise=cast.exercise).order_by("number"):
            fields = json.loads(row.text) | {"previous": previous, "by": "somebody"}
            text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            previous = digest(text)
            Line.objects.filter(pk=row.pk).update(text=text, hash=previous)

    assert store.verify(cast.exercise) == (Fault("head_differs", cast.exercise.head_number + 1),)


def test_a_board_that_the_log_does_not_lead_to_is_found_and_mended(cast: Any) -> None:
    cast.exercise.refresh_from_db()
    epoch = cast.exercise.epoch
    Snapshot.objects.filter(exercise=cast.exercise, turn=0).update(text='{"code":"FAKE"}')
    assert store.verify(cast.exercise) == (Fault("snapshot_differs", cast.exercise.head_number),)

    store.restore(cast.exercise)

    cast.exercise.refresh_from_db()
    assert store.verify(cast.exercise) == ()
    assert cast.exercise.epoch != epoch


def test_a_broken_log_is_not_mended(cast: Any) -> None:
    with without_triggers(connection):
        edit(cast)

    with pytest.raises(Refusal) as refused:
        store.restore(cast.exercise)

    assert (refused.value.code, refused.value.params) == ("log_broken", {"code": "line_changed", "number": NUMBER})


def test_the_head_hash_is_that_of_the_last_line(cast: Any) -> None:
    last = Line.objects.filter(exercise=cast.exercise).order_by("-number")[0]

    assert store.head_hash(cast.exercise) == last.hash


def test_missing_triggers_are_reported(cast: Any) -> None:
    with without_triggers(connection):
        assert store.verify(cast.exercise) == (Fault("triggers_missing"),)


def test_another_script_is_reported(cast: Any) -> None:
    version = cast.exercise.version
    type(version).objects.filter(pk=version.pk).update(text=version.text + " ")

    assert store.verify(cast.exercise) == (Fault("script_differs", 1),)


def test_a_whole_record_has_no_faults(cast: Any) -> None:
    assert store.verify(cast.exercise) == ()
