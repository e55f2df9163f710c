"""What an exercise is played with, besides its board: all of it fixed when the exercise is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from exercises.domain.custody import Keyring
from exercises.domain.luck import Luck
from exercises.domain.script import Inject, Script
from exercises.enums import Trigger

CONTROL = "control"
CLOCK = "clock"
EVALUATOR = "evaluator"
PUBLIC = "public"


@dataclass(frozen=True)
class Setting:
    """The script, the exercise's secret as luck, and the ring of worthless keys derived from it."""

    script: Script
    luck: Luck
    keys: Keyring

    @classmethod
    def of(cls, script: Script, secret: bytes, *, luck: bool = True) -> Setting:
        return cls(script, Luck(secret, on=luck), Keyring(secret))

    @cached_property
    def by_trigger(self) -> dict[Trigger, tuple[Inject, ...]]:
        """The script's rows by what sets them off; the rules look at them after every command."""
        return {kind: tuple(row for row in self.script.injects if row.trigger is kind) for kind in Trigger}

    @cached_property
    def by_clock(self) -> tuple[tuple[str, ...], ...]:
        """Turn → the codes of rows that the clock sends up to then, by their minute or after another row."""
        rows = (*self.by_trigger[Trigger.TIME], *self.by_trigger[Trigger.AFTER])
        turns = range(len(self.script.turns) + 1)
        return tuple(tuple(row.code for row in rows if (row.turn or 0) <= turn) for turn in turns)


def stream_of(team: str, clearances: Iterable[str] = ()) -> str:
    """The one stream a seat reads: its team, and its team with its sorted clearances when it has any."""
    return "+".join((team, *sorted(clearances)))


def streams(setting: Setting) -> tuple[str, ...]:
    """Every stream of an exercise: control, evaluators, the public, and one per team and set of clearances."""
    seats = (stream_of(team.code, seat.clearances) for team in setting.script.teams for seat in team.seats)
    teams = (team.code for team in setting.script.teams)
    return tuple(dict.fromkeys((CONTROL, EVALUATOR, PUBLIC, *teams, *seats)))
