"""An exercise as one file: the script version, the log, and nothing that names a person unless asked to.

Lines of JSON: a heading, then the log's lines as they are stored. The heading holds the salt, not the secret.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exercises.domain.board import Board, evolve
from exercises.domain.codec import canonical
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.script import from_canonical
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Exercise, Script, ScriptVersion, Seat, Snapshot
from exercises.store import boards, chain
from exercises.store.acting import Appended, append, locked
from exercises.store.boards import Standing
from exercises.store.framing import publish
from exercises.store.making import seats_of
from exercises.store.schedule import reschedule
from exercises.store.secret import known, new_epoch, present_mark
from exercises.store.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exercises.domain.events import Entry

FORMAT = "parley-exercise/1"
OVER = (State.ENDED, State.HOT_WASH, State.CLOSED)


def export(exercise: Exercise, *, names: bool = False) -> Iterator[str]:
    """The lines of the file. `names` adds who sat where; without it the record is non-attributed."""
    exercise = Exercise.objects.select_related("version__script").get(pk=exercise.pk)
    yield canonical(_heading(exercise, names=names))
    yield from exercise.lines.order_by("number").values_list("text", flat=True).iterator(chunk_size=500)


def _heading(exercise: Exercise, *, names: bool) -> dict[str, Any]:
    heading = {
        "format": FORMAT,
        "code": exercise.code,
        "title": exercise.title,
        "script": exercise.version.text,
        "salt": exercise.salt,
        "key_mark": exercise.key_mark,
        "luck": exercise.luck,
        "head": {"number": exercise.head_number, "hash": exercise.head_hash},
    }
    people = {seat.code: seat.name for seat in exercise.seats.all() if seat.name} if names else {}
    return heading | ({"names": people} if people else {})


def carried(lines: Iterable[str]) -> Exercise:
    """Read a file back. Refuses `not_an_export`, `export_broken`, `code_in_use`.

    Refuses `made_elsewhere` for an exercise that is still in play and was made with a SECRET_KEY that is not at hand:
    its keys could not sign.
    """
    reader = iter(lines)
    heading = _heading_of(next(reader, ""))
    with transaction.atomic():
        exercise = _row(heading)
        _names(exercise, heading.get("names", {}))
        _lines(exercise, [line.rstrip("\n") for line in reader if line.strip()])
        if heading["head"] != {"number": exercise.head_number, "hash": exercise.head_hash}:
            raise Refusal("export_broken", 400, number=exercise.head_number + 1)
    return exercise


def _heading_of(text: str) -> dict[str, Any]:
    try:
        heading = json.loads(text)
    except ValueError:
        heading = None
    if not isinstance(heading, dict) or heading.get("format") != FORMAT:
        raise Refusal("not_an_export", 400)
    return heading


def _row(heading: dict[str, Any]) -> Exercise:
    if Exercise.objects.filter(code=heading["code"]).exists():
        raise Refusal("code_in_use", code=heading["code"])
    exercise = Exercise.objects.create(
        code=heading["code"],
        title=heading["title"],
        version=_version(heading["script"]),
        salt=heading["salt"],
        key_mark=heading["key_mark"],
        epoch=new_epoch(),
        luck=heading["luck"],
    )
    Seat.objects.bulk_create(seats_of(exercise, from_canonical(heading["script"])))
    return exercise


def _version(text: str) -> ScriptVersion:
    digest = chain.digest(text)
    found = ScriptVersion.objects.filter(digest=digest).first()
    if found is not None:
        return found
    script = from_canonical(text)
    draft = Script.objects.create(code=script.code, title=script.title.en, text=text)
    return ScriptVersion.objects.create(script=draft, number=1, text=text, digest=digest, note="imported")


def _names(exercise: Exercise, names: dict[str, str]) -> None:
    for code, name in names.items():
        exercise.seats.filter(code=code).update(name=name)


def _lines(exercise: Exercise, texts: list[str]) -> None:
    """Append the log as it was, checking the chain on the way."""
    written, openings, board = [], [], Board()
    kept: dict[int, Board] = {}
    previous = chain.GENESIS
    for number, text in enumerate(texts, 1):
        entry = _entry(text, number, previous)
        if isinstance(entry.event, TurnBegan):
            kept[number - 1] = board
            openings.append(
                Snapshot(exercise=exercise, number=number - 1, turn=entry.event.turn, text=boards.packed(board))
            )
        board = evolve(board, entry, kept.__getitem__)
        written.append(chain.Written(entry, text, previous := chain.digest(text)))
    if not written:
        raise Refusal("export_broken", 400, number=1)
    append(exercise, Appended(tuple(written), board, tuple(openings)))
    _present(exercise, board)


def _entry(text: str, number: int, previous: str) -> Entry:
    try:
        fields = chain.fields(text)
        if (fields["number"], fields["previous"]) == (number, previous):
            return chain.read(text)
    except (ValueError, KeyError, TypeError):
        pass
    raise Refusal("export_broken", 400, number=number)


def _present(exercise: Exercise, board: Board) -> None:
    """Streams begin anew: one frame with everything, under a new epoch."""
    if not known(exercise.key_mark):
        if board.state not in OVER:
            raise Refusal("made_elsewhere", code=exercise.code)
        exercise.key_mark = present_mark()
        exercise.save(update_fields=["key_mark"])
    standing = Standing(boards.setting_of(exercise), board)
    publish(exercise, None, standing)
    reschedule(exercise, standing.setting, board)


def restore(exercise: Exercise) -> None:
    """Write the present snapshot anew from the log, under a new epoch; every client loads its page again.

    Refuses `log_broken` when the log itself is not whole.
    """
    with transaction.atomic():
        row = locked(exercise.code)
        faults = [fault for fault in verify(row) if fault.code != "snapshot_differs"]
        if faults:
            raise Refusal("log_broken", code=faults[0].code, number=faults[0].number)
        text = boards.packed(boards.replayed(row, row.head_number))
        Snapshot.objects.filter(exercise=row, turn=0).update(number=row.head_number, text=text)
        Exercise.objects.filter(pk=row.pk).update(epoch=new_epoch())
