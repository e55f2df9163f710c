"""Sending a command twice must do it once: the first accepted answer is kept under the sender's key."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from exercises.domain.codec import canonical, encode
from exercises.errors import Refusal
from exercises.models import Receipt
from exercises.store.chain import digest

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.events import Event
    from exercises.domain.play import Command
    from exercises.models import Exercise

LONGEST_KEY = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command led to, as its sender may know it. `id` is the public id of what it made, if it made something."""

    turn: int
    generation: int
    state: str
    phase: str
    id: str = ""
    repeated: bool = False

    def plain(self) -> dict[str, Any]:
        """JSON values."""
        return asdict(self)


def answer(board: Board, events: tuple[Event, ...]) -> Answer:
    """The answer to a command; only its first event is its sender's own doing."""
    made = getattr(events[0], "id", "") if events else ""
    return Answer(turn=board.turn, generation=board.generation, state=board.state, phase=board.phase, id=made)


def earlier(exercise: Exercise, command: Command, key: str) -> Answer | None:
    """The first accepted answer under this key. Refuses `key_reused` when the command was another one."""
    if len(key) > LONGEST_KEY:
        raise Refusal("key_too_long", 400, limit=LONGEST_KEY)
    row = Receipt.objects.filter(exercise=exercise, actor=command.by.seat, key=key).first() if key else None
    if row is None:
        return None
    if row.body_hash != _hash(command):
        raise Refusal("key_reused")
    return replace(Answer(**json.loads(row.answer)), repeated=True)


def record(exercise: Exercise, command: Command, key: str, given: Answer) -> None:
    """Keep the answer, in the transaction of the command itself."""
    if key:
        Receipt.objects.create(
            exercise=exercise, actor=command.by.seat, key=key, body_hash=_hash(command), answer=canonical(given.plain())
        )


def _hash(command: Command) -> str:
    """Of what the sender said. Drafts are added on the way and may have gone on since."""
    said = {name: value for name, value in encode(command).items() if name != "drafts"}
    return digest(canonical({"verb": type(command).__name__, **said}))
