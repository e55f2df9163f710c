"""The events list: control sends, holds and skips; teams open and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.services.doors import Sent, ask, control, seat
from exercises.services.words import INJECT, LINE, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.models import Viewer
    from exercises.store import Answer

LANGUAGES = ("en", "zh-hans")
ADDRESSEES = 20


def release(viewer: Viewer, *, code: str, **sent: Unpack[Sent]) -> Answer:
    """Sends a row now."""
    return ask(viewer, commands.Release(by=control(viewer), code=code), sent)


def hold(viewer: Viewer, *, code: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.Hold(by=control(viewer), code=code), sent)


def unhold(viewer: Viewer, *, code: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.Unhold(by=control(viewer), code=code), sent)


def skip(viewer: Viewer, *, code: str, reason: str = "", **sent: Unpack[Sent]) -> Answer:
    """A row that will not be sent."""
    return ask(viewer, commands.Skip(by=control(viewer), code=code, reason=words(reason, LINE)), sent)


def add_inject(  # noqa: PLR0913 - an inject has that many parts
    viewer: Viewer,
    *,
    title: Mapping[str, str] | str,
    sender: Mapping[str, str] | str,
    to: Sequence[str],
    medium: str,
    text: Mapping[str, str] | str,
    asks: bool = False,
    **sent: Unpack[Sent],
) -> Answer:
    """An unscripted inject, sent at once. Texts are one string, or one for each language."""
    if not to or len(to) > ADDRESSEES:
        raise Refusal("addressees_needed", 400, limit=ADDRESSEES)
    command = commands.AddInject(
        by=control(viewer),
        title=_text(title, LINE),
        sender=_text(sender, LINE),
        to=tuple(to),
        medium=medium,
        text=_text(text, INJECT),
        asks=asks,
    )
    return ask(viewer, command, sent)


def open_inject(viewer: Viewer, *, inject: str, **sent: Unpack[Sent]) -> Answer:
    """A seat opens an inject; the first time is recorded."""
    return ask(viewer, commands.Open(by=seat(viewer), inject=inject), sent)


def reply(viewer: Viewer, *, inject: str, reply: str = "", text: str = "", **sent: Unpack[Sent]) -> Answer:
    """A team's answer: one of the coded replies, own words, or both."""
    return ask(viewer, commands.Reply(by=seat(viewer), inject=inject, reply=reply, text=words(text)), sent)


def credit(  # noqa: PLR0913 - a deed or a reply, with its evidence
    viewer: Viewer,
    *,
    team: str,
    action: str = "",
    evidence: str = "",
    inject: str = "",
    reply: str = "",
    **sent: Unpack[Sent],
) -> Answer:
    """What people did by voice counts, when control says so and names its evidence."""
    command = commands.Credit(
        by=control(viewer), team=team, action=action, evidence=words(evidence), inject=inject, reply=reply
    )
    return ask(viewer, command, sent)


def not_done(viewer: Viewer, *, inject: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.NotDone(by=control(viewer), inject=inject), sent)


def _text(text: Mapping[str, str] | str, limit: int) -> dict[str, str]:
    spoken = {"en": text} if isinstance(text, str) else {code: text[code] for code in LANGUAGES if text.get(code)}
    clean = {code: words(value, limit) for code, value in spoken.items()}
    if not any(clean.values()):
        raise Refusal("say_something", 400)
    return clean if "en" in clean else {"en": next(iter(clean.values())), **clean}
