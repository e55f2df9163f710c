"""What can happen: a closed union of facts in families. Events record results; nothing is drawn or signed on replay.

A fact changes its meaning by a new kind, never by editing old text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from exercises.domain.codec import decode, encode
from exercises.domain.events.acts import ActEvent
from exercises.domain.events.injects import InjectEvent
from exercises.domain.events.keys import KeyEvent
from exercises.domain.events.lifecycle import LifecycleEvent
from exercises.domain.events.review import ReviewEvent
from exercises.domain.events.seats import SeatEvent
from exercises.domain.events.talk import TalkEvent
from exercises.domain.events.transactions import TransactionEvent
from exercises.domain.events.verdicts import VerdictEvent

Event = (
    LifecycleEvent
    | SeatEvent
    | InjectEvent
    | ActEvent
    | TalkEvent
    | TransactionEvent
    | KeyEvent
    | VerdictEvent
    | ReviewEvent
)

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the log: a fact, when it was written, and who did it (a seat code, `control` or `clock`)."""

    number: int
    at: float
    """Wall time, seconds since the epoch."""
    by: str
    event: Event


def to_plain(event: Event) -> dict[str, Any]:
    """The event as JSON values, its name beside its fields."""
    return {"event": type(event).__name__, **encode(event)}


def from_plain(plain: dict[str, Any]) -> Event:
    """The event that `to_plain` wrote. Raises KeyError for a kind this release does not know."""
    fields = dict(plain)
    event: Event = decode(KINDS[fields.pop("event")], fields)
    return event
