"""Which lines of the log a stream may read: older pages of talk come from there, and passing signs go by team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.domain.board.setting import CONTROL, Setting, stream_of
from exercises.domain.events.injects import Answered, Released, Shared
from exercises.domain.events.lifecycle import (
    Closed,
    Extended,
    HotWashMoved,
    NoDuffCalled,
    NoDuffLifted,
    Paused,
    PhaseBegan,
    Readied,
    Resumed,
    Started,
    SteppedBack,
)
from exercises.domain.events.talk import HotlineClosed, HotlineRang, NotePassed, Said, StatementMade
from exercises.domain.visibility.reader import Reader, reaches, reader_of
from exercises.domain.visibility.talk import in_room

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.events import Entry

_CLOCK = (
    Readied,
    Started,
    PhaseBegan,
    Paused,
    Resumed,
    Extended,
    SteppedBack,
    NoDuffCalled,
    NoDuffLifted,
    HotWashMoved,
    Closed,
)


def sees(_setting: Setting, board: Board, stream: str, entry: Entry) -> bool:
    """Whether this stream may know of this line: `False` for every kind that has no rule.

    Who may know of a line need not see all of it: show the words, as the view shows them, never causes or effects.
    """
    reader = reader_of(stream)
    return reader.control or _known(board, reader, entry)


def aside(setting: Setting, _board: Board, _kind: str, team: str) -> tuple[str, ...]:
    """Streams that may hear passing signs of a team – who is there, who is writing: its own and control's."""
    members = [
        stream_of(each.code, seat.clearances)
        for each in setting.script.teams
        for seat in each.seats
        if each.code == team
    ]
    return tuple(dict.fromkeys((CONTROL, team, *members)))


def _known(board: Board, reader: Reader, entry: Entry) -> bool:  # noqa: PLR0911 - one arm a kind
    match entry.event:
        case Said(room=room):
            return in_room(board, reader, room)
        case NotePassed(team=team, to=to, leaked=leaked):
            return leaked or reader.of(team, to)
        case HotlineRang(team=team, to=to):
            return reader.of(team, to)
        case HotlineClosed(id=public):
            call = board.hotline.calls.get(public)
            return call is not None and reader.of(call.team, call.to)
        case StatementMade():
            return True
        case Released(to=to):
            return reaches(reader, to)
        case Shared(by=team, to=to):
            return reader.of(team, to)
        case Answered(team=team):
            return reader.of(team)
        case event:
            return isinstance(event, _CLOCK)
