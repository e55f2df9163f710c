"""How talk is kept: the last hundred messages of a room, every call, every statement."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import counted, put, replace, struck
from exercises.domain.board.state import Board, Call, Hotline, Message, Note, Statement
from exercises.domain.events import Entry
from exercises.domain.events.talk import HotlineClosed, HotlineRang, NotePassed, Said, StatementMade, TalkEvent

KEPT_MESSAGES = 100


def evolve_talk(board: Board, event: TalkEvent, entry: Entry) -> Board:
    match event:
        case Said():
            return _said(board, event, entry)
        case NotePassed():
            return _noted(board, event, entry)
        case HotlineRang():
            return _rang(board, event, entry)
        case HotlineClosed(id=public, how=how, impact=impact):
            call = replace(board.hotline.calls[public], how=how)
            calls = put(board.hotline.calls, public, call)
            open_now = how == "answered"
            line = replace(board.hotline, state="open", calls=calls) if open_now else Hotline(calls=calls)
            return struck(replace(board, hotline=line), impact)
        case StatementMade():
            return struck(_stated(board, event, entry), event.impact)
        case _:
            assert_never(event)


def _said(board: Board, event: Said, entry: Entry) -> Board:
    message = Message(seat=event.seat, team=event.team, text=event.text, at=entry.at)
    room = put(board.rooms.get(event.room, {}), event.id, message)
    if len(room) > KEPT_MESSAGES:
        room = dict(list(room.items())[-KEPT_MESSAGES:])
    counts = counted(board, "message", event.seat)
    return replace(board, rooms=put(board.rooms, event.room, room), counts=counts)


def _noted(board: Board, event: NotePassed, entry: Entry) -> Board:
    note = Note(
        team=event.team,
        to=event.to,
        seat=event.seat,
        text=event.text,
        at=entry.at,
        turn=board.turn,
        leaked=event.leaked,
    )
    return replace(board, notes=put(board.notes, event.id, note), counts=counted(board, "note", event.team))


def _rang(board: Board, event: HotlineRang, entry: Entry) -> Board:
    call = Call(team=event.team, to=event.to, turn=board.turn, at=entry.at)
    line = Hotline(
        id=event.id,
        state="ringing",
        team=event.team,
        to=event.to,
        until=event.until,
        calls=put(board.hotline.calls, event.id, call),
    )
    return replace(board, hotline=line, counts=counted(board, "call", event.team))


def _stated(board: Board, event: StatementMade, entry: Entry) -> Board:
    statement = Statement(
        team=event.team,
        seat=event.seat,
        text=event.text,
        at=entry.at,
        turn=board.turn,
        story=board.story,
        stance=event.stance,
        amount=event.amount,
        partner=event.partner,
    )
    return replace(
        board,
        statements=put(board.statements, event.id, statement),
        counts=counted(board, "statement", event.team),
    )
