"""The fold: log entries in, the state of play out. It assigns what events record and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

from exercises.domain.board.acts import evolve_act
from exercises.domain.board.injects import evolve_inject
from exercises.domain.board.keys import evolve_key
from exercises.domain.board.lifecycle import evolve_lifecycle, restored
from exercises.domain.board.review import evolve_review
from exercises.domain.board.seats import evolve_seat
from exercises.domain.board.state import Board
from exercises.domain.board.talk import evolve_talk
from exercises.domain.board.transactions import evolve_transaction
from exercises.domain.board.verdicts import evolve_verdict
from exercises.domain.events import Entry
from exercises.domain.events.acts import ActEvent
from exercises.domain.events.injects import InjectEvent
from exercises.domain.events.keys import KeyEvent
from exercises.domain.events.lifecycle import LifecycleEvent, SteppedBack, TurnBegan
from exercises.domain.events.review import ReviewEvent
from exercises.domain.events.seats import SeatEvent
from exercises.domain.events.talk import TalkEvent
from exercises.domain.events.transactions import TransactionEvent
from exercises.domain.events.verdicts import VerdictEvent

Recall = Callable[[int], Board]
"""Log number → the board as it stood after that entry; needed when control steps back."""


def evolve(board: Board, entry: Entry, recall: Recall | None = None) -> Board:
    """The board after one more entry. A family that is not listed is a type error."""
    event = entry.event
    if isinstance(event, SteppedBack):
        if recall is None:
            raise LookupError(f"entry {entry.number} steps back to {event.to_number}, and nobody can recall it")
        return restored(recall(event.to_number), board, event)
    if isinstance(event, LifecycleEvent):
        return evolve_lifecycle(board, event)
    if isinstance(event, SeatEvent):
        return evolve_seat(board, event)
    if isinstance(event, InjectEvent):
        return evolve_inject(board, event, entry)
    if isinstance(event, ActEvent):
        return evolve_act(board, event, entry)
    if isinstance(event, TalkEvent):
        return evolve_talk(board, event, entry)
    if isinstance(event, TransactionEvent):
        return evolve_transaction(board, event, entry)
    if isinstance(event, KeyEvent):
        return evolve_key(board, event, entry)
    if isinstance(event, VerdictEvent):
        return evolve_verdict(board, event, entry)
    if isinstance(event, ReviewEvent):
        return evolve_review(board, event)
    assert_never(event)


def fold(entries: Iterable[Entry], board: Board | None = None) -> Board:
    """The board after all entries; keeps the board of each turn's start, which stepping back needs."""
    board = board or Board()
    kept: dict[int, Board] = {}
    for entry in entries:
        if isinstance(entry.event, TurnBegan):
            kept[entry.number - 1] = board
        board = evolve(board, entry, kept.__getitem__)
    return board


__all__ = ["Board", "Recall", "evolve", "fold"]
