from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.board.setting import Setting, streams
from exercises.domain.events.lifecycle import TurnBegan
from exercises.domain.visibility import figures, view
from exercises.domain.world import CATALOGUE
from exercises.enums import Visibility
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board

TABLE = ("us", "us+custodian", "cn", "cn+custodian", "bis+custodian", "imf", "press", "public", "evaluator", "control")
SIGHTS = {
    # variable: exact for, band for, other for
    "market.price": (TABLE, ()),
    "pc.cn": (("cn", "cn+custodian", "evaluator", "control"), ()),
    "trust.cn": (("cn", "cn+custodian", "evaluator", "control"), ("us", "us+custodian", "bis+custodian", "imf")),
    "market.leverage": (
        ("control",),
        ("us", "us+custodian", "cn", "cn+custodian", "bis+custodian", "imf", "evaluator"),
    ),
    "accord.progress": (("us", "us+custodian", "cn", "cn+custodian", "evaluator", "control"), ()),
    "policy.limit": (
        ("us", "us+custodian", "cn", "cn+custodian", "bis+custodian", "imf", "evaluator", "control"),
        (),
    ),
    "vault.attack_distance": (("us+custodian", "cn+custodian", "bis+custodian", "evaluator", "control"), ()),
    "holdings.cn.true": (("cn", "cn+custodian", "evaluator", "control"), ()),
    "market.trend": (("control",), ()),
}


def facts(board: Board, stream: str) -> dict[str, Any]:
    shown: dict[str, Any] = view(boards.setting(), board, stream)["facts"]
    return shown


@pytest.mark.parametrize("code", SIGHTS)
def test_facts_class_of_the_variable_decides_who_sees_it_exactly_or_as_a_band(code: str):
    board = boards.started().board
    exact, band = SIGHTS[code]
    seen = {stream: facts(board, stream).get(code, {}) for stream in TABLE}
    assert {stream for stream, fact in seen.items() if "v" in fact and "w" not in fact} == set(exact)
    assert {stream for stream, fact in seen.items() if "w" in fact} == set(band)


@pytest.mark.parametrize("stream", TABLE)
def test_facts_white_variables_are_controls_alone(stream: str):
    white = {code for code, entry in CATALOGUE.variables.items() if entry.seen.visibility is Visibility.WHITE}
    shown = white & facts(boards.started().board, stream).keys()
    assert bool(shown) is (stream == "control")


def test_facts_declared_holdings_are_marked_as_claims_even_for_their_owner():
    board = boards.started().board
    for stream in ("us", "cn", "public", "evaluator"):
        assert facts(board, stream)["holdings.cn.declared"] == {"v": 194_000.0, "c": True}


def test_facts_colleague_without_clearance_sees_a_light():
    board = boards.started().board
    assert facts(board, "us")["vault.needed"].keys() == {"light"}
    assert "vault.needed" not in facts(board, "imf")
    assert "vault.needed" not in facts(board, "public")


@pytest.mark.parametrize("good, value, colour", [(1, 90.0, "green"), (1, 40.0, "amber"), (1, 10.0, "red")])
def test_facts_light_follows_the_value(good: int, value: float, colour: str):
    code = "ci.adjust"
    entry = CATALOGUE.variable(code)
    spread = entry.low + (entry.high - entry.low) * (value if entry.good >= 0 else 100 - value) / 100
    board = boards.started(**{code: spread}).board
    assert facts(board, "us")[code] == {"light": colour}


def test_facts_lagged_value_arrives_after_its_turns():
    board = boards.started(**{"illicit.flow": 10.0}).board
    lag = CATALOGUE.variable("illicit.flow").seen.lag
    shown = [facts(board, "us")["illicit.flow"]["v"]]
    log = boards.Log(board)
    for turn, value in ((2, 20.0), (3, 30.0), (4, 40.0)):
        world = {**log.board.world, "illicit.flow": value}
        log = boards.Log(replace(log.board, world=world)).add(_begins(turn, world))
        shown.append(facts(log.board, "us")["illicit.flow"]["v"])
    assert lag == 2
    assert shown == [10.0, 10.0, 10.0, 20.0]
    assert facts(log.board, "us")["illicit.flow"]["lag"] == lag
    assert facts(log.board, "control")["illicit.flow"]["v"] == 40.0


def _begins(turn: int, world: dict[str, Any], intel: dict[str, float] | None = None) -> TurnBegan:
    return TurnBegan(turn=turn, story=boards.STORY, intel=intel or boards.intel(), opening=world)


# Estimates


def test_facts_estimate_is_shared_by_all_clearances_of_a_team_and_differs_between_teams():
    board = boards.started().board
    assert facts(board, "us")["trust.cn"] == facts(board, "us+custodian")["trust.cn"]
    bands = {facts(board, stream)["market.leverage"]["v"] for stream in ("us", "cn", "bis", "imf")}
    assert len(bands) > 1


def test_facts_estimate_does_not_follow_the_live_value():
    board = boards.started().board
    moved = replace(board, world={**board.world, "trust.cn": 90.0})
    assert facts(moved, "us")["trust.cn"] == facts(board, "us")["trust.cn"]
    assert facts(moved, "cn")["trust.cn"]["v"] == 90.0


