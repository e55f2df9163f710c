"""A view looked at section by section, for those who look often and want little: bots.

What they read is exactly what `view` shows; a section whose sources on the board have not changed is not built again.
"""

from __future__ import annotations

from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.visibility.reader import reader_of
from exercises.domain.visibility.sections import LOOKS, touched


class Glance:
    """Every stream of one exercise, on one board after another."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._board = Board()
        self._kept: dict[tuple[str, str], Any] = {}

    def section(self, board: Board, stream: str, name: str) -> Any:
        """One section of the stream's view of this board, in the order of its ids; None where the stream has none."""
        if board is not self._board:
            self._move_to(board)
        place = stream, name
        if place not in self._kept:
            part = LOOKS[name].build(self.setting, board, reader_of(stream))
            self._kept[place] = None if part is None else dict(sorted(part.items()))
        return self._kept[place]

    def _move_to(self, board: Board) -> None:
        """Forgets what was made of parts that are not the same any more."""
        parts, self._board = touched(self._board, board), board
        stale = [place for place in self._kept if not parts.isdisjoint(LOOKS[place[1]].reads)]
        for place in stale:
            del self._kept[place]


__all__ = ["Glance"]
