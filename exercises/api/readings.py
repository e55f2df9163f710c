"""What a viewer may read of an exercise. Everything comes out of the view of the viewer's stream, or a projection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from exercises import projections, store
from exercises.api.fields import Code
from exercises.api.table import Entry, Gives, reading
from exercises.enums import State
from exercises.errors import Refusal
from exercises.models import Role
from exercises.services.doors import control as control_only

if TYPE_CHECKING:
    from exercises.models import Viewer

Item = dict[str, Any]
PAGE = ("view", "me", "link")
"""The parts that every page has; they have addresses of their own here."""


def view_of(viewer: Viewer) -> Item:
    return dict(store.look(viewer.exercise, viewer.stream).view)


def part_of(viewer: Viewer, section: str) -> Any:
    """A section of the view. Refuses `not_for_you` where the stream has none."""
    view = view_of(viewer)
    if section not in view:
        raise Refusal("not_for_you", 403)
    return view[section]


def listing(path: str, section: str, *filters: str) -> Entry:
    """The address of a section that is a collection: id → item. A filter keeps items whose field has that value."""

    def read(viewer: Viewer, **wanted: str) -> list[Item]:
        return chosen(as_list(part_of(viewer, section)), wanted)

    read.__doc__ = f"The {section} that this viewer sees."
    return reading(path, read, Gives.ITEMS, **{name: Code(required=False) for name in filters})


def as_list(collection: dict[str, Item]) -> list[Item]:
    return [{"id": name, **item} for name, item in collection.items()]


def chosen(items: list[Item], wanted: dict[str, str]) -> list[Item]:
    """Those items whose fields have the wanted values."""
    return [item for item in items if all(str(item.get(name, "")) == value for name, value in wanted.items())]


def exercise(viewer: Viewer) -> Item:
    """Where the exercise stands: title, state, turn, phase, clock."""
    found: Item = part_of(viewer, "exercise")
    return found


def board(viewer: Viewer) -> Item:
    """The whole view of the viewer's stream, and the cursor from which frames go on."""
    look = store.look(viewer.exercise, viewer.stream)
    return {"view": look.view, "stream": viewer.stream, "epoch": look.epoch, "n": look.number, "now": store.now()}


def me(viewer: Viewer) -> Item:
    """What is one's own: unread marks, the sheet, what this seat decoded, what it may do now."""
    return projections.me_for(viewer)


def tokens(viewer: Viewer) -> list[Item]:
    """The tokens of programs that speak for one's own seat or place, by name."""
    return projections.tokens_for(viewer)


def lobby(viewer: Viewer) -> Item:
    """Who keeps the record, what is to be read before the start."""
    page = projections.lobby_for(viewer)
    return {"record": page["record"], "documents": page["documents"]}


def control(viewer: Viewer) -> Item:
    """For control: people, places, unmet acts, what is due, the newest entries of the log."""
    control_only(viewer)
    return _without_page(projections.control_for(viewer))


def messages(viewer: Viewer, **wanted: str) -> list[Item]:
    """The last hundred messages of each room, in the order they were said."""
    rooms = part_of(viewer, "rooms")
    found = [{"room": room, **item} for room, one in rooms.items() for item in as_list(one["messages"])]
    return chosen(sorted(found, key=lambda item: item["at"]), wanted)


def older_messages(viewer: Viewer, room: str, before: float = 0.0) -> list[Item]:
    """A hundred messages of a room before a moment (epoch seconds), newest first."""
    return projections.transcript_for(viewer, room, before)


def outcomes(viewer: Viewer, **wanted: str) -> list[Item]:
    """What came of the orders, as far as it has been shown."""
    turns = part_of(viewer, "outcomes")
    return chosen([{"turn": turn, **item} for turn, one in turns.items() for item in as_list(one)], wanted)


def orders(viewer: Viewer) -> Item:
    """Locked sheets, acts and free-text acts, by team."""
    found: Item = part_of(viewer, "orders")
    return found


def draft(viewer: Viewer) -> Item:
    """The team's sheet as it is being written, what it costs and what would be refused at the bell."""
    own = projections.me_for(viewer)
    if "sheet" not in own:
        raise Refusal("seat_only", 403)
    sheet: Item = own["sheet"]
    return sheet


def hotline(viewer: Viewer) -> Item:
    """The line between the principals and its calls."""
    found: Item = part_of(viewer, "hotline")
    return found


def plan(viewer: Viewer, **wanted: str) -> list[Item]:
    """For control: every row of the script's events list, also those not sent."""
    control_only(viewer)
    return chosen(as_list(part_of(viewer, "control")["rows"]), wanted)


def transaction(viewer: Viewer, transaction: str) -> Item:
    """One transaction, with what this seat alone has decoded."""
    items = part_of(viewer, "transactions")
    if transaction not in items:
        raise Refusal("no_such_transaction", 404)
    own = projections.me_for(viewer).get("tx", {}).get(transaction, {})
    return {"id": transaction, **items[transaction], **({"mine": own} if own else {})}


def observations(viewer: Viewer, **wanted: str) -> list[Item]:
    """For evaluators and control: moments marked."""
    return chosen(as_list(part_of(viewer, "evaluation")["observations"]), wanted)


def objectives(viewer: Viewer) -> list[Item]:
    """For evaluators and control: what is to be rated, with the last rating."""
    part_of(viewer, "evaluation")
    return projections.objectives_for(viewer)


def ratings(viewer: Viewer, **wanted: str) -> list[Item]:
    """For evaluators and control: objectives rated."""
    return chosen(as_list(part_of(viewer, "evaluation")["ratings"]), wanted)


def frames(viewer: Viewer, after: str = "") -> Item:
    """What the viewer's stream got after a cursor (`epoch.n`); with `reload` everything is to be read again."""
    return projections.frames_since(viewer, after)


def wash(viewer: Viewer) -> Item:
    """The open step of the hot wash: its questions, who is done, the pivotal moments, one's own answers."""
    if viewer.role is Role.PUBLIC:
        raise Refusal("not_for_you", 403)
    if part_of(viewer, "exercise")["state"] not in (State.ENDED, State.HOT_WASH, State.CLOSED):
        raise Refusal("not_that_step")
    page = projections.wash_for(viewer)
    own = {name: page["me"][name] for name in ("wash", "feelings", "predictions")}
    return {name: page["page"][name] for name in ("questions", "finished", "feedback", "moments")} | own


def report(viewer: Viewer, stream: str = "") -> Item:
    """The review of one point of view: what it knows now, and its moments."""
    page = projections.review_for(viewer, stream)
    return {"view": page["view"], **_without_page(page)}


def record(viewer: Viewer) -> Item:
    """The record to take home, by seats and never by names: decisions, injects, objectives, scores, the log."""
    return projections.record_for(viewer)


def report_at(viewer: Viewer, n: int, stream: str = "") -> Item:
    """A stream's view as it was after its frame of this number."""
    return {"n": n, "view": projections.seen_at(viewer, n, stream)}


def export(viewer: Viewer, names: str = "no") -> HttpResponse:
    """For control: the whole record as lines of JSON, without names of people unless `names=yes`."""
    control_only(viewer)
    lines = store.export(viewer.exercise, names=names == "yes")
    name = f"{viewer.exercise.code}.parley.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/x-ndjson", headers=headers)


def _without_page(page: Item) -> Item:
    return {name: part for name, part in page.items() if name not in PAGE}
