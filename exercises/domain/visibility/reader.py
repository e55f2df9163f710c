"""Who reads: a stream taken apart into a team and what it is cleared for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exercises.domain.board.setting import CONTROL, EVALUATOR, PUBLIC
from exercises.domain.world.entries import CELLS
from exercises.enums import TeamKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.board import Board

CUSTODIAN = "custodian"
"""The clearance of seats that hold a key."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One class of viewers. `team` is empty for control, evaluators and the public."""

    stream: str
    team: str
    clearances: frozenset[str]
    control: bool
    evaluator: bool
    public: bool
    overseer: bool
    """Control and evaluators look over every team's shoulder."""
    custodian: bool
    addresses: frozenset[str]
    """All to which something can be sent so that it reaches this reader."""

    def of(self, *teams: str) -> bool:
        """Whether this is one of these teams, or somebody who looks over their shoulder."""
        return self.overseer or (self.team != "" and self.team in teams)


@lru_cache(maxsize=1024)
def reader_of(stream: str) -> Reader:
    control, evaluator, public = (stream == name for name in (CONTROL, EVALUATOR, PUBLIC))
    team, *clearances = [""] if control or evaluator or public else stream.split("+")
    own = {team, *(f"{team}+{clearance}" for clearance in clearances)} if team else set()
    return Reader(
        stream,
        team,
        frozenset(clearances),
        control=control,
        evaluator=evaluator,
        public=public,
        overseer=control or evaluator,
        custodian=control or evaluator or CUSTODIAN in clearances,
        addresses=frozenset(own | {"all", "public"}),
    )


def kind(board: Board, team: str) -> str:
    """Principal, observer or cell; empty for a team that is not there."""
    return board.teams[team].kind if team in board.teams else ""


def diplomat(board: Board, team: str) -> bool:
    """Principals and observers sit at the table; cells do not."""
    return kind(board, team) in (TeamKind.PRINCIPAL, TeamKind.OBSERVER)


def known(board: Board, reader: Reader) -> tuple[str, ...]:
    """The teams this reader knows to exist. The hidden cells are known to overseers and to themselves."""
    return tuple(team for team in board.teams if team not in CELLS or reader.of(team))


def beside_custodians(board: Board, reader: Reader) -> bool:
    """Whether somebody in this reader's team holds a key: it sees a traffic light where custodians see all."""
    return any(seat.team == reader.team and CUSTODIAN in seat.clearances for seat in board.seats.values())


def reaches(reader: Reader, addresses: Iterable[str]) -> bool:
    """Whether something sent to these addresses reaches this reader.

    `all` is every team and the wall; so is `public`, because a team can read the wall. `us+custodian` is the American
    seats with that clearance.
    """
    return reader.overseer or not reader.addresses.isdisjoint(addresses)
