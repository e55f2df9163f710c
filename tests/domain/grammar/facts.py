"""Facts to weigh conditions against: a board made of plain fields."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Board:
    """A small state of play that answers what conditions ask."""

    turn: int = 3
    stage: int = 2
    values: dict[str, float | str | bool] = field(
        default_factory=lambda: {"trust.us": 22.0, "trust.cn": 30.0, "accord.state": "signed", "joc.open": True}
    )
    acts: tuple[tuple[str, str, int], ...] = (("us", "accuse", 1), ("us", "accuse", 3), ("cn", "answer", 2))
    replies: dict[tuple[str, str], str] = field(default_factory=lambda: {("us", "KC17A"): "by_fault"})
    stances: dict[str, str] = field(default_factory=lambda: {"us": "calm"})
    draws: list[str] = field(default_factory=list)
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def value(self, code):
        return self.values.get(code, 0.0)

    def count(self, team, action):
        return sum(act == action and team in ("any", who) for who, act, _ in self.acts)

    def did(self, team, action):
        return self.count(team, action) > 0

    def did_within(self, team, action, turns):
        return any((who, act) == (team, action) and turn > self.turn - turns for who, act, turn in self.acts)

    def within_minutes(self, team, action, minutes):
        return self.did(team, action) and minutes >= 10

    def signed(self, tx):
        return {"T17": 2}.get(tx, 0)

    def refused(self, tx):
        return {"T17": 1}.get(tx, 0)

    def final(self, tx):
        return tx == "T1"

    def answered(self, inject):
        return inject == "KC01"

    def released(self, inject):
        return inject in ("KC01", "KC02")

    def reply(self, team, inject):
        return self.replies.get((team, inject))

    def stance(self, team):
        return self.stances.get(team)

    def flag(self, name):
        return name == "leak"

    def chance(self, probability, key):
        self.draws.append(key)
        return probability > 0.5

    def held(self, condition, turns):
        self.asked.append((condition, turns))
        return turns <= 2

    def ever(self, condition):
        self.asked.append((condition,))
        return True

    def key_status(self, key):
        return "compromised" if key == "CN-2" else "healthy"

    def proved_keys(self):
        return 4

    def swept(self, vault):
        return vault == "pilot"

    def alone(self, action):
        return action == "freeze"
