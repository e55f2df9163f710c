"""What an exercise was worth to each team: half the joint outcome, the rest its private cards and how it worked.

Shown in the review only, and never as a ranking: nobody wins alone while the other collapses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.domain.board.setting import CONTROL
from exercises.domain.play.case import Case
from exercises.domain.play.commands import Actor
from exercises.domain.play.outcome import cards
from exercises.domain.world import CATALOGUE
from exercises.enums import Mode, TeamKind, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Inject
    from exercises.domain.board.vaults import Signature, Transaction

TIER_POINTS = {Tier.GOLD: 100.0, Tier.SILVER: 75.0, Tier.BRONZE: 45.0, Tier.COLLAPSE: 0.0}
WEIGHTS = {"joint": 0.5, "cards": 0.3, "process": 0.2}
COLLAPSED = 30.0
"""The most anybody gets out of a collapse."""
TAKEN = ("answered", "hung_up")
"""How a call ends that somebody took."""
EVERYBODY = frozenset({"all", "public"})


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the process: so many of so many, more is better."""

    code: str
    count: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """0 to 100. A part nobody could earn (no card drawn, nothing to measure) is None and weighs nothing."""

    joint: float
    cards: float | None
    process: float | None
    points: float
    capped: bool


def scores(setting: Setting, board: Board) -> dict[str, Score]:
    """Team → score, for the teams at the table; nothing before there is a tier."""
    if not board.tier:
        return {}
    return {code: _score(setting, board, code) for code, team in board.teams.items() if team.kind != TeamKind.CELL}


def cards_met(setting: Setting, board: Board) -> dict[str, bool]:
    """Private card → whether it is met on this board."""
    return cards(Case(setting, board, Actor(CONTROL), 0.0))


def process(setting: Setting, board: Board, team: str) -> tuple[Measure, ...]:
    """What the platform itself can count of how a team worked; figures without an occasion are left out."""
    found = (
        _answered(board, team),
        _handed_on(setting, board, team),
        _careful(board, team),
        _picked_up(board, team),
        _together(board, team),
    )
    return tuple(measure for measure in found if measure.of)


def half_known(setting: Setting, board: Board) -> Iterator[Inject]:
    """Injects that some teams had and could have handed to others."""
    for item in board.injects.values():
        written = setting.script.injects_by_code.get(item.code)
        if item.status == "sent" and written is not None and written.shareable and not EVERYBODY & set(item.to):
            yield item


def addressed(item: Inject) -> set[str]:
    """The teams an inject went to by itself, in whole or to cleared seats."""
    return {address.partition("+")[0] for address in item.to}


def alone(board: Board, team: str) -> int:
    """Orders a team carried out without the other side."""
    return sum(deed.team == team and not deed.partner and _mode(deed.action) is Mode.UNILATERAL for deed in board.deeds)


def informed(board: Board, team: str) -> int:
    """How often a team let an observer know what it knew."""
    observers = {code for code, other in board.teams.items() if other.kind == TeamKind.OBSERVER}
    return sum(by == team and to in observers for item in board.injects.values() for to, by in item.shared.items())


def blind(board: Board, team: str) -> int:
    """Signatures given without looking at the bytes."""
    return sum(done.blind for _, done in _signed_by(board, team))


def _score(setting: Setting, board: Board, team: str) -> Score:
    joint = TIER_POINTS[Tier(board.tier)]
    measured = process(setting, board, team)
    worked = 100 * sum(part.count / part.of for part in measured) / len(measured) if measured else None
    kept = _kept(setting, board, team)
    points = _weighed({"joint": joint, "cards": kept, "process": worked})
    capped = board.tier == Tier.COLLAPSE and points > COLLAPSED
    return Score(joint=joint, cards=kept, process=worked, points=COLLAPSED if capped else points, capped=capped)


def _weighed(parts: dict[str, float | None]) -> float:
    counted = {name: value for name, value in parts.items() if value is not None}
    return sum(WEIGHTS[name] * value for name, value in counted.items()) / sum(WEIGHTS[name] for name in counted)


def _kept(setting: Setting, board: Board, team: str) -> float | None:
    met = cards_met(setting, board)
    own = [met[card.code] for card in setting.script.cards if card.team == team]
    return 100 * sum(own) / len(own) if own else None


def _answered(board: Board, team: str) -> Measure:
    asked = [item for item in board.injects.values() if item.status == "sent" and team in item.of]
    return Measure("answered", sum(team in item.answers for item in asked), len(asked))


def _handed_on(setting: Setting, board: Board, team: str) -> Measure:
    held = [item for item in half_known(setting, board) if team in addressed(item)]
    return Measure("handed_on", sum(team in item.shared.values() for item in held), len(held))


def _careful(board: Board, team: str) -> Measure:
    given = [not done.blind and not item.lost for item, done in _signed_by(board, team)]
    return Measure("careful", sum(given), len(given))


def _signed_by(board: Board, team: str) -> Iterator[tuple[Transaction, Signature]]:
    """The signatures of a team's own seats; a thief signs from no seat."""
    seats = board.seats_of(team)
    for item in board.transactions.values():
        yield from ((item, done) for done in item.signatures.values() if done.seat in seats)


def _picked_up(board: Board, team: str) -> Measure:
    rang = [call.how in TAKEN for call in board.hotline.calls.values() if call.to == team]
    return Measure("picked_up", sum(rang), len(rang))


def _together(board: Board, team: str) -> Measure:
    """Turns in which this team carried at least one joint act; asked of the principals only."""
    if board.teams[team].kind != TeamKind.PRINCIPAL:
        return Measure("together", 0, 0)
    turns = {deed.turn for deed in board.deeds if deed.partner and team in (deed.team, deed.partner)}
    return Measure("together", len(turns), board.turn)


def _mode(action: str) -> Mode | None:
    known = CATALOGUE.actions.get(action)
    return known.mode if known else None
