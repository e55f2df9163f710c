"""Keys, transactions and the rotation ceremony."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises.domain.play import commands
from exercises.services.doors import Sent, ask, seat
from exercises.services.words import LINE, NAME, words

if TYPE_CHECKING:
    from exercises.models import Viewer
    from exercises.store import Answer


def decode(viewer: Viewer, *, transaction: str, **sent: Unpack[Sent]) -> Answer:
    """Shows this seat what the bytes say. Signing without it is recorded as blind."""
    return ask(viewer, commands.Decode(by=seat(viewer), transaction=transaction), sent)


def sign(viewer: Viewer, *, transaction: str, reason: str = "", **sent: Unpack[Sent]) -> Answer:
    """The first signature of this seat's key. A reason is asked for what crosses a red line."""
    return ask(viewer, commands.Sign(by=seat(viewer), transaction=transaction, reason=words(reason)), sent)


def confirm(viewer: Viewer, *, transaction: str, key_id: str, **sent: Unpack[Sent]) -> Answer:
    """A second person confirms a colleague's signature with the key named."""
    return ask(viewer, commands.Confirm(by=seat(viewer), transaction=transaction, key=key_id), sent)


def refuse(viewer: Viewer, *, transaction: str, reason: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.Refuse(by=seat(viewer), transaction=transaction, reason=words(reason)), sent)


def check_words(viewer: Viewer, *, key_id: str, message: str, signature: str, **sent: Unpack[Sent]) -> Answer:
    """Verifies a signed message: whether this key, as it is or was before a rotation, signed exactly these words."""
    command = commands.CheckWords(
        by=seat(viewer), key=words(key_id, NAME), message=words(message, LINE), signature=words(signature, LINE)
    )
    return ask(viewer, command, sent)


def offer_key(viewer: Viewer, *, ceremony: str, **sent: Unpack[Sent]) -> Answer:
    """Brings this seat's new public key to the ceremony."""
    return ask(viewer, commands.OfferKey(by=seat(viewer), ceremony=ceremony), sent)


def hear_words(viewer: Viewer, *, ceremony: str, key_id: str, heard: str, **sent: Unpack[Sent]) -> Answer:
    """What this seat heard on the second channel, compared with the words of the key that arrived."""
    spoken = words(heard)
    command = commands.HearWords(by=seat(viewer), ceremony=ceremony, key=words(key_id, NAME), words=spoken)
    return ask(viewer, command, sent)


def build_vault(viewer: Viewer, *, ceremony: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.BuildVault(by=seat(viewer), ceremony=ceremony), sent)


def abandon_ceremony(viewer: Viewer, *, ceremony: str, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.AbandonCeremony(by=seat(viewer), ceremony=ceremony), sent)
