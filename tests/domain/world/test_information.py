from __future__ import annotations

import pytest

from exercises.domain.world import CATALOGUE, World, carry_out, step
from tests.domain.world.scene import WHY, luck, quiet


def later(w: World) -> World:
    return World(w.values(), CATALOGUE, luck(2, on=False), 1.0)


def rumour(strength: float = 40.0) -> World:
    w = quiet(days=1.0)
    w.spawn("rumour", "coins_gone", strength, WHY)
    return w


def test_an_unanswered_rumour_grows_and_sours_the_press() -> None:
    w = rumour()
    step(w, "politics")
    assert w.number("rumour.coins_gone") == 56
    assert w.number("press.tone") < 0


def test_an_answered_rumour_fades() -> None:
    w = rumour()
    step(w, "politics")
    w = later(w)
    assert carry_out(w, "joint_press_line", None, {"rumour": "coins_gone"}, WHY) == "done"
    step(w, "politics")
    assert w.number("rumour.coins_gone") == pytest.approx(56 * 0.4 * 0.7)


def test_a_faint_rumour_is_forgotten() -> None:
    w = rumour(0.5)
    step(w, "politics")
    assert w["rumour.coins_gone"] == 0


def test_a_rumour_cannot_outgrow_its_scale() -> None:
    w = rumour(90)
    step(w, "politics")
    assert w["rumour.coins_gone"] == 100


def test_spawning_a_rumour_again_never_weakens_it() -> None:
    w = rumour(60)
    w.spawn("rumour", "coins_gone", 30, WHY)
    assert w["rumour.coins_gone"] == 60


@pytest.mark.parametrize("credibility, left", [(100.0, 20.0), (50.0, 30.0), (0.0, 40.0)])
def test_a_denial_works_as_far_as_its_speaker_is_believed(credibility: float, left: float) -> None:
    w = rumour()
    w.set("credibility.us", credibility, WHY)
    carry_out(w, "deny", "us", {"rumour": "coins_gone"}, WHY)
    assert w["rumour.coins_gone"] == left


def test_a_statement_answers_the_rumour_it_names_and_no_other() -> None:
    w = rumour()
    carry_out(w, "speak", "cn", {"rumour": "coins_gone"}, WHY)
    assert w["rumour.coins_gone"] == 31
    carry_out(w, "speak", "cn", {"rumour": "something_else"}, WHY)
    carry_out(w, "speak", "cn", {}, WHY)
    assert [change.variable for change in w.changes() if change.variable.startswith("rumour.")] == ["rumour.coins_gone"]


def test_no_comment_lets_a_rumour_grow() -> None:
    w = rumour()
    carry_out(w, "no_comment", "us", {"rumour": "coins_gone"}, WHY)
    assert w["rumour.coins_gone"] == 44


def test_open_secrets_raise_the_risk_of_a_leak() -> None:
    w = quiet(secrets__open=4.0)
    step(w, "politics")
    assert w.number("leak.risk") == pytest.approx(0.11)
