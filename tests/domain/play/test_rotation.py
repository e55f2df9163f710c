"""Rotation: new keys, words heard elsewhere, the sweep, and what a forged key does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.domain.custody import Keyring
from exercises.domain.events.keys import CeremonyClosed, CeremonyOpened
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.ceremony import thief
from exercises.enums import KeyStatus, Phase
from tests.domain.table import COLD_IRON, CONTROLLER, KEYHOLDERS, Table, edited, orders, rotating, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
WHY = {"vault": "pilot", "reason": "Something is not right."}
MANAGER = "bis-manager"
LOST = edited(COLD_IRON, ("key.CN-2.true_status: compromised", "key.US-1.true_status: lost"))


def opened(turn=4):
    """Cold Iron, turn 4: the ceremony is open, the thief's mail has not come yet."""
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values(), turn=turn).minutes(1)
    return table, table.ceremony()


def offer_all(table, public):
    for seat in KEYHOLDERS.values():
        table.seat(seat, commands.OfferKey, ceremony=public)


def spoken(table, public, key):
    return table.board.ceremonies[public].keys[key].spoken


def test_a_ceremony_ends_in_a_vault_of_new_keys_and_a_sweep():
    table, public = opened()
    before = table.board.vaults["pilot"]
    offer_all(table, public)
    table.seat(TREASURY, commands.BuildVault, ceremony=public)
    assert table.board.ceremonies[public].state == "built"
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    after = table.board.vaults["pilot"]
    assert (after.era, after.rotated, after.lost) == (1, 4, 0)
    assert (after.address != before.address, set(after.keys)) == (True, set(before.keys))
    assert after.sats == before.sats - 1_000_000
    assert table.board.ceremonies[public].state == "swept"
    assert table.board.keys["CN-2"].true_status is KeyStatus.HEALTHY


def test_the_old_keys_cannot_move_the_new_coins():
    """Domain check 8: what only the old keys could sign finds no coin any more."""
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values()).minutes(1)
    old = table.transaction("T17")
    table = rotating(table)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    assert table.board.transactions[old].state in ("replaced", "expired")
    assert table.no(TREASURY, commands.Sign, transaction=old) == "transaction_closed"


def test_a_vault_is_not_built_before_all_keys_have_come():
    table, public = opened()
    table.seat(TREASURY, commands.OfferKey, ceremony=public)
    refusal = table.refused(commands.BuildVault(by=table.by(TREASURY), ceremony=public))
    assert (refusal.code, refusal.params["missing"]) == ("keys_missing", "CN-1, CN-2, US-2, N-1")


def test_who_may_do_what_in_a_ceremony():
    table, public = opened()
    offer_all(table, public)
    words = spoken(table, public, "US-1")
    assert table.no("us-nsc", commands.OfferKey, ceremony=public) == "no_such_ceremony"
    assert table.no(BASEL, commands.BuildVault, ceremony=public) == "custodians_build"
    assert table.no(BASEL, commands.AbandonCeremony, ceremony=public) == "custodians_build"
    assert table.no(TREASURY, commands.AbandonCeremony, ceremony=public) == "lead_only"
    assert table.no(TREASURY, commands.HearWords, ceremony=public, key="US-1", words=words) == "own_key"
    assert table.no(FED, commands.HearWords, ceremony=public, key="US-1", words="one two three") == "four_words"
    assert table.no(FED, commands.HearWords, ceremony=public, key="EU-1", words=words) == "no_such_key"
    assert table.no(FED, commands.HearWords, ceremony="nothing", key="US-1", words=words) == "no_such_ceremony"


def test_a_custodian_without_a_key_in_the_vault_brings_none():
    script = edited(COLD_IRON, ("role: nsc}", "role: nsc, clearances: [custodian]}"))
    table = Table(script).deliberating(TREASURY, PBOC, turn=4).minutes(1)
    assert table.no("us-nsc", commands.OfferKey, ceremony=table.ceremony()) == "no_key_of_yours"


def test_a_ceremony_that_is_broken_off_is_over():
    table, public = opened()
    table.seat(table.lead("us"), commands.AbandonCeremony, ceremony=public)
    assert table.no(TREASURY, commands.OfferKey, ceremony=public) == "ceremony_over"
    assert table.events(CeremonyClosed)[-1].how == "abandoned"


def test_only_one_ceremony_of_a_vault_is_open():
    table, _ = opened()
    table.lock(table.lead("us"), "rotate_keys", rotate_keys={"vault": "pilot"})
    table.next_turn()
    assert len(table.events(CeremonyOpened)) == 1


def test_words_heard_are_compared_only_when_they_are_typed():
    table, public = opened()
    offer_all(table, public)
    assert table.board.ceremonies[public].keys["CN-1"].heard == {}
    table.seat(TREASURY, commands.HearWords, ceremony=public, key="CN-1", words=spoken(table, public, "CN-1").upper())
    table.seat(FED, commands.HearWords, ceremony=public, key="CN-1", words="apple apple apple apple")
    assert table.board.ceremonies[public].keys["CN-1"].heard == {TREASURY: True, FED: False}


