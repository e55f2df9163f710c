"""Exercise keys: every holder's root for every era, from one secret, and the plain words people compare them by.

A holder's root is HMAC(exercise secret, "era/holder"), so keys need no storage and are worthless by construction.
No private key leaves this module as text; the shares of a key (see `shares`) are the one agreed way out.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from shamir_mnemonic.wordlist import WORDLIST

from exercises.domain.custody import bitcoin, guard
from exercises.errors import Refusal

_WORDS_SHOWN = 4
_BITS_A_WORD = 10

Words = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Keyring:
    """All exercise keys that a secret stands for. It shows public keys and makes signatures."""

    secret: bytes = field(repr=False)

    def xpub(self, holder: str, era: int = 0) -> str:
        """The holder's extended public key of this era (each rotation starts a new era)."""
        return _xpub(self.seed(holder, era))

    def sign(self, holder: str, era: int, branch: int, digest: bytes) -> bytes:
        """A DER signature of a 32-byte digest by the holder's key on this branch."""
        return bitcoin.sign_digest(_branch_secret(self.seed(holder, era), branch), digest)

    def seed(self, holder: str, era: int) -> bytes:
        """What `shares` splits. Nobody else has a use for it."""
        return _seed(self.secret, holder, era)


def root_xpub(seed: bytes) -> str:
    """The extended public key of a seed, for instance one rebuilt from shares."""
    return _xpub(seed)


@lru_cache(maxsize=4096)
def branch_key(xpub: str, branch: int) -> bytes:
    """The public key that scripts hold: first address of this branch of an extended public key."""
    key, chain = bitcoin.read_xpub(xpub)
    for index in (branch, 0):
        key, chain = bitcoin.public_child(key, chain, index)
    return key


def check_xpub(text: str) -> str:
    """A pasted extended public key in its one form. Refuses `never_real_keys` and `not_an_exercise_key`."""
    xpub = "".join(text.split())
    try:
        bitcoin.read_xpub(xpub)
    except ValueError:
        found = guard.real_secrets(text)
        raise Refusal("never_real_keys" if found else "not_an_exercise_key", 400) from None
    return xpub


def fingerprint(xpub: str) -> str:
    """Eight hexadecimal digits as wallets show them. A label only: two keys can share it."""
    return bitcoin.key_fingerprint(bitcoin.read_xpub(xpub)[0]).hex()


def fingerprint_words(xpub: str) -> Words:
    """Four plain words to read out on a second channel: forty bits of the whole extended key."""
    number = int.from_bytes(hashlib.sha256(xpub.encode()).digest()[:5], "big")
    shifts = range(_BITS_A_WORD * (_WORDS_SHOWN - 1), -1, -_BITS_A_WORD)
    first, second, third, fourth = (str(WORDLIST[number >> shift & 1023]) for shift in shifts)
    return first, second, third, fourth


def heard(xpub: str, typed: str) -> bool:
    """Whether the words typed from the second channel are this key's; case, commas and spacing do not matter."""
    return tuple(typed.lower().replace(",", " ").split()) == fingerprint_words(xpub)


@lru_cache(maxsize=4096)
def _seed(secret: bytes, holder: str, era: int) -> bytes:
    return hmac.digest(secret, f"{era}/{holder}".encode(), hashlib.sha256)


@lru_cache(maxsize=4096)
def _xpub(seed: bytes) -> str:
    secret, chain = bitcoin.root_key(seed)
    return bitcoin.xpub_text(bitcoin.public_key(secret), chain)


@lru_cache(maxsize=4096)
def _branch_secret(seed: bytes, branch: int) -> bytes:
    secret, chain = bitcoin.root_key(seed)
    for index in (branch, 0):
        secret, chain = bitcoin.private_child(secret, chain, index)
    return secret
