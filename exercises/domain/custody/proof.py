"""Proof of control: a holder signs words the auditor chose, and anyone can check (S1:39).

The digest is tagged, so that no auditor can pass a transaction off as a question.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from exercises.domain.custody import bitcoin, keys

if TYPE_CHECKING:
    from exercises.domain.custody.keys import Keyring

_TAG = hashlib.sha256(b"parley/exercise/proof-of-control").digest()


def prove(keyring: Keyring, holder: str, nonce: str, *, era: int = 0) -> str:
    """The signature of the auditor's words by the holder's key, hexadecimal."""
    return keyring.sign(holder, era, 0, _digest(nonce)).hex()


def proved(xpub: str, nonce: str, signature: str) -> bool:
    """Whether the key behind this extended public key signed exactly these words; never raises."""
    try:
        return bitcoin.verify_digest(keys.branch_key(xpub, 0), _digest(nonce), bytes.fromhex(signature))
    except ValueError:
        return False


def _digest(nonce: str) -> bytes:
    return hashlib.sha256(_TAG + _TAG + nonce.encode()).digest()
