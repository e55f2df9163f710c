"""Tokens that open a door. They are shown once; only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 24
"""192 bits: nobody guesses one, so nobody needs to be slowed down."""


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is stored. A token is long and random, so a plain hash does not give it away."""
    return hashlib.sha256(token.encode()).hexdigest()
