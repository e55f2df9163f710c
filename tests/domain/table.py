"""A table to play at without a database: real scripts, real rules, a clock that the test moves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from exercises.domain.board import Board, evolve, fold
from exercises.domain.board.setting import CLOCK, CONTROL, EVALUATOR, Setting
from exercises.domain.events import Entry, Event
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.events.parts import Order
from exercises.domain.play import Command, commands, decide, due
from exercises.domain.play.commands import Actor
from exercises.domain.script import Script, load
from exercises.domain.world import CATALOGUE, PACKS
from exercises.enums import Occupant, Phase, State
from exercises.errors import Refusal

LIBRARY = Path(__file__).resolve().parents[2] / "exercises" / "library"
SECRET = b"a secret of these tests"
NOON = 1_900_000_000.0
CONTROLLER, TICKER, EVALUATING = Actor(CONTROL), Actor(CLOCK), Actor(EVALUATOR)
KEYHOLDERS = {"US-1": "us-treasury", "US-2": "us-fed", "CN-1": "cn-pboc", "CN-2": "cn-safe", "N-1": "bis-custody"}
FIRST_WATCH, COLD_IRON = "first-watch", "cold-iron"


@cache
def script(name: str = FIRST_WATCH) -> Script:
    return load((LIBRARY / f"{name}.yaml").read_text(encoding="utf-8"), CATALOGUE, PACKS)


@cache
def edited(name: str, *changes: tuple[str, str]) -> Script:
    """A script of the library with some passages replaced, each of which must be there."""
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return load(text, CATALOGUE, PACKS)


class Table:
    """An exercise under way. `do` keeps the log, as the database would, and lets the clock run when asked."""

    def __init__(self, of: Script | str = FIRST_WATCH, *, secret: bytes = SECRET, luck: bool = False) -> None:
        played = script(of) if isinstance(of, str) else of
        self.setting = Setting.of(played, secret, luck=luck)
        self.board = Board()
        self.now = NOON
        self.log: list[Entry] = []
        self.openings: dict[int, int] = {}
        """Turn → number of the last entry before it began."""
        self._kept: dict[int, Board] = {}

    # Getting going

    def made(self, **more: Any) -> Table:
        self.do(commands.Create(by=CONTROLLER, code="TABLE", **more))
        return self

    def seated(self, *seats: str, bots: tuple[str, ...] = (), **more: Any) -> Table:
        """People in these seats, by default one lead a team; links work."""
        self.made(**more)
        self.do(commands.Ready(by=CONTROLLER))
        for seat in seats or [code for code, held in self.board.seats.items() if held.lead]:
            self.do(commands.FillSeat(by=CONTROLLER, seat=seat, occupant=Occupant.HUMAN))
        for seat in bots:
            self.do(commands.FillSeat(by=CONTROLLER, seat=seat, occupant=Occupant.BOT))
        return self

    def started(self, *seats: str, **more: Any) -> Table:
        """Turn 1, Brief."""
        self.seated(*seats, **more)
        self.do(commands.Start(by=CONTROLLER, anyway=True))
        return self

    def deliberating(self, *seats: str, turn: int = 1, **more: Any) -> Table:
        """Deliberate of a turn that nobody has done anything in before."""
        self.started(*seats, **more)
        return self.until(Phase.DELIBERATE, turn)

    # Acting

    def do(self, command: Command) -> tuple[Event, ...]:
        """One command; its events, which stand in the log."""
        decision = decide(self.setting, self.board, command, self.now, self._kept.__getitem__)
        for event in decision.events:
            if isinstance(event, TurnBegan):
                self.openings[event.turn] = len(self.log)
                self._kept[len(self.log)] = self.board
            entry = Entry(number=len(self.log) + 1, at=self.now, by=command.by.seat, event=event)
            self.log.append(entry)
            self.board = evolve(self.board, entry, self._kept.__getitem__)
        return decision.events

    def by(self, seat: str) -> Actor:
        return Actor(seat, self.board.seats[seat].team)

    def seat(self, seat: str, verb: type[Command], **details: Any) -> tuple[Event, ...]:
        """A seat does something: `table.seat("us-treasury", commands.Sign, transaction=...)`."""
        return self.do(verb(by=self.by(seat), **details))

    def act(self, seat: str, action: str, **args: Any) -> tuple[Event, ...]:
        return self.seat(seat, commands.Act, action=action, args=args)

    def control(self, verb: type[Command], **details: Any) -> tuple[Event, ...]:
        return self.do(verb(by=CONTROLLER, **details))

    def refused(self, command: Command) -> Refusal:
        """The refusal this command meets; whoever is refused has changed nothing."""
        before = self.board
        try:
            decision = decide(self.setting, self.board, command, self.now, self._kept.__getitem__)
        except Refusal as refusal:
            assert self.board is before
            return refusal
        raise AssertionError(f"accepted: {decision.events}")

    def no(self, seat: str, verb: type[Command], **details: Any) -> str:
        """The code of the refusal this seat meets."""
        return self.refused(verb(by=self.by(seat), **details)).code

    def no_control(self, verb: type[Command], **details: Any) -> str:
        return self.refused(verb(by=CONTROLLER, **details)).code

    def lead(self, team: str) -> str:
        """The seat that speaks for a team now."""
        return next(code for code, seat in self.board.seats_of(team).items() if seat.lead)

    def lock(self, seat: str, *actions: str, **args: dict[str, Any]) -> tuple[Event, ...]:
        return self.seat(seat, commands.LockSheet, orders=orders(self.board.seats[seat].team, *actions, **args))

    # Time

    def tick(self, seconds: float = 0.0, drafts: dict[str, tuple[Order, ...]] | None = None) -> tuple[Event, ...]:
        """The clock looks once, so many seconds later."""
        self.now += seconds
        return self.do(commands.Bell(by=TICKER, drafts=drafts) if drafts else commands.Tick(by=TICKER))

    def run(self, seconds: float, drafts: dict[str, tuple[Order, ...]] | None = None) -> Table:
        """Time passes, and the clock looks at every moment at which something is due."""
        moment = self.now + seconds
        while (waiting := due(self.setting, self.board)) and waiting[0].at <= moment:
            self.now = max(self.now, waiting[0].at)
            self.tick(drafts=drafts if waiting[0].what == "bell" else None)
        self.now = moment
        return self

    def minutes(self, minutes: float) -> Table:
        """Script minutes of Deliberate, of which there are twelve."""
        turn = self.setting.script.turn(self.board.turn)
        return self.run(minutes * turn.minutes.deliberate * 5 * self.board.pace)

    def until(self, phase: Phase, turn: int = 0, drafts: dict[str, tuple[Order, ...]] | None = None) -> Table:
        """Time passes until this phase (of this turn)."""
        while self.board.state is State.RUNNING and (self.board.phase, self.board.turn) != (
            phase,
            turn or self.board.turn,
        ):
            self.run(max(0.0, self.left), drafts)
        return self

    def bell(self, drafts: dict[str, tuple[Order, ...]] | None = None) -> Table:
        """To the Reveal of this turn: the bell has rung, and everything is resolved."""
        return self.until(Phase.REVEAL, drafts=drafts)

    def next_turn(self) -> Table:
        """To the next turn's Deliberate."""
        return self.until(Phase.DELIBERATE, self.board.turn + 1)

    def to_end(self) -> Table:
        return self.until(Phase.RESOLVE)

    @property
    def left(self) -> float:
        """Wall seconds until this phase ends."""
        return self.board.clock.wall(self.board.clock.ends) - self.now

    def kept(self, turn: int) -> Board:
        """The board as it stood before a turn began."""
        return self._kept[self.openings[turn]]

    # Looking

    def transaction(self, code: str) -> str:
        """The public id of the newest transaction with this code."""
        return [public for public, item in self.board.transactions.items() if item.code == code][-1]

    def newest(self, kind: str) -> str:
        """The public id of the newest transaction of this kind."""
        return [public for public, item in self.board.transactions.items() if item.kind == kind][-1]

    def ceremony(self) -> str:
        return list(self.board.ceremonies)[-1]

    def inject(self, code: str) -> str:
        return self.board.injects[code].id

    def world(self, code: str) -> float:
        return float(self.board.world[code])

    def status(self, code: str) -> str:
        return self.board.injects[code].status if code in self.board.injects else "planned"

    def events(self, *kinds: type[Any]) -> list[Any]:
        return [entry.event for entry in self.log if isinstance(entry.event, kinds)]

    def refolded(self) -> Board:
        """The board that the log alone gives."""
        return fold(self.log)


