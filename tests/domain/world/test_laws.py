"""Laws that hold for any play: ranges, causes, repeatability."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.grammar import parse_effect
from exercises.domain.world import CATALOGUE, PRESETS, RESOLUTION_STEPS, Change, Value, World, carry_out, settle, step
from tests.domain.world.scene import WHY, Told, fallback, luck, micro

LINES = sorted(
    {line for action in CATALOGUE.actions.values() for line in action.effects}
    | {line for lines in PRESETS.values() for line in lines}
)
acts = st.lists(st.tuples(st.sampled_from(["us", "cn", "bis", "eu"]), st.sampled_from(LINES)), max_size=12)
days = st.sampled_from([0.0, 0.02, 0.25, 1.0, 7.0, 30.0, 365.0])
FACTS: Any = Told(numbers={"market.return": -0.1, "transparency.level": 2.0})


def play(moves: list[tuple[str, str]], length: float, secret: int = 0, turns: int = 2) -> list[World]:
    values, worlds = fallback(), []
    for turn in range(turns):
        w = World(values, CATALOGUE, luck(turn, secret=secret.to_bytes(4, "big")), length)
        for team, line in moves:
            w.apply(parse_effect(line), WHY, team, line, own=team, facts=FACTS)
        settle(w)
        for name in RESOLUTION_STEPS:
            step(w, name)
        values = w.values()
        worlds.append(w)
    return worlds


@settings(deadline=None, max_examples=60)
@given(acts, days, st.integers(0, 99))
def test_numbers_stay_in_range_and_are_numbers(moves: list[tuple[str, str]], length: float, secret: int) -> None:
    for w in play(moves, length, secret):
        for code, value in w.values().items():
            variable = CATALOGUE.variable(code)
            if variable.kind == "number":
                assert math.isfinite(float(value)), code
                assert variable.low <= float(value) <= variable.high, code
            else:
                assert isinstance(value, bool) or value in variable.options, code


@settings(deadline=None, max_examples=60)
@given(acts, days, st.integers(0, 99))
def test_causes_add_up_to_the_change(moves: list[tuple[str, str]], length: float, secret: int) -> None:
    for w in play(moves, length, secret):
        changes = {change.variable: change for change in w.changes()}
        assert all(_adds_up(change) for change in changes.values())
        silent = [code for code, value in w.values().items() if value != w.before(code) and code not in changes]
        assert silent == []


def _adds_up(change: Change) -> bool:
    if isinstance(change.after, str | bool):
        return bool(change.causes)
    return sum(micro(cause.size) for cause in change.causes) == micro(change.after) - micro(change.before)


@settings(deadline=None, max_examples=30)
@given(acts, days)
def test_the_same_acts_and_secret_give_the_same_world(moves: list[tuple[str, str]], length: float) -> None:
    first, second = play(moves, length), play(moves, length)
    assert [w.changes() for w in first] == [w.changes() for w in second]


@settings(deadline=None, max_examples=40)
@given(acts, days)
def test_shares_of_hash_rate_sum_to_one_after_every_turn(moves: list[tuple[str, str]], length: float) -> None:
    for w in play(moves, length):
        assert sum(micro(w[code]) for code in w.family("hash.share")) == 1_000_000


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(CATALOGUE.actions)), st.sampled_from(["us", "cn"]), st.integers(0, 99))
def test_every_trigger_answers_a_word_and_keeps_the_ranges(code: str, team: str, secret: int) -> None:
    action = CATALOGUE.actions[code]
    w = World(fallback(reserve__total=20_000.0), CATALOGUE, luck(secret=secret.to_bytes(2, "big")), 0.0)
    args: dict[str, Value] = {
        "amount": 1e6,
        "otc": 0.5,
        "btc": 5e5,
        "rumour": "x",
        "blocks": 1e4,
        "percent": 9,
        "site": "beijing",
    }
    answer = carry_out(w, action.triggers, team, args, WHY)
    assert answer
    settle(w)
    assert all(_adds_up(change) for change in w.changes())


def test_another_secret_gives_another_price() -> None:
    assert play([], 7.0, secret=1)[0]["market.price"] != play([], 7.0, secret=2)[0]["market.price"]
