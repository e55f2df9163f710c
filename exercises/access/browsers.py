"""Browsers: what the session holds and what the account may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from exercises.access.viewers import STREAMS, at_table, beside, exercise_by, in_public, open_places, tongue, watching
from exercises.domain.board.setting import CONTROL
from exercises.errors import Refusal
from exercises.models import Claim, Exercise, Role, Seat, Viewer

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HELD = "held"
"""Where a browser session keeps its seats and places: `seat/7` → the token hash it was taken with."""


class Visitor(Protocol):
    """What is needed of a request: its session and its account."""

    session: Any
    user: Any


def viewer_for(request: Visitor, code: str, seat: str) -> Viewer:
    """The holder of this seat. Refuses `no_such_exercise` for everybody else, as if there were none."""
    exercise = exercise_by(code)
    row = Seat.objects.filter(exercise=exercise, code=seat).first()
    if row is None or not holds_row(request, "seat", row.pk, row.token_hash):
        raise Refusal("no_such_exercise", 404)
    row.exercise = exercise
    return at_table(row, claim_of(request, "seat", row.pk, row.token_hash))


def staff_for(request: Visitor, code: str, role: Role, team: str = "") -> Viewer:
    """Somebody beside the table in this capacity. An evaluator who names a team reads that team's stream.

    Refuses `no_such_exercise` to strangers and `not_your_place` to those who are here in another capacity.
    """
    exercise = exercise_by(code)
    for candidate in (role, *above(role)):
        place = place_of(request, exercise, candidate)
        if place is not None:
            return watching(place, role, team)
    raise Refusal("not_your_place", 403) if viewers_for(request, code) else Refusal("no_such_exercise", 404)


def viewers_for(request: Visitor, code: str) -> list[Viewer]:
    """Everything this browser may be in the exercise: its seats, then its places. Empty for strangers."""
    exercise = exercise_by(code)
    rows = [row for row in exercise.seats.all() if holds_row(request, "seat", row.pk, row.token_hash)]
    for row in rows:
        row.exercise = exercise
    table = [at_table(row, claim_of(request, "seat", row.pk, row.token_hash)) for row in rows]
    return table + [place for role in STREAMS if (place := place_of(request, exercise, role)) is not None]


def anybody_for(request: Visitor, code: str) -> Viewer:
    """One who may see at least what the public sees. Refuses `no_such_exercise`."""
    found = viewers_for(request, code)
    if not found:
        raise Refusal("no_such_exercise", 404)
    return in_public(found[0])


def exercises_for(request: Visitor) -> list[Exercise]:
    """The exercises that this browser or account has something to do with, the newest first."""
    rows = Exercise.objects.select_related("version")
    if request.user.is_authenticated and request.user.is_superuser:
        return list(rows)
    held = request.session.get(HELD, {})
    mine = Q(seats__token_hash__in=list(held.values())) | Q(places__token_hash__in=list(held.values()))
    if request.user.is_authenticated:
        mine |= Q(places__user=request.user, places__revoked_at=None) | Q(created_by=request.user)
    return list(rows.filter(mine).distinct()) if held or request.user.is_authenticated else []


def above(role: Role) -> tuple[Role, ...]:
    """Who may take this role besides its holder: control sees and does what evaluators, trainers and the public may."""
    return {Role.EVALUATOR: (Role.CONTROL,), Role.PUBLIC: tuple(STREAMS), Role.TRAINER: (Role.CONTROL,)}.get(role, ())


def place_of(request: Visitor, exercise: Exercise, role: Role) -> Viewer | None:
    for place in open_places().filter(exercise=exercise, role=role):
        if holds_row(request, "place", place.pk, place.token_hash):
            return beside(place, claim_of(request, "place", place.pk, place.token_hash))
        if place.user_id and place.user_id == account_number(request):
            return beside(place, claim_of(request, "place", place.pk, ""))
    if role is Role.CONTROL and request.user.is_authenticated and request.user.is_superuser:
        claim = Claim(kind="account", user=request.user.pk, session=request.session.session_key or "")
        return Viewer(
            exercise=exercise, role=role, stream=CONTROL, claim=claim, name=str(request.user), language=tongue()
        )
    return None


def holds_row(request: Visitor, kind: str, row: int, stamp: str) -> bool:
    """Whether the session holds this seat or place with its present token."""
    held = request.session.get(HELD, {}).get(f"{kind}/{row}", "")
    return bool(stamp) and constant_time_compare(held, stamp)


def claim_of(request: Visitor, kind: str, row: int, stamp: str) -> Claim:
    """What a browser's right rests on."""
    user = 0 if stamp else account_number(request)
    return Claim(kind=kind, row=row, hash=stamp, user=user, session=request.session.session_key or "")


def account(request: Visitor) -> User | None:
    """The account that is signed in, if there is one."""
    return request.user if request.user.is_authenticated else None


def account_number(request: Visitor) -> int:
    """Its number, or 0."""
    return request.user.pk if request.user.is_authenticated else 0


def hold(request: Visitor, kind: str, row: int, stamp: str) -> None:
    """Remember a seat or place in the session."""
    request.session[HELD] = {**request.session.get(HELD, {}), f"{kind}/{row}": stamp}
    if request.session.session_key is None:
        request.session.save()
