"""Acts that count at once, and proposals that wait for another party's consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises.domain.play import commands
from exercises.services.doors import Sent, ask, seat
from exercises.services.words import details, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.events.parts import Value
    from exercises.models import Viewer
    from exercises.store import Answer


def act(viewer: Viewer, *, action: str, args: Mapping[str, Value] | None = None, **sent: Unpack[Sent]) -> Answer:
    """An action of the catalogue whose timing is `now`."""
    return ask(viewer, commands.Act(by=seat(viewer), action=action, args=details(args or {})), sent)


def propose(
    viewer: Viewer,
    *,
    action: str,
    to: str,
    args: Mapping[str, Value] | None = None,
    text: str = "",
    **sent: Unpack[Sent],
) -> Answer:
    """Offers a joint action to another team."""
    command = commands.Propose(by=seat(viewer), action=action, to=to, args=details(args or {}), text=words(text))
    return ask(viewer, command, sent)


def accept(viewer: Viewer, *, proposal: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.Accept(by=seat(viewer), proposal=proposal), sent)


def decline(viewer: Viewer, *, proposal: str, **sent: Unpack[Sent]) -> Answer:
    """Declines a proposal, or withdraws one's own."""
    return ask(viewer, commands.Decline(by=seat(viewer), proposal=proposal), sent)
