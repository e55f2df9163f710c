from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.world import Cause, World, market, settle, step
from tests.domain.world.scene import CATALOGUE, WHY, fallback, luck, quiet

JUMP = Cause("inject", {"inject": "X1"})


def percent(log: float) -> float:
    return 100 * math.expm1(log)


@pytest.mark.parametrize("btc, expected", [(4_000, -0.28), (20_000, -0.63), (200_000, -2.00)])
def test_order_impact_of_sales_in_calm_markets_is_small(btc: float, expected: float) -> None:
    assert percent(market.order_impact(quiet(), -btc)) == pytest.approx(expected, abs=0.02)


def test_order_impact_of_the_saxony_sale_off_exchange_is_under_half_a_percent() -> None:
    assert percent(market.order_impact(quiet(), -49_858, otc=0.9)) == pytest.approx(-0.44, abs=0.01)


def test_order_impact_of_buying_in_a_crash_is_strong() -> None:
    crash = quiet(market__vol=0.10, market__volume=100_000.0)
    assert percent(market.order_impact(crash, 20_000)) == pytest.approx(3.6, abs=0.1)


@given(st.floats(1, 250_000), st.floats(0, 1))
def test_order_impact_doubles_for_four_times_the_amount(btc: float, otc: float) -> None:
    w = quiet()
    assert market.order_impact(w, 4 * btc, otc) == pytest.approx(2 * market.order_impact(w, btc, otc))


@given(st.floats(0, 1_000_000))
def test_order_impact_of_buying_mirrors_selling(btc: float) -> None:
    w = quiet()
    assert market.order_impact(w, btc) == -market.order_impact(w, -btc)


def test_order_impact_of_nothing_is_nothing() -> None:
    assert market.order_impact(quiet(), 0) == 0


@pytest.mark.parametrize(
    "jump, leverage, expected", [(-0.48, 60, -49.7), (-0.12, 70, -14.7), (-0.17, 50, -19.6), (-0.20, 40, -22.0)]
)
def test_settle_takes_a_jump_with_its_forced_selling(jump: float, leverage: float, expected: float) -> None:
    w = quiet(market__leverage=leverage)
    w.jump(jump, JUMP)
    settle(w)
    assert 100 * (w.number("market.price") / 100_000 - 1) == pytest.approx(expected, abs=0.1)


def test_settle_of_a_fall_in_two_halves_ends_like_one_fall() -> None:
    one, two = quiet(), quiet()
    one.jump(-0.2, JUMP)
    settle(one)
    for _ in range(2):
        two.jump(-0.1, JUMP)
        settle(two)
    assert two.number("market.price") == pytest.approx(one.number("market.price"), rel=1e-6)


def test_forced_selling_is_not_taken_back_when_the_price_recovers() -> None:
    w = quiet()
    w.jump(-0.2, JUMP)
    settle(w)
    low = w.number("market.price")
    w.jump(0.2, JUMP)
    settle(w)
    assert w.number("market.price") == pytest.approx(low * math.exp(0.2))


def test_market_step_does_not_repeat_a_jump_that_was_settled() -> None:
    w = quiet(days=1.0)
    w.jump(-0.12, JUMP)
    settle(w)
    settled = w.number("market.price")
    step(w, "market")
    assert w.number("market.price") == pytest.approx(settled)
    assert w.number("market.return") == pytest.approx(math.log(settled / 100_000), abs=1e-5)
    assert w.number("market.shock.return") == 0


def test_market_step_names_every_jump_by_its_own_cause() -> None:
    w = quiet(days=1.0)
    w.jump(0.01, JUMP)
    w.jump(0.02, Cause("action", {"action": "buy", "team": "cn"}))
    step(w, "market")
    price = next(change for change in w.changes() if change.variable == "market.price")
    assert [cause.code for cause in price.causes] == ["inject", "action"]


def test_market_step_raises_volatility_after_a_crash_and_lets_it_rest() -> None:
    w = quiet(days=1.0)
    w.jump(-0.3, JUMP)
    step(w, "market")
    shaken = w.number("market.vol")
    later = World({**w.values()}, CATALOGUE, luck(on=False), 30.0)
    step(later, "market")
    assert 0.025 < later.number("market.vol") < shaken


def test_market_step_flushes_leverage_only_after_a_cascade() -> None:
    small, large = quiet(days=1.0), quiet(days=1.0)
    small.jump(-0.04, JUMP)
    large.jump(-0.48, JUMP)
    step(small, "market")
    step(large, "market")
    assert small.number("market.leverage") == 50
    assert large.number("market.leverage") == 10


def test_market_step_dries_up_during_an_outage() -> None:
    w = quiet(days=1.0, market__outage="major")
    step(w, "market")
    assert w.number("market.depth") == pytest.approx(40, abs=1)


def test_backstop_credibility_calms_volatility() -> None:
    believed, doubted = quiet(days=30.0, backstop__credibility=1.0), quiet(days=30.0)
    step(believed, "market")
    step(doubted, "market")
    assert believed.number("market.vol") < doubted.number("market.vol")


@given(st.floats(0.008, 0.25), st.floats(-1, 1), st.floats(0.1, 3_650), st.floats(0.008, 0.05))
def test_next_variance_is_never_negative_nor_nan(vol: float, log_return: float, days: float, rest: float) -> None:
    assert market.next_variance(vol, log_return, days, rest) > 0


def test_prices_of_ten_quiet_days_stay_near_their_start() -> None:
    ends = sorted(_after_ten_days(secret) for secret in range(300))
    assert 85_000 < ends[15] < 92_000
    assert 110_000 < ends[285] < 118_000


def _after_ten_days(secret: int) -> float:
    values = fallback()
    for turn in range(10):
        w = World(values, CATALOGUE, luck(turn, secret=secret.to_bytes(2, "big")), 1.0)
        step(w, "market")
        values = w.values()
    return float(values["market.price"])


def test_jump_of_nothing_leaves_no_trace() -> None:
    w = quiet()
    w.jump(0.0, WHY)
    assert w.take_jumps() == ()
