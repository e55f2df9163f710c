"""Copies with one thing changed, and what an impact leaves on the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from exercises.domain.board.state import Board, Inject
from exercises.domain.board.vaults import Key
from exercises.domain.events.parts import NOTHING, Impact, Spent
from exercises.enums import KeyStatus

Item = TypeVar("Item")

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - so that the names and types of parts are checked
else:

    def replace(record: Any, **parts: Any) -> Any:
        """The record of a board, or the board, with these parts changed; those that stay are not set one by one."""
        moved = object.__new__(type(record))
        moved.__dict__.update(record.__dict__, **parts)
        return moved


def put(items: Mapping[str, Item], key: str, item: Item) -> Mapping[str, Item]:
    """The mapping with this item under this key."""
    return {**items, key: item}


def counted(board: Board, purpose: str, owner: str) -> Mapping[str, int]:
    """The counters after one more public id of this purpose and owner."""
    name = f"{purpose}/{owner}"
    return put(board.counts, name, board.counts.get(name, 0) + 1)


def struck(board: Board, impact: Impact) -> Board:
    """The board after an impact: numbers, flags, delayed effects, queued injects, keys that turned."""
    if impact == NOTHING:
        return board
    return replace(
        board,
        world=_joined(board.world, {change.variable: change.after for change in impact.changes}),
        changes=board.changes + impact.changes,
        flags=_joined(board.flags, impact.flags),
        later=board.later + impact.later,
        injects=_queued(board, impact.queued),
        keys=_turned(board, impact),
    )


def paid(board: Board, team: str, spent: Spent) -> Board:
    """The board after a team spent its actions; what else an act costs moves in its impact."""
    if not spent.ap or team not in board.teams:
        return board
    left = replace(board.teams[team], ap_left=board.teams[team].ap_left - spent.ap)
    return replace(board, teams=put(board.teams, team, left))


def _joined(items: Mapping[str, Item], more: Mapping[str, Item]) -> Mapping[str, Item]:
    """Both mappings in one; the same object when there is nothing more, so that everybody sees it rested."""
    return {**items, **more} if more else items


def _queued(board: Board, codes: tuple[str, ...]) -> Mapping[str, Inject]:
    if not codes:
        return board.injects
    rows = dict(board.injects)
    for code in codes:
        row = rows.get(code) or Inject(code=code)
        if row.status == "planned":
            rows[code] = replace(row, status="queued", called=True)
    return rows


def _turned(board: Board, impact: Impact) -> Mapping[str, Key]:
    if not impact.keys and not impact.declared:
        return board.keys
    keys = dict(board.keys)
    for code, status in impact.keys.items():
        keys[code] = replace(keys[code], true_status=KeyStatus(status))
    for code, status in impact.declared.items():
        keys[code] = replace(keys[code], status=KeyStatus(status))
    return keys