def test_facts_estimate_narrows_only_with_the_next_turn():
    board = boards.started().board
    width = facts(board, "us")["trust.cn"]["w"]
    spread = CATALOGUE.variable("trust.cn").spread
    assert width == pytest.approx(spread * 0.4)
    collected = replace(board, world={**board.world, "intel.us": 90.0})
    assert facts(collected, "us")["trust.cn"]["w"] == width
    later = boards.Log(collected).add(_begins(2, dict(collected.world), boards.intel(us=90.0))).board
    assert facts(later, "us")["trust.cn"]["w"] == pytest.approx(spread * 0.1)


def test_facts_estimate_is_drawn_anew_each_turn_and_not_after_stepping_back():
    """A second draw of the same number would average the noise out."""
    board = boards.started().board
    again = replace(board, generation=1)
    later = boards.Log(board).add(_begins(2, dict(board.world))).board
    once, twice, next_turn = (facts(each, "us")["trust.cn"]["v"] for each in (board, again, later))
    assert once == twice != next_turn


def test_facts_estimate_without_luck_is_the_value_with_its_width():
    board = boards.started().board
    shown = view(boards.setting(luck=False), board, "us")["facts"]["trust.cn"]
    assert shown["v"] == board.opening["trust.cn"]
    assert shown["w"] > 0


def test_facts_estimate_stays_inside_the_range():
    board = boards.started(**{"trust.cn": 0.0}).board
    for secret in range(30):
        setting = Setting.of(boards.script(), bytes([secret]))
        assert 0 <= view(setting, board, "imf")["facts"]["trust.cn"]["v"] <= 100


def test_facts_all_knowing_service_is_exact():
    world = boards.created().world
    board = boards.Log(boards.started().board).add(_begins(2, dict(world), boards.intel(us=100.0))).board
    assert facts(board, "us")["trust.cn"] == {"v": world["trust.cn"], "w": 0.0}


def test_catalogue_every_estimate_has_a_noise():
    estimates = [entry for entry in CATALOGUE.variables.values() if entry.seen.visibility is Visibility.ESTIMATE]
    assert [entry.code for entry in estimates if entry.spread <= 0 or entry.kind != "number"] == []


# Around them


def test_facts_own_trust_is_a_number_and_the_wall_shows_neither():
    board = boards.started().board
    assert facts(board, "us")["trust.us"] == {"v": board.world["trust.us"], "trend": [board.world["trust.us"]]}
    assert not {"trust.us", "trust.cn"} & facts(board, "public").keys()


def test_facts_before_the_first_turn_are_controls_alone():
    lobby = boards.Log().add(boards.created()).board
    assert {stream for stream in streams(boards.setting()) if facts(lobby, stream)} == {"control"}


def test_facts_observers_read_the_bilateral_when_the_accord_seats_them():
    apart = boards.started().board
    seated = boards.started(**{"observer.seat": True}).board
    assert "accord.progress" not in facts(apart, "imf")
    assert facts(seated, "imf")["accord.progress"] == {"v": seated.world["accord.progress"]}
    assert "accord.progress" not in facts(seated, "press")


def test_facts_moved_value_shows_what_it_was_and_indicators_their_way():
    board = boards.started().board
    moved = replace(board, world={**board.world, "tension": 70.0})
    assert facts(moved, "public")["tension"] == {"v": 70.0, "was": 58.0, "trend": [58.0]}
    later = boards.Log(moved).add(_begins(2, dict(moved.world))).board
    assert facts(later, "public")["tension"] == {"v": 70.0, "trend": [58.0, 70.0]}


def test_facts_of_no_known_variable_are_controls_alone():
    board = boards.started(**{"made.up": 3.0}).board
    assert {stream for stream in TABLE if "made.up" in facts(board, stream)} == {"control"}


def test_facts_growing_family_is_seen_by_its_pattern():
    board = boards.started(**{"rumour.coins_gone": 50.0}).board
    assert facts(board, "public")["rumour.coins_gone"] == {"v": 50.0}


# Figures in texts


def test_figures_hold_what_the_stream_may_see():
    board = boards.started().board
    texts = ["{var:market.price|usd} {var:trust.cn} {var:holdings.cn.true} {var:holdings.cn.declared|btc}"]
    own, other = (figures(boards.setting(), board, stream, texts) for stream in ("cn", "us"))
    assert own["trust.cn"] == board.world["trust.cn"]
    assert other["trust.cn"] == facts(board, "us")["trust.cn"]["v"]
    assert other["holdings.cn.declared"] == 194_000.0
    assert "holdings.cn.true" not in other


@pytest.mark.parametrize("code", ["trust.cn", "vault.needed", "illicit.flow", "holdings.cn.declared", "market.price"])
def test_figures_of_a_number_that_is_not_there_are_absent(code: str):
    board = boards.started().board
    bare = replace(board, world={}, opening={})
    assert figures(boards.setting(), bare, "us", [f"{{var:{code}}}"]) == {}


def test_brief_shows_the_figures_of_the_turn_start_in_both_languages():
    board = boards.started().board
    moved = replace(board, world={**board.world, "market.price": 5.0})
    us, public = (view(boards.setting(), moved, stream)["turn"]["brief"] for stream in ("us", "public"))
    assert us == {"en": "Price $100,000, our trust 25.", "zh-hans": "价格$100,000，我方信任25。"}
    assert public["en"] == "Price $100,000, our trust –."
