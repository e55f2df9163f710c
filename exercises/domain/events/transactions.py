"""Transactions from the first request to the chain. Signatures and scripts are kept as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.domain.events.parts import Coin, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionOpened:
    """A transaction waits for signatures: what the request says, and the bytes to be signed."""

    id: str
    code: str
    vault: str
    kind: str
    request: Text
    purpose: Text
    says: tuple[Mapping[str, float | str], ...]
    psbt: str
    txid: str
    turn: int
    expires: int
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A seat looked at what the bytes say."""

    id: str
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureOffered:
    """The first of two people: a colleague who was shown the transaction must confirm before `until`."""

    id: str
    key: str
    seat: str
    until: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed:
    id: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    id: str
    key: str
    seat: str
    second: str
    """The seat that confirmed; empty when `alone`."""
    alone: bool
    blind: bool
    """Signed without Decode."""
    signatures: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRefused:
    id: str
    key: str
    seat: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalWithdrawn:
    """A holder who had refused signs after all, and says why."""

    id: str
    key: str
    seat: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFinal:
    """Enough valid signatures: it is on the chain."""

    id: str
    txid: str
    raw: str
    spent: tuple[str, ...]
    """Outpoints `txid:vout` that are gone."""
    made: Mapping[str, tuple[Coin, ...]]
    """Vault code → its new coins."""
    lost: int
    """Satoshi that left the parties' control."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionClosed:
    """It will not be signed any more: `refused`, `expired` or `replaced`."""

    id: str
    how: str


TransactionEvent = (
    TransactionOpened
    | Decoded
    | SignatureOffered
    | OfferLapsed
    | Signed
    | SigningRefused
    | RefusalWithdrawn
    | TransactionFinal
    | TransactionClosed
)
