from __future__ import annotations

from base64 import b64encode

import pytest
from embit.bip32 import HDKey
from embit.networks import NETWORKS
from embit.psbt import PSBT
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import Keyring, Path, bitcoin, psbt, signing, transactions, vaults
from exercises.errors import Refusal
from tests.domain.custody import oracle
from tests.domain.custody.scene import BTC, DELAY, FUNDED_AT, RING, UNLOCK_HEIGHT, scene

FIVE = ("CN-1", "CN-2", "US-1", "US-2", "N-1")
ORDER = int("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16)


def refusal(call, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value


def finalise(stage, text, signatures, *, height=FUNDED_AT + 1, coins=None):
    return custody.finalise(stage.vault, text, signatures, coins=stage.coins if coins is None else coins, height=height)


def altered(text, **changes):
    """The same envelope around a changed transaction."""
    envelope = transactions.read(text)
    return psbt.pack(envelope.transaction._replace(**changes), envelope.coins, b"", [])


def der(r, s):
    """A signature in its encoding, without any opinion on its values."""
    numbers = [value.to_bytes((value.bit_length() // 8) + 1, "big") for value in (r, s)]
    body = b"".join(b"\x02" + bytes([len(number)]) + number for number in numbers)
    return b"\x30" + bytes([len(body)]) + body


def numbers(signature):
    """The two numbers of a signature's encoding."""
    split = 4 + signature[3]
    return int.from_bytes(signature[4:split], "big"), int.from_bytes(signature[split + 2 :], "big")


@given(st.permutations(FIVE))
def test_two_of_five_are_not_final_and_three_are(order):
    stage = scene("multi_3of5")
    text = stage.spend()
    signatures = stage.signed(text, order[:3])
    two = {holder: signatures[holder] for holder in order[:2]}
    assert custody.tally(stage.vault, text, two).missing == 1
    found = refusal(finalise, stage, text, two)
    assert (found.code, found.params) == ("not_enough_signatures", {"have": 2, "missing": 1})
    final = finalise(stage, text, signatures)
    assert set(final.signers) == set(order[:3])
    assert final.txid == custody.decode(text).txid
    assert oracle.accepts(final.hex, stage.coins, FUNDED_AT + 1)


def test_more_signatures_than_needed_leave_the_superfluous_out():
    stage = scene("multi_3of5")
    text = stage.spend()
    final = finalise(stage, text, stage.signed(text, FIVE))
    assert len(final.signers) == 3
    assert oracle.accepts(final.hex, stage.coins, FUNDED_AT + 1)


@given(changed=st.integers(-(10**6), 10**6).filter(bool))
def test_one_changed_satoshi_voids_every_signature(changed):
    stage = scene("multi_3of5")
    signatures = stage.signed(stage.spend(), FIVE)
    other = stage.spend(sats=19_999 * BTC + changed, fee=BTC - changed)
    count = custody.tally(stage.vault, other, signatures)
    assert count.valid == ()
    assert dict(count.dropped) == dict.fromkeys(FIVE, "bad_signature")


@pytest.mark.parametrize("change", ["sats", "outpoint", "sequence", "locktime", "version"])
def test_any_change_of_the_bytes_voids_every_signature(change):
    stage = scene("multi_3of5")
    text = stage.spend()
    said = transactions.read(text).transaction
    changes = {
        "sats": {"outputs": tuple(output._replace(sats=output.sats - 1) for output in said.outputs)},
        "outpoint": {"inputs": tuple(spend._replace(vout=spend.vout + 1) for spend in said.inputs)},
        "sequence": {"inputs": tuple(spend._replace(sequence=5) for spend in said.inputs)},
        "locktime": {"locktime": 1},
        "version": {"version": 1},
    }
    assert custody.tally(stage.vault, altered(text, **changes[change]), stage.signed(text, FIVE)).valid == ()


def test_a_finished_transaction_changed_afterwards_is_refused_by_an_independent_node():
    stage = scene("multi_3of5")
    text = stage.spend()
    final = finalise(stage, text, stage.signed(text, FIVE))
    amount = (19_999 * BTC).to_bytes(8, "little").hex()
    changed = final.hex.replace(amount, (19_999 * BTC - 1).to_bytes(8, "little").hex())
    assert changed != final.hex
    assert oracle.accepts(final.hex, stage.coins, FUNDED_AT + 1)
    assert not oracle.accepts(changed, stage.coins, FUNDED_AT + 1)


@given(noise=st.binary(max_size=80), place=st.integers(0, 70), bit=st.integers(0, 7))
def test_a_bad_signature_never_counts(noise, place, bit):
    stage = scene("multi_3of5")
    text = stage.spend()
    good = stage.signed(text, ["US-1", "CN-1", "N-1"])
    first, second = good["N-1"].split()
    data = bytearray.fromhex(first)
    data[place % len(data)] ^= 1 << bit
    for bad in (data.hex(), noise.hex() or "00", "not hex", "nonsense"):
        count = custody.tally(stage.vault, text, {**good, "N-1": f"{bad} {second}"})
        assert count.valid == ("CN-1", "US-1")
        assert not count.complete


def test_a_signature_of_another_holder_does_not_count():
    stage = scene("multi_3of5")
    text = stage.spend()
    signatures = stage.signed(text, ["US-1", "CN-1"])
    count = custody.tally(stage.vault, text, {**signatures, "US-2": signatures["US-1"]})
    assert (count.valid, count.dropped) == (("CN-1", "US-1"), (("US-2", "bad_signature"),))


@pytest.mark.parametrize("flag", [0, 2, 3, 0x80, 0x81, 0x82, 0x83])
def test_a_signature_that_leaves_part_of_the_transaction_open_does_not_count(flag):
    stage = scene("multi_3of5")
    text = stage.spend()
    pieces = [piece[:-2] + f"{flag:02x}" for piece in stage.signed(text, ["US-1"])["US-1"].split()]
    assert custody.tally(stage.vault, text, {"US-1": " ".join(pieces)}).dropped == (("US-1", "not_sighash_all"),)


def test_a_second_encoding_of_a_good_signature_does_not_count():
    stage = scene("multi_3of5")
    text = stage.spend()
    first, second = stage.signed(text, ["US-1"])["US-1"].split()
    r, s = numbers(bytes.fromhex(first)[:-1])
    assert der(r, s).hex() + "01" == first
    padded = bytes.fromhex(first)[:-1].replace(b"\x30", b"\x30\x81", 1)
    for other in (der(r, ORDER - s), der(r + ORDER, s), padded):
        assert custody.tally(stage.vault, text, {"US-1": f"{other.hex()}01 {second}"}).valid == ()


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_every_input_needs_a_signature_of_its_own(pieces):
    stage = scene("multi_3of5")
    text = stage.spend()
    first, second = stage.signed(text, ["US-1"])["US-1"].split()
    offered = " ".join([first, second, second][:pieces])
    assert custody.tally(stage.vault, text, {"US-1": offered}).dropped == (("US-1", "wrong_number"),)


def test_signatures_for_two_inputs_cannot_be_swapped():
    stage = scene("multi_3of5")
    text = stage.spend()
    first, second = stage.signed(text, ["US-1"])["US-1"].split()
    assert custody.tally(stage.vault, text, {"US-1": f"{second} {first}"}).valid == ()


def test_a_stranger_is_not_a_signer():
    stage = scene("multi_3of5")
    text = stage.spend()
    assert refusal(custody.sign, RING, stage.vault, text, "US-3").code == "not_a_signer"
    offered = {"US-3": stage.signed(text, ["US-1"])["US-1"]}
    assert custody.tally(stage.vault, text, offered).dropped == (("US-3", "not_a_signer"),)


def test_the_neutral_holder_has_no_say_while_both_governments_act():
    stage = scene("dual_key_recovery")
    found = refusal(custody.sign, RING, stage.vault, stage.spend(), "N-1")
    assert (found.code, found.params["path"]) == ("not_a_signer", "now")


def test_a_key_made_elsewhere_cannot_be_signed_with_here():
    stage = scene("multi_3of5")
    assert refusal(custody.sign, Keyring(b"another"), stage.vault, stage.spend(), "US-1").code == "key_not_here"


def test_a_transaction_of_another_vault_is_neither_signed_nor_counted():
    stage, other = scene("multi_3of5"), scene("multi_3of5", 1)
    assert refusal(custody.sign, RING, other.vault, stage.spend(), "US-1").code == "other_vault"
    assert refusal(custody.tally, other.vault, stage.spend(), {}).code == "other_vault"


def test_a_lie_about_the_amount_spent_leads_nowhere():
    stage = scene("multi_3of5")
    envelope = transactions.read(stage.spend())
    lie = tuple(coin._replace(sats=coin.sats + 1) for coin in envelope.coins)
    text = psbt.pack(envelope.transaction, lie, b"", [])
    assert refusal(finalise, stage, text, stage.signed(text, FIVE)).code == "coins_gone"


@pytest.mark.parametrize("path, opens", [(Path.RECOVERY, FUNDED_AT + DELAY), (Path.SUNSET, UNLOCK_HEIGHT + 1)])
def test_a_locked_path_is_refused_one_block_early_and_accepted_at_its_block(path, opens):
    stage = scene("dual_key_recovery" if path is Path.RECOVERY else "sunset")
    text = stage.spend(path)
    signers = ["N-1", "US-2"] if path is Path.RECOVERY else ["CN-1", "CN-2"]
    signatures = stage.signed(text, signers)
    early = refusal(finalise, stage, text, signatures, height=opens - 1)
    assert (early.code, early.params) == ("too_early", {"opens": opens, "height": opens - 1})
    final = finalise(stage, text, signatures, height=opens)
    assert oracle.accepts(final.hex, stage.coins, opens)
    assert not oracle.accepts(final.hex, stage.coins, opens - 1)


def test_a_recovery_with_a_shorter_sequence_is_no_recovery():
    stage = scene("dual_key_recovery")
    text = stage.spend(Path.RECOVERY)
    said = transactions.read(text).transaction
    shorter = altered(text, inputs=tuple(spend._replace(sequence=DELAY - 1) for spend in said.inputs))
    assert custody.tally(stage.vault, shorter, stage.signed(text, ["N-1", "US-1"])).valid == ()
    assert refusal(custody.sign, RING, stage.vault, shorter, "N-1").code == "not_a_signer"


def test_recovery_signatures_do_not_open_the_other_path():
    stage = scene("dual_key_recovery")
    locked, free = stage.spend(Path.RECOVERY), stage.spend(Path.NOW)
    assert custody.tally(stage.vault, free, stage.signed(locked, ["US-1", "CN-1"])).valid == ()


def test_rotation_retires_the_old_keys():
    old, new = scene("multi_3of5"), scene("multi_3of5", 1)
    sweep = custody.build(old.vault, old.coins, [(new.vault.address, 19_999 * BTC)], fee=BTC)
    final = finalise(old, sweep, old.signed(sweep, ["US-1", "CN-1", "N-1"]))
    coins = custody.arrivals(sweep, new.vault.address, height=FUNDED_AT + 1)
    assert [(coin.txid, coin.sats) for coin in coins] == [(final.txid, 19_999 * BTC)]

    theft = custody.build(new.vault, coins, [(custody.invented_address("thief"), 19_998 * BTC)], fee=BTC)
    assert refusal(custody.sign, RING, old.vault, theft, "US-1").code == "other_vault"
    digests = bitcoin.digests(
        transactions.read(theft).transaction, vaults.plan(new.vault).script, tuple(coin.sats for coin in coins)
    )
    retired = {holder: (RING.sign(holder, 0, 0, digests[0]) + b"\x01").hex() for holder in FIVE}
    count = custody.tally(new.vault, theft, retired)
    assert (count.valid, len(count.dropped)) == ((), 5)
    assert custody.finalise(
        new.vault,
        theft,
        {holder: custody.sign(RING, new.vault, theft, holder) for holder in FIVE},
        coins=coins,
        height=FUNDED_AT + 2,
    )


def test_spent_coins_cannot_be_spent_again():
    stage = scene("multi_3of5")
    text = stage.spend()
    signatures = stage.signed(text, FIVE)
    final = finalise(stage, text, signatures)
    left = [coin for coin in stage.coins if (coin.txid, coin.vout) not in final.spent]
    assert left == []
    assert refusal(finalise, stage, text, signatures, coins=left).code == "coins_gone"
    assert refusal(finalise, stage, text, signatures, coins=stage.coins[:1]).code == "coins_gone"


def test_signing_is_repeatable():
    stage = scene("multi_3of5")
    assert stage.signed(stage.spend(), FIVE) == stage.signed(stage.spend(), FIVE)


@pytest.mark.parametrize("policy", ["multi_3of5", "dual_key_recovery"])
def test_a_transaction_signed_with_an_offline_wallet_counts(policy):
    stage = scene(policy)
    text = stage.spend()
    offline = PSBT.from_base64(text)
    root = HDKey.from_seed(RING.seed("US-2", 0), NETWORKS["regtest"]["xprv"])
    assert offline.sign_with(root) >= len(stage.coins)  # such a wallet signs with its keys on every branch
    found = signing.read_signatures(stage.vault, text, offline.to_base64())
    assert list(found) == ["US-2"]
    assert custody.tally(stage.vault, text, found).valid == ("US-2",)


def test_an_upload_that_signs_only_one_of_two_inputs_is_refused():
    stage = scene("multi_3of5")
    offline = PSBT.from_base64(stage.spend())
    offline.sign_with(HDKey.from_seed(RING.seed("US-2", 0), NETWORKS["regtest"]["xprv"]))
    offline.inputs[1].partial_sigs.clear()
    found = refusal(signing.read_signatures, stage.vault, stage.spend(), offline.to_base64())
    assert found.code == "no_signature"


def test_an_upload_of_another_transaction_is_refused():
    stage = scene("multi_3of5")
    other = stage.spend(sats=19_999 * BTC - 1, fee=BTC + 1)
    assert refusal(signing.read_signatures, stage.vault, stage.spend(), other).code == "other_transaction"


@pytest.mark.parametrize("upload", ["", "cHNidP8=", "zzz", b64encode(b"psbt\xff\x01\x00").decode()])
def test_an_upload_of_nonsense_is_not_a_transaction(upload):
    stage = scene("multi_3of5")
    assert refusal(signing.read_signatures, stage.vault, stage.spend(), upload).code == "not_a_transaction"


def test_an_upload_without_signatures_is_refused():
    stage = scene("multi_3of5")
    assert refusal(signing.read_signatures, stage.vault, stage.spend(), stage.spend()).code == "no_signature"
