"""Times as clients need them: wall-clock while the clock runs, what is left while it stands."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.domain.board import Board


def moment(board: Board, at: float) -> dict[str, float]:
    """A play time to come: `{"ends": epoch}` or, while paused, `{"left": seconds}`; empty when there is none."""
    clock = board.clock
    if at <= 0:
        return {}
    if clock.paused >= 0:
        return {"left": round(max(0.0, at - clock.paused), 3)}
    return {"ends": round(clock.wall(at), 3)}


def same_moments(old: Board, new: Board) -> bool:
    """Does `moment` say the same on both boards?"""
    return (old.clock.paused, old.clock.offset) == (new.clock.paused, new.clock.offset)


@lru_cache(maxsize=4096)
def iso(epoch: float) -> str:
    """Story time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(epoch, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
