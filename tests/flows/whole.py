"""What must hold of every exercise that was played to its end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.test import Client

from exercises import store
from exercises.domain.visibility import apply
from exercises.enums import State
from exercises.models import Exercise, Frame, Snapshot
from exercises.store import boards
from tests.replaying import fresh

if TYPE_CHECKING:
    from tests.flows.hands import Hands


def debriefed(hands: Hands) -> None:
    """ENDEX, the silent answers, the steps of the hot wash, the review, the file closed."""
    code = hands.exercise.code
    assert hands.exercise.state == State.ENDED
    hands.run("hot_wash_next")
    for seat in hands.seats:
        assert hands.press(seat, "wash_answer", step="1", answer_1="We looked at the outputs.") == 200
        assert hands.seats[seat].get(f"/x/{code}/review/").status_code == 403
    while hands.exercise.state != State.CLOSED:
        hands.run("hot_wash_next")
    for client in (*hands.seats.values(), hands.control):
        assert client.get(f"/x/{code}/review/").status_code == 200
    assert Client().get(f"/x/{code}/review/").status_code == 404


def folds(exercise: Exercise) -> None:
    """The frames of every stream lead from nothing to its fresh view, and the log to the snapshot."""
    for stream, view in fresh(exercise).items():
        seen: dict[str, Any] = {}
        rows = Frame.objects.filter(exercise=exercise, stream=stream).order_by("number").values_list("number", "body")
        for expected, (number, body) in enumerate(rows, 1):
            assert number == expected, stream
            seen = apply(seen, json.loads(body))
        assert seen == view, stream
    row = Exercise.objects.get(pk=exercise.pk)
    assert Snapshot.objects.get(exercise=row, turn=0).text == boards.packed(boards.replayed(row, row.head_number))
    assert store.verify(row) == ()
