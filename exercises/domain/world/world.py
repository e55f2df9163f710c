"""The working copy of the world for one resolution: numbers move here, and every move leaves its cause.

Numbers are kept to six decimals, and a cause records what really moved, so the causes of a number always add up to
its change in millionths.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import assert_never

from exercises.domain.grammar import (
    Clamp,
    Draw,
    Effect,
    Facts,
    Move,
    Name,
    Preset,
    Put,
    Queue,
    Raise,
    holds,
    parse_effect,
)
from exercises.domain.grammar import (
    Spawn as SpawnAct,
)
from exercises.domain.luck import Luck
from exercises.domain.world.causes import Cause, Change, Pending, Spawn
from exercises.domain.world.entries import PRINCIPALS, Catalogue, Value, Variable, other_principals
from exercises.domain.world.presets import PRESETS

DIGITS = 6
DRIFT_DAYS = 30.0
DRIFT = Cause("drift")
HARD_TENSION = 60.0
UNMOVED: Mapping[str, int] = {}

Act = Move | Put | Raise | Queue | Preset | SpawnAct | Clamp
Key = tuple[str | int, ...]
parsed = cache(parse_effect)


class World:
    """Values with their causes, for one command or one bell. `days` is the length of the turn, 0 inside it."""

    __slots__ = ("_causes", "_jumps", "_queued", "_spawned", "_start", "_values", "catalogue", "days", "flags", "luck")

    def __init__(self, values: Mapping[str, Value], catalogue: Catalogue, luck: Luck, days: float = 0.0) -> None:
        self.catalogue, self.luck, self.days = catalogue, luck, days
        self.flags: dict[str, bool] = {}
        self._start = values
        self._values = dict(values)
        self._causes: dict[str, list[Cause]] = {}
        self._jumps: list[Cause] = []
        self._queued: list[str] = []
        self._spawned: list[Spawn] = []

    # Reading

    def __getitem__(self, code: str) -> Value:
        found = self._values.get(code)
        return self.catalogue.variable(code).start if found is None else found

    def __contains__(self, code: str) -> bool:
        return code in self._values

    def number(self, code: str) -> float:
        found = self._values.get(code)
        return float(self.catalogue.variable(code).start if found is None else found)

    def before(self, code: str) -> Value:
        """The value this working copy began with."""
        found = self._start.get(code)
        return self.catalogue.variable(code).start if found is None else found

    def family(self, prefix: str) -> tuple[str, ...]:
        """Every code `prefix.<one part>`, in order."""
        return self.catalogue.family(prefix, self._values.keys())

    @property
    def drift_days(self) -> float:
        """Slow forces act on thirty days a turn at most, or a campaign of long turns would forget everything."""
        return min(self.days, DRIFT_DAYS)

    @property
    def queued(self) -> tuple[str, ...]:
        return tuple(self._queued)

    @property
    def spawned(self) -> tuple[Spawn, ...]:
        return tuple(self._spawned)

    def values(self) -> dict[str, Value]:
        return dict(self._values)

    def marks(self) -> dict[str, int]:
        """How often each value has moved up to now, for who asks later what has moved since."""
        return {code: len(causes) for code, causes in self._causes.items()}

    def changes(self, since: Mapping[str, int] = UNMOVED) -> tuple[Change, ...]:
        """What moved since these marks, in the order it was first touched, each with all its causes."""
        return tuple(
            Change(code, self.before(code), self._values[code], tuple(causes))
            for code, causes in self._causes.items()
            if len(causes) > since.get(code, 0)
        )

    # Moving numbers

    def add(self, code: str, size: float, cause: Cause, draw: float = 0.0) -> None:
        """Move a number by `size` and the luck `draw`, as its own nature weighs gains and losses."""
        variable = self.catalogue.variable(code)
        weight = self._weight(variable, code, size + draw)
        self._move(variable, code, (size + draw) * weight, cause, draw * weight)

    def shift(self, code: str, size: float, cause: Cause) -> None:
        """Move a number by exactly this much: no asymmetry. For drift, counts and computed values."""
        self._move(self.catalogue.variable(code), code, size, cause)

    def mul(self, code: str, factor: float, cause: Cause, draw: float = 0.0) -> None:
        now = self.number(code)
        self._move(self.catalogue.variable(code), code, now * (factor + draw - 1), cause, now * draw)

    def compound(self, code: str, log: float, cause: Cause, draw: float = 0.0) -> None:
        """Grow by e^log; `draw` is the part of `log` that was luck."""
        now = self.number(code)
        size = now * math.expm1(log)
        self._move(self.catalogue.variable(code), code, size, cause, size * draw / log if log else 0.0)

    def relax(self, code: str, base: float, half_life: float) -> None:
        """Drift towards `base`, half of the way in `half_life` days."""
        share = 1 - 0.5 ** (self.drift_days / half_life)
        self.shift(code, (base - self.number(code)) * share, DRIFT)

    def set(self, code: str, value: Value, cause: Cause) -> None:
        """Put a number, a named state or a flag where it shall be."""
        if value == self._values.get(code):
            return
        variable = self.catalogue.variable(code)
        if variable.kind == "number":
            self._move(variable, code, float(value) - self.number(code), cause)
        elif value != self[code]:  # its start, where the world has no word of it yet
            self._put(variable, code, value, cause)

    def reckon(self, code: str, value: float, cause: str, terms: Mapping[str, float]) -> None:
        """Put a number where a formula says; its terms, to a tenth, tell why it moved."""
        if round(value, DIGITS) != self._values.get(code):
            self.set(code, value, Cause(cause, {name: round(points, 1) for name, points in terms.items()}))

    def clamp(self, code: str, low: float, high: float, cause: Cause) -> None:
        now = self.number(code)
        self.shift(code, min(max(now, low), high) - now, cause)

    def jump(self, size: float, cause: Cause, draw: float = 0.0) -> None:
        """Note a logarithmic jump of the price; the market takes all of them together."""
        if size + draw:
            self._jumps.append(replace(cause, size=size + draw, draw=draw))

    def take_jumps(self) -> tuple[Cause, ...]:
        """The jumps noted so far, handed over once; sizes are logarithms."""
        jumps, self._jumps = tuple(self._jumps), []
        return jumps

    # What is not a number

    def flag(self, name: str, *, on: bool) -> None:
        self.flags[name] = on

    def queue(self, inject: str) -> None:
        self._queued.append(inject)

    def spawn(self, kind: str, name: str, amount: float | None, cause: Cause) -> None:
        """Bring something into play; a rumour is a number of the world at once."""
        self._spawned.append(Spawn(kind, name, amount))
        if kind == "rumour":
            code = f"rumour.{name}"
            self.set(code, max(self.number(code), 50.0 if amount is None else amount), cause)

    # Effects

    def apply(  # noqa: PLR0913 - who, why, and how strongly
        self,
        effect: Effect,
        cause: Cause,
        *key: str | int,
        own: str | None = None,
        facts: Facts | None = None,
        gain: float = 1.0,
        scale: float = 1.0,
    ) -> tuple[Pending, ...]:
        """Carry out one effect; what has to wait is handed back.

        `key` tells draws of different causes apart. `own` is the acting team, None for a joint act. `gain` weighs
        only what is a gain, `scale` weighs everything. An effect with `when` needs `facts`.
        """
        weight = scale * (gain if gain != 1 and self._gains(effect.act, own) else 1.0)
        effect = replace(effect, act=_scaled(effect.act, weight)) if weight != 1 else effect
        cause = replace(cause, visible=False) if effect.hidden else cause
        if effect.after:
            return (Pending(str(replace(effect, after=0)), effect.after, cause, key, own),)
        if not self._due(effect, facts, key):
            return ()
        act = _scaled(effect.act, 1 / effect.over) if effect.over > 1 else effect.act
        rest = str(Effect(act=act)) if effect.over > 1 else ""
        waiting = tuple(Pending(rest, turns, cause, key, own) for turns in range(1, effect.over))
        return self._act(act, cause, key, own, facts) + waiting

    def apply_pending(self, pending: Pending, facts: Facts | None = None) -> tuple[Pending, ...]:
        """Carry out an effect whose time has come."""
        return self.apply(parsed(pending.effect), pending.cause, *pending.key, own=pending.own, facts=facts)

    def _due(self, effect: Effect, facts: Facts | None, key: Key) -> bool:
        if effect.chance is not None and not self.luck.chance(effect.chance, "chance", *key, str(effect)):
            return False
        if effect.when is None:
            return True
        if facts is None:
            raise ValueError(f"no facts to judge: {effect}")
        return holds(effect.when, facts)

    def _act(self, act: Act, cause: Cause, key: Key, own: str | None, facts: Facts | None) -> tuple[Pending, ...]:
        match act:
            case Move():
                self._move_targets(act, cause, key, own)
            case Put():
                value = act.value.code if isinstance(act.value, Name) else act.value
                for code in self.targets(act.target.code, own):
                    self.set(code, value, cause)
            case Clamp():
                for code in self.targets(act.target.code, own):
                    self.clamp(code, act.low, act.high, cause)
            case Raise():
                self.flag(act.flag.code, on=act.on)
            case Queue():
                self.queue(act.inject.code)
            case SpawnAct():
                self.spawn(str(act.kind), act.name.code, act.amount, cause)
            case Preset():
                return self._preset(act, cause, key, own, facts)
            case _:
                assert_never(act)
        return ()

    def _preset(self, act: Preset, cause: Cause, key: Key, own: str | None, facts: Facts | None) -> tuple[Pending, ...]:
        name = act.name.code
        waiting: tuple[Pending, ...] = ()
        for line in PRESETS[name]:
            waiting += self.apply(parsed(line), cause, *key, name, own=own, facts=facts, scale=act.scale)
        return waiting

    def _move_targets(self, act: Move, cause: Cause, key: Key, own: str | None) -> None:
        for code in self.targets(act.target.code, own):
            draw = self._draw(act, code, key)
            if act.op == "mul":
                self.mul(code, act.size, cause, draw)
            elif act.op == "add":
                self.add(code, act.size, cause, draw)
            elif code == "market.price":
                self.jump(act.size, cause, draw)
            else:
                self.compound(code, act.size + draw, cause, draw)

    def _draw(self, act: Move, code: str, key: Key) -> float:
        if act.draw is None:
            return 0.0
        luck = self.luck.normal if act.draw.normal else self.luck.uniform
        return act.draw.width * luck("effect", *key, str(act), code)

    def targets(self, code: str, own: str | None) -> tuple[str, ...]:
        """The codes that a target of an effect means: `.own`, `.other` and `.*` resolved, absent ones left out."""
        head, _, last = code.rpartition(".")
        if last == "*":
            return self.family(head)
        if last not in ("own", "other"):
            return (code,)
        teams = other_principals(own or "") if last == "other" or own is None else (own,)
        return tuple(named for team in teams if self.catalogue.knows(named := f"{head}.{team}"))

    def _gains(self, act: Act, own: str | None) -> bool:
        if not isinstance(act, Move):
            return False
        if act.op == "jump":
            return act.size > 0
        upward = act.size > (1 if act.op == "mul" else 0)
        return any(
            self.catalogue.variable(code).good == (1 if upward else -1) for code in self.targets(act.target.code, own)
        )

    def _weight(self, variable: Variable, code: str, amount: float) -> float:
        """Trust arrives on foot and leaves on horseback: `x·(100 − y)/70` for a gain, `1.5·x` for a loss."""
        if amount > 0:
            return (100 - self.number(code)) / 70 if variable.trustlike else 1.0
        weight = 1.5 if variable.trustlike else 1.0
        if variable.hardened_by and self.number("tension") > HARD_TENSION:
            weight *= 1 + self.number(variable.hardened_by) / 200
        if variable.softened_by:
            weight *= 1 - 0.3 * self.number(variable.softened_by) / 100
        return weight

    def _move(self, variable: Variable, code: str, amount: float, cause: Cause, draw: float = 0.0) -> None:
        before = self.number(code)
        wanted = round(before + amount, DIGITS)
        if wanted == before:
            return
        after = min(max(wanted, variable.low), variable.high)
        causes = self._causes.setdefault(code, [])
        size, luck = round(wanted - before, DIGITS), round(draw, DIGITS)
        causes.append(Cause(cause.code, cause.params, size, luck, cause.visible))
        if after != wanted:
            causes.append(Cause("clipped", size=round(after - wanted, DIGITS)))
        self._values[code] = after

    def _put(self, variable: Variable, code: str, value: Value, cause: Cause) -> None:
        if variable.options and value not in variable.options:
            raise ValueError(f"{code} cannot be {value!r}")
        self._causes.setdefault(code, []).append(cause)
        self._values[code] = value


@dataclass(frozen=True, slots=True)
class Deed:
    """An action being carried out: who acts (None for a joint act), what the order says, and as what cause."""

    team: str | None
    args: Mapping[str, Value]
    cause: Cause

    def number(self, field: str, fallback: float = 0.0) -> float:
        return float(self.args.get(field, fallback))

    def word(self, field: str, fallback: str = "") -> str:
        return str(self.args.get(field, fallback))

    @property
    def actors(self) -> tuple[str, ...]:
        """The acting team, or both principals in a joint act."""
        return (self.team,) if self.team else PRINCIPALS


Trigger = Callable[[World, Deed], str]
"""What an action does beyond its effects; answers a result code."""


def gain_factor(earlier: tuple[int, ...] | list[int], turn: int) -> float:
    """How much the gains of a lever still count for a team that used it in these earlier turns.

    Once a turn only, and the n-th use within four turns counts 0.5^(n-1): goodwill cannot be farmed.
    """
    if turn in earlier:
        return 0.0
    return 0.5 ** sum(1 for used in set(earlier) if turn - 4 < used < turn)


def _scaled(act: Act, weight: float) -> Act:
    """The act at this strength; nine decimals, so that its text can be read back."""
    match act:
        case Move(op="mul"):
            return replace(act, size=round(1 - (1 - act.size) * weight, 9), draw=_thinner(act.draw, weight))
        case Move():
            return replace(act, size=round(act.size * weight, 9), draw=_thinner(act.draw, weight))
        case Preset():
            return replace(act, scale=round(act.scale * weight, 9))
        case SpawnAct() if act.amount is not None:
            return replace(act, amount=round(act.amount * weight, 9))
        case _:
            return act


def _thinner(draw: Draw | None, weight: float) -> Draw | None:
    return draw and replace(draw, width=round(draw.width * weight, 9))
