"""The reveal: until the facilitator has shown every outcome, the world still stands as the bell found it."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain.board import Board
from exercises.domain.board.state import Resolved
from exercises.domain.events.parts import Value
from exercises.domain.visibility.reader import Reader
from exercises.domain.world import Change


def sealed(board: Board, reader: Reader) -> Resolved | None:
    """This turn's resolution while some of its outcomes are still to be shown; control never waits."""
    resolution = board.resolved.get(str(board.turn))
    waits = resolution is not None and resolution.shown < len(resolution.outcomes)
    return resolution if waits and not reader.control else None


def known_world(board: Board, reader: Reader) -> Mapping[str, Value]:
    resolution = sealed(board, reader)
    return resolution.before if resolution else board.world


def known_changes(board: Board, reader: Reader) -> tuple[Change, ...]:
    """The changes of this turn, up to the bell while the reveal goes on."""
    resolution = sealed(board, reader)
    return resolution.earlier if resolution else board.changes
