"""From effects to numbers: the working copy of the world that acts, injects and turns are struck on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from exercises.domain.board.put import struck
from exercises.domain.board.state import Board
from exercises.domain.board.vaults import Vault
from exercises.domain.custody import policies
from exercises.domain.events.parts import Impact, Later
from exercises.domain.grammar import Effect, Put, holds, parse_effect
from exercises.domain.play.case import Case
from exercises.domain.play.facts import Known
from exercises.domain.script import Script
from exercises.domain.world import CATALOGUE, Cause, Custody, Pending, Spawn, World, settle
from exercises.domain.world.custody_risk import report
from exercises.enums import KeyStatus

KEY_TARGET = "key."
TRUTH = "true_status"
SATS = 100_000_000


class Strike:
    """Effects gathered on one working copy, and what comes of them: an `Impact` to record in an event."""

    def __init__(self, case: Case, context: str, days: float = 0.0) -> None:
        self.case = case
        self.facts = Known(case.setting, case.board, context)
        self.world = World(case.board.world, CATALOGUE, case.luck, days)
        self.context = context
        self.later: list[Later] = []
        self.keys: dict[str, str] = {}
        self.declared: dict[str, str] = {}
        self.acts: list[tuple[str, str]] = []
        """Team and action of what has been struck so far: repetition within one bell counts too."""

    def apply(
        self,
        effects: Iterable[Effect],
        cause: Cause,
        *,
        own: str | None = None,
        gain: float = 1.0,
        scale: float = 1.0,
    ) -> None:
        """Applies each effect; delayed ones are kept for their turn."""
        for effect in effects:
            if isinstance(effect.act, Put) and effect.act.target.code.startswith(KEY_TARGET):
                self._turn_key(effect, effect.act, cause)
                continue
            waiting = self.world.apply(effect, cause, self.context, own=own, facts=self.facts, gain=gain, scale=scale)
            self.keep(waiting)

    def keep(self, waiting: Iterable[Pending]) -> None:
        self.later += [Later(turn=self.case.board.turn + pending.due, pending=pending) for pending in waiting]

    def ripe(self) -> None:
        """Applies what earlier turns left for this one."""
        for later in self.case.board.later:
            if later.turn <= self.case.board.turn:
                effect, pending = parse_effect(later.pending.effect), later.pending
                if isinstance(effect.act, Put) and effect.act.target.code.startswith(KEY_TARGET):
                    self._turn_key(effect, effect.act, pending.cause)
                else:
                    self.keep(self.world.apply_pending(pending, self.facts))

    def settle(self) -> None:
        """Brings the numbers that follow from others up to date: price jumps, custody, shares, the index."""
        board = struck(self.case.board, Impact(keys=self.keys, declared=self.declared))
        if board.vaults:
            report(self.world, custody(self.case.script, board))
        reserves(self.world, self.case.board)
        settle(self.world)

    def impact(self) -> Impact:
        return Impact(
            changes=self.world.changes(),
            flags=dict(self.world.flags),
            queued=self.world.queued,
            later=tuple(self.later),
            keys=self.keys,
            declared=self.declared,
        )

    @property
    def spawned(self) -> tuple[Spawn, ...]:
        return self.world.spawned

    def _turn_key(self, effect: Effect, act: Put, cause: Cause) -> None:
        """`set(key.CN-1.true_status, compromised)`: a key changes hands, with its chance, condition and delay."""
        if effect.after:
            self.keep([Pending(str(replace(effect, after=0)), effect.after, cause)])
            return
        if effect.when is not None and not holds(effect.when, self.facts):
            return
        if effect.chance is not None and not self.case.luck.chance(effect.chance, self.context, act.target.code):
            return
        key, what = key_of(act.target.code)
        (self.keys if what == TRUTH else self.declared)[key] = str(act.value)


def key_of(code: str) -> tuple[str, str]:
    """`key.CN-1.true_status` → the key and which of its states is meant."""
    key, _, what = code.removeprefix(KEY_TARGET).rpartition(".")
    return key, what


def strike(case: Case, effects: Iterable[Effect], cause: Cause, context: str, own: str | None = None) -> Impact:
    """The impact of some effects, settled."""
    blow = Strike(case, context)
    blow.apply(effects, cause, own=own)
    blow.settle()
    return blow.impact()


def custody(script: Script, board: Board) -> Custody:
    """Distances of the weakest vault, by what is declared and in truth."""
    declared = {code: key.status for code, key in board.keys.items()}
    true = {code: key.true_status for code, key in board.keys.items()}
    found = []
    for code, vault in board.vaults.items():
        structure = vault.policy, tuple(vault.keys)
        attack = partial(policies.attack_distance, *structure, contributor=contributor_of(script, code))
        loss = partial(policies.loss_distance, *structure, contributor=contributor_of(script, code))
        distances = Custody(
            attack=attack(_bad(declared)),
            loss=loss(_gone(declared)),
            needed=attack(),
            keys=len(vault.keys),
            true_attack=attack(_bad(true)),
            true_loss=loss(_gone(true)),
        )
        found.append(distances)
    return min(found, key=lambda item: (item.attack, item.loss))


def contributor_of(script: Script, vault: str) -> str:
    """The side whose coins a vault with a sunset goes back to, as policies name it; empty for every other vault."""
    return (script.vault(vault).contributor or "").upper()


def reserves(world: World, board: Board) -> None:
    """Writes what each vault holds and what was taken from all, in bitcoin."""
    for code, vault in board.vaults.items():
        held = vault.sats / SATS
        if world[f"reserve.btc.{code}"] != held:
            world.set(f"reserve.btc.{code}", held, Cause("chain"))
    lost = sum(vault.lost for vault in board.vaults.values()) / SATS
    if world["theft.btc"] != lost:
        world.set("theft.btc", lost, Cause("chain"))


def stolen(board: Board, vault: Vault) -> frozenset[str]:
    """The keys of this vault that are a thief's in truth."""
    return frozenset(code for code in vault.keys if board.keys[code].true_status is KeyStatus.COMPROMISED)


def _bad(statuses: Mapping[str, KeyStatus]) -> frozenset[str]:
    worse = (KeyStatus.SUSPECTED, KeyStatus.COMPROMISED)
    return frozenset(code for code, status in statuses.items() if status in worse)


def _gone(statuses: Mapping[str, KeyStatus]) -> frozenset[str]:
    return frozenset(code for code, status in statuses.items() if status is KeyStatus.LOST)
