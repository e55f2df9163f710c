"""Worlds for these tests: real catalogue, real luck, a few numbers set."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.domain.luck import Luck
from exercises.domain.world import CATALOGUE, RESOLUTION_STEPS, Cause, Value, World, start_values, step

SECRET = b"a secret of these tests"
WHY = Cause("action", {"action": "test", "team": "us"})


def luck(turn: int = 1, *, on: bool = True, secret: bytes = SECRET) -> Luck:
    return Luck(secret, turn, 0, on)


def fallback(**changes: Value) -> dict[str, Value]:
    """The fallback world (no pack) with some numbers set; `__` in a name stands for the dot."""
    values: dict[str, Value] = {code: entry.start for code, entry in CATALOGUE.variables.items() if "*" not in code}
    return values | {code.replace("__", "."): value for code, value in changes.items()}


def quiet(days: float = 0.0, **changes: Value) -> World:
    """A world without luck."""
    return World(fallback(**changes), CATALOGUE, luck(on=False), days)


def bell(values: dict[str, Value], days: float, draws: Luck) -> World:
    """One whole resolution without acts."""
    w = World(values, CATALOGUE, draws, days)
    for name in RESOLUTION_STEPS:
        step(w, name)
    return w


def micro(value: Value) -> int:
    """Stored numbers in millionths, so that sums are exact."""
    return round(float(value) * 1_000_000)


@dataclass
class Told:
    """Facts that a test states."""

    turn: int = 1
    stage: int = 3
    acted: tuple[tuple[str, str], ...] = ()
    numbers: dict[str, Value] | None = None

    def value(self, code: str) -> Value:
        return (self.numbers or {})[code]

    def did(self, team: str, action: str) -> bool:
        return any(team in ("any", who) and action == what for who, what in self.acted)

    def did_within(self, team: str, action: str, turns: int) -> bool:
        return self.did(team, action)

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"nobody asked these facts about {name}")


__all__ = ["CATALOGUE", "RESOLUTION_STEPS", "WHY", "Told", "bell", "fallback", "luck", "micro", "quiet", "start_values"]
