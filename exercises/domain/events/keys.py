"""Keys and vaults: frozen, doubted, proved, rotated, split into shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultFrozen:
    vault: str
    until: int
    """The last turn in which nothing may be signed."""
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDeclared:
    key: str
    status: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTurned:
    """What became of a key in truth; control alone knows."""

    key: str
    status: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyOpened:
    id: str
    vault: str
    policy: str
    era: int
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOffered:
    """A holder's new public key as it arrived, and the words its fingerprint reads as."""

    id: str
    key: str
    xpub: str
    words: str
    spoken: str
    """What the true holder reads out on the second channel."""
    seat: str
    forged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsHeard:
    """A seat typed what it heard on the second channel; only then are the words compared."""

    id: str
    key: str
    seat: str
    heard: str
    match: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyClosed:
    """The new vault stands (`built`) or the ceremony was broken off (`abandoned`)."""

    id: str
    how: str
    descriptor: str = ""
    address: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    forged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultRotated:
    """The sweep is final: the new keys hold the coins and the old ones are retired."""

    vault: str
    era: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlProved:
    """A key signed a nonce; `ok` is what verification says."""

    id: str
    vault: str
    key: str
    seat: str
    nonce: str
    signature: str
    ok: bool
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsChecked:
    """A seat asked whether a key had signed a message. `era` is that of the key which did, -1 when none of its name."""

    id: str
    seat: str
    team: str
    key: str
    message: str
    signature: str
    era: int
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesMade:
    """A key was split by SLIP-39; the words of each share, by site."""

    key: str
    seat: str
    shares: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesJoined:
    key: str
    seat: str


KeyEvent = (
    VaultFrozen
    | KeyDeclared
    | KeyTurned
    | CeremonyOpened
    | KeyOffered
    | WordsHeard
    | CeremonyClosed
    | VaultRotated
    | ControlProved
    | WordsChecked
    | SharesMade
    | SharesJoined
)