def orders(team: str, *actions: str, **args: dict[str, Any]) -> tuple[Order, ...]:
    """A sheet: orders with ids of their own."""
    return tuple(
        Order(id=f"{team}-{place}-{action}", action=action, args=args.get(action, {}), seat="")
        for place, action in enumerate(actions)
    )


def sign(table: Table, transaction: str, *keys: str) -> None:
    """These keys sign; where two people are needed, the colleague confirms."""
    for key in keys:
        seat = KEYHOLDERS[key]
        table.seat(seat, commands.Sign, transaction=transaction, reason="As agreed.")
        team = table.board.seats[seat].team
        if key in table.board.transactions[transaction].offers:
            colleague = next(
                holder for holder in KEYHOLDERS.values() if holder != seat and table.board.seats[holder].team == team
            )
            table.seat(colleague, commands.Confirm, transaction=transaction, key=key)


def rotating(table: Table) -> Table:
    """A ceremony in which all five bring their keys and the vault is built; the sweep waits for signatures."""
    table.lock(table.lead("us"), "rotate_keys", rotate_keys={"vault": "pilot"})
    table.next_turn()
    for seat in KEYHOLDERS.values():
        table.seat(seat, commands.OfferKey, ceremony=table.ceremony())
    table.seat("us-treasury", commands.BuildVault, ceremony=table.ceremony())
    return table
