from __future__ import annotations

from typing import Any

import pytest

from exercises.domain.grammar import parse_effect
from exercises.domain.world import CATALOGUE, Cause, Pending, World, gain_factor
from tests.domain.world.scene import WHY, Told, fallback, luck, micro, quiet


def apply(w: World, text: str, own: str | None = "us", **more: Any) -> tuple[Pending, ...]:
    return w.apply(parse_effect(text), WHY, "us", "test", own=own, **more)


def moved(w: World) -> dict[str, object]:
    return {change.variable: change.after for change in w.changes()}


def test_add_beyond_the_range_is_clipped_with_a_cause() -> None:
    w = quiet(tension=95.0)
    w.add("tension", 20, WHY)
    (change,) = w.changes()
    assert change.after == 100
    assert [(cause.code, cause.size) for cause in change.causes] == [("action", 20), ("clipped", -15)]


def test_add_records_which_part_was_luck() -> None:
    w = quiet()
    w.add("tension", 2, WHY, draw=0.5)
    assert (w.changes()[0].causes[0].size, w.changes()[0].causes[0].draw) == (2.5, 0.5)


def test_changes_since_a_mark_leave_out_what_rested_ever_since() -> None:
    w = quiet(trust__us=50.0, tension=40.0)
    w.add("trust.us", 5, WHY)
    w.add("tension", 5, WHY)
    before, mark = {change.variable: change for change in w.changes()}, w.marks()
    assert w.changes(since=mark) == ()
    w.add("tension", 1, WHY)
    w.set("stability.band", "black", WHY)
    since = w.changes(since=mark)
    assert since == tuple(change for change in w.changes() if before.get(change.variable) != change)
    assert [change.variable for change in since] == ["tension", "stability.band"]


def test_set_of_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="hotline"):
        quiet().set("hotline.state", "melted", WHY)


def test_set_of_the_same_state_is_no_change() -> None:
    w = quiet()
    w.set("hotline.state", "none", WHY)
    assert w.changes() == ()


def test_reading_an_unknown_code_fails() -> None:
    with pytest.raises(KeyError):
        quiet()["usd"]


def test_a_rumour_that_nobody_spread_has_no_strength() -> None:
    assert quiet()["rumour.coins_gone"] == 0


@pytest.mark.parametrize(
    "own, target, codes",
    [
        ("us", "trust.own", ("trust.us",)),
        ("us", "trust.other", ("trust.cn",)),
        ("cn", "trust.other", ("trust.us",)),
        ("bis", "trust.other", ("trust.us", "trust.cn")),
        ("bis", "trust.own", ()),
        (None, "trust.own", ("trust.us", "trust.cn")),
        (None, "trust.other", ("trust.us", "trust.cn")),
        ("us", "trust.*", ("trust.cn", "trust.us")),
        ("us", "tension", ("tension",)),
    ],
)
def test_targets_are_resolved_for_the_acting_team(own: str | None, target: str, codes: tuple[str, ...]) -> None:
    assert quiet().targets(target, own) == codes


def test_apply_moves_every_member_of_a_family() -> None:
    w = quiet()
    w.spawn("rumour", "a", 40, WHY)
    w.spawn("rumour", "b", 60, WHY)
    apply(w, "mul(rumour.*, 0.5)")
    assert (w["rumour.a"], w["rumour.b"]) == (20, 30)


def test_apply_draws_within_the_spread_and_the_same_each_time() -> None:
    draws = set()
    for _ in range(3):
        w = World(fallback(), CATALOGUE, luck(), 0.0)
        apply(w, "add(tension, 5 ± 2)")
        draws.add(w["tension"])
    assert len(draws) == 1
    assert 48 <= float(draws.pop()) <= 52


def test_apply_draws_by_key_so_that_other_acts_shift_nothing() -> None:
    alone, crowded = (World(fallback(), CATALOGUE, luck(), 0.0) for _ in range(2))
    crowded.apply(parse_effect("add(threat.level, 5 ± 2)"), WHY, "cn", "other", own="cn")
    apply(alone, "add(tension, 5 ± 2)")
    apply(crowded, "add(tension, 5 ± 2)")
    assert alone["tension"] == crowded["tension"]


def test_apply_without_luck_takes_the_middle() -> None:
    w = quiet()
    apply(w, "add(tension, 5 ± 2)")
    apply(w, "add(threat.level, 1, n(3))")
    assert (w["tension"], w["threat.level"]) == (50, 51)


def test_apply_of_a_delayed_effect_hands_it_back_and_can_carry_it_out_later() -> None:
    w = quiet()
    (pending,) = apply(w, "add(tension, 5) after 2", scale=0.5)
    assert w.changes() == ()
    assert (pending.due, pending.effect, pending.own) == (2, "add(tension, 2.5)", "us")
    assert w.apply_pending(pending) == ()
    assert w["tension"] == 47.5