# The thief's key


def forged():
    """The mail in Basel's name has come: what arrives as N-1 is the thief's."""
    table, public = opened()
    table.minutes(4)
    offer_all(table, public)
    assert table.board.ceremonies[public].keys["N-1"].forged
    return table, public


def test_a_forged_key_is_caught_by_who_compares_the_words():
    table, public = forged()
    table.seat(TREASURY, commands.HearWords, ceremony=public, key="N-1", words=spoken(table, public, "N-1"))
    assert table.board.deeds[-1].action == "catch_forgery"
    table.seat(BASEL, commands.OfferKey, ceremony=public)
    assert not table.board.ceremonies[public].keys["N-1"].forged
    table.tick(1)
    assert not table.board.ceremonies[public].keys["N-1"].forged


def test_wrong_words_of_a_forged_key_are_no_catch():
    table, public = forged()
    table.seat(TREASURY, commands.HearWords, ceremony=public, key="N-1", words="apple apple apple apple")
    assert all(deed.action != "catch_forgery" for deed in table.board.deeds)


def test_a_forged_key_displaces_the_true_one_that_had_come_already():
    table, public = opened()
    offer_all(table, public)
    assert not table.board.ceremonies[public].keys["N-1"].forged
    table.minutes(4)
    assert table.board.ceremonies[public].keys["N-1"].forged


def test_a_forged_key_that_nobody_compares_goes_into_the_vault():
    table, public = forged()
    table.seat(PBOC, commands.BuildVault, ceremony=public)
    assert table.events(CeremonyClosed)[-1].forged == ("N-1",)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "CN-2")
    key = table.board.keys["N-1"]
    assert (key.status, key.true_status) == (KeyStatus.HEALTHY, KeyStatus.COMPROMISED)
    assert table.board.vaults["pilot"].keys["N-1"] == thief_of(table).xpub("N-1", 1)
    assert table.world("vault.attack_distance.true") == 2
    assert table.world("vault.attack_distance") == 3


def test_the_true_holder_cannot_sign_with_a_key_that_is_not_its_own():
    table, public = forged()
    table.seat(PBOC, commands.BuildVault, ceremony=public)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "CN-2")
    table.lock(table.lead("us"), "refresh_coins", refresh_coins={"vault": "pilot"})
    table.next_turn()
    assert table.no(BASEL, commands.Sign, transaction=table.newest("refresh")) == "key_not_here"


def thief_of(table) -> Keyring:
    return thief(Case(table.setting, table.board, CONTROLLER, table.now))


def test_a_thief_signs_with_its_own_key_beside_stolen_ones():
    """The forged N-1, and two keys that turn later: three of five, and the vault is empty at the bell."""
    table, public = forged()
    table.seat(PBOC, commands.BuildVault, ceremony=public)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "CN-2")
    table.next_turn()
    for code in ("US-2", "CN-1"):
        turn_key(table, code)
    table.bell()
    assert table.board.vaults["pilot"].sats == 0
    assert table.board.transactions[table.newest("theft")].state == "final"


def turn_key(table, code, to=KeyStatus.COMPROMISED):
    """A key falls into wrong hands, as a hazard would have it."""
    keys = {**table.board.keys, code: replace(table.board.keys[code], true_status=to)}
    table.board = replace(table.board, keys=keys)


# A sweep that does not come to an end


@pytest.mark.parametrize("how", ["refused", "expired", "replaced"])
def test_a_sweep_that_fails_leaves_room_for_a_new_ceremony(how):
    table, public = opened()
    offer_all(table, public)
    table.seat(TREASURY, commands.BuildVault, ceremony=public)
    sweep = table.newest("sweep")
    if how == "refused":
        for seat in (FED, SAFE, BASEL):
            table.seat(seat, commands.Refuse, transaction=sweep, reason="We doubt the key of Basel.")
    if how == "expired":
        table.next_turn().bell()
    if how == "replaced":
        table.lock(table.lead("us"), "refresh_coins", refresh_coins={"vault": "pilot"})
        table.next_turn()
        sign(table, table.newest("refresh"), "US-1", "CN-1", "N-1")
    assert table.board.transactions[sweep].state == how
    assert table.board.ceremonies[public].state == "abandoned"
    table.until(Phase.DELIBERATE)
    table.lock(table.lead("us"), "rotate_keys", rotate_keys={"vault": "pilot"})
    table.next_turn()
    assert table.board.ceremonies[table.ceremony()].state == "open"
    assert table.ceremony() != public


# Freezing and sweeping


def test_a_sweep_passes_a_freeze_and_clears_it():
    table, public = opened()
    offer_all(table, public)
    table.act(MANAGER, "emergency_freeze", **WHY)
    table.seat(TREASURY, commands.BuildVault, ceremony=public)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    assert table.board.vaults["pilot"].rotated == 4
    assert table.board.vaults["pilot"].frozen == 0


