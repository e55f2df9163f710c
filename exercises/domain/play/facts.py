"""What conditions may ask of a board."""

from __future__ import annotations

import math
from functools import lru_cache

from exercises.domain.board import Board
from exercises.domain.board.injects import row
from exercises.domain.board.setting import Setting
from exercises.domain.board.state import Deed
from exercises.domain.board.vaults import Transaction
from exercises.domain.events.parts import Value
from exercises.domain.grammar import holds, parse_condition
from exercises.domain.world import CATALOGUE
from exercises.enums import Mode

ANY = "any"


class Known:
    """The facts of one board, for `grammar.evaluate`.

    `context` keeps the draws of one text apart from another's; it may be changed between conditions.
    """

    def __init__(self, setting: Setting, board: Board, context: str = "") -> None:
        self.setting = setting
        self.board = board
        self.context = context

    @property
    def turn(self) -> int:
        return self.board.turn

    @property
    def stage(self) -> int:
        return int(self.board.world.get("stage", 1))

    def value(self, code: str) -> Value:
        if code.startswith("key."):
            key, _, what = code.removeprefix("key.").rpartition(".")
            return str(getattr(self.board.keys[key], what))
        world = self.board.world
        return world[code] if code in world else CATALOGUE.variable(code).start

    def did(self, team: str, action: str) -> bool:
        return bool(self._deeds(team, action))

    def did_within(self, team: str, action: str, turns: int) -> bool:
        """In this turn or the `turns` − 1 before it."""
        return any(deed.turn > self.turn - turns for deed in self._deeds(team, action))

    def count(self, team: str, action: str) -> int:
        return len(self._deeds(team, action))

    def within_minutes(self, team: str, action: str, minutes: int) -> bool:
        """In this turn, within so many script minutes of the start of Deliberate."""
        clock = self.board.clock
        minute = self.setting.script.turn(self.turn).minutes.deliberate * 60 * self.board.pace / 12
        latest = clock.deliberate + minutes * minute if clock.deliberate else math.inf
        return any(deed.turn == self.turn and deed.at <= latest for deed in self._deeds(team, action))

    def signed(self, tx: str) -> int:
        item = self._transaction(tx)
        return len(item.signatures) if item else 0

    def refused(self, tx: str) -> int:
        """Refusals that stand."""
        item = self._transaction(tx)
        return len(item.refusing) if item else 0

    def final(self, tx: str) -> bool:
        item = self._transaction(tx)
        return item is not None and item.state == "final"

    def answered(self, inject: str) -> bool:
        return bool(row(self.board, inject).answers)

    def released(self, inject: str) -> bool:
        return row(self.board, inject).status == "sent"

    def reply(self, team: str, inject: str) -> str | None:
        answers = row(self.board, inject).answers
        if team == ANY:
            return next((answer.reply for answer in answers.values()), None)
        return answers[team].reply if team in answers else None

    def stance(self, team: str) -> str | None:
        """The stance of the team's latest statement; a joint one is both sides'."""
        said = [item for item in self.board.statements.values() if team in (item.team, item.partner, ANY)]
        return said[-1].stance or None if said else None

    def flag(self, name: str) -> bool:
        return self.board.flags.get(name, False)

    def chance(self, probability: float, key: str) -> bool:
        luck = self.setting.luck.at(self.board.turn)
        return luck.chance(probability, "condition", self.context, key)

    def held(self, text: str, turns: int) -> bool:
        """Now, and at the end of each of the `turns` − 1 turns before."""
        earlier = (self.flag(memory(text, self.turn - back)) for back in range(1, turns))
        return holds(condition(text), self) and all(earlier)

    def ever(self, text: str) -> bool:
        past = (self.flag(memory(text, turn)) for turn in range(1, self.turn + 1))
        return holds(condition(text), self) or any(past)

    def key_status(self, key: str) -> str:
        """What is declared of the key. The truth is for `key_truth` conditions of the engine alone."""
        return self.board.keys[key].status

    def proved_keys(self) -> int:
        return sum(key.proved > 0 for key in self.board.keys.values())

    def swept(self, vault: str) -> bool:
        return self.board.vaults[vault].rotated > 0

    def alone(self, action: str) -> bool:
        """Somebody did it without a partner."""
        return any(not deed.partner for deed in self._deeds(ANY, action))

    def _deeds(self, team: str, action: str) -> list[Deed]:
        return [deed for deed in self.board.deeds if deed.action == action and team in (ANY, deed.team, deed.partner)]

    def _transaction(self, code: str) -> Transaction | None:
        found = [item for item in self.board.transactions.values() if item.code == code]
        return found[-1] if found else None


class Promised(Known):
    """The facts as they will be if all that is locked, or agreed on by two parties, is done at the bell."""

    def did(self, team: str, action: str) -> bool:
        promising = self._agreed(action) | self._sealed(action)
        return super().did(team, action) or team in promising or (team == ANY and bool(promising))

    def _agreed(self, action: str) -> set[str]:
        found = (item for item in self.board.proposals.values() if item.action == action and item.state == "accepted")
        return {side for item in found for side in (item.team, item.to)}

    def _sealed(self, action: str) -> set[str]:
        """Who has it on a locked sheet; a joint act needs two such sheets."""
        found = {
            team for team, sheet in self.board.sheets.items() if any(order.action == action for order in sheet.orders)
        }
        joint = action in CATALOGUE.actions and CATALOGUE.actions[action].mode is Mode.JOINT
        return set() if joint and len(found) == 1 else found


condition = lru_cache(maxsize=4096)(parse_condition)
"""A condition that is known by its text, read once."""


def memory(text: str, turn: int) -> str:
    """The flag that remembers whether a condition held at the end of a turn."""
    return f"held {text} @{turn}"