def test_apply_over_several_turns_moves_an_equal_part_each_turn() -> None:
    w = quiet()
    waiting = apply(w, "add(tension, 6) over 3")
    assert w["tension"] == 47
    assert [pending.due for pending in waiting] == [1, 2]
    for pending in waiting:
        w.apply_pending(pending)
    assert w["tension"] == 51


def test_apply_over_turns_judges_chance_and_condition_once() -> None:
    assert apply(quiet(), "add(tension, 6) over 3 chance 0.1") == ()
    waiting = apply(quiet(), "add(tension, 6) over 3 when turn >= 1", facts=Told())
    assert [pending.effect for pending in waiting] == ["add(tension, 2)", "add(tension, 2)"]


def test_apply_with_a_condition_needs_facts() -> None:
    w = quiet()
    apply(w, "add(tension, 6) when turn >= 3", facts=Told(turn=1))
    assert w.changes() == ()
    with pytest.raises(ValueError, match="facts"):
        apply(w, "add(tension, 6) when turn >= 3")


def test_apply_hidden_hides_the_cause_now_and_later() -> None:
    w = quiet()
    (pending,) = apply(w, "add(tension, 6) over 2 hidden")
    assert not w.changes()[0].causes[0].visible
    assert not pending.cause.visible


def test_apply_weighs_only_gains_by_the_gain_factor() -> None:
    w = quiet()
    for line in ("add(trust.other, 4)", "add(tension, -4)", "add(approval.own, -4)", "jump(market.price, 0.02)"):
        apply(w, line, gain=0.5)
    assert (w["trust.cn"], w["tension"]) == (32, 43)
    assert w.number("approval.us") == pytest.approx(48 - 4 * 0.94)
    assert [jump.size for jump in w.take_jumps()] == [0.01]


def test_apply_scales_factors_towards_one() -> None:
    w = quiet()
    apply(w, "mul(hash.total, 0.6)", scale=0.5)
    assert w["hash.total"] == 720


def test_apply_sets_flags_queues_and_brings_things_into_play() -> None:
    w = quiet()
    for line in ("flag(leak)", "flag(calm, false)", "queue(KC06C)", "spawn(tx, T17)", "spawn(rumour, coins, 70)"):
        apply(w, line)
    assert w.flags == {"leak": True, "calm": False}
    assert w.queued == ("KC06C",)
    assert [(spawn.kind, spawn.name) for spawn in w.spawned] == [("tx", "T17"), ("rumour", "coins")]
    assert w["rumour.coins"] == 70


def test_apply_sets_states_and_clamps() -> None:
    w = quiet()
    apply(w, "set(hotline.state, tested)")
    apply(w, "set(hash.spoken, true)")
    apply(w, "clamp(trust.other, 0, 5)")
    assert moved(w) == {"hotline.state": "tested", "hash.spoken": True, "trust.cn": 5}


def test_apply_of_a_preset_scales_all_its_effects() -> None:
    w = quiet()
    apply(w, "preset(vault_theft, 0.5)")
    assert (w["ci.adjust"], w["tension"], w["rumour.coins_stolen"]) == (-20, 48, 40)
    assert [jump.size for jump in w.take_jumps()] == [-0.06]


def test_apply_weighs_what_it_brings_into_play() -> None:
    w = quiet()
    (pending,) = apply(w, "spawn(rumour, planted, 50) after 1", scale=0.5)
    (shock,) = apply(w, "preset(coins_gone) after 1", scale=0.5)
    apply(w, "spawn(incident, breach)", scale=0.5)
    apply(w, "flag(leak)", gain=0.5, scale=0.5)
    assert (pending.effect, shock.effect) == ("spawn(rumour, planted, 25)", "preset(coins_gone, 0.5)")
    assert [(spawn.kind, spawn.name, spawn.amount) for spawn in w.spawned] == [("incident", "breach", None)]
    assert w.flags == {"leak": True}


def test_jump_of_another_price_acts_at_once() -> None:
    w = quiet()
    apply(w, "jump(reserve.basis, 0.1)")
    assert w.number("reserve.basis") == pytest.approx(110_517.09, abs=0.01)


def test_mul_and_compound_record_their_luck() -> None:
    w = quiet()
    w.mul("hash.total", 0.9, WHY, draw=0.01)
    assert micro(w["hash.total"]) == 819_000_000
    assert w.changes()[0].causes[0].draw == 9
    w.compound("hash.total", 0.0, Cause("market.noise"))
    assert len(w.changes()[0].causes) == 1


@pytest.mark.parametrize(
    "earlier, expected", [((), 1.0), ((5,), 0.0), ((4,), 0.5), ((3, 4), 0.25), ((2, 3, 4), 0.125), ((1, 4), 0.5)]
)
def test_gain_factor_halves_within_four_turns(earlier: tuple[int, ...], expected: float) -> None:
    assert gain_factor(earlier, 5) == expected


def test_family_lists_only_its_own_members() -> None:
    w = quiet()
    assert w.family("trust") == ("trust.cn", "trust.us")
    assert "market.vol.rest" not in w.family("market")
    assert "market.vol" in w
    assert "rumour.x" not in w
