"""Who may use which verb at all, and how every command reaches the store. What else must hold, the rules decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from exercises import store
from exercises.domain.play.commands import Actor
from exercises.errors import Refusal
from exercises.models import Role, Viewer

if TYPE_CHECKING:
    from exercises.domain.play import Command


class Sent(TypedDict, total=False):
    """What every verb takes besides its own words."""

    expects: store.Fence | None
    """The turn and generation the sender believes to be in; another one is refused with `turn_moved_on`."""
    key: str
    """An idempotency key; a repeated one gets the first accepted answer."""


def seat(viewer: Viewer) -> Actor:
    """A seat at the table acts for its team. Refuses `seat_only`."""
    if viewer.role is not Role.SEAT:
        raise Refusal("seat_only", 403)
    return Actor(viewer.seat, viewer.team)


def control(viewer: Viewer) -> Actor:
    """The white cell. Refuses `control_only`."""
    if viewer.role is not Role.CONTROL:
        raise Refusal("control_only", 403)
    return Actor(Role.CONTROL.value)


def evaluator(viewer: Viewer) -> Actor:
    """Who observes and rates; control may as well. Refuses `evaluators_only`."""
    if viewer.role not in (Role.EVALUATOR, Role.CONTROL):
        raise Refusal("evaluators_only", 403)
    return Actor(viewer.role.value)


def seat_or_control(viewer: Viewer) -> Actor:
    return control(viewer) if viewer.role is Role.CONTROL else seat(viewer)


def anybody_named(viewer: Viewer) -> Actor:
    """Everybody but the public: a seat, control or an evaluator."""
    return evaluator(viewer) if viewer.role is Role.EVALUATOR else seat_or_control(viewer)


def ask(viewer: Viewer, command: Command, sent: Sent) -> store.Answer:
    """Put a command to the rules."""
    return store.act(viewer.exercise.code, command, expects=sent.get("expects"), key=sent.get("key", ""))
