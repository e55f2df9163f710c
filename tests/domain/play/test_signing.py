"""Signatures: who may give them, with whom, on what, and what comes of them."""

from __future__ import annotations

import pytest

from exercises.domain.events.transactions import (
    OfferLapsed,
    RefusalWithdrawn,
    SignatureOffered,
    Signed,
    SigningRefused,
    TransactionClosed,
    TransactionFinal,
)
from exercises.domain.play import commands
from exercises.domain.play.facts import Known
from exercises.domain.visibility import view
from exercises.enums import Phase
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, edited, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
WHY = {"vault": "pilot", "reason": "Something is not right."}


def trapped(*seats, **more):
    """Cold Iron, minute one: T17 is on the desks."""
    table = Table(COLD_IRON).deliberating(*seats, **more).minutes(1)
    return table, table.transaction("T17")


def state(table, public):
    return table.board.transactions[public].state


def test_two_signatures_do_not_move_coins_and_three_do():
    table, public = trapped(*KEYHOLDERS.values())
    sign(table, public, "US-1", "CN-1")
    assert state(table, public) == "open"
    sign(table, public, "N-1")
    assert state(table, public) == "final"
    assert table.board.vaults["pilot"].lost == 2_150 * 100_000_000
    assert table.world("reserve.btc.pilot") == pytest.approx(17_849.99)
    assert isinstance(table.events(TransactionFinal)[0].raw, str)


def test_a_key_signs_once():
    table, public = trapped(TREASURY, PBOC)
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert table.no(TREASURY, commands.Sign, transaction=public) == "already_signed"
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason="On reflection.") == "already_signed"


def test_who_holds_no_key_does_not_sign():
    table, public = trapped("us-nsc", "bis-manager")
    assert table.no("us-nsc", commands.Sign, transaction=public) == "no_such_transaction"
    assert table.no("bis-manager", commands.Decode, transaction=public) == "no_such_transaction"


def test_a_transaction_that_is_not_there_cannot_be_signed():
    table, _ = trapped(TREASURY)
    assert table.no(TREASURY, commands.Sign, transaction="nothing") == "no_such_transaction"


def test_control_holds_no_key():
    table, public = trapped(TREASURY)
    assert table.no_control(commands.Sign, transaction=public) == "seat_only"


def test_a_final_transaction_is_closed_for_everybody():
    table, public = trapped(*KEYHOLDERS.values())
    sign(table, public, "US-1", "CN-1", "N-1")
    assert table.no(FED, commands.Sign, transaction=public) == "transaction_closed"
    assert table.no(FED, commands.Refuse, transaction=public, reason="Too late.") == "transaction_closed"


def test_after_the_bell_nothing_is_signed():
    table, public = trapped(TREASURY)
    table.until(Phase.LOCK)
    assert table.no(TREASURY, commands.Sign, transaction=public) == "turn_sealed"


# Two people


def test_alone_in_the_team_a_holder_signs_alone_and_the_record_says_so():
    table, public = trapped(TREASURY)
    table.seat(TREASURY, commands.Sign, transaction=public)
    (signed,) = table.events(Signed)
    assert (signed.alone, signed.second) == (True, "")


def test_with_two_people_a_colleague_confirms():
    table, public = trapped(TREASURY, FED)
    assert [type(event) for event in table.seat(TREASURY, commands.Sign, transaction=public)] == [SignatureOffered]
    assert not table.board.transactions[public].signatures
    table.seat(FED, commands.Confirm, transaction=public, key="US-1")
    signature = table.board.transactions[public].signatures["US-1"]
    assert (signature.seat, signature.second, signature.alone) == (TREASURY, FED, False)


def test_nobody_confirms_their_own_signature():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert table.no(TREASURY, commands.Confirm, transaction=public, key="US-1") == "second_person_needed"
    assert table.no(TREASURY, commands.Sign, transaction=public) == "waits_for_colleague"


