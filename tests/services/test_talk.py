"""What people say to each other."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.errors import Refusal
from exercises.models import ReadMark


def test_a_message_reaches_its_room_and_no_other_stream(cast: Any) -> None:
    before = store.heads(cast.exercise)

    answer = services.say(cast.reyes, room="us", text="Shall we call them?")

    after = store.heads(cast.exercise)
    assert {stream for stream in after if after[stream] != before.get(stream)} == {
        "control",
        "evaluator",
        "us",
        "us+custodian",
    }
    message = store.present(cast.exercise).board.rooms["us"][answer.id]
    assert (message.text, message.seat) == ("Shall we call them?", "us-treasury")


def test_another_teams_room_is_not_there(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.say(cast.liu, room="us", text="x")

    assert (refused.value.code, refused.value.status) == ("no_such_room", 404)


def test_control_speaks_in_any_room(cast: Any) -> None:
    services.say(cast.ito, room="control~us", text="Two minutes.")

    assert len(store.present(cast.exercise).board.rooms["control~us"]) == 1


def test_the_hotline_rings_and_is_answered(cast: Any) -> None:
    services.ring(cast.reyes, to="cn")
    services.answer_call(cast.liu)

    assert store.present(cast.exercise).board.hotline.state == "open"
    services.hang_up(cast.reyes)
    assert store.present(cast.exercise).board.hotline.state == "idle"


def test_a_read_mark_moves(cast: Any) -> None:
    services.mark_read(cast.reyes, what="us", last="a")
    services.mark_read(cast.reyes, what="us", last="b")

    assert list(ReadMark.objects.values_list("seat", "what", "last")) == [("us-treasury", "us", "b")]
