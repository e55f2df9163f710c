"""Boards as they stand: read from snapshots, kept for the next command of the same process.

What is kept is found by the head's hash, which covers the whole log, so it can never be a different board's.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from exercises.domain.board import Board, fold
from exercises.domain.board.setting import Setting
from exercises.domain.codec import canonical, decode
from exercises.domain.script import from_canonical
from exercises.domain.visibility import view
from exercises.models import ScriptVersion, Snapshot
from exercises.store.chain import read
from exercises.store.secret import secret_of

if TYPE_CHECKING:
    from exercises.models import Exercise

KEPT = 12
"""Boards kept per process, with the views already worked out; a few megabytes each."""

View = dict[str, Any]


class Standing:
    """A board with its views, each worked out when first asked for."""

    def __init__(self, setting: Setting, board: Board) -> None:
        self.setting = setting
        self.board = board
        self.views: dict[str, View] = {}

    def view(self, stream: str) -> View:
        """What this stream sees. Callers must not change it."""
        if stream not in self.views:
            self.views[stream] = view(self.setting, self.board, stream)
        return self.views[stream]


_kept: OrderedDict[str, Standing] = OrderedDict()
_lock = Lock()


def setting_of(exercise: Exercise) -> Setting:
    """The script and secret that an exercise is played with."""
    return _setting(exercise.version.digest, secret_of(exercise), exercise.luck)


@lru_cache(maxsize=32)
def _setting(version: str, secret: bytes, luck: bool) -> Setting:  # noqa: FBT001 - a cache key
    """Several trainers may have published the same text; whose it is does not matter here."""
    [text] = ScriptVersion.objects.filter(digest=version).values_list("text", flat=True)[:1]
    return Setting.of(from_canonical(text), secret, luck=luck)


def board(exercise: Exercise) -> Board:
    """The present board of an exercise, as of the row that is handed in."""
    return standing(exercise).board


def standing(exercise: Exercise) -> Standing:
    """The board that belongs to the row's head; the row must be locked or just read."""
    if exercise.head_number == 0:  # An empty log has no hash of its own to be found by.
        return Standing(setting_of(exercise), Board())
    with _lock:
        found = _kept.get(exercise.head_hash)
    return found or keep(exercise.head_hash, Standing(setting_of(exercise), _present(exercise)))


def keep(head: str, item: Standing) -> Standing:
    """Remember a board for the next command; forget the least used."""
    with _lock:
        _kept[head] = item
        _kept.move_to_end(head)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return item


def _present(exercise: Exercise) -> Board:
    row = Snapshot.objects.get(exercise=exercise, turn=0)
    # Without the lock a command may have been committed since the row was read; then the log has what is wanted.
    return unpacked(row.text) if row.number == exercise.head_number else replayed(exercise, exercise.head_number)


def recall(exercise: Exercise, number: int) -> Board:
    """The board as it stood after this log number: from the snapshot before a turn, else by replay."""
    text = Snapshot.objects.filter(exercise=exercise, number=number, turn__gt=0).values_list("text", flat=True).first()
    return replayed(exercise, number) if text is None else unpacked(text)


def replayed(exercise: Exercise, number: int) -> Board:
    """The board folded from the first line to this one."""
    texts = exercise.lines.filter(number__lte=number).order_by("number").values_list("text", flat=True)
    return fold(read(text) for text in texts.iterator(chunk_size=500))


def packed(item: Board) -> str:
    """A board as the text that is stored and hashed."""
    return canonical(item)


def unpacked(text: str) -> Board:
    return decode(Board, json.loads(text))
