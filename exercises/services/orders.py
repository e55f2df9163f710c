"""Order sheets. Drafts live outside the record, with a version; what is locked, or taken at the bell, is recorded."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, Unpack

from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.models import Draft, Exercise
from exercises.services.doors import Sent, ask, seat
from exercises.services.drafts import SHEET, body_of, keep, row_of
from exercises.services.words import DETAILS, NAME, details, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.domain.events.parts import Value
    from exercises.models import Viewer
    from exercises.store import Answer

ID_BYTES = 6


def save_draft(viewer: Viewer, *, orders: Sequence[Mapping[str, Any]], version: int) -> int:
    """Keep the team's sheet as written so far: `{"action", "args", "text", "id"?}` each. Answers the new version.

    `version` is the one that the writer last saw, 0 for none. Refuses `draft_moved_on` when somebody was quicker.
    """
    seat(viewer)
    return keep(viewer, SHEET, version, lambda known: _clean(orders, known or [], viewer.seat))


def add_order(
    viewer: Viewer, *, action: str, args: Mapping[str, Value] | None = None, text: str = "", version: int
) -> int:
    """One more line on the team's sheet."""
    seat(viewer)
    line = {"action": action, "args": args or {}, "text": text}
    return keep(viewer, SHEET, version, lambda known: _clean([*(known or []), line], known or [], viewer.seat))


def remove_order(viewer: Viewer, *, order: str, version: int) -> int:
    """One line less."""
    seat(viewer)
    return keep(viewer, SHEET, version, lambda known: [line for line in known or [] if line["id"] != order])


def draft_of(viewer: Viewer) -> dict[str, Any]:
    """The team's saved sheet: `{"version", "orders", "seat", "saved"}`; version 0 when there is none."""
    seat(viewer)
    row = row_of(viewer.exercise, viewer, SHEET)
    if row is None:
        return {"version": 0, "orders": [], "seat": ""}
    return {"version": row.version, "orders": body_of(row), "seat": row.seat, "saved": row.changed_at.timestamp()}


def lock_sheet(viewer: Viewer, *, orders: Sequence[Mapping[str, Any]] | None = None, **sent: Unpack[Sent]) -> Answer:
    """Seals the team's sheet: the orders given, or the saved draft."""
    by = seat(viewer)
    known = body_of(row_of(viewer.exercise, viewer, SHEET)) or []
    sheet = known if orders is None else _clean(orders, known, viewer.seat, sent.get("key", ""))
    return ask(viewer, commands.LockSheet(by=by, orders=_orders(sheet)), sent)


def reopen_sheet(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.ReopenSheet(by=seat(viewer)), sent)


def saved_sheets(exercise: Exercise) -> dict[str, tuple[Order, ...]]:
    """The saved sheet of every team that has one in this turn, for the bell."""
    turn = Exercise.objects.values_list("turn", flat=True).get(pk=exercise.pk)
    rows = Draft.objects.filter(exercise=exercise, kind=SHEET, turn=turn)
    return {row.owner: _orders(body_of(row)) for row in rows}


def _clean(
    orders: Sequence[Mapping[str, Any]], known: list[dict[str, Any]], by: str, key: str = ""
) -> list[dict[str, Any]]:
    """Orders as they are kept. Each keeps its id through every save, so that a repeated command is the same command."""
    if len(orders) > DETAILS:
        raise Refusal("too_many_orders", 400, limit=DETAILS)
    return [_order(item, index, known, by, key) for index, item in enumerate(orders)]


def _order(item: Mapping[str, Any], index: int, known: list[dict[str, Any]], by: str, key: str) -> dict[str, Any]:
    fields = {
        "action": words(str(item.get("action", "")), NAME),
        "args": details(item.get("args") or {}),
        "text": words(str(item.get("text", ""))),
    }
    given = item.get("id", "")
    if any(line["id"] == given for line in known):
        return {"id": given, **fields, "seat": _writer(known, given, fields, by)}
    if index < len(known) and all(known[index][name] == value for name, value in fields.items()):
        return known[index]
    return {"id": _new_id(by, key, index), **fields, "seat": by}


def _new_id(by: str, key: str, index: int) -> str:
    """Of a line that nobody has saved before. Sent again under the same idempotency key, it is the same line."""
    if not key:
        return secrets.token_hex(ID_BYTES)
    return hashlib.sha256(f"{by}/{key}/{index}".encode()).hexdigest()[: 2 * ID_BYTES]


def _writer(known: list[dict[str, Any]], given: str, fields: dict[str, Any], by: str) -> str:
    """Who wrote an order last; saving the sheet again unchanged makes nobody its author."""
    was = next(item for item in known if item["id"] == given)
    return str(was["seat"]) if all(was[name] == value for name, value in fields.items()) else by


def _orders(plain: list[dict[str, Any]]) -> tuple[Order, ...]:
    return tuple(Order(**item) for item in plain)
