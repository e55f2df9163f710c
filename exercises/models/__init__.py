"""The tables. Fields, named constraints and querysets; what may be done with them is written in the store and above."""

from __future__ import annotations

from exercises.models import drafts
from exercises.models.exercise import Exercise
from exercises.models.log import Erasure, Line, Snapshot
from exercises.models.people import ApiToken, Place, Seat
from exercises.models.scripts import Script, ScriptVersion
from exercises.models.streams import Frame, StreamHead
from exercises.models.triggers import guarded, install, without_triggers
from exercises.models.viewer import Claim, Role, Viewer
from exercises.models.work import Draft, Due, ReadMark, Receipt

__all__ = [
    "ApiToken",
    "Claim",
    "Draft",
    "Due",
    "Erasure",
    "Exercise",
    "Frame",
    "Line",
    "Place",
    "ReadMark",
    "Receipt",
    "Role",
    "Script",
    "ScriptVersion",
    "Seat",
    "Snapshot",
    "StreamHead",
    "Viewer",
    "drafts",
    "guarded",
    "install",
    "without_triggers",
]
