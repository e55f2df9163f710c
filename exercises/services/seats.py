"""Who sits where: invitations, bots, successors. The log knows seats; names and tokens are kept here, apart from it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Unpack

from django.db import transaction
from django.utils import timezone

from exercises import announce, store
from exercises.domain.play import commands
from exercises.enums import Occupant
from exercises.errors import Refusal
from exercises.models import Place, Role, Seat
from exercises.services.doors import Sent, ask, control
from exercises.services.doors import seat as at_table
from exercises.services.tokens import hashed, new_token
from exercises.services.words import ADDRESS, NAME, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from exercises.models import Viewer
    from exercises.store import Answer

LINK_DAYS = 7
"""How long an invitation waits for its person."""
PERSON = ("occupant", "name", "email", "user", "joined_at")
"""What a row keeps of whoever sits there."""


def invite(viewer: Viewer, *, seat: str, name: str = "", email: str = "") -> str:
    """A new invitation to a seat, to be shown once. It opens the seat once, for seven days and not beyond ENDEX.

    An older one opens nothing any more, and whoever sat here by it is asked to come in again.
    """
    control(viewer)
    row, token = _row(viewer, seat), new_token()
    row.link_hash, row.token_hash, row.invited_at, row.revoked_at = hashed(token), "", timezone.now(), None
    row.name, row.email = words(name, NAME) or row.name, words(email, ADDRESS) or row.email
    row.save(update_fields=["link_hash", "token_hash", "invited_at", "revoked_at", "name", "email"])
    _lose(row)
    return token


def revoke(viewer: Viewer, *, seat: str, **sent: Unpack[Sent]) -> Answer:
    """The person in this seat leaves it: every link, session, socket and program of theirs ends. The seat stays."""
    by = control(viewer)
    row = _row(viewer, seat)
    with transaction.atomic():
        answer = ask(viewer, commands.ClearSeat(by=by, seat=seat), sent)
        row.link_hash, row.token_hash, row.revoked_at = "", "", timezone.now()
        row.occupant, row.name, row.email, row.user, row.joined_at = Occupant.EMPTY, "", None, None, None
        row.save(update_fields=["link_hash", "token_hash", "revoked_at", *PERSON])
    _lose(row)
    return answer


def fill(viewer: Viewer, *, seat: str, occupant: str = Occupant.BOT, **sent: Unpack[Sent]) -> Answer:
    """Control puts a bot into a seat, or marks that a person sits there who plays without a screen."""
    by = control(viewer)
    row = _row(viewer, seat)
    if occupant not in (Occupant.BOT, Occupant.HUMAN):
        raise Refusal("no_such_occupant", 400, occupant=occupant)
    with transaction.atomic():
        answer = ask(viewer, commands.FillSeat(by=by, seat=seat, occupant=occupant), sent)
        row.occupant = Occupant(occupant)
        row.save(update_fields=["occupant"])
    return answer


def clear(viewer: Viewer, *, seat: str, **sent: Unpack[Sent]) -> Answer:
    """Empties a seat; the same as taking it away from whoever holds it."""
    return revoke(viewer, seat=seat, **sent)


def pass_lead(viewer: Viewer, *, team: str, seat: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.PassLead(by=control(viewer), team=team, seat=seat), sent)


def sit(row: Seat, *, name: str = "", user: User | None = None, link: str = "") -> Seat:
    """A person takes a seat by an invitation (its hash is `link`), or an empty one where anybody may.

    Refuses `link_gone`, `link_used`, `seat_taken`, `already_over`.
    """
    actor, name = commands.Actor(row.code, row.team), words(name, NAME)
    with transaction.atomic():
        store.act(row.exercise.code, commands.FillSeat(by=actor, seat=row.code, occupant=Occupant.HUMAN))
        row.refresh_from_db(fields=["link_hash", "token_hash", "joined_at", "name"])
        if link:
            _check_unused(row, link)
        row.token_hash = row.token_hash or hashed(new_token())
        row.occupant, row.joined_at = Occupant.HUMAN, row.joined_at or timezone.now()
        row.name, row.user = name or row.name, user or row.user
        row.save(update_fields=["token_hash", "occupant", "joined_at", "name", "user"])
    return row


def _check_unused(row: Seat, link: str) -> None:
    """Asked with the exercise locked: of two browsers with one link, one sits down."""
    if row.link_hash != link:
        raise Refusal("link_gone", 404)
    if row.token_hash:
        raise Refusal("link_used")


def rename(viewer: Viewer, *, name: str) -> None:
    """The name that others see for one's own seat."""
    at_table(viewer)
    Seat.objects.filter(exercise=viewer.exercise, code=viewer.seat).update(name=words(name, NAME))


def show_names(viewer: Viewer, *, on: bool) -> None:
    """Whether teams see the names of each other's people."""
    control(viewer)
    viewer.exercise.show_names = on
    viewer.exercise.save(update_fields=["show_names"])


def place_link(viewer: Viewer, *, role: str, name: str = "", hours: float | None = None) -> str:
    """A token for a place beside the table (control, evaluator, trainer, public), to be shown once."""
    control(viewer)
    if role not in set(Role) - {Role.SEAT}:
        raise Refusal("no_such_role", 400, role=role)
    return open_place(viewer.exercise.pk, role=role, name=name, hours=hours)


def open_place(exercise: int, *, role: str, name: str = "", hours: float | None = None) -> str:
    """The same without a viewer, for the command line."""
    token = new_token()
    until = timezone.now() + timedelta(hours=hours) if hours else None
    Place.objects.create(
        exercise_id=exercise, role=role, name=words(name, NAME), token_hash=hashed(token), expires_at=until
    )
    return token


def close_place(viewer: Viewer, *, place: int) -> None:
    """Takes a place away; who looked through it is cut off at once."""
    control(viewer)
    row = Place.objects.filter(exercise=viewer.exercise, pk=place, revoked_at=None).first()
    if row is None:
        raise Refusal("no_such_place", 404)
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    announce.gone(viewer.exercise.code)


def _row(viewer: Viewer, code: str) -> Seat:
    row = Seat.objects.select_related("exercise").filter(exercise=viewer.exercise, code=code).first()
    if row is None:
        raise Refusal("no_such_seat", 404, seat=code)
    return row


def _lose(row: Seat) -> None:
    """Sockets of whoever sat here are asked at once, not at the next round."""
    transaction.on_commit(lambda: announce.gone(row.exercise.code))
