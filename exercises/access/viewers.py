"""Viewers: rows of seats and places, seen as who looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from exercises.domain.board.setting import CONTROL, EVALUATOR, PUBLIC
from exercises.errors import Refusal
from exercises.models import Claim, Exercise, Place, Role, Seat, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

STREAMS = {Role.CONTROL: CONTROL, Role.EVALUATOR: EVALUATOR, Role.TRAINER: CONTROL, Role.PUBLIC: PUBLIC}
SPECTATORS = 50
"""Sockets of the public stream per exercise and server process."""


def exercise_by(code: str) -> Exercise:
    """The exercise with this code. Refuses `no_such_exercise`."""
    row = Exercise.objects.select_related("version").defer("version__text").filter(code=code.upper()).first()
    if row is None:
        raise Refusal("no_such_exercise", 404)
    return row


def at_table(row: Seat, claim: Claim) -> Viewer:
    """The holder of a seat."""
    return Viewer(
        exercise=row.exercise,
        role=Role.SEAT,
        stream=row.stream,
        claim=claim,
        seat=row.code,
        team=row.team,
        name=row.name,
        language=tongue(),
    )


def beside(row: Place, claim: Claim) -> Viewer:
    """The holder of a place beside the table."""
    role = Role(row.role)
    return Viewer(exercise=row.exercise, role=role, stream=STREAMS[role], claim=claim, name=row.name, language=tongue())


def watching(viewer: Viewer, role: Role, team: str) -> Viewer:
    """The same person in a lesser capacity, perhaps reading over a team's shoulder."""
    if team and role in (Role.EVALUATOR, Role.CONTROL, Role.TRAINER):
        return _as(viewer, role, _widest(viewer.exercise, team), team)
    return _as(viewer, role, STREAMS[role], "")


def in_public(viewer: Viewer) -> Viewer:
    """The same person, seeing what everybody sees."""
    return _as(viewer, Role.PUBLIC, PUBLIC, "")


def _as(viewer: Viewer, role: Role, stream: str, team: str) -> Viewer:
    return Viewer(
        exercise=viewer.exercise,
        role=role,
        stream=stream,
        claim=viewer.claim,
        team=team,
        name=viewer.name,
        language=viewer.language,
    )


def _widest(exercise: Exercise, team: str) -> str:
    """The stream of a team that carries most; what an evaluator reads when watching it."""
    found = exercise.seats.filter(team=team).values_list("stream", flat=True)
    if not found:
        raise Refusal("no_such_team", 404, team=team)
    return max(found, key=len)


def tongue() -> str:
    """The language of this answer: `en` or `zh-hans`."""
    return "zh-hans" if (get_language() or "en").startswith("zh") else "en"


def open_places() -> QuerySet[Place]:
    """Places that are neither revoked nor over."""
    rows = Place.objects.select_related("exercise__version").filter(revoked_at=None)
    return rows.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
