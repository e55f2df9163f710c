"""Scripts: what trainers write, read strictly, checked as a whole, and held immutable for play."""

from __future__ import annotations

from exercises.domain.script.check import check, load
from exercises.domain.script.compiled import Script, from_canonical
from exercises.domain.script.mistakes import json_schema
from exercises.domain.script.parts import Address, Bring, Destination
from exercises.domain.script.placeholders import FORMATS, Placeholder, PlaceholderError, fill, placeholders
from exercises.domain.script.problems import Problem, ScriptError, Severity
from exercises.domain.script.reader import Position, Reading, read
from exercises.domain.script.schema import (
    Asks,
    Attachment,
    Branch,
    Card,
    CodedReply,
    Inject,
    Minutes,
    Objective,
    Outcome,
    Output,
    Page,
    Seat,
    Task,
    Team,
    Terms,
    Text,
    Transaction,
    Turn,
    Vault,
)
from exercises.domain.script.writer import export_yaml

__all__ = [
    "FORMATS",
    "Address",
    "Asks",
    "Attachment",
    "Branch",
    "Bring",
    "Card",
    "CodedReply",
    "Destination",
    "Inject",
    "Minutes",
    "Objective",
    "Outcome",
    "Output",
    "Page",
    "Placeholder",
    "PlaceholderError",
    "Position",
    "Problem",
    "Reading",
    "Script",
    "ScriptError",
    "Seat",
    "Severity",
    "Task",
    "Team",
    "Terms",
    "Text",
    "Transaction",
    "Turn",
    "Vault",
    "check",
    "export_yaml",
    "fill",
    "from_canonical",
    "json_schema",
    "load",
    "placeholders",
    "read",
]
