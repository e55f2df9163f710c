"""Small records that several events carry. All of them are results: nothing in here is worked out again on replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercises.domain.custody import Coin
from exercises.domain.world import Change, Pending, Text, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """An effect that waits for a turn."""

    turn: int
    pending: Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What an act, an inject or a whole turn did to the world."""

    changes: tuple[Change, ...] = ()
    flags: Mapping[str, bool] = field(default_factory=dict)
    queued: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    """True status of keys that changed hands, for control's eyes."""
    declared: Mapping[str, str] = field(default_factory=dict)
    """Status of keys that is declared to all."""


NOTHING = Impact()
"""What most events do to the world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One line of an order sheet: an action of the catalogue, or a free-text act that control rules on."""

    id: str
    action: str
    args: Mapping[str, Value] = field(default_factory=dict)
    text: str = ""
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedWords:
    """A message and the real signature of a key of this era; anybody can check it."""

    key: str
    message: str
    signature: str
    era: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What an act cost: actions, political capital, million US dollars. The last two move in the world as well."""

    ap: int = 0
    pc: float = 0.0
    money: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one order ended. `result` is a code; `changes` are the numbers it moved."""

    id: str
    team: str
    action: str
    text: str = ""
    args: Mapping[str, Value] = field(default_factory=dict)
    result: str = "done"
    reason: str = ""
    partner: str = ""
    changes: tuple[Change, ...] = ()
    spent: Spent = Spent()


__all__ = ["NOTHING", "Coin", "Impact", "Later", "Order", "Outcome", "SignedWords", "Spent", "Text", "Value"]
