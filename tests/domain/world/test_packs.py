from __future__ import annotations

import pytest

from exercises.domain.world import CATALOGUE, LUCKLESS_PACKS, PACK_TITLES, PACKS, start_values
from tests.domain.world.scene import luck


@pytest.mark.parametrize("pack", PACKS)
def test_pack_names_only_variables_in_range(pack: str) -> None:
    for code, value in PACKS[pack].items():
        variable = CATALOGUE.variables[code]
        assert variable.low <= float(value) <= variable.high
    assert set(PACK_TITLES[pack]) == {"en", "zh-hans"}


@pytest.mark.parametrize("pack", PACKS)
def test_pack_starts_with_every_variable_and_whole_shares(pack: str) -> None:
    values = start_values(pack)
    assert {code for code in CATALOGUE.variables if "*" not in code} <= values.keys()
    shares = [float(value) for code, value in values.items() if code.startswith("hash.share.")]
    assert sum(shares) == pytest.approx(1)
    assert values["reserve.basis"] == values["market.price"]


def test_start_of_a_script_wins_over_its_pack_and_is_counted() -> None:
    values = start_values(
        "2025-11", {"stage": 3, "trust.us": 38, "reserve.btc.pilot": 20_000, "reserve.contrib.us": 10_000}
    )
    assert (values["stage"], values["trust.us"], values["trust.cn"]) == (3.0, 38.0, 22.0)
    assert values["reserve.total"] == 20_000
    assert values["reserve.share_supply"] == pytest.approx(0.0952, abs=1e-3)
    assert values["reserve.share_national.us"] == pytest.approx(0.0333, abs=1e-3)


def test_hidden_holdings_are_drawn_unless_the_pack_says_them() -> None:
    drawn = {start_values("2025-11", luck=luck(turn))["holdings.cn.true"] for turn in range(40)}
    assert drawn == {194_000.0, 120_000.0, 40_000.0}
    assert start_values("2025-03")["holdings.cn.true"] == 194_000
    assert start_values("calm-training", luck=luck())["holdings.cn.true"] == 200_000


def test_unknown_pack_or_code_is_refused() -> None:
    with pytest.raises(KeyError):
        start_values("1999-01")
    with pytest.raises(KeyError):
        start_values("2025-11", {"usd": 3})


def test_training_runs_without_luck() -> None:
    assert {"calm-training"} == LUCKLESS_PACKS
