"""A clock that all processes of an installation share, and that only the test moves on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Clock:
    """How far the installation's time is ahead of the real one, kept in a file. It is read anew at every question."""

    path: Path

    def __float__(self) -> float:
        return float(self.path.read_text(encoding="ascii"))

    def set(self, seconds: float) -> None:
        """Put it so far ahead; no reader ever finds half a number."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(repr(seconds), encoding="ascii")
        fresh.replace(self.path)
