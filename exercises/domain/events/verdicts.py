"""What the turn and control decide: resolution, rulings, credits, overrides."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.events.parts import NOTHING, Impact, Outcome, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnResolved:
    """The whole resolution of a turn in one entry, with every cause."""

    turn: int
    outcomes: tuple[Outcome, ...]
    impact: Impact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """Numbers that follow from records – keys, coins, rumours – brought up to date."""

    impact: Impact


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """The facilitator advanced the reveal to this many outcomes."""

    turn: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeContested:
    id: str
    turn: int
    team: str
    seat: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRuled:
    id: str
    turn: int
    upheld: bool
    text: str
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRuled:
    """Control's ruling on a free-text act: a preset, its scale, and the reason the team reads."""

    id: str
    team: str
    preset: str
    scale: float
    text: str
    impact: Impact = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCredited:
    """People speak aloud: control credits a deed with its evidence."""

    team: str
    action: str
    evidence: str
    inject: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActNotDone:
    """Control confirms that an expected deed did not happen."""

    inject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """Control set a number by hand, with a reason that the review shows."""

    variable: str
    before: Value
    after: Value
    reason: str


VerdictEvent = (
    TurnResolved
    | Reckoned
    | OutcomeShown
    | OutcomeContested
    | ContestRuled
    | ActRuled
    | ActCredited
    | ActNotDone
    | Overridden
)
