"""What holds of every exercise, whoever plays it and however: laws of whole plays, looked at after each command."""

from __future__ import annotations

import math
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.domain.board import fold
from exercises.domain.board.setting import CLOCK, CONTROL, Setting
from exercises.domain.bots import POLICIES
from exercises.domain.bots.rehearsal import Rehearsal
from exercises.domain.codec import canonical, encode
from exercises.domain.events import Entry
from exercises.domain.events.injects import Released
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.events.verdicts import Overridden
from exercises.domain.play import commands, decide
from exercises.domain.play.commands import Actor
from exercises.domain.world import CATALOGUE
from exercises.errors import Refusal
from tests.domain.table import COLD_IRON, FIRST_WATCH, Table, orders, script
from tests.domain.world.scene import micro

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board import Board
    from exercises.domain.play import Command
    from exercises.domain.world import Change

PLAYED = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from([FIRST_WATCH, COLD_IRON])
TABLE = ("us", "cn", "bis")
TEAMS = st.fixed_dictionaries({team: st.sampled_from(sorted(POLICIES)) for team in TABLE})
SECRETS = st.binary(min_size=1, max_size=8)


class Watched(Rehearsal):
    """A rehearsal that keeps its log, looks at every step, and rings each bell a second time."""

    def start(self) -> Watched:
        self.log: list[Entry] = []
        self.openings: list[tuple[int, str]] = []
        return self

    def _do(self, command: Command) -> None:
        before, decision = self.board, decide(self.setting, self.board, command, self.now)
        self.board = decision.board
        for event in decision.events:
            if isinstance(event, TurnBegan):
                self.openings.append((len(self.log), text_of(fold(self.log))))
            self.log.append(Entry(number=len(self.log) + 1, at=self.now, by=command.by.seat, event=event))
        stands_in_range(self.board)
        is_accounted_for(before, self.board, decision.events)
        if isinstance(command, commands.Tick):
            again = decide(self.setting, self.board, commands.Tick(by=Actor(CLOCK)), self.now)
            assert again.events == ()

    def _round(self, *, last: bool) -> None:
        super()._round(last=last)
        value = float(self.board.turn) + 20
        self._do(commands.OverrideValue(by=Actor(CONTROL), variable="tension", value=value, reason="A hand."))


def text_of(board: Board) -> str:
    return canonical(encode(board))


def stands_in_range(board: Board) -> None:
    for code, value in board.world.items():
        variable = CATALOGUE.variable(code)
        if variable.kind == "number":
            assert math.isfinite(float(value)), code
            assert variable.low <= float(value) <= variable.high, code
    shares = [value for code, value in board.world.items() if code.startswith("hash.share.")]
    assert not shares or sum(micro(value) for value in shares) == 1_000_000


def is_accounted_for(before: Board, after: Board, events: tuple[Any, ...]) -> None:
    """Every number that moved was moved by a change with causes, and the causes add up to it."""
    changes = [change for event in events for change in changes_of(event)]
    for change in changes:
        assert change.causes, change
        if not isinstance(change.after, str | bool):
            assert sum(micro(cause.size) for cause in change.causes) == micro(change.after) - micro(change.before)
    if before.code:
        last = {change.variable: change.after for change in changes}
        last |= {event.variable: event.after for event in events if isinstance(event, Overridden)}
        moved = {code: value for code, value in after.world.items() if before.world.get(code) != value}
        assert {code: last.get(code) for code in moved} == moved


def changes_of(event: Any) -> Iterator[Change]:
    yield from getattr(getattr(event, "impact", None), "changes", ())


def played(name: str, policies: dict[str, str], secret: bytes) -> Watched:
    rehearsal = Watched(Setting.of(script(name), secret, luck=script(name).luck), policies).start()
    rehearsal.play()
    return rehearsal


@PLAYED
@given(NAMES, TEAMS, SECRETS)
def test_numbers_stay_in_range_and_every_change_has_its_causes(name, policies, secret):
    """Domain checks 1 and 3; they are looked at after every command."""
    assert played(name, policies, secret).board.tier


@PLAYED
@given(NAMES, TEAMS, SECRETS)
def test_the_same_secret_and_acts_give_the_same_log(name, policies, secret):
    """Domain check 2."""
    once, again = played(name, policies, secret), played(name, policies, secret)
    assert once.log == again.log
    assert text_of(once.board) == text_of(again.board)


@PLAYED
@given(NAMES, TEAMS, SECRETS)
def test_a_contingency_comes_at_most_once_and_never_when_all_was_done(name, policies, secret):
    """Domain check 13; each tick is given twice, as after a worker that died."""
    rehearsal = played(name, policies, secret)
    sent = [entry.event.code for entry in rehearsal.log if isinstance(entry.event, Released)]
    followers = {row.contingency for row in script(name).injects if row.contingency}
    assert len(sent) == len(set(sent))
    for code in followers & set(sent):
        assert {row.code for row in script(name).injects if row.contingency == code} & set(sent), code


@PLAYED
@given(NAMES, TEAMS, SECRETS)
def test_overrides_stand_in_the_record_and_alter_no_earlier_turn(name, policies, secret):
    """Domain check 15."""
    rehearsal = played(name, policies, secret)
    assert len(rehearsal.openings) == len(script(name).turns)
    assert {item.reason for item in rehearsal.board.overrides} == {"A hand."}
    for number, opening in rehearsal.openings:
        assert text_of(fold(rehearsal.log[:number])) == opening
    assert fold(rehearsal.log) == rehearsal.board


@cache
def sealed(team: str) -> list[str]:
    """Acts that a team could put on its first sheet as they stand, without details."""
    table = Table(COLD_IRON).deliberating()
    return [code for code in sorted(CATALOGUE.actions) if locked(table, team, [code])]


def locked(table: Table, team: str, actions: list[str]) -> bool:
    """Whether the sheet was taken; the board is as before when it was not."""
    command = commands.LockSheet(by=table.by(table.lead(team)), orders=orders(team, *actions))
    try:
        decide(table.setting, table.board, command, table.now)
    except Refusal:
        return False
    return True


def sheets_of(team: str) -> st.SearchStrategy[list[str]]:
    return st.deferred(lambda: st.lists(st.sampled_from(sealed(team)), max_size=2))


SHEETS = st.fixed_dictionaries({team: sheets_of(team) for team in TABLE})


@settings(max_examples=25, deadline=None)
@given(SHEETS, SECRETS)
def test_the_order_in_which_sheets_are_locked_changes_nothing(sheets, secret):
    """Domain check 2: what is sealed is resolved in an order that the secret draws."""
    worlds = []
    for order in permutations(TABLE):
        table = Table(COLD_IRON, secret=secret, luck=True).deliberating()
        for team in order:
            if locked(table, team, sheets[team]):
                table.lock(table.lead(team), *sheets[team])
        table.bell()
        worlds.append((table.board.world, table.board.resolution.outcomes))
    assert all(world == worlds[0] for world in worlds)
