"""What follows from the public origins: the hosts answered and the content security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.env import Environment


def hosts(env: Environment, origins: Sequence[str]) -> list[str]:
    """Answer the host names of the origins; note each origin that is more or less than scheme, host and port."""
    found = []
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname or origin != f"{parts.scheme}://{parts.netloc}":
            env.mistake(f"PARLEY_ORIGINS holds {origin!r}; write origins such as https://parley.example.org.")
        found.append(parts.hostname or "")
    return sorted({host for host in found if host})


def content_security(origins: Sequence[str]) -> dict[str, Any]:
    """Everything comes from here and nothing runs inline. Some browsers do not read 'self' as the socket's scheme."""
    sockets = [origin.replace("http", "ws", 1) for origin in origins]
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:"],
            "font-src": [SELF],
            "connect-src": [SELF, *sockets],
            "manifest-src": [SELF],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
        }
    }
