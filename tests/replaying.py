"""Proof that nothing is lost on the way: old view + frames == fresh view, in every stream, and replay == snapshot."""

from __future__ import annotations

import json
from typing import Any

from exercises.domain.board.setting import streams
from exercises.domain.visibility import apply, view
from exercises.models import Exercise, Snapshot
from exercises.store import boards, reading, setting_of

View = dict[str, Any]


def fresh(exercise: Exercise) -> dict[str, View]:
    """Every stream's view, from the stored snapshot and nothing that a process remembers."""
    exercise = Exercise.objects.select_related("version").get(pk=exercise.pk)
    board = boards.unpacked(Snapshot.objects.get(exercise=exercise, turn=0).text)
    setting = setting_of(exercise)
    return {stream: plain(view(setting, board, stream)) for stream in streams(setting)}


def plain(value: Any) -> Any:
    """As a client reads it: through JSON."""
    return json.loads(json.dumps(value))


class Replay:
    """Taken before an act, asked after it."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.views = fresh(exercise)
        self.heads = reading.heads(exercise)

    def holds(self) -> None:
        """Assert that the frames since then lead every old view to the fresh one, and the log to the snapshot."""
        now = fresh(self.exercise)
        for stream, old in self.views.items():
            seen = old
            for _, body in reading.since(self.exercise, stream, self.heads.get(stream, 0)):
                seen = apply(seen, json.loads(body))
            assert seen == now[stream], f"the frames of {stream} do not lead to its view"
        row = Exercise.objects.get(pk=self.exercise.pk)
        snapshot = Snapshot.objects.get(exercise=row, turn=0)
        assert snapshot.text == boards.packed(boards.replayed(row, row.head_number))
