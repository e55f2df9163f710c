"""An exercise's secret, from which its luck and its worthless keys are drawn. Derived, never stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from exercises.models import Exercise


class KeyIsMissing(Exception):
    """The SECRET_KEY that an exercise was made with is neither SECRET_KEY nor among its fallbacks."""


def new_salt() -> str:
    return secrets.token_hex(32)


def new_epoch() -> str:
    return secrets.token_hex(4)


def present_mark() -> str:
    """The mark of the key in force; it names the key and tells nothing of it."""
    return _mark(settings.SECRET_KEY)


def known(mark: str) -> bool:
    """Whether a key with this mark is at hand."""
    return any(_mark(key) == mark for key in _keys())


def secret_of(exercise: Exercise) -> bytes:
    """The 32 secret bytes. Raises KeyIsMissing after a change of key that left no fallback."""
    for key in _keys():
        if _mark(key) == exercise.key_mark:
            return hmac.digest(key.encode(), f"parley/exercise/{exercise.salt}".encode(), hashlib.sha256)
    raise KeyIsMissing(f"Exercise {exercise.code} was made with another SECRET_KEY; put that one into SECRET_KEY_OLD.")


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _mark(key: str) -> str:
    return hmac.digest(key.encode(), b"parley/mark", hashlib.sha256).hex()[:16]
