"""Programs: who a bearer token speaks for."""

from __future__ import annotations

from django.utils import timezone

from exercises.access.browsers import above
from exercises.access.viewers import at_table, beside, exercise_by, open_places, watching
from exercises.domain.board.setting import CONTROL
from exercises.errors import Refusal
from exercises.models import ApiToken, Claim, Exercise, Place, Role, Seat, Viewer
from exercises.services.tokens import hashed


def viewer_by_token(token: str, code: str, *, seat: str = "", role: Role | None = None, team: str = "") -> Viewer:
    """Who a bearer token speaks for. A token of an account may name a place; one of a seat or place is that.

    Refuses `token_gone` with status 401.
    """
    row = api_token(token)
    exercise = exercise_by(code)
    claim = Claim(kind="account", token=row.pk, hash=row.held_hash, user=row.user_id or 0)
    if row.seat is not None:
        viewer = _by_seat(row.seat, exercise, claim, seat)
    elif row.place is not None:
        viewer = _by_place(row.place, exercise, claim)
    else:
        viewer = _by_account(row, exercise, claim, role or Role.CONTROL)
    return viewer if viewer.role is Role.SEAT else watching(viewer, _granted(viewer.role, role), team)


def _granted(held: Role, asked: Role | None) -> Role:
    """A lesser capacity may be asked for, never a greater one."""
    if asked is None or asked is held or held in above(asked):
        return asked or held
    raise Refusal("not_your_place", 403)


def api_token(token: str) -> ApiToken:
    """The living token. Refuses `token_gone`."""
    rows = ApiToken.objects.select_related("seat", "place", "user").filter(
        revoked_at=None, expires_at__gt=timezone.now()
    )
    row = rows.filter(token_hash=hashed(token)).first()
    if row is None or not _still_held(row):
        raise Refusal("token_gone", 401)
    return row


def _still_held(row: ApiToken) -> bool:
    """Whoever lost the seat or place lost the programs with it."""
    if row.seat is not None:
        return bool(row.held_hash) and row.held_hash == row.seat.token_hash
    if row.place is not None:
        return row.place.revoked_at is None
    return row.user is not None and row.user.is_active


def _by_seat(row: Seat, exercise: Exercise, claim: Claim, seat: str) -> Viewer:
    if row.exercise_id != exercise.pk or seat not in ("", row.code):
        raise Refusal("no_such_exercise", 404)
    row.exercise = exercise
    return at_table(row, _with(claim, "seat", row.pk))


def _by_place(row: Place, exercise: Exercise, claim: Claim) -> Viewer:
    if row.exercise_id != exercise.pk:
        raise Refusal("no_such_exercise", 404)
    row.exercise = exercise
    return beside(row, _with(claim, "place", row.pk))


def _by_account(row: ApiToken, exercise: Exercise, claim: Claim, role: Role) -> Viewer:
    assert row.user is not None
    places = open_places().filter(exercise=exercise, user=row.user, role__in=(role, *above(role)))
    place = places.order_by("pk").first()
    if place is not None:
        return beside(place, _with(claim, "place", place.pk))
    if not row.user.is_superuser:
        raise Refusal("no_such_exercise", 404)
    return Viewer(exercise=exercise, role=Role.CONTROL, stream=CONTROL, claim=claim, name=str(row.user))


def _with(claim: Claim, kind: str, row: int) -> Claim:
    return Claim(kind=kind, row=row, hash=claim.hash, user=claim.user, token=claim.token)
