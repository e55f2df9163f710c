"""Join links: looking at one takes nothing; the button does."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone

from exercises.access.browsers import HELD, account, claim_of, hold, holds_row
from exercises.access.viewers import at_table, beside, exercise_by, open_places
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Exercise, Place, Role, Seat, Viewer
from exercises.services import seats
from exercises.services.tokens import hashed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.access.browsers import Visitor


WRONG_CODES = 20
HOUR = 3600
"""Wrong codes of exercises from one address before it is shut out, and for how long. A code has 30 bits."""
OVER = (State.ENDED, State.HOT_WASH, State.CLOSED)
"""After ENDEX nobody sits down any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a join link leads to, shown before anything is taken."""

    kind: str
    """`seat` or `place`."""
    exercise: Exercise
    role: Role
    row: int
    seat: str = ""
    team: str = ""
    name: str = ""
    taken: bool = False


def invitation(token: str) -> Invitation:
    """What this join token opens. Looking takes nothing. Refuses `link_gone`, `link_used`, `link_over`."""
    found = _invited(token)
    if isinstance(found, Seat):
        _check_open(found)
    if isinstance(found, Seat):
        return Invitation(
            kind="seat",
            exercise=found.exercise,
            role=Role.SEAT,
            row=found.pk,
            seat=found.code,
            team=found.team,
            name=found.name,
            taken=found.joined_at is not None,
        )
    return Invitation(kind="place", exercise=found.exercise, role=Role(found.role), row=found.pk, name=found.name)


def sit(request: Visitor, token: str, *, name: str = "") -> Viewer:
    """Take the seat or place of this token into the browser's session.

    An invitation to a seat works once; the browser that used it may come by it again.
    Refuses `link_gone`, `link_used`, `link_over`, `already_over`.
    """
    found = _invited(token)
    if isinstance(found, Seat):
        if (mine := _held(request, found)) is not None:
            return mine
        _check_open(found)
        return _seated(request, seats.sit(found, name=name, user=account(request), link=found.link_hash))
    hold(request, "place", found.pk, found.token_hash)
    return beside(found, claim_of(request, "place", found.pk, found.token_hash))


def come_back(request: Visitor, token: str) -> Viewer | None:
    """The seat that this browser took by this very invitation, if it did. Refuses `link_gone`."""
    found = _invited(token)
    return _held(request, found) if isinstance(found, Seat) else None


def walk_in(request: Visitor, code: str, seat: str, *, name: str) -> Viewer:
    """Take an empty seat by the exercise's code. Refuses `no_such_exercise`, `no_such_seat`, `seat_taken`.

    Where control lets nobody walk in, the answer is that of a code that was never given.
    """
    exercise = exercise_by(code)
    if not exercise.walk_in:
        raise Refusal("no_such_exercise", 404)
    row = Seat.objects.select_related("exercise").filter(exercise=exercise, code=seat).first()
    if row is None:
        raise Refusal("no_such_seat", 404, seat=seat)
    if row.joined_at is not None:
        raise Refusal("seat_taken", seat=seat)
    return _seated(request, seats.sit(row, name=name, user=account(request)))


def leave(request: Visitor) -> None:
    """Give back every seat and place that this browser holds; the seats themselves stay as they are."""
    request.session.pop(HELD, None)


@contextmanager
def guessing(address: str) -> Iterator[None]:
    """A code is tried from this address of the net; a right one costs nothing. Refuses `too_many_tries`."""
    name = f"code/{address}"
    spend(name, limit=WRONG_CODES, seconds=HOUR)
    yield
    with suppress(ValueError):  # the hour may have ended meanwhile
        cache.decr(f"tries/{name}")


def spend(name: str, *, limit: int, seconds: int) -> None:
    """Count a try at something that can be guessed. Refuses `too_many_tries` beyond the limit."""
    key = f"tries/{name}"
    cache.add(key, 0, seconds)
    if cache.incr(key) > limit:
        raise Refusal("too_many_tries", 429, seconds=seconds)


def _invited(token: str) -> Seat | Place:
    stamp = hashed(token)
    seat = Seat.objects.select_related("exercise__version").filter(link_hash=stamp).first()
    place = None if seat else open_places().filter(token_hash=stamp).first()
    found = seat or place
    if found is None:
        raise Refusal("link_gone", 404)
    return found


def _held(request: Visitor, row: Seat) -> Viewer | None:
    if not holds_row(request, "seat", row.pk, row.token_hash):
        return None
    return at_table(row, claim_of(request, "seat", row.pk, row.token_hash))


def _check_open(row: Seat) -> None:
    if row.token_hash:
        raise Refusal("link_used")
    late = row.invited_at is None or timezone.now() > row.invited_at + timedelta(days=seats.LINK_DAYS)
    if late or row.exercise.state in OVER:
        raise Refusal("link_over", days=seats.LINK_DAYS)


def _seated(request: Visitor, row: Seat) -> Viewer:
    hold(request, "seat", row.pk, row.token_hash)
    return at_table(row, claim_of(request, "seat", row.pk, row.token_hash))
