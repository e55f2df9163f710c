"""How the rows of the events list go out and come back answered."""

from __future__ import annotations

from functools import cache
from typing import assert_never

from exercises.domain.board.put import counted, put, replace, struck
from exercises.domain.board.state import Answer, Board, Improvised, Inject
from exercises.domain.events import Entry
from exercises.domain.events.injects import (
    Added,
    Answered,
    Held,
    InjectEvent,
    Queued,
    Released,
    Seen,
    Shared,
    Skipped,
    Unanswered,
    Unheld,
)
from exercises.enums import Medium


def row(board: Board, code: str) -> Inject:
    """The row with this code, as planned when nothing has happened to it yet."""
    return board.injects.get(code) or _planned(code)


@cache
def _planned(code: str) -> Inject:
    return Inject(code=code)


def by_id(board: Board, public: str) -> Inject:
    """The sent row with this public id. Raises KeyError."""
    for item in board.injects.values():
        if item.id == public:
            return item
    raise KeyError(public)


def evolve_inject(board: Board, event: InjectEvent, entry: Entry) -> Board:
    match event:
        case Released():
            return _released(board, event, entry)
        case Held(code=code):
            return _row(board, replace(row(board, code), status="held"))
        case Unheld(code=code):
            item = row(board, code)
            return _row(board, replace(item, status="queued" if item.called else "planned"))
        case Skipped(code=code, why=why):
            return _row(board, replace(row(board, code), status="skipped", why=why))
        case Queued(code=code, at=at):
            return _row(board, replace(row(board, code), status="queued", called=True, queued_at=at))
        case Added():
            return _added(board, event)
        case Seen(id=public, seat=seat):
            item = by_id(board, public)
            return _row(board, replace(item, seen=(*item.seen, seat)))
        case Answered():
            return _answered(board, event, entry)
        case Unanswered(id=public, teams=teams):
            item = by_id(board, public)
            return struck(_row(board, replace(item, silent=(*item.silent, *teams))), event.impact)
        case Shared(id=public, by=team, to=to):
            item = by_id(board, public)
            return _row(board, replace(item, shared=put(item.shared, to, team)))
        case _:
            assert_never(event)


def _row(board: Board, item: Inject) -> Board:
    return replace(board, injects=put(board.injects, item.code, item))


def _released(board: Board, event: Released, entry: Entry) -> Board:
    item = replace(
        row(board, event.code),
        status="sent",
        id=event.id,
        turn=event.turn,
        at=event.at,
        sent_at=entry.at,
        story=event.story,
        to=event.to,
        text=event.text,
        answer_by=event.answer_by,
        of=event.of,
        why=event.why,
        early=event.early,
        signed=event.signed,
    )
    sent = replace(_row(board, item), counts=counted(board, "inject", event.code))
    return struck(sent, event.impact)


def _added(board: Board, event: Added) -> Board:
    written = Improvised(
        title=event.title,
        sender=event.sender,
        to=event.to,
        medium=Medium(event.medium),
        text=event.text,
        asks=event.asks,
    )
    return replace(board, improvised=put(board.improvised, event.code, written))


def _answered(board: Board, event: Answered, entry: Entry) -> Board:
    item = by_id(board, event.id)
    answer = Answer(team=event.team, seat=event.seat, reply=event.reply, text=event.text, at=entry.at)
    return struck(_row(board, replace(item, answers=put(item.answers, event.team, answer))), event.impact)
