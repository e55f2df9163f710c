"""What people read: refusals in words, and the partials of the pages for the live link."""

from __future__ import annotations

from exercises.render.fragments import OWN_PARTS, draw, fragments
from exercises.render.logbook import logbook
from exercises.render.sentences import sentence

__all__ = ["OWN_PARTS", "draw", "fragments", "logbook", "sentence"]
