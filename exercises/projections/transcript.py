"""The log as one stream may read it, newest first: words as they were said, never causes or effects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.board.setting import CONTROL
from exercises.domain.events import to_plain
from exercises.domain.events.injects import Answered, Released, Shared
from exercises.domain.events.lifecycle import SteppedBack, TurnBegan
from exercises.domain.events.talk import Said
from exercises.domain.visibility import sees
from exercises.domain.visibility.reader import reader_of
from exercises.projections.history import code_of, inject_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.events import Entry
    from exercises.models import Exercise
    from exercises.projections.history import Standpoint

LINES = 120
SHOWN = ("event", "room", "text", "team", "to", "stance", "amount", "partner", "how", "phase", "turn", "reason", "step")
"""Fields that a reader of the line may have; control has them all."""

Line = dict[str, Any]


def transcript(exercise: Exercise, point: Standpoint, before: int, *, most: int = LINES) -> dict[str, Any]:
    """`{"log": [{"number", "at", "turn", "by", "event", …, "title"?}], "older": number or 0}`; `most` 0 is all of it.

    `title` is the inject that the line is about. `by` is a seat where the stream may know it, else a team.
    """
    lines = [line for line in _lines(exercise, point) if not before or line["number"] < before]
    shown = lines[-most:] if most else lines
    older = shown[0]["number"] if len(shown) < len(lines) else 0
    return {"log": shown[::-1], "older": older}


def _lines(exercise: Exercise, point: Standpoint) -> list[Line]:
    """The stream's own lines, oldest first, numbered by themselves: gaps would tell how busy others were."""
    seen = (
        (entry, turn) for entry, turn in _by_turn(exercise) if sees(point.setting, point.board, point.stream, entry)
    )
    return [
        _line(point, entry) | {"number": number, "at": entry.at, "turn": turn}
        for number, (entry, turn) in enumerate(seen, 1)
    ]


def _by_turn(exercise: Exercise) -> list[tuple[Entry, int]]:
    """Every line, also those that were undone later, with the turn it was written in."""
    turn, found = 0, []
    for entry in store.entries(exercise):
        if isinstance(entry.event, TurnBegan | SteppedBack):
            turn = entry.event.turn
        found.append((entry, turn))
    return found


def _line(point: Standpoint, entry: Entry) -> Line:
    plain = to_plain(entry.event)
    shown = plain if point.stream == CONTROL else {name: plain[name] for name in SHOWN if name in plain}
    return {"by": _by(point, entry)} | shown | dict(_words(point, entry))


def _words(point: Standpoint, entry: Entry) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The inject a line is about; one that was sent reads as this stream read it, figures and all."""
    match entry.event:
        case Released(code=code, id=public):
            yield "title", inject_title(point.item, code)
            yield "text", point.view.get("injects", {}).get(public, {}).get("text", {})
        case Answered(code=code):
            yield "title", inject_title(point.item, code)
        case Shared(id=public):
            yield "title", inject_title(point.item, code_of(point.board, public))
        case _:
            return


def _by(point: Standpoint, entry: Entry) -> str:
    """People in a room see who speaks; elsewhere another team's seats stay with their team."""
    seat = point.board.seats.get(entry.by)
    own = seat is None or isinstance(entry.event, Said) or reader_of(point.stream).of(seat.team)
    return entry.by if seat is None or own else seat.team
