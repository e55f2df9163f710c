"""What people thought and saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.services.doors import Sent, anybody_named, ask, evaluator, seat
from exercises.services.words import DETAILS, NAME, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.models import Viewer
    from exercises.store import Answer


def give_feeling(viewer: Viewer, *, trust: int, prediction: str = "", **sent: Unpack[Sent]) -> Answer:
    """At the Lock, privately: trust in the other side from 0 to 10, and one prediction."""
    command = commands.GiveFeeling(by=seat(viewer), trust=trust, prediction=words(prediction))
    return ask(viewer, command, sent)


def answer_wash(viewer: Viewer, *, answers: Mapping[str, str], **sent: Unpack[Sent]) -> Answer:
    """One seat's answers in the open step of the hot wash: question number → text."""
    if len(answers) > DETAILS:
        raise Refusal("too_many_details", 400, limit=DETAILS)
    given = {words(question, NAME): words(text) for question, text in answers.items()}
    return ask(viewer, commands.AnswerWash(by=seat(viewer), answers=given), sent)


def note_fix(viewer: Viewer, *, kind: str, text: str, owner: str = "", **sent: Unpack[Sent]) -> Answer:
    """A strength, or something to be mended and who will."""
    command = commands.NoteFix(by=anybody_named(viewer), kind=kind, text=words(text), owner=words(owner, NAME))
    return ask(viewer, command, sent)


def observe(viewer: Viewer, *, team: str, text: str = "", objective: str = "", **sent: Unpack[Sent]) -> Answer:
    """Marks this moment."""
    command = commands.Observe(by=evaluator(viewer), team=team, text=words(text), objective=objective)
    return ask(viewer, command, sent)


def rate(viewer: Viewer, *, objective: str, rating: str, note: str = "", **sent: Unpack[Sent]) -> Answer:
    command = commands.Rate(by=evaluator(viewer), objective=objective, rating=rating, note=words(note))
    return ask(viewer, command, sent)
