"""Order sheets. Drafts live outside the record, with a version; what is locked, or taken at the bell, is recorded."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Unpack

from django.db import IntegrityError, transaction

from exercises import announce, store
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.visibility import aside
from exercises.errors import Refusal
from exercises.models import Draft, Exercise
from exercises.services.doors import Sent, ask, seat
from exercises.services.words import DETAILS, NAME, details, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.models import Viewer
    from exercises.store import Answer

SHEET = "sheet"
ID_BYTES = 6
SHARED = frozenset({SHEET})
"""Kinds of drafts that belong to the team; all others are the seat's own."""


def save_draft(viewer: Viewer, *, orders: Sequence[Mapping[str, Any]], version: int, kind: str = SHEET) -> int:
    """Keep what a team (or, for other kinds than the sheet, a seat) has written. Answers the new version.

    `version` is the one that the writer last saw, 0 for none. Refuses `draft_moved_on` when somebody was quicker.
    """
    seat(viewer)
    with transaction.atomic():
        exercise = store.locked(viewer.exercise.code)
        row = _draft(exercise, viewer, kind)
        if (row.version if row else 0) != version:
            raise Refusal("draft_moved_on", version=row.version if row else 0)
        body = json.dumps(_clean(orders, _plain(row), viewer.seat), ensure_ascii=False)
        saved = _saved(exercise, viewer, kind, row, body)
    _tell(viewer, exercise, kind, saved)
    return saved


def draft_of(viewer: Viewer, kind: str = SHEET) -> dict[str, Any]:
    """The saved draft of this turn: `{"version", "orders", "seat"}`; version 0 when there is none."""
    row = _draft(viewer.exercise, viewer, kind)
    return {"version": row.version if row else 0, "orders": _plain(row), "seat": row.seat if row else ""}


def lock_sheet(viewer: Viewer, *, orders: Sequence[Mapping[str, Any]] | None = None, **sent: Unpack[Sent]) -> Answer:
    """Seals the team's sheet: the orders given, or the saved draft."""
    by = seat(viewer)
    known = _plain(_draft(viewer.exercise, viewer, SHEET))
    sheet = known if orders is None else _clean(orders, known, viewer.seat)
    return ask(viewer, commands.LockSheet(by=by, orders=_orders(sheet)), sent)


def reopen_sheet(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.ReopenSheet(by=seat(viewer)), sent)


def saved_sheets(exercise: Exercise) -> dict[str, tuple[Order, ...]]:
    """The saved sheet of every team that has one in this turn, for the bell."""
    turn = Exercise.objects.values_list("turn", flat=True).get(pk=exercise.pk)
    rows = Draft.objects.filter(exercise=exercise, kind=SHEET, turn=turn)
    return {row.owner: _orders(_plain(row)) for row in rows}


def _draft(exercise: Exercise, viewer: Viewer, kind: str) -> Draft | None:
    owner = _owner(viewer, kind)
    return Draft.objects.filter(exercise=exercise, owner=owner, kind=kind[:40], turn=exercise.turn).first()


def _owner(viewer: Viewer, kind: str) -> str:
    return viewer.team if kind in SHARED else viewer.seat


def _plain(row: Draft | None) -> list[dict[str, Any]]:
    return json.loads(row.body) if row else []


def _saved(exercise: Exercise, viewer: Viewer, kind: str, row: Draft | None, body: str) -> int:
    if row is None:
        row = Draft(exercise=exercise, owner=_owner(viewer, kind), kind=kind[:40], turn=exercise.turn, version=0)
    row.version, row.seat, row.body = row.version + 1, viewer.seat, body
    try:
        row.save()
    except IntegrityError:
        raise Refusal("draft_moved_on", version=1) from None
    return row.version


def _clean(orders: Sequence[Mapping[str, Any]], known: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """Orders as they are kept. Each keeps its id through every save, so that a repeated command is the same command."""
    if len(orders) > DETAILS:
        raise Refusal("too_many_orders", 400, limit=DETAILS)
    ids = {item["id"] for item in known}
    return [_order(item, index, known, ids, by) for index, item in enumerate(orders)]


def _order(item: Mapping[str, Any], index: int, known: list[dict[str, Any]], ids: set[str], by: str) -> dict[str, Any]:
    fields = {
        "action": words(str(item.get("action", "")), NAME),
        "args": details(item.get("args") or {}),
        "text": words(str(item.get("text", ""))),
    }
    given = item.get("id", "")
    if given in ids:
        return {"id": given, **fields, "seat": _writer(known, given, fields, by)}
    if index < len(known) and all(known[index][name] == value for name, value in fields.items()):
        return known[index]
    return {"id": secrets.token_hex(ID_BYTES), **fields, "seat": by}


def _writer(known: list[dict[str, Any]], given: str, fields: dict[str, Any], by: str) -> str:
    """Who wrote an order last; saving the sheet again unchanged makes nobody its author."""
    was = next(item for item in known if item["id"] == given)
    return str(was["seat"]) if all(was[name] == value for name, value in fields.items()) else by


def _orders(plain: list[dict[str, Any]]) -> tuple[Order, ...]:
    return tuple(Order(**item) for item in plain)


def _tell(viewer: Viewer, exercise: Exercise, kind: str, version: int) -> None:
    """Team-mates hear at once that the sheet has changed, and fetch it."""
    if kind not in SHARED:
        return
    board, setting = store.board(exercise), store.setting_of(exercise)
    remark = {"what": "draft", "kind": kind, "version": version, "seat": viewer.seat, "team": viewer.team}
    heard = dict.fromkeys(aside(setting, board, "draft", viewer.team), remark)
    transaction.on_commit(lambda: announce.aside(exercise.code, heard))