def test_another_team_cannot_confirm_and_does_not_learn_of_it():
    table, public = trapped(*KEYHOLDERS.values())
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert table.no(PBOC, commands.Confirm, transaction=public, key="US-1") == "no_such_signature"
    assert table.no(FED, commands.Confirm, transaction=public, key="US-2") == "no_such_signature"


def test_a_bot_never_confirms_for_a_person():
    table, public = trapped(TREASURY, "us-nsc", bots=(FED,))
    table.control(commands.ClearSeat, seat="us-nsc")
    table.control(commands.ClearSeat, seat=FED)
    table.do(commands.FillSeat(by=table.by(FED), seat=FED, occupant="human"))
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.control(commands.ClearSeat, seat=FED)
    table.control(commands.FillSeat, seat=FED, occupant="bot")
    assert table.no(FED, commands.Confirm, transaction=public, key="US-1") == "second_person_needed"


def test_a_person_beside_a_bot_signs_alone():
    table, public = trapped(TREASURY, bots=(FED,))
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert table.board.transactions[public].signatures["US-1"].alone


def test_who_was_not_shown_the_transaction_does_not_count_as_the_second_person():
    """Two people, but only one of them sees transactions: waiting for the other would wait forever."""
    table, public = trapped(TREASURY, "us-spokes")
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert table.board.transactions[public].signatures["US-1"].alone


def test_a_signature_that_waits_lapses_after_five_minutes():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.run(299)
    assert "US-1" in table.board.transactions[public].offers
    table.run(1)
    assert table.board.transactions[public].offers == {}
    assert len(table.events(OfferLapsed)) == 1
    assert table.no(FED, commands.Confirm, transaction=public, key="US-1") == "no_such_signature"


def test_a_signature_that_has_lapsed_is_not_confirmed_before_the_clock_looks():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.run(299)
    table.now += 2
    assert table.no(FED, commands.Confirm, transaction=public, key="US-1") == "no_such_signature"


def test_a_signature_that_waits_lapses_at_the_bell():
    table, public = trapped(TREASURY, FED)
    table.minutes(9)
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.until(Phase.LOCK)
    assert table.board.transactions[public].offers == {}


def test_a_refusal_takes_back_a_signature_that_waits():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert table.board.transactions[public].offers == {}


# What was looked at


def test_a_signature_without_decode_is_blind_and_with_it_is_not():
    table, public = trapped(TREASURY, PBOC)
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.seat(PBOC, commands.Decode, transaction=public)
    table.seat(PBOC, commands.Sign, transaction=public, reason="We know the address.")
    signatures = table.board.transactions[public].signatures
    assert (signatures["US-1"].blind, signatures["CN-1"].blind) == (True, False)


def test_decode_is_noted_once():
    table, public = trapped(TREASURY)
    table.seat(TREASURY, commands.Decode, transaction=public)
    assert table.seat(TREASURY, commands.Decode, transaction=public) == ()


def test_signing_across_a_red_line_after_decode_asks_for_a_reason():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Decode, transaction=public)
    assert table.no(TREASURY, commands.Sign, transaction=public, reason="  ") == "reason_needed"
    table.seat(TREASURY, commands.Sign, transaction=public, reason="We know the address.")
    table.seat(FED, commands.Confirm, transaction=public, key="US-1")
    assert table.board.transactions[public].signatures["US-1"].reason == "We know the address."


def test_an_honest_transaction_needs_no_reason():
    table = Table().deliberating("us-treasury", turn=2).minutes(1)
    public = table.transaction("T1")
    table.seat(TREASURY, commands.Decode, transaction=public)
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert "US-1" in table.board.transactions[public].signatures


