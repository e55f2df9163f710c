"""Who looks. Worked out once at the door and handed down; nothing below the door looks at cookies or tokens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.models.exercise import Exercise


class Role(StrEnum):
    """In what capacity somebody looks at an exercise."""

    SEAT = "seat"
    CONTROL = "control"
    EVALUATOR = "evaluator"
    TRAINER = "trainer"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the right to look rests on, so that an open socket can be asked again whether it still holds.

    `kind` is `seat` or `place`, `row` its primary key, `hash` the token hash it was taken with; `user` an account that
    must stay active, `session` a browser session and `token` an API token that must go on existing.
    """

    kind: str
    row: int = 0
    hash: str = ""
    user: int = 0
    session: str = ""
    token: int = 0

    @property
    def person(self) -> str:
        """Whose sockets are counted together."""
        return f"user/{self.user}" if self.user else f"{self.kind}/{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """One person (or program) looking at one exercise in one capacity, reading exactly one stream."""

    exercise: Exercise
    role: Role
    stream: str
    claim: Claim
    seat: str = ""
    team: str = ""
    name: str = ""
    language: str = "en"
