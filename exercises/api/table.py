"""One line per address and method: what it does, what it takes, what it gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exercises.api.fields import Fence, Point, Shape, shape


class Gives(StrEnum):
    """What a call answers with."""

    ANSWER = "answer"
    """Turn, generation, state and phase after a command, and the id of what it made."""
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    """A token that is shown this once."""
    VERSION = "version"
    """The version of a draft."""
    NOTHING = "nothing"
    ITEMS = "items"
    """A list, as `{"items": […]}`."""
    OBJECT = "object"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`does` is called with who asks, and by name with the parts of the address, the query and the body.

    A `recorded` one is a command of the log: it takes a fence and an idempotency key, and its first answer is kept.
    """

    path: str
    method: str
    does: Callable[..., Any]
    gives: Gives
    takes: type[Shape]
    """The body of a call that does something, the query of one that reads."""
    about: str
    large: bool = False
    status: int = 200

    @property
    def recorded(self) -> bool:
        return self.gives is Gives.ANSWER

    @property
    def name(self) -> str:
        return name_of(self.path)

    @property
    def operation(self) -> str:
        """Known to clients as the operation's id."""
        return f"{self.method}_{self.name}"


def name_of(path: str) -> str:
    """`injects_reply` for `injects/<name:inject>/reply/`, `scripts_script` for `scripts/<int:script>/`."""
    parts = [part for part in path.split("/") if part]
    fixed = [part for part in parts if not part.startswith("<")]
    last = re.findall(r"<\w+:(\w+)>$", path.rstrip("/"))
    return "_".join([*fixed, *last] or ["head"]).replace("-", "_")


def verb(  # noqa: PLR0913 - one row of a table
    path: str,
    does: Callable[..., Any],
    gives: Gives = Gives.ANSWER,
    /,
    *,
    about: str = "",
    method: str = "post",
    large: bool = False,
    status: int = 200,
    **body: Any,
) -> Entry:
    """A call that does something; its body has these fields. `about` says it where the service's docstring does not."""
    base = Fence if gives is Gives.ANSWER else Shape
    takes = shape(_title(method, path), base, **body)
    words = about or _words(does)
    return Entry(path=path, method=method, does=does, gives=gives, takes=takes, about=words, large=large, status=status)


def reading(path: str, does: Callable[..., Any], gives: Gives = Gives.OBJECT, /, **query: Any) -> Entry:
    """A call that changes nothing; its query has these fields besides who looks."""
    takes = shape(_title("get", path), **query)
    return Entry(path=path, method="get", does=does, gives=gives, takes=takes, about=_words(does))


def _words(does: Callable[..., Any]) -> str:
    return (does.__doc__ or "").strip()


def _title(method: str, path: str) -> str:
    return "".join(part.capitalize() for part in f"{method}_{name_of(path)}".split("_"))


POINT = tuple(Point().fields)
"""Query parameters that say who looks; every address below an exercise takes them."""
