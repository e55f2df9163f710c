"""Rooms, notes, the hotline and statements: every word to those it was said to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.board.setting import CONTROL, Setting
from exercises.domain.visibility.moments import iso, moment
from exercises.domain.visibility.reader import Reader, diplomat, known
from exercises.domain.world.entries import PRINCIPALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.board import Board
    from exercises.domain.board.state import Call, Message, Note, Statement

PLENARY = "plenary"
BETWEEN = "~"


def bilateral(one: str, other: str) -> str:
    """The room of two teams."""
    return BETWEEN.join(sorted((one, other)))


def members(board: Board, room: str) -> tuple[str, ...]:
    """The teams that meet in a room; control is in every room without being named."""
    if room == PLENARY:
        return tuple(sorted(code for code in board.teams if diplomat(board, code)))
    return tuple(code for code in room.split(BETWEEN) if code != CONTROL)


def in_room(board: Board, reader: Reader, room: str) -> bool:
    return reader.of(*members(board, room))


def rooms(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Every room this reader can enter, also the silent ones."""
    if reader.public:
        return None
    return {
        room: {"with": list(members(board, room)), "messages": _messages(board.rooms.get(room, {}))}
        for room in _rooms_of(board, reader)
    }


def _rooms_of(board: Board, reader: Reader) -> dict[str, None]:
    met = known(board, reader)
    own = [code for code in met if reader.of(code)]
    names = [
        *own,
        *(bilateral(one, other) for one in own for other in met if one != other),
        *(bilateral(CONTROL, code) for code in own),
        *([PLENARY] if in_room(board, reader, PLENARY) else []),
        *(room for room in board.rooms if in_room(board, reader, room)),
    ]
    return dict.fromkeys(names)


def _messages(messages: Mapping[str, Message]) -> dict[str, Any]:
    return {public: _message(message) for public, message in messages.items()}


def _message(message: Message) -> dict[str, Any]:
    return {
        "seat": message.seat,
        "team": message.team,
        "text": message.text,
        "at": message.at,
        "kind": message.how,
    }


def notes(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Back-channel notes of the two parties. Unsigned: the seat that wrote one is known in its own team."""
    if reader.public:
        return None
    return {
        public: _slip(note) | ({"seat": note.seat} if reader.of(note.team) else {})
        for public, note in board.notes.items()
        if reader.of(note.team, note.to)
    }


def _slip(note: Note) -> dict[str, Any]:
    return {"from": note.team, "to": note.to, "text": note.text, "at": note.at, "turn": note.turn}


def news(_setting: Setting, board: Board, _reader: Reader) -> dict[str, Any]:
    """What became public by itself: notes that leaked, and that control went back in time."""
    told: dict[str, Any] = {
        public: {"kind": "leak", **_slip(note)} for public, note in board.notes.items() if note.leaked
    }
    if board.compromised:
        told["stepped_back"] = {"kind": "stepped_back", "turn": board.compromised}
    return told


def hotline(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """The red telephone, for the principals; a call is known to those who speak."""
    calls = {public: _call(call) for public, call in board.hotline.calls.items() if reader.of(call.team, call.to)}
    if not (reader.of(*PRINCIPALS) or calls):
        return None
    line = board.hotline
    if not line.id or not reader.of(line.team, line.to):
        return {"state": "idle", "calls": calls}
    ringing = moment(board, line.until) if line.state == "ringing" else {}
    return {"state": line.state, "id": line.id, "from": line.team, "to": line.to, **ringing, "calls": calls}


def _call(call: Call) -> dict[str, Any]:
    return {"from": call.team, "to": call.to, "turn": call.turn, "at": call.at, "how": call.how}


def statements(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any]:
    """Words for the public, to the public."""
    return {public: _statement(reader, said) for public, said in board.statements.items()}


def _statement(reader: Reader, said: Statement) -> dict[str, Any]:
    shown = {"team": said.team, "text": said.text, "at": said.at, "turn": said.turn, "story": iso(said.story)}
    more = {
        "stance": said.stance,
        "amount": said.amount,
        "partner": said.partner,
        "seat": said.seat if reader.of(said.team) else "",
    }
    return shown | {name: value for name, value in more.items() if value}
