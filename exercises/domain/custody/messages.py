"""Signed words: a key signs a message, and anybody can check it. Proof of control is one of words an auditor chose.

The digest is tagged, so that nobody can pass a transaction off as a message.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from exercises.domain.custody import bitcoin, keys

if TYPE_CHECKING:
    from exercises.domain.custody.keys import Keyring

_TAG = hashlib.sha256(b"parley/exercise/proof-of-control").digest()


def sign_words(keyring: Keyring, holder: str, text: str, *, era: int = 0) -> str:
    """The signature of exactly these words by the holder's key of an era, hexadecimal."""
    return keyring.sign(holder, era, 0, _digest(text)).hex()


def signed_by(xpub: str, text: str, signature: str) -> bool:
    """Whether the key behind this extended public key signed exactly these words; never raises."""
    try:
        return bitcoin.verify_digest(keys.branch_key(xpub, 0), _digest(text), bytes.fromhex(signature))
    except ValueError:
        return False


def _digest(text: str) -> bytes:
    return hashlib.sha256(_TAG + _TAG + text.encode()).digest()
