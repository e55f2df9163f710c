"""What is kept of vaults, keys, transactions and ceremonies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.events.parts import Coin, Text
from exercises.enums import KeyStatus


@dataclass(frozen=True, kw_only=True)
class Vault:
    policy: str
    era: int
    descriptor: str
    address: str
    keys: Mapping[str, str]
    coins: tuple[Coin, ...]
    frozen: int = 0
    """The last turn in which nothing may be signed."""
    froze: str = ""
    freezes: int = 0
    """Freezes in a row by one party alone."""
    rotated: int = 0
    """The turn of the last rotation; 0 if never."""
    lost: int = 0
    """Satoshi that left the parties' control."""

    @property
    def sats(self) -> int:
        return sum(coin.sats for coin in self.coins)


@dataclass(frozen=True, kw_only=True)
class Key:
    """`status` is what is declared; `true_status` is control's alone."""

    holder: str
    team: str
    vault: str
    status: KeyStatus = KeyStatus.HEALTHY
    true_status: KeyStatus = KeyStatus.HEALTHY
    proved: int = 0
    """The turn of the last proof of control; 0 if never."""
    shares: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signature:
    seat: str
    second: str
    alone: bool
    blind: bool
    signatures: tuple[str, ...]
    at: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A first signature that waits for a colleague's confirmation."""

    seat: str
    until: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class RefusalNote:
    seat: str
    reason: str
    at: float
    because: str = ""
    """Why it was taken back; empty while it stands."""


@dataclass(frozen=True, kw_only=True)
class Transaction:
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
    state: str = "open"
    """open · final · refused · expired · replaced"""
    decoded: tuple[str, ...] = ()
    offers: Mapping[str, Offer] = field(default_factory=dict)
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    refusals: Mapping[str, RefusalNote] = field(default_factory=dict)
    lost: int = 0
    raw: str = ""
    closed: int = 0
    """The turn in which it became final or was closed."""

    @property
    def refusing(self) -> tuple[str, ...]:
        """The keys whose refusal stands."""
        return tuple(key for key, said in self.refusals.items() if not said.because)


@dataclass(frozen=True, kw_only=True)
class NewKey:
    xpub: str
    words: str
    spoken: str
    seat: str
    forged: bool = False
    heard: Mapping[str, bool] = field(default_factory=dict)
    """Seat → whether what it heard matched."""


@dataclass(frozen=True, kw_only=True)
class Ceremony:
    vault: str
    policy: str
    era: int
    turn: int
    state: str = "open"
    """open · built · swept · abandoned"""
    keys: Mapping[str, NewKey] = field(default_factory=dict)
    descriptor: str = ""
    address: str = ""
    forged: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """A seat asked whether a key had signed a message. `era` is that of the key which did, -1 when none of its name."""

    seat: str
    team: str
    key: str
    message: str
    era: int
    turn: int
    at: float


@dataclass(frozen=True, kw_only=True)
class Proof:
    vault: str
    key: str
    seat: str
    nonce: str
    signature: str
    ok: bool
    turn: int
    at: float
