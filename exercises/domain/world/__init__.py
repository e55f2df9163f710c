"""The world of Parley: its living numbers, the levers that move them, and the small equations between."""

from __future__ import annotations

from exercises.domain.world.causes import CAUSES, Cause, Change, Pending, Spawn

__all__ = ["CAUSES", "Cause", "Change", "Pending", "Spawn"]
