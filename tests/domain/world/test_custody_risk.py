from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.world import Custody, custody_risk, settle, step
from tests.domain.world.scene import quiet

PILOT = Custody(attack=3, loss=2, true_attack=2, true_loss=2, needed=3, keys=5)


def test_integrity_of_a_healthy_three_of_five_with_an_old_audit() -> None:
    assert sum(custody_risk.integrity_terms(3, 2, 3, 5, 90).values()) == pytest.approx(96.67, abs=0.01)


def test_integrity_without_spare_keys_does_not_divide_by_zero() -> None:
    assert custody_risk.integrity_terms(2, 0, 2, 2, 0) == {"attack": 55, "loss": 0, "audit": 20}


def test_report_separates_what_is_declared_from_what_is_true() -> None:
    w = quiet()
    custody_risk.report(w, PILOT)
    settle(w)
    assert w.number("custody.integrity") == pytest.approx(96.67, abs=0.01)
    assert w.number("custody.integrity.true") == pytest.approx(78.33, abs=0.01)


def test_adjustment_moves_integrity_and_halves_in_thirty_days() -> None:
    w = quiet(days=30.0, ci__adjust=-40.0, audit__age=0.0)
    step(w, "hazards")
    assert w.number("ci.adjust") == pytest.approx(-20)
    assert w.number("custody.integrity") == pytest.approx(78.9, abs=0.1)


def test_hazards_step_ages_keys_audits_and_coins() -> None:
    w = quiet(days=7.0)
    step(w, "hazards")
    assert (w.number("rotation.age"), w.number("audit.age")) == (7, 97)
    assert w.number("recovery.refresh_age") == 7 * 144


def test_hazard_at_the_start_is_about_half_a_percent_a_year() -> None:
    yearly = 365 * custody_risk.hazard(threat=50, posture=65, insider=20, rotation_age=0)
    assert yearly == pytest.approx(0.0064, abs=0.001)


def test_hazard_doubles_with_25_points_of_threat_and_with_old_keys() -> None:
    usual = custody_risk.hazard(50, 60, 0, 0)
    assert custody_risk.hazard(75, 60, 0, 0) == pytest.approx(2 * usual)
    assert custody_risk.hazard(50, 60, 0, 731) == pytest.approx(2 * usual)
    assert custody_risk.hazard(50, 80, 0, 0) == pytest.approx(usual / 2)


@given(st.sampled_from(["us", "cn", "bis"]), st.floats(0, 3_650))
def test_compromise_chance_is_a_probability(team: str, days: float) -> None:
    assert 0 <= custody_risk.compromise_chance(quiet(days=days), team) <= 1


def test_detection_is_likelier_with_a_proof_and_with_shared_intelligence() -> None:
    alone, shared = quiet(days=1.0), quiet(days=1.0, intel__sharing=2.0)
    assert custody_risk.detection_chance(alone) == pytest.approx(0.08)
    assert custody_risk.detection_chance(shared) == pytest.approx(0.18)
    assert custody_risk.detection_chance(alone, proof=True) == pytest.approx(1 - 0.92 * 0.85)


def test_stolen_amount_is_limited_unless_the_whole_path_is_owned() -> None:
    assert custody_risk.stolen_amount(20_000, 200, whole_path=False) == 200
    assert custody_risk.stolen_amount(20_000, 200, whole_path=True) == 20_000
