"""Reading what has happened: the present view of a stream, and the frames that somebody missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from exercises.domain.visibility import aside
from exercises.models import Exercise, Frame, Snapshot, StreamHead
from exercises.store import boards, chain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board import Board
    from exercises.domain.events import Entry
    from exercises.store.boards import Standing, View

LARGEST_GAP = 500
"""More missed frames than this are not worth sending one by one; the client loads its page again."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a stream sees, and the cursor from which frames go on."""

    view: View
    epoch: str
    number: int
    board: Board


@dataclass(frozen=True, slots=True)
class Missed:
    """Frames after a cursor, as (number, JSON text). `reload` when they would not lead from there to here."""

    epoch: str
    number: int
    frames: tuple[tuple[int, str], ...] = ()
    reload: bool = False


def look(exercise: Exercise, stream: str) -> Look:
    """The present view with the cursor that belongs to it: board, head and number are read in one statement."""
    row = _present(exercise, stream)
    exercise.head_number, exercise.head_hash = row.number, row.exercise.head_hash
    item = boards.standing(exercise)
    return Look(item.view(stream), row.exercise.epoch, row.head, item.board)


def present(exercise: Exercise) -> Standing:
    """The present board with its setting and the views of every stream."""
    fresh = Exercise.objects.select_related("version").defer("version__text").get(pk=exercise.pk)
    return boards.standing(fresh)


def position(exercise: Exercise, stream: str) -> tuple[str, int]:
    """The epoch and the number of the stream's last frame."""
    row = _present(exercise, stream)
    return row.exercise.epoch, row.head


class Present(Protocol):
    """The present snapshot's row without its text, with what else belongs to the same moment."""

    number: int
    head: int
    exercise: Exercise


def _present(exercise: Exercise, stream: str) -> Present:
    head = StreamHead.objects.filter(exercise=OuterRef("exercise"), stream=stream).values("number")
    rows = Snapshot.objects.filter(exercise=exercise, turn=0).annotate(head=Coalesce(Subquery(head), 0))
    return rows.select_related("exercise").only("number", "exercise__head_hash", "exercise__epoch").get()


def cursor(text: str) -> tuple[str, int] | None:
    """`epoch.number` as a client sends it; None when it is not one."""
    epoch, dot, number = text.partition(".")
    if not dot or not epoch or not number.isascii() or not number.isdigit() or len(number) > 10:  # noqa: PLR2004
        return None
    return epoch, int(number)


def frames(exercise: Exercise, stream: str, after: tuple[str, int] | None) -> Missed:
    """Exactly the frames after a cursor, or the word to load everything again."""
    epoch, head = position(exercise, stream)
    if after is None or after[0] != epoch or after[1] > head or head - after[1] > LARGEST_GAP:
        return Missed(epoch, head, reload=True)
    found = tuple(since(exercise, stream, after[1], head))
    return Missed(epoch, head, found)


def since(exercise: Exercise, stream: str, after: int, upto: int | None = None) -> Iterator[tuple[int, str]]:
    """Number and text of the frames after a number, in order."""
    if upto is not None and upto <= after:
        return
    rows = Frame.objects.filter(exercise=exercise, stream=stream, number__gt=after).order_by("number")
    if upto is not None:
        rows = rows.filter(number__lte=upto)
    yield from rows.values_list("number", "body")[: LARGEST_GAP + 1]


def aside_streams(exercise: Exercise, kind: str, team: str) -> tuple[str, ...]:
    """The streams that may hear a passing remark about a team."""
    item = present(exercise)
    return aside(item.setting, item.board, kind, team)


def heads(exercise: Exercise) -> dict[str, int]:
    """The number of the last frame of each stream."""
    return dict(StreamHead.objects.filter(exercise=exercise).values_list("stream", "number"))


def head_hash(exercise: Exercise) -> str:
    """The hash of the last line: printed on a report, it vouches for the whole log."""
    return Exercise.objects.values_list("head_hash", flat=True).get(pk=exercise.pk)


def entries(exercise: Exercise, *, kinds: tuple[str, ...] = (), newest_first: bool = False) -> Iterator[Entry]:
    """The log itself. For control, the review and exports; whoever shows it to others filters it through `sees`."""
    order = F("number").desc() if newest_first else F("number").asc()
    lines = exercise.lines.filter(kind__in=kinds) if kinds else exercise.lines.all()
    for text in lines.order_by(order).values_list("text", flat=True).iterator(chunk_size=500):
        yield chain.read(text)
