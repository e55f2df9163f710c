"""Whole exercises played by bots, without a database: the same rules, the same views, a clock that jumps."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from exercises.domain.board import Board
from exercises.domain.board.setting import CLOCK, CONTROL, Setting, stream_of
from exercises.domain.bots import POLICIES, Policy, Sight
from exercises.domain.codec import canonical
from exercises.domain.play import Command, commands, decide, next_due
from exercises.domain.play.commands import Actor
from exercises.domain.script import Script
from exercises.domain.visibility import decoded, fingerprints
from exercises.domain.visibility.glance import Glance
from exercises.enums import Occupant, Phase, State
from exercises.errors import Refusal

ROUNDS = (0.25, 0.5, 0.7, 0.9)
"""When bots act, as shares of Deliberate."""


@dataclass(slots=True)
class Rehearsal:
    """One exercise under way. `policies` names the policy of each team."""

    setting: Setting
    policies: dict[str, str]
    board: Board = field(default_factory=Board)
    now: float = 0.0
    _glance: Glance = field(init=False)
    _streams: dict[str, str] = field(init=False)
    """Seat → the stream it reads."""

    def __post_init__(self) -> None:
        self._glance = Glance(self.setting)
        self._streams = {
            seat.code: stream_of(team.code, seat.clearances)
            for team in self.setting.script.teams
            for seat in team.seats
        }

    def play(self) -> Board:
        """From the first muster to ENDEX."""
        self._open()
        while self.board.state is State.RUNNING:
            if self.board.phase is Phase.DELIBERATE:
                self._deliberate()
            self._until(self.board.clock.wall(self.board.clock.ends))
        return self.board

    def _open(self) -> None:
        control = Actor(CONTROL)
        self.now = self.setting.script.starts(1).timestamp()
        self._do(commands.Create(by=control, code="DRYRUN"))
        self._do(commands.Ready(by=control))
        for seat in self.board.seats:
            self._do(commands.FillSeat(by=control, seat=seat, occupant=Occupant.BOT))
        self._do(commands.Start(by=control, anyway=True))

    def _deliberate(self) -> None:
        clock = self.board.clock
        for part in ROUNDS:
            self._until(clock.wall(clock.began + part * (clock.ends - clock.began)))
            self._round(last=part == ROUNDS[-1])

    def _until(self, moment: float) -> None:
        """Lets the clock run to this wall time, with everything that is due on the way."""
        while (first := next_due(self.setting, self.board)) and first.at <= moment:
            self.now = first.at
            self._do(commands.Tick(by=Actor(CLOCK)))
        self.now = moment

    def _round(self, *, last: bool) -> None:
        """Every seat acts once, on what its stream showed as the round began: nobody gains by sitting first."""
        board = self.board
        for code, seat in board.seats.items():
            policy = self.policies[seat.team]
            if policy != "idle":
                for command in self._wishes(code, board, POLICIES[policy], last=last):
                    self._try(command)

    def _wishes(self, code: str, board: Board, policy: Policy, *, last: bool) -> Iterator[Command]:
        seat = board.seats[code]
        sight = Sight(
            code,
            seat,
            partial(self._glance.section, board, self._streams[code]),
            lambda public: decoded(self.setting, self.board, code, public),
            lambda public: fingerprints(self.board, code, public),
            last,
        )
        yield from policy(sight)

    def _try(self, command: Command) -> None:
        """A bot may want what the rules refuse; then nothing happens."""
        try:
            self._do(command)
        except Refusal:
            return

    def _do(self, command: Command) -> None:
        self.board = decide(self.setting, self.board, command, self.now).board


def secret_of(seed: int, run: int) -> bytes:
    """The exercise secret of one run, so that any run can be played again."""
    return hmac.digest(str(seed).encode(), f"run {run}".encode(), hashlib.sha256)


def rehearse(script: Script, policies: dict[str, str], seed: int, run: int) -> Board:
    """One whole exercise, by its seed and run."""
    setting = Setting.of(script, secret_of(seed, run), luck=script.luck)
    return Rehearsal(setting, policies).play()


@dataclass(slots=True)
class Report:
    """What many runs came to."""

    script: str
    seed: int
    bots: str
    runs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    injects: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, board: Board) -> None:
        self.runs += 1
        self.outcomes[board.tier] += 1
        self.injects.update(code for code, row in board.injects.items() if row.status == "sent")
        self._digest.update(canonical(board).encode())

    def plain(self) -> dict[str, Any]:
        """JSON values; the same seed gives the same text byte for byte."""
        return {
            "script": self.script,
            "runs": self.runs,
            "seed": self.seed,
            "bots": self.bots,
            "outcomes": dict(sorted(self.outcomes.items())),
            "injects": dict(sorted(self.injects.items())),
            "digest": self._digest.hexdigest(),
        }


def dryrun(script: Script, *, runs: int, seed: int, bots: str) -> Report:
    """Plays `runs` whole exercises with one policy in every seat."""
    policies = {team.code: bots for team in script.teams}
    report = Report(script.code, seed, bots)
    for run in range(runs):
        report.add(rehearse(script, policies, seed, run))
    return report
