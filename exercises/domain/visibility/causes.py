"""Why a number moved, as far as a reader may know. What it may not know is one hidden sum: sizes still add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.reader import Reader, reaches
from exercises.domain.visibility.reveal import known_changes
from exercises.domain.visibility.sight import Sight, sights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Inject
    from exercises.domain.world import Cause, Change

_CONTROLS = frozenset({"override", "ruling"})
"""Reasons that control writes for itself and the review; a team reads its ruling on its own order."""

_SMALL = 1e-12

Told = list[dict[str, Any]]


def why(_setting: Setting, board: Board, reader: Reader) -> dict[str, Told]:
    """Variable → what moved it in this turn, for every number the reader sees exactly."""
    moved = told(board, reader, known_changes(board, reader))
    causes: dict[str, Told] = {}
    for change in moved:
        causes.setdefault(change["variable"], []).extend(change["causes"])
    return causes


def told(board: Board, reader: Reader, changes: Iterable[Change]) -> Told:
    """The changes of numbers that the reader sees exactly, each with the causes it may know."""
    ways = sights(board, reader)
    return [
        {
            "variable": change.variable,
            "before": change.before,
            "after": change.after,
            "causes": _causes(board, reader, change.causes),
        }
        for change in changes
        if ways[change.variable] is Sight.EXACT
    ]


def open_to(board: Board, reader: Reader, cause: Cause) -> bool:
    """Whether this reader may know that this was the reason."""
    if reader.control:
        return True
    if not cause.visible or cause.code in _CONTROLS:
        return False
    if cause.code in ("reply", "cost") and not reader.of(str(cause.params.get("team", ""))):
        return False
    inject = cause.params.get("inject")
    return inject is None or _knows_of(board, reader, str(inject), cause.code)


def read_by(reader: Reader, item: Inject) -> bool:
    """Whether this inject has reached this reader, by its addresses or because a team handed it on."""
    return item.status == "sent" and (reaches(reader, item.to) or (reader.team != "" and reader.team in item.shared))


def _knows_of(board: Board, reader: Reader, code: str, why: str) -> bool:
    """An unanswered inject is known as such to those who should have answered."""
    item = board.injects.get(code)
    if item is None or not read_by(reader, item):
        return False
    return why != "unanswered" or reader.of(*item.of)


def _causes(board: Board, reader: Reader, causes: tuple[Cause, ...]) -> Told:
    shown = [_cause(board, reader, cause) for cause in causes if open_to(board, reader, cause)]
    hidden = [cause.size for cause in causes if not open_to(board, reader, cause)]
    return [*shown, {"code": "hidden", "size": sum(hidden)}] if any(abs(size) > _SMALL for size in hidden) else shown


def _cause(board: Board, reader: Reader, cause: Cause) -> dict[str, Any]:
    params = dict(cause.params)
    if "inject" in params:
        params |= _named(board, reader, str(params["inject"]))
    line = {"code": cause.code, "params": params, "size": cause.size}
    return line | {"draw": cause.draw} if reader.control else line


def _named(board: Board, reader: Reader, code: str) -> dict[str, str]:
    """Players know an inject by its public id; its row in the script tells of other rows."""
    item = board.injects.get(code)
    public = {"inject": item.id if item else ""}
    return public | {"row": code} if reader.control else public