def test_reasons_are_short_and_hold_no_real_secrets():
    table, public = trapped(TREASURY)
    real = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason="") == "reason_needed"
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason="x" * 501) == "too_long"
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason=real) == "never_real_keys"
    assert table.no(TREASURY, commands.Sign, transaction=public, reason="x" * 501) == "too_long"
    assert table.no(TREASURY, commands.Sign, transaction=public, reason=real) == "never_real_keys"


# No


def test_a_refusal_is_recorded_with_its_reason():
    table, public = trapped(TREASURY)
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert table.events(SigningRefused)[0].reason == "The bytes differ."
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason="Again.") == "already_refused"


def test_a_refusal_stands_until_its_holder_says_why_it_is_taken_back():
    table, public = trapped(TREASURY, PBOC)
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="We were not told.")
    assert table.no(TREASURY, commands.Sign, transaction=public) == "refusal_stands"
    assert table.no(TREASURY, commands.Sign, transaction=public, reason="  ") == "refusal_stands"
    events = table.seat(TREASURY, commands.Sign, transaction=public, reason="Basel has told us now.")
    assert [type(event) for event in events[:2]] == [RefusalWithdrawn, Signed]
    item = table.board.transactions[public]
    assert item.refusals["US-1"].reason == "We were not told."
    assert item.refusals["US-1"].because == "Basel has told us now."
    assert item.refusing == ()
    assert "US-1" in item.signatures


def test_a_refusal_stands_while_a_colleague_has_not_confirmed_the_change_of_mind():
    table, public = trapped(TREASURY, FED)
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="We were not told.")
    table.seat(TREASURY, commands.Sign, transaction=public, reason="Basel has told us now.")
    assert table.board.transactions[public].refusing == ("US-1",)
    table.run(300)
    assert table.board.transactions[public].refusing == ("US-1",)
    table.seat(TREASURY, commands.Sign, transaction=public, reason="Basel has told us now.")
    table.seat(FED, commands.Confirm, transaction=public, key="US-1")
    assert table.board.transactions[public].refusing == ()


