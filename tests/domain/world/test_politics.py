from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.world import CATALOGUE, World, politics, step
from tests.domain.world.scene import WHY, bell, fallback, luck, quiet


def test_trust_after_a_gain_and_an_equal_loss_is_lower() -> None:
    w = quiet(trust__us=30.0)
    w.add("trust.us", 4, WHY)
    assert w.number("trust.us") == pytest.approx(34)
    w.add("trust.us", -4, WHY)
    assert w.number("trust.us") < 30


@given(st.floats(0, 100), st.floats(0.1, 20))
def test_trust_up_and_down_never_ends_higher(start: float, size: float) -> None:
    w = quiet(trust__us=start)
    w.add("trust.us", size, WHY)
    w.add("trust.us", -size, WHY)
    assert w.number("trust.us") <= round(start, 6)


def test_trust_gain_is_small_where_trust_is_high() -> None:
    w = quiet(trust__us=80.0)
    w.add("trust.us", 4, WHY)
    assert w.number("trust.us") == pytest.approx(81.14, abs=0.01)


def test_trust_loss_weighs_more_among_hardliners_in_high_tension() -> None:
    calm, hot = quiet(), quiet(tension=61.0, hardliners__us=40.0)
    calm.add("trust.us", -4, WHY)
    hot.add("trust.us", -4, WHY)
    assert calm.number("trust.us") == pytest.approx(24)
    assert hot.number("trust.us") == pytest.approx(30 - 6 * 1.2)


def test_approval_loss_is_softened_by_a_track_two_circle() -> None:
    w = quiet(track2__constituency=100.0, approval__us=50.0)
    w.add("approval.us", -10, WHY)
    assert w.number("approval.us") == pytest.approx(43)


def test_good_faith_of_ten_months_lifts_trust_and_index_and_one_betrayal_undoes_half() -> None:
    values = fallback()
    for turn in range(10):
        w = World(values, CATALOGUE, luck(turn, on=False), 30.0)
        for team in ("us", "cn"):
            w.add(f"trust.{team}", 4, WHY)
        values = bell(w.values(), 30.0, luck(turn, on=False)).values()
    assert float(values["trust.us"]) == pytest.approx(57.5, abs=1.5)
    assert float(values["stability.index"]) == pytest.approx(68, abs=4)
    betrayed = World(values, CATALOGUE, luck(11, on=False), 30.0)
    betrayed.add("trust.us", -12, WHY)
    assert betrayed.number("trust.us") == pytest.approx(float(values["trust.us"]) - 18)


def test_drift_of_a_year_counts_thirty_days() -> None:
    month, year = quiet(days=30.0, tension=80.0), quiet(days=365.0, tension=80.0)
    step(month, "politics")
    step(year, "politics")
    assert month.number("tension") == year.number("tension")


def test_trust_fades_less_far_with_a_hotline() -> None:
    silent, wired = quiet(days=30.0, trust__us=60.0), quiet(days=30.0, trust__us=60.0, hotline__state="tested")
    step(silent, "politics")
    step(wired, "politics")
    assert silent.number("trust.us") < wired.number("trust.us") < 60


@pytest.mark.parametrize("share, expected", [(0.0, 0.5), (3.0, 1.0), (9.0, 2.0), (30.0, 2.0)])
def test_exposure_has_a_floor_and_a_ceiling(share: float, expected: float) -> None:
    assert politics.exposure(share) == expected
    assert politics.exposure(share, hedged=True) == pytest.approx(0.7 * expected)


def test_a_crash_costs_seven_points_of_approval_at_pilot_size() -> None:
    w = quiet(days=0.0, market__return=-0.69, approval__eu=50.0, track2__constituency=0.0)
    step(w, "politics")
    assert w.number("approval.us") == pytest.approx(48 - 6.9, abs=0.1)
    assert w.number("approval.eu") == 50


def test_political_capital_grows_with_approval_only() -> None:
    assert politics.capital_income(48) == pytest.approx(1.8)
    assert politics.capital_income(20) == 0


def test_legitimacy_wears_while_nobody_speaks_about_forty_percent() -> None:
    silent, spoken = quiet(pool__top__visible=0.45), quiet(pool__top__visible=0.45, hash__spoken=True)
    step(silent, "politics")
    step(spoken, "politics")
    assert (silent.number("legitimacy"), spoken.number("legitimacy")) == (39.5, 40)


def test_legitimacy_grows_while_observers_have_a_seat() -> None:
    w = quiet(observer__seat=True)
    step(w, "politics")
    assert w.number("legitimacy") == 40.5


def test_hedge_runs_out_turn_by_turn() -> None:
    w = quiet(hedge__us=3.0)
    step(w, "politics")
    assert w.number("hedge.us") == 2
    assert w.number("hedge.cn") == 0
