"""Who may know what: one function turns a board into what a stream sees, and every page goes through it."""

from __future__ import annotations

from exercises.domain.visibility.ceremonies import fingerprints
from exercises.domain.visibility.documents import documents
from exercises.domain.visibility.entries import aside, sees
from exercises.domain.visibility.facts import figures
from exercises.domain.visibility.frames import Frame, View, apply, difference
from exercises.domain.visibility.outcomes import outcomes_of
from exercises.domain.visibility.seat import decoded, shares
from exercises.domain.visibility.sections import SECTIONS, changed, view

__all__ = [
    "SECTIONS",
    "Frame",
    "View",
    "apply",
    "aside",
    "changed",
    "decoded",
    "difference",
    "documents",
    "figures",
    "fingerprints",
    "outcomes_of",
    "sees",
    "shares",
    "view",
]