def test_a_refusal_that_was_taken_back_does_not_count_as_one():
    table, public = trapped(TREASURY, PBOC, BASEL)
    facts = lambda: Known(table.setting, table.board)  # noqa: E731
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="We were not told.")
    assert facts().refused("T17") == 1
    table.seat(TREASURY, commands.Sign, transaction=public, reason="Basel has told us now.")
    assert facts().refused("T17") == 0
    for seat in (PBOC, BASEL):
        table.seat(seat, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert state(table, public) == "open"


def test_all_custodians_read_that_a_refusal_was_taken_back_and_why():
    table, public = trapped(TREASURY, PBOC)
    table.seat(TREASURY, commands.Refuse, transaction=public, reason="We were not told.")
    table.seat(TREASURY, commands.Sign, transaction=public, reason="Basel has told us now.")
    card = view(table.setting, table.board, "cn+custodian")["transactions"][public]
    assert card["refusals"]["US-1"]["because"] == "Basel has told us now."
    assert "US-1" in card["signatures"]
    assert view(table.setting, table.board, "cn")["transactions"][public]["light"] == "amber"


def test_a_seat_with_two_keys_refuses_with_one_after_the_other():
    table = Table(two_keys()).deliberating(TREASURY).minutes(1)
    public = table.transaction("T17")
    for _ in range(2):
        table.seat(TREASURY, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert table.board.transactions[public].refusing == ("US-1", "US-2")
    assert table.no(TREASURY, commands.Refuse, transaction=public, reason="Again.") == "already_refused"


def test_three_refusals_of_five_close_a_transaction():
    table, public = trapped(*KEYHOLDERS.values())
    for seat in (TREASURY, PBOC):
        table.seat(seat, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert state(table, public) == "open"
    table.seat(BASEL, commands.Refuse, transaction=public, reason="The bytes differ.")
    assert state(table, public) == "refused"


def test_a_transaction_expires_at_the_end_of_its_turn():
    table, public = trapped(TREASURY)
    table.next_turn()
    assert state(table, public) == "open"
    table.bell()
    assert state(table, public) == "expired"


def test_a_lost_key_does_not_sign():
    """The holder finds out when it reaches for it, whatever is declared."""
    script = edited(COLD_IRON, ("key.CN-2.true_status: compromised", "key.US-1.true_status: lost"))
    table = Table(script).deliberating(TREASURY, FED).minutes(1)
    assert table.no(TREASURY, commands.Sign, transaction=table.transaction("T17")) == "key_lost"


def two_keys():
    """Cold Iron, where the Treasury holds both American keys."""
    return edited(
        COLD_IRON,
        ("holds: [US-1]", "holds: [US-1, US-2]"),
        ("clearances: [custodian], holds: [US-2]", "clearances: [custodian]"),
        ("US-2: us-fed", "US-2: us-treasury"),
    )


def test_a_seat_with_two_keys_signs_with_one_after_the_other():
    table = Table(two_keys()).deliberating(TREASURY).minutes(1)
    public = table.transaction("T17")
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.seat(TREASURY, commands.Sign, transaction=public)
    assert set(table.board.transactions[public].signatures) == {"US-1", "US-2"}
    assert table.no(TREASURY, commands.Sign, transaction=public) == "already_signed"


def test_a_transaction_whose_coins_have_moved_is_replaced():
    table, public = trapped(*KEYHOLDERS.values())
    table.lock(TREASURY, "refresh_coins", refresh_coins={"vault": "pilot"})
    table.next_turn()
    other = table.newest("refresh")
    assert other != public
    sign(table, other, "US-1", "CN-1", "N-1")
    assert (state(table, other), state(table, public)) == ("final", "replaced")
    assert [event.how for event in table.events(TransactionClosed)] == ["replaced"]


# Freezing


def test_a_freeze_holds_for_two_turns():
    table, public = trapped(*KEYHOLDERS.values())
    table.act(BASEL.replace("custody", "manager"), "emergency_freeze", **WHY)
    assert table.no(TREASURY, commands.Sign, transaction=public) == "vault_frozen"
    table.next_turn()
    assert table.no(TREASURY, commands.Sign, transaction=public) == "vault_frozen"


def test_a_freeze_stops_a_signature_that_waits_for_a_colleague():
    table, public = trapped(TREASURY, FED, "bis-manager")
    table.seat(TREASURY, commands.Sign, transaction=public)
    table.act("bis-manager", "emergency_freeze", **WHY)
    assert table.no(FED, commands.Confirm, transaction=public, key="US-1") == "vault_frozen"


def test_a_vault_that_is_not_there_is_not_frozen():
    table, _ = trapped(TREASURY)
    where = {"vault": "attic", "reason": "x"}
    assert table.no(TREASURY, commands.Act, action="emergency_freeze", args=where) == "detail_unknown"


# Asked for on a sheet


def asked(to, btc=10.0):
    table, _ = trapped(*KEYHOLDERS.values())
    before = len(table.board.transactions)
    table.lock(TREASURY, "propose_tx", propose_tx={"vault": "pilot", "to": to, "btc": btc, "reason": "A test."})
    table.next_turn()
    return table, len(table.board.transactions) - before


def test_a_transfer_to_a_known_place_is_opened_at_the_bell():
    table, opened = asked("whitelist:larkspur")
    assert opened == 1
    public = table.newest("transfer")
    sign(table, public, "US-1", "CN-1", "N-1")
    assert state(table, public) == "final"
    assert table.board.vaults["pilot"].lost == 0
    assert table.world("reserve.btc.pilot") == pytest.approx(19_989.99)


@pytest.mark.parametrize("to, btc", [("a stranger", 10.0), ("whitelist:larkspur", 30_000.0), ("vault:pilot", 0.0)])
def test_a_transfer_that_cannot_be_made_is_not_opened(to, btc):
    _, opened = asked(to, btc)
    assert opened == 0
