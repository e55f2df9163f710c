"""A frame is the difference between two filtered views; a stream whose view did not change gets none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from exercises.domain.board.setting import streams
from exercises.domain.visibility import changed, difference
from exercises.models import Frame, StreamHead

if TYPE_CHECKING:
    from exercises.models import Exercise
    from exercises.store.boards import Standing


def publish(exercise: Exercise, before: Standing | None, after: Standing) -> dict[str, int]:
    """Write the frames that lead from one board to the next. Answers the new number of each stream that got one."""
    bodies = {stream: body for stream in streams(after.setting) if (body := _body(stream, before, after))}
    known = dict(StreamHead.objects.filter(exercise=exercise, stream__in=bodies).values_list("stream", "number"))
    heads = {stream: known.get(stream, 0) + 1 for stream in bodies}
    Frame.objects.bulk_create(
        Frame(
            exercise=exercise,
            stream=stream,
            number=heads[stream],
            line=exercise.head_number,
            at=exercise.last_at,
            turn=exercise.turn,
            body=body,
        )
        for stream, body in bodies.items()
    )
    StreamHead.objects.bulk_create(
        (StreamHead(exercise=exercise, stream=stream, number=number) for stream, number in heads.items()),
        update_conflicts=True,
        unique_fields=["exercise", "stream"],
        update_fields=["number"],
    )
    return heads


def _body(stream: str, before: Standing | None, after: Standing) -> str:
    """The frame as it will be sent, or nothing. The new view is kept: the next command needs it as its old one."""
    if before is None:
        changes = difference({}, after.view(stream))
    else:
        known = before.view(stream)
        after.views[stream], changes = changed(after.setting, before.board, after.board, stream, known)
    return json.dumps(changes, ensure_ascii=False, separators=(",", ":"), allow_nan=False) if changes else ""
