"""A view looked at section by section, for those who look often and want little: bots.

What they read is exactly what `view` shows; a section whose sources on the board have not changed is not built again.
"""

from __future__ import annotations

from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.visibility.reader import reader_of
from exercises.domain.visibility.sections import LOOKS


class Glance:
    """Every stream of one exercise, on one board after another."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._kept: dict[tuple[str, str], tuple[Board, Any]] = {}

    def section(self, board: Board, stream: str, name: str) -> Any:
        """One section of the stream's view of this board, in the order of its ids; None where the stream has none."""
        seen, was = self._kept.get((stream, name), (None, None))
        if seen is board:
            return was
        part = self._looked(seen, board, stream, name, was)
        self._kept[stream, name] = board, part
        return part

    def _looked(self, seen: Board | None, board: Board, stream: str, name: str, was: Any) -> Any:
        section, reader = LOOKS[name], reader_of(stream)
        if seen is None:
            part = section.build(self.setting, board, reader)
        else:
            part = section.renewed(self.setting, seen, board, reader, was)
        return part if part is was or part is None else dict(sorted(part.items()))


__all__ = ["Glance"]
