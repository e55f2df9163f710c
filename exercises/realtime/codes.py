"""Why a socket was closed. Up to 2000 the meanings are the protocol's own; 44xx are ours, named after HTTP's."""

from __future__ import annotations

from enum import IntEnum


class Close(IntEnum):
    """Close codes; `docs/api.md` says which of them a client should come back from."""

    NOT_TEXT = 1003
    TOO_FAST = 1008
    TOO_BIG = 1009
    FAULT = 1011
    RESTART = 1012
    TOO_SLOW = 1013
    MALFORMED = 4400
    SIGNED_OUT = 4401
    TAKEN_AWAY = 4403
    NOT_FOUND = 4404
    TOO_MANY = 4429


class Closing(Exception):
    """This socket is to be closed with that code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code
