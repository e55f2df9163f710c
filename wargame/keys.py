"""Django's secret key: given from outside, or made once and kept beside the embedded database."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.env import Environment

LEAST = 50


def secret_key(env: Environment, folder: Path, *, may_make: bool) -> str:
    """Answer SECRET_KEY. Only one process may make it up: two would not read each other's cookies."""
    given = env.secret("SECRET_KEY")
    if given:
        return given
    if may_make:
        return kept_key(folder / "secret_key")
    env.mistake("SECRET_KEY is not set; with REDIS_URL set it must be, the same one for every process.")
    return secrets.token_urlsafe(LEAST)


def kept_key(path: Path) -> str:
    """Answer the key in the file; the first caller writes it, readable for its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(LEAST)
        file.write(key + "\n")
    return key
