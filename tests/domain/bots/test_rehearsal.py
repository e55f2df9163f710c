"""Whole exercises played by bots: the balance of the shipped scripts, and that bots know nothing they should not."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from exercises.domain.board import Board
from exercises.domain.board.setting import Setting, stream_of
from exercises.domain.bots import POLICIES, Sight
from exercises.domain.bots.rehearsal import Rehearsal, dryrun, rehearse, secret_of
from exercises.domain.codec import canonical
from exercises.domain.play import commands
from exercises.domain.play.scores import cards_met
from exercises.domain.visibility import decoded, fingerprints
from exercises.domain.visibility.glance import Glance
from exercises.enums import KeyStatus, State, Tier
from tests.domain.table import COLD_IRON, FIRST_WATCH, KEYHOLDERS, Table, script

SEEDS = 20
NAMES = (FIRST_WATCH, COLD_IRON)
BOTH = pytest.mark.parametrize("name", NAMES)
TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()


@cache
def report(name, bots, seed=1):
    return dryrun(script(name), runs=SEEDS, seed=seed, bots=bots)


def everybody(name, bots):
    return {team.code: bots for team in script(name).teams}


# Balance (domain check 14)


@BOTH
def test_good_players_reach_gold_or_silver(name):
    outcomes = report(name, "good").outcomes
    assert outcomes[Tier.GOLD] + outcomes[Tier.SILVER] >= 0.9 * SEEDS


@BOTH
def test_bad_players_reach_bronze_at_most(name):
    outcomes = report(name, "bad").outcomes
    assert outcomes[Tier.BRONZE] + outcomes[Tier.COLLAPSE] == SEEDS


@pytest.mark.parametrize("name, card", [(name, card.code) for name in NAMES for card in script(name).cards])
def test_ruling_18_every_private_card_can_be_won_and_lost(name, card):
    """One run for each mixture of careful, careless and absent teams."""
    assert set(cards_of(name)[card]) == {True, False}


@cache
def cards_of(name):
    played, found = script(name), {}
    setting = Setting.of(played, secret_of(1, 0), luck=played.luck)
    for mixture in product(POLICIES, repeat=3):
        board = rehearse(played, dict(zip(("us", "cn", "bis"), mixture, strict=True)), 1, 0)
        for code, met in cards_met(setting, board).items():
            found.setdefault(code, []).append(met)
    return found


@BOTH
def test_absent_players_reach_bronze_at_most(name):
    outcomes = report(name, "idle").outcomes
    assert outcomes[Tier.BRONZE] + outcomes[Tier.COLLAPSE] == SEEDS


def test_gold_can_be_had_in_both_scripts():
    assert report(FIRST_WATCH, "good").outcomes[Tier.GOLD]
    assert report(COLD_IRON, "good").outcomes[Tier.GOLD]


def test_one_careless_side_is_enough_to_miss_gold():
    board = rehearse(script(COLD_IRON), {"us": "good", "cn": "bad", "bis": "good"}, 1, 0)
    assert board.tier != Tier.GOLD


# The same seed


@BOTH
@pytest.mark.parametrize("bots", ["good", "bad", "idle"])
def test_the_same_seed_gives_the_same_report_byte_for_byte(name, bots):
    first, second = (dryrun(script(name), runs=2, seed=7, bots=bots).plain() for _ in range(2))
    assert canonical(first) == canonical(second)
    assert (first["runs"], first["seed"], first["bots"]) == (2, 7, bots)
    assert sum(first["outcomes"].values()) == 2


def test_another_seed_gives_another_digest():
    one, other = (dryrun(script(COLD_IRON), runs=1, seed=seed, bots="good").plain()["digest"] for seed in (1, 2))
    assert one != other
    assert secret_of(1, 0) != secret_of(1, 1) != secret_of(2, 1)


def test_any_run_can_be_played_again():
    again = rehearse(script(FIRST_WATCH), everybody(FIRST_WATCH, "good"), 3, 5)
    assert again == rehearse(script(FIRST_WATCH), everybody(FIRST_WATCH, "good"), 3, 5)
    assert again.state is State.ENDED


@BOTH
def test_a_run_is_forgotten_as_soon_as_nobody_holds_its_board(name):
    """A refusal that is kept keeps its frames, they keep it and every board they saw, until the collector comes."""
    gc.disable()
    try:
        board = rehearse(script(name), everybody(name, "good"), 7, 0)
        held = weakref.ref(board)
        del board
        assert held() is None
    finally:
        gc.enable()


def test_the_report_counts_what_was_sent():
    plain = report(FIRST_WATCH, "good").plain()
    assert plain["injects"]["FW01"] == SEEDS
    assert "FW05B" not in plain["injects"]


# What bots know


def wishes(table, seat, policy, board=None, *, last=True):
    """What a bot in this seat would ask for, without being given any of it."""
    board = board or table.board
    place = board.seats[seat]
    glance, stream = Glance(table.setting), stream_of(place.team, place.clearances)
    sight = Sight(
        seat,
        place,
        lambda section: glance.section(board, stream, section),
        lambda public: decoded(table.setting, board, seat, public),
        lambda public: fingerprints(board, seat, public),
        last,
    )
    return list(POLICIES[policy](sight))


def without_secrets(table, team):
    """The same board, with other secrets than those of this team behind what it can see."""
    board = table.board
    keys = {
        code: replace(key, true_status=KeyStatus.LOST if key.true_status is KeyStatus.HEALTHY else KeyStatus.HEALTHY)
        for code, key in board.keys.items()
    }
    rooms = {room: said for room, said in board.rooms.items() if room in ("plenary", team) or team in room.split("~")}
    injects = {
        code: item
        for code, item in board.injects.items()
        if not item.id or {reader.split("+")[0] for reader in item.to} & {team, "all", "public"} or team in item.shared
    }
    return replace(
        board,
        keys=keys,
        rooms=rooms,
        injects=injects,
        flags={},
        later=(),
        sheets={code: sheet if code == team else replace(sheet, orders=()) for code, sheet in board.sheets.items()},
        deeds=tuple(deed for deed in board.deeds if team in (deed.team, deed.partner)),
    )


@BOTH
@pytest.mark.parametrize("policy", ["good", "bad"])
def test_bots_act_on_their_own_view_alone(name, policy):
    """Take away what a team cannot see, and its bots want the same."""
    asked = 0
    for turn in range(1, 6 if name == COLD_IRON else 5):
        table = Table(name, luck=True).deliberating(*KEYHOLDERS.values(), turn=turn)
        table.minutes(7)
        table.seat(PBOC, commands.Say, room="cn", text="Between ourselves.")
        table.lock(table.lead("cn"), "collect")
        for seat, place in table.board.seats.items():
            seen = wishes(table, seat, policy)
            assert wishes(table, seat, policy, without_secrets(table, place.team)) == seen
            asked += len(seen)
    assert asked


def test_an_idle_bot_wants_nothing():
    table = Table().deliberating(TREASURY)
    assert wishes(table, TREASURY, "idle") == []


# Single habits


def test_a_good_custodian_decodes_and_refuses_the_trap():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values()).minutes(1)
    public = table.transaction("T17")
    assert commands.Decode(by=table.by(TREASURY), transaction=public) in wishes(table, TREASURY, "good")
    table.seat(TREASURY, commands.Decode, transaction=public)
    kinds = {type(command) for command in wishes(table, TREASURY, "good")}
    assert commands.Refuse in kinds
    assert commands.Sign not in kinds


def test_a_bad_custodian_signs_what_it_is_shown():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values()).minutes(1)
    public = table.transaction("T17")
    assert commands.Sign(by=table.by(TREASURY), transaction=public) in wishes(table, TREASURY, "bad")


def test_a_good_bot_answers_the_telephone_and_a_bad_one_does_not():
    table = Table().deliberating(TREASURY).minutes(1)
    assert commands.AnswerCall(by=table.by(TREASURY)) in wishes(table, TREASURY, "good")
    assert commands.DeclineCall(by=table.by(TREASURY)) in wishes(table, TREASURY, "bad")


def test_only_leads_among_bots_lock_the_sheet():
    table = Table(COLD_IRON).deliberating(TREASURY)
    kinds = [type(command) for command in wishes(table, TREASURY, "good")]
    assert kinds.count(commands.LockSheet) == 1
    assert commands.LockSheet not in {type(command) for command in wishes(table, FED, "good")}
    assert commands.LockSheet not in {type(command) for command in wishes(table, TREASURY, "good", last=False)}


def test_proposals_a_good_bot_does_not_know_are_declined():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC)
    table.seat(TREASURY, commands.Propose, action="joint_audit", to="cn")
    table.seat(TREASURY, commands.Propose, action="telegraph", to="cn")
    known, unknown = table.board.proposals
    asked = wishes(table, PBOC, "good")
    assert commands.Accept(by=table.by(PBOC), proposal=known) in asked
    assert commands.Decline(by=table.by(PBOC), proposal=unknown) in asked
    assert commands.Decline(by=table.by(PBOC), proposal=known) in wishes(table, PBOC, "bad")


def test_a_rehearsal_starts_from_nothing():
    rehearsal = Rehearsal(Setting.of(script(FIRST_WATCH), b"x", luck=False), everybody(FIRST_WATCH, "good"))
    assert rehearsal.board == Board()
    assert rehearsal.play().tier == Tier.GOLD


def test_good_bots_rotate_the_vault_of_cold_iron():
    board = rehearse(script(COLD_IRON), everybody(COLD_IRON, "good"), 1, 0)
    assert board.vaults["pilot"].rotated
    assert {code for code, key in board.keys.items() if key.proved} == set(KEYHOLDERS)
