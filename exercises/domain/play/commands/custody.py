"""Transactions and the rotation."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.play.commands.actor import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Decode(Command):
    transaction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Command):
    """A holder signs with its own key. A reason is asked when the decoded bytes cross a red line."""

    transaction: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Command):
    """A colleague who was shown the transaction confirms the first signature of a key."""

    transaction: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Command):
    transaction: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords(Command):
    """Did this key sign exactly these words?"""

    key: str
    message: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferKey(Command):
    """A holder brings its new public key to the ceremony and reads its words aloud."""

    ceremony: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearWords(Command):
    ceremony: str
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildVault(Command):
    """Closes the ceremony: the new vault is derived and the sweep is opened for signing."""

    ceremony: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonCeremony(Command):
    ceremony: str
