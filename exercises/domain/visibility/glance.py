"""A view looked at section by section, for those who look often and want little: bots.

What they read is exactly what `view` shows; a section whose sources on the board have not changed is not built again.
"""

from __future__ import annotations

from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting
from exercises.domain.visibility.reader import reader_of
from exercises.domain.visibility.sections import SECTIONS


class Glance:
    """One stream of one exercise."""

    def __init__(self, setting: Setting, stream: str) -> None:
        self.setting = setting
        self.reader = reader_of(stream)
        self._kept: dict[str, tuple[tuple[object, ...], Any]] = {}
        self._board: Board | None = None
        self._shown: dict[str, Any] = {}

    def section(self, board: Board, name: str) -> Any:
        """One section of the stream's view of this board; None where the stream has none."""
        if board is not self._board:
            self._board, self._shown = board, {}
        if name not in self._shown:
            self._shown[name] = self._fresh(board, name)
        return self._shown[name]

    def _fresh(self, board: Board, name: str) -> Any:
        section = SECTIONS[name]
        sources = tuple(getattr(board, part) for part in section.reads)
        before, part = self._kept.get(name, ((), None))
        if len(before) != len(sources) or any(old is not new for old, new in zip(before, sources, strict=True)):
            part = section.build(self.setting, board, self.reader)
            self._kept[name] = (sources, part)
        return part


__all__ = ["Glance"]
