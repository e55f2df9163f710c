"""What people say to each other, and how far they have read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises import announce, store
from exercises.domain.play import commands
from exercises.models import ReadMark
from exercises.services.doors import Sent, ask, seat, seat_or_control
from exercises.services.words import NAME, words

if TYPE_CHECKING:
    from exercises.models import Viewer
    from exercises.store import Answer


def say(viewer: Viewer, *, room: str, text: str, **sent: Unpack[Sent]) -> Answer:
    """A message in a room: a team (`us`), two teams (`cn~us`), `plenary`, or a team with control (`control~us`)."""
    return ask(viewer, commands.Say(by=seat_or_control(viewer), room=room, text=words(text)), sent)


def pass_note(viewer: Viewer, *, to: str, text: str, **sent: Unpack[Sent]) -> Answer:
    """A deniable note on the back channel. It may leak."""
    return ask(viewer, commands.PassNote(by=seat(viewer), to=to, text=words(text)), sent)


def ring(viewer: Viewer, *, to: str, **sent: Unpack[Sent]) -> Answer:
    """Rings the hotline."""
    return ask(viewer, commands.Ring(by=seat(viewer), to=to), sent)


def answer_call(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.AnswerCall(by=seat(viewer)), sent)


def decline_call(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.DeclineCall(by=seat(viewer)), sent)


def hang_up(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.HangUp(by=seat(viewer)), sent)


def make_statement(viewer: Viewer, *, text: str, stance: str = "", amount: float = 0.0, **sent: Unpack[Sent]) -> Answer:
    """Words for the public, with a stance that can be held against the other side's."""
    command = commands.MakeStatement(by=seat(viewer), text=words(text), stance=stance, amount=amount)
    return ask(viewer, command, sent)


def mark_read(viewer: Viewer, *, what: str, last: str) -> None:
    """How far this seat has read in a room or list. Not part of the record."""
    seat(viewer)
    ReadMark.objects.update_or_create(
        exercise=viewer.exercise, seat=viewer.seat, what=words(what, NAME), defaults={"last": words(last, 64)}
    )


def typing(viewer: Viewer, *, what: str) -> None:
    """Team-mates see that this seat is writing something. Said once and forgotten."""
    seat(viewer)
    remark = {"what": "editing", "where": words(what, NAME), "seat": viewer.seat, "team": viewer.team}
    streams = store.aside_streams(viewer.exercise, "editing", viewer.team)
    announce.aside(viewer.exercise.code, streams, remark)
