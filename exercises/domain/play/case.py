"""One command under consideration: the board it finds, the events it leads to."""

from __future__ import annotations

from functools import cached_property

from exercises.domain.board import Board, Recall, evolve
from exercises.domain.board.setting import CONTROL, Setting
from exercises.domain.board.state import Seat
from exercises.domain.events import Entry, Event
from exercises.domain.luck import Luck
from exercises.domain.play.commands import Actor
from exercises.domain.play.schedule import GRACE_SECONDS, Due, next_due
from exercises.domain.script import Script
from exercises.enums import Occupant, Phase, State
from exercises.errors import Refusal

BLOCK_SECONDS = 600
FIRST_BLOCK = 900_000
"""Block height of the exercise's own chain at the story's first moment; 144 blocks a day from there."""


class Case:
    """Rules look at `board`, and `emit` what happens; every event is folded at once, so later rules see it."""

    def __init__(self, setting: Setting, board: Board, by: Actor, now: float, recall: Recall | None = None) -> None:
        self.setting = setting
        self.found = board
        self.board = board
        self.by = by
        self.now = now
        self.recall = recall
        self.events: list[Event] = []

    def emit(self, event: Event) -> None:
        self.events.append(event)
        entry = Entry(number=0, at=self.now, by=self.by.seat, event=event)
        self.board = evolve(self.board, entry, self.recall)

    @property
    def script(self) -> Script:
        return self.setting.script

    @property
    def luck(self) -> Luck:
        """The draws of this turn; stepping back keeps them, so nobody goes back for a better throw."""
        return self.setting.luck.at(self.board.turn)

    @property
    def at(self) -> float:
        """Play time, seconds since STARTEX without pauses."""
        return self.board.clock.play(self.now)

    @property
    def height(self) -> int:
        """The block that would carry a transaction now."""
        return FIRST_BLOCK + int((self.board.story - self.script.starts(1).timestamp()) // BLOCK_SECONDS)

    @property
    def minute(self) -> float:
        """Wall seconds of one script minute of Deliberate: scripts count twelve of them, whatever the clock says."""
        return self.script.turn(self.board.turn).minutes.deliberate * 60 * self.board.pace / 12

    @cached_property
    def seat(self) -> Seat:
        """The acting seat."""
        if self.by.seat not in self.board.seats:
            raise Refusal("seat_only", 403)
        return self.board.seats[self.by.seat]

    @cached_property
    def first(self) -> Due | None:
        """What was due first when this command came."""
        return next_due(self.setting, self.found)

    @property
    def late(self) -> bool:
        """Had something been due for so long that the clock must have been away?"""
        return self.first is not None and self.first.at < self.now - GRACE_SECONDS

    def id(self, purpose: str, owner: str) -> str:
        """A public id: an HMAC over this owner's own counter, so that it tells nothing of anybody else."""
        used = self.board.counts.get(f"{purpose}/{owner}", 0)
        luck = self.setting.luck.at(0, self.board.generation)
        return luck.hex(12, "id", purpose, owner, used)

    # What the rules ask first

    def need_control(self) -> None:
        if self.by.seat != CONTROL:
            raise Refusal("control_only", 403)

    def need_running(self) -> None:
        """Acts need a running clock."""
        if self.board.state is State.PAUSED:
            raise Refusal("paused", reason=self.board.reason)
        if self.board.state is not State.RUNNING:
            raise Refusal("not_running", state=self.board.state)
        if self.late:
            raise Refusal("paused", reason="outage")

    def need_open(self) -> None:
        """Acts count in Brief and Deliberate; afterwards the turn is sealed."""
        self.need_running()
        if self.board.phase not in (Phase.BRIEF, Phase.DELIBERATE):
            raise Refusal("turn_sealed", turn=self.board.turn, phase=self.board.phase)

    def need_lead(self) -> None:
        """The lead speaks for the team; while nobody sits in that seat, any member may."""
        leaders = [
            seat
            for seat in self.board.seats.values()
            if seat.team == self.seat.team and seat.lead and seat.occupant is not Occupant.EMPTY
        ]
        if leaders and not self.seat.lead:
            raise Refusal("lead_only", 403, team=self.seat.team)
