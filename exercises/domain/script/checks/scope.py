"""What a script may name, and the list its mistakes go into."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from exercises.domain.grammar import Kind, Raise, Spawn, nearest, parse_effect
from exercises.domain.script.problems import Path, Problem, Severity
from exercises.domain.world.entries import Seen, Variable, both
from exercises.domain.world.presets import PRESETS
from exercises.enums import KeyStatus, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.domain.script.compiled import Script
    from exercises.domain.script.parts import Setting
    from exercises.domain.script.reader import Reading
    from exercises.domain.world.entries import Catalogue

MOST_PROBLEMS = 500
_KEY_STATUS = re.compile(r"key\.([A-Za-z0-9_-]+)\.(true_)?status")


class Scope:
    """One script under check, with the catalogue and the data packs it is written against."""

    def __init__(
        self, script: Script, reading: Reading, catalogue: Catalogue, packs: Mapping[str, Mapping[str, Setting]]
    ) -> None:
        self.script = script
        self.catalogue = catalogue
        self.packs = packs
        self.problems: list[Problem] = []
        self._reading = reading

    def error(self, code: str, path: Path, **params: str | float) -> None:
        self._note(Severity.ERROR, code, path, params)

    def warn(self, code: str, path: Path, suggestion: str | None = None, **params: str | float) -> None:
        self._note(Severity.WARNING, code, path, params, suggestion)

    def unknown(  # noqa: PLR0913 – what, where, and what it might have been
        self, kind: str, found: str, known: Iterable[str], path: Path, column: int = 0, *, key: bool = False
    ) -> None:
        """A name that stands for nothing; `kind` says what it should have been."""
        if self._enough:
            return
        line, place = self._reading.where(path, column, key=key)
        self.problems.append(
            Problem(
                code=f"unknown_{kind}",
                params={"found": found},
                line=line,
                column=place,
                path=path,
                suggestion=nearest(found, known),
            )
        )

    def expect(self, kind: str, found: str | None, known: Iterable[str], path: Path, *, key: bool = False) -> bool:
        """Note an unknown name; true if there is nothing to complain of."""
        if found is None or found in (names := tuple(known)):
            return True
        self.unknown(kind, found, names, path, key=key)
        return False

    def variable(self, code: str) -> Variable | None:
        """What is known of a variable; the status of a key is one too, though vaults and not the catalogue give it."""
        key = _KEY_STATUS.fullmatch(code)
        if key is not None:
            return _key_status(code, true=bool(key[2])) if key[1] in self.script.holders else None
        return self.catalogue.variable(code) if self.catalogue.knows(code) else None

    def holds_keys(self, team: str) -> bool:
        """Whether one of its seats holds a key of some vault."""
        seats = {seat.code for seat in self.script.team(team).seats}
        return not seats.isdisjoint(self.script.holders.values())

    @cached_property
    def last_turn(self) -> int:
        return max(turn.number for turn in self.script.turns)

    @cached_property
    def names(self) -> dict[Kind, frozenset[str]]:
        """Every name a condition or an effect may use, by kind. Kinds that are absent are free."""
        script = self.script
        return {
            Kind.ACTION: frozenset(self.catalogue.actions),
            Kind.TEAM: frozenset(script.teams_by_code),
            Kind.INJECT: frozenset(script.injects_by_code),
            Kind.TX: frozenset(script.transactions_by_code),
            Kind.KEY: frozenset(script.holders),
            Kind.VAULT: frozenset(script.vaults_by_code),
            Kind.PRESET: frozenset(PRESETS),
            Kind.STATUS: frozenset(KeyStatus),
        }

    @cached_property
    def flags(self) -> frozenset[str]:
        """Flags that something can raise: an effect of the script, of an action or of a preset."""
        lines = [line for action in self.catalogue.actions.values() for line in action.effects]
        lines += [line for preset in PRESETS.values() for line in preset]
        effects = [parse_effect(line) for line in lines if line.startswith("flag")]
        effects += [effect for _, effect in self.script.effects()]
        return frozenset(effect.act.flag.code for effect in effects if isinstance(effect.act, Raise))

    @cached_property
    def brought(self) -> frozenset[str]:
        """Transactions that an inject brings or an effect spawns."""
        spawned = {
            effect.act.name.code
            for _, effect in self.script.effects()
            if isinstance(effect.act, Spawn) and effect.act.kind is Kind.TX
        }
        brings = {bring.code for inject in self.script.injects for bring in inject.brings if bring.kind == "tx"}
        return frozenset(spawned | brings)

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Every variable there is, for suggestions."""
        keys = [f"key.{key}.{word}" for key in self.script.holders for word in ("status", "true_status")]
        return (*self.catalogue.variables, *keys)

    @property
    def _enough(self) -> bool:
        """Nobody reads more, and looking for the nearest name of thousands takes its time."""
        return len(self.problems) >= MOST_PROBLEMS

    def _note(
        self,
        severity: Severity,
        code: str,
        path: Path,
        params: Mapping[str, str | int | float],
        suggestion: str | None = None,
    ) -> None:
        if self._enough:
            return
        line, column = self._reading.where(path)
        self.problems.append(
            Problem(
                code=code,
                severity=severity,
                params=params,
                line=line,
                column=column,
                path=path,
                suggestion=suggestion,
            )
        )


def _key_status(code: str, *, true: bool) -> Variable:
    return Variable(
        code=code,
        title=both("Status of a key", "密钥状态"),
        start=KeyStatus.HEALTHY.value,
        unit="state",
        seen=Seen(Visibility.WHITE if true else Visibility.CUSTODIAN),
        source="reserve papers S1:39",
        kind="state",
        options=tuple(KeyStatus),
    )
