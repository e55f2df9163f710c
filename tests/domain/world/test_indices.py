from __future__ import annotations

import pytest

from exercises.domain.world import step
from exercises.domain.world.indices import band
from tests.domain.world.scene import bell, fallback, luck, quiet


def test_index_of_the_fallback_world_is_about_sixty() -> None:
    w = quiet()
    step(w, "indices")
    assert w.number("stability.index") == pytest.approx(60, abs=1.5)
    assert w["stability.band"] == "amber"


def test_index_stays_when_nobody_does_anything() -> None:
    values = fallback()
    for turn in range(10):
        values = bell(values, 1.0, luck(turn)).values()
    assert float(values["stability.index"]) == pytest.approx(60, abs=2.5)


@pytest.mark.parametrize(
    "index, name", [(100, "green"), (70, "green"), (69.9, "amber"), (50, "amber"), (30, "red"), (29.9, "black")]
)
def test_band_has_its_floors(index: float, name: str) -> None:
    assert band(index) == name


def test_two_black_turns_throw_the_accord_back_one_stage() -> None:
    ruin = {"tension": 100.0, "trust__us": 0.0, "legitimacy": 0.0, "market__vol": 0.2, "custody__integrity": 10.0}
    w = quiet(stage=3.0, **ruin)
    step(w, "indices")
    assert (w["stage"], w["stability.black_turns"]) == (3, 1)
    step(w, "indices")
    assert (w["stage"], w["stability.black_turns"]) == (2, 0)


def test_index_tells_what_each_burden_took() -> None:
    w = quiet(tension=80.0)
    step(w, "indices")
    change = next(change for change in w.changes() if change.variable == "stability.index")
    assert change.causes[-1].params["tension"] == 16