# Shares


def split(table, key="US-1"):
    table.lock(table.lead("us"), "split_shares", split_shares={"key": key})
    table.next_turn()
    return table.board.keys[key].shares


def test_a_key_is_split_into_shares_that_rebuild_it():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    made = split(table)
    assert [len(group) for group in made] == [3, 3, 1]
    table.lock(table.lead("us"), "recover_from_shares", recover_from_shares={"key": "US-1"})
    table.bell()
    assert table.board.keys["US-1"].status is KeyStatus.SUSPECTED


def test_nobody_splits_the_key_of_another_team():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    sheet = orders("us", "split_shares", split_shares={"key": "CN-1"})
    assert table.no(TREASURY, commands.LockSheet, orders=sheet) == "detail_unknown"


def test_a_lost_key_cannot_be_split():
    table = Table(LOST).deliberating(*KEYHOLDERS.values())
    table.lock(TREASURY, "split_shares", split_shares={"key": "US-1"})
    table.bell()
    (outcome,) = table.board.resolution.outcomes.values()
    assert (outcome.result, outcome.reason) == ("failed", "key_lost")


def test_a_key_without_shares_is_not_rebuilt_and_the_bell_rings_all_the_same():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    table.lock(table.lead("us"), "recover_from_shares", recover_from_shares={"key": "US-1"})
    table.bell()
    (outcome,) = table.board.resolution.outcomes.values()
    assert (outcome.result, outcome.reason) == ("failed", "not_enough_shares")
    assert table.board.phase is Phase.REVEAL


def test_a_lost_key_that_is_rebuilt_signs_again():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    split(table)
    turn_key(table, "US-1", KeyStatus.LOST)
    assert table.no(TREASURY, commands.Sign, transaction=table.transaction("T17")) == "key_lost"
    table.lock(TREASURY, "recover_from_shares", recover_from_shares={"key": "US-1"})
    table.next_turn()
    key = table.board.keys["US-1"]
    assert (key.status, key.true_status) == (KeyStatus.SUSPECTED, KeyStatus.HEALTHY)


def test_shares_do_not_give_back_a_key_that_the_thief_has_changed():
    table, public = forged()
    table.seat(PBOC, commands.BuildVault, ceremony=public)
    sign(table, table.newest("sweep"), "US-1", "CN-1", "CN-2")
    for act in ("split_shares", "recover_from_shares"):
        table.lock(table.lead("bis"), act, **{act: {"key": "N-1"}})
        table.next_turn()
    outcomes = [item for turn in table.board.resolved.values() for item in turn.outcomes.values()]
    assert [(item.result, item.reason) for item in outcomes] == [("done", ""), ("failed", "other_key")]


# Proof of control


def test_a_proof_of_control_is_verified():
    table = Table().deliberating(TREASURY, FED)
    table.act(TREASURY, "prove_control", key="US-1")
    (proof,) = table.board.proofs.values()
    assert proof.ok
    assert table.board.keys["US-1"].proved == 1
    assert table.no(FED, commands.Act, action="prove_control", args={"key": "US-1"}) == "no_key_of_yours"


def test_a_lost_key_proves_nothing():
    table = Table(LOST).deliberating(TREASURY)
    table.act(TREASURY, "prove_control", key="US-1")
    (proof,) = table.board.proofs.values()
    assert (proof.ok, proof.signature) == (False, "")
    assert table.board.keys["US-1"].proved == 0


def test_a_proof_is_made_with_the_key_of_this_era():
    table = rotating(Table(COLD_IRON).deliberating(*KEYHOLDERS.values()))
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    table.act(TREASURY, "prove_control", key="US-1")
    assert list(table.board.proofs.values())[-1].ok


def test_enough_proofs_end_the_talk_of_lost_coins():
    table = Table().deliberating(*KEYHOLDERS.values(), turn=3)
    assert table.world("rumour.coins_gone") > 0
    for key in ("US-1", "CN-1"):
        table.act(KEYHOLDERS[key], "prove_control", key=key)
    assert table.world("rumour.coins_gone") > 0
    table.act(BASEL, "prove_control", key="N-1")
    assert table.world("rumour.coins_gone") == 0


# Doubt


def test_a_team_doubts_its_own_healthy_keys_only():
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values())
    why = "Our own services warn us."
    doubt = {"action": "declare_key_suspect", "args": {"key": "CN-2", "reason": why}}
    assert table.no(TREASURY, commands.Act, **doubt) == "detail_unknown"
    table.act(PBOC, "declare_key_suspect", key="CN-2", reason=why)
    assert table.board.keys["CN-2"].status is KeyStatus.SUSPECTED
    assert table.no(SAFE, commands.Act, **doubt) == "already_declared"
    assert table.world("vault.attack_distance") == 2
