"""A view looked at section by section, for those who look often and want little: bots.

What they read is exactly what `view` shows; a section whose sources on the board have not changed is not built again.
"""

from __future__ import annotations

from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.visibility.reader import reader_of
from exercises.domain.visibility.sections import LOOKS, Part, touched

Place = tuple[str, str]
"""A stream and a section of its view."""


class Glance:
    """Every stream of one exercise, on one board after another."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._board = Board()
        self._shown: dict[Place, Part] = {}
        self._stale: dict[Place, tuple[Board, Part]] = {}

    def section(self, board: Board, stream: str, name: str) -> Any:
        """One section of the stream's view of this board, in the order of its ids; None where the stream has none."""
        if board is not self._board:
            self._move_to(board)
        try:
            return self._shown[stream, name]
        except KeyError:
            return self._look(board, (stream, name))

    def _look(self, board: Board, place: Place) -> Part:
        part = self._built(board, place)
        self._shown[place] = ordered = None if part is None else dict(sorted(part.items()))
        return ordered

    def _move_to(self, board: Board) -> None:
        """Puts aside what was made of parts that are not the same any more."""
        parts, old, self._board = touched(self._board, board), self._board, board
        stale = [place for place in self._shown if LOOKS[place[1]].moved(old, board, parts)]
        for place in stale:
            self._stale[place] = old, self._shown.pop(place)

    def _built(self, board: Board, place: Place) -> Part:
        stream, name = place
        old, was = self._stale.pop(place, (board, None))
        return LOOKS[name].renewed(self.setting, old, board, reader_of(stream), was)


__all__ = ["Glance"]
