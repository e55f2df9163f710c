"""What an exercise was worth: the weights, and each figure of the process by a deed that moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.domain.play import commands
from exercises.domain.play.scores import COLLAPSED, Measure, alone, blind, cards_met, informed, process, scores
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()


def iron():
    return Table(COLD_IRON).deliberating(*KEYHOLDERS.values(), "bis-manager")


@pytest.fixture(scope="module")
def ended():
    return Table(COLD_IRON).started().to_end()


def measured(table, team):
    return {item.code: (item.count, item.of) for item in process(table.setting, table.board, team)}


def test_there_is_no_score_before_there_is_an_outcome():
    table = iron()
    assert scores(table.setting, table.board) == {}


def test_a_score_is_half_outcome_three_tenths_cards_two_tenths_process(ended):
    board = replace(ended.board, tier="silver")
    for score in scores(ended.setting, board).values():
        parts = [(0.5, 75.0), (0.3, score.cards), (0.2, score.process)]
        known = [(weight, value) for weight, value in parts if value is not None]
        whole = sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)
        assert score.points == pytest.approx(whole)
        assert not score.capped


def test_cards_count_by_their_share(ended):
    met = cards_met(ended.setting, ended.board)
    for team, score in scores(ended.setting, ended.board).items():
        own = [met[card.code] for card in ended.setting.script.cards if card.team == team]
        assert score.cards == pytest.approx(100 * sum(own) / len(own))


def test_a_team_without_a_card_is_weighed_by_the_rest(ended):
    setting = replace(ended.setting, script=ended.setting.script.model_copy(update={"cards": ()}))
    for score in scores(setting, replace(ended.board, tier="gold")).values():
        assert score.cards is None
        assert score.process is not None
        assert score.points == pytest.approx((0.5 * 100 + 0.2 * score.process) / 0.7)


def test_nobody_gets_far_in_a_collapse(ended):
    ruin = scores(ended.setting, replace(ended.board, tier="collapse"))
    gold = scores(ended.setting, replace(ended.board, tier="gold"))
    assert all(score.points <= COLLAPSED for score in ruin.values())
    assert all(gold[team].points > ruin[team].points for team in gold)


def test_only_teams_at_the_table_have_a_score(ended):
    assert set(scores(ended.setting, ended.board)) == {
        code for code, team in ended.board.teams.items() if team.kind != "cell"
    }


def test_a_figure_without_an_occasion_is_left_out():
    assert "answered" not in measured(Table(COLD_IRON).started(), "us")


def test_answers_are_counted_of_what_was_asked():
    table = iron().minutes(3)
    asked = [code for code, item in table.board.injects.items() if item.status == "sent" and "bis" in item.of]
    assert measured(table, "bis")["answered"] == (0, len(asked))
    table.seat("bis-manager", commands.Reply, inject=table.inject(asked[0]), text="We look into it.")
    assert measured(table, "bis")["answered"] == (1, len(asked))


def test_handing_on_what_only_one_side_had_counts():
    table = iron().minutes(6)
    held = measured(table, "us")["handed_on"]
    assert held[0] == 0
    table.act(TREASURY, "share_intel", inject=table.inject("KC02"))
    assert measured(table, "us")["handed_on"] == (1, held[1])
    table.act(TREASURY, "share_intel", inject=table.inject("KC02"), team="bis")
    assert informed(table.board, "us") == 1


def test_a_signature_without_a_look_is_not_careful():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC).minutes(1)
    trap = table.transaction("T17")
    table.seat(TREASURY, commands.Sign, transaction=trap)
    assert (blind(table.board, "us"), measured(table, "us")["careful"]) == (1, (0, 1))
    table.seat(PBOC, commands.Decode, transaction=trap)
    table.seat(PBOC, commands.Sign, transaction=trap, reason="It is not what it says, and still.")
    assert (blind(table.board, "cn"), measured(table, "cn")["careful"]) == (0, (1, 1))


def test_a_call_that_is_taken_counts():
    table = iron()
    table.seat(TREASURY, commands.Ring, to="cn")
    table.seat(PBOC, commands.DeclineCall)
    table.seat(TREASURY, commands.Ring, to="cn")
    table.seat(PBOC, commands.AnswerCall)
    table.seat(TREASURY, commands.HangUp)
    assert measured(table, "cn")["picked_up"] == (1, 2)
    assert "picked_up" not in measured(table, "us")


def test_turns_with_a_joint_act_count_for_principals():
    table = iron()
    table.lock(TREASURY, "raise_posture")
    table.next_turn()
    assert alone(table.board, "us") == 1
    assert Measure("together", 0, 2) in process(table.setting, table.board, "us")
    table.seat(TREASURY, commands.Propose, action="joint_statement", to="cn", args={"text": "We stand by it."})
    table.seat(PBOC, commands.Accept, proposal=list(table.board.proposals)[-1])
    table.next_turn()
    assert measured(table, "us")["together"] == measured(table, "cn")["together"] == (1, 3)
    assert "together" not in measured(table, "bis")
