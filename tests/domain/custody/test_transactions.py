from __future__ import annotations

import contextlib
from base64 import b64decode, b64encode

import pytest
from embit.psbt import PSBT
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import Path, bitcoin, psbt, transactions
from exercises.errors import Refusal
from tests.domain.custody.scene import BTC, DELAY, FUNDED_AT, JOINT, UNLOCK_HEIGHT, scene
from tests.work import calls


def refusal(call, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value


def test_decoding_tells_what_was_built():
    stage = scene("multi_3of5")
    stranger = custody.invented_address("a stranger")
    said = custody.decode(custody.build(stage.vault, stage.coins, [(stranger, 2_150 * BTC)], fee=BTC // 100))
    assert [(output.address, output.sats) for output in said.outputs] == [
        (stranger, 2_150 * BTC),
        (stage.vault.address, 17_850 * BTC - BTC // 100),
    ]
    assert [(spent.txid, spent.vout, spent.sats, spent.address) for spent in said.inputs] == [
        (coin.txid, coin.vout, coin.sats, coin.address) for coin in stage.coins
    ]
    assert (said.fee, said.unlock_height, said.delay, said.version) == (BTC // 100, 0, 0, 2)


def test_nothing_left_over_means_no_change():
    stage = scene("multi_3of5")
    said = custody.decode(stage.spend(sats=19_999 * BTC, fee=BTC))
    assert len(said.outputs) == 1


@given(amounts=st.lists(st.integers(330, 10**11), min_size=1, max_size=6), fee=st.integers(0, 10**6))
def test_what_goes_in_comes_out_or_is_the_fee(amounts, fee):
    stage = scene("multi_3of5")
    outputs = [(custody.invented_address(str(place)), sats) for place, sats in enumerate(amounts)]
    said = custody.decode(custody.build(stage.vault, stage.coins, outputs, fee=fee))
    assert said.fee == fee
    assert sum(output.sats for output in said.outputs) + fee == 20_000 * BTC


@pytest.mark.parametrize("policy", JOINT)
def test_embit_reads_our_envelope_as_we_do(policy):
    stage = scene(policy)
    for path in stage.vault.paths:
        text = stage.spend(path)
        theirs, ours = PSBT.from_base64(text), custody.decode(text)
        assert theirs.tx.txid().hex() == ours.txid
        assert theirs.fee() == ours.fee
        assert len(theirs.inputs[0].bip32_derivations) >= 3
        digests = bitcoin.digests(
            transactions.read(text).transaction,
            theirs.inputs[0].witness_script.data,
            tuple(coin.sats for coin in stage.coins),
        )
        assert [theirs.sighash(place) for place in range(len(theirs.inputs))] == list(digests)


def test_the_recovery_path_carries_its_lock_in_every_sequence():
    said = custody.decode(scene("dual_key_recovery").spend(Path.RECOVERY))
    assert {spent.sequence for spent in said.inputs} == {DELAY}
    assert (said.delay, said.unlock_height) == (DELAY, 0)


def test_the_sunset_path_carries_its_lock_time_and_no_final_sequence():
    said = custody.decode(scene("sunset").spend(Path.SUNSET))
    assert {spent.sequence for spent in said.inputs} == {0xFFFFFFFE}
    assert (said.delay, said.unlock_height) == (0, UNLOCK_HEIGHT)


@pytest.mark.parametrize(
    "outputs, fee, code",
    [
        ([("bcrt1qnonsense", BTC)], 500, "not_an_address"),
        ([("", BTC)], 500, "not_an_address"),
        ([("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", BTC)], 500, "not_an_address"),
        ([("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", BTC)], 500, "not_an_address"),
        ([(custody.invented_address("x"), 329)], 500, "dust"),
        ([(custody.invented_address("x"), -5)], 500, "dust"),
        ([(custody.invented_address("x"), 20_000 * BTC)], 1, "not_enough_coins"),
        ([(custody.invented_address("x"), BTC)], -1, "not_enough_coins"),
        ([(custody.invented_address("x"), 20_000 * BTC - 101)], 1, "dust"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(outputs, fee, code):
    stage = scene("multi_3of5")
    assert refusal(custody.build, stage.vault, stage.coins, outputs, fee=fee).code == code


def test_a_path_the_vault_does_not_have_is_refused():
    assert refusal(scene("multi_3of5").spend, Path.RECOVERY).code == "no_such_path"
    assert refusal(scene("multi_3of5").spend, "nonsense").code == "no_such_path"


def test_coins_of_another_vault_are_refused():
    vault, coins = scene("multi_3of5").vault, scene("dual_key").coins
    assert refusal(custody.build, vault, coins, [], fee=1).code == "other_vault"
    assert refusal(custody.build, vault, [], [], fee=1).code == "other_vault"


def test_arrivals_are_the_outputs_that_pay_the_address():
    stage, new = scene("multi_3of5"), scene("multi_3of5", 1).vault
    text = custody.build(stage.vault, stage.coins, [(new.address, 3 * BTC), (new.address, 4 * BTC)], fee=500)
    coins = custody.arrivals(text, new.address, height=FUNDED_AT + 9)
    assert [(coin.vout, coin.sats, coin.address, coin.height) for coin in coins] == [
        (0, 3 * BTC, new.address, FUNDED_AT + 9),
        (1, 4 * BTC, new.address, FUNDED_AT + 9),
    ]
    assert {coin.txid for coin in coins} == {custody.decode(text).txid}


def test_the_same_payment_is_built_from_the_same_bytes():
    assert scene("sunset").spend(Path.SUNSET) == scene("sunset").spend(Path.SUNSET)


@given(st.text(max_size=200) | st.binary(max_size=300).map(lambda data: b64encode(b"psbt\xff" + data).decode()))
def test_nonsense_is_not_a_transaction(text):
    found = refusal(custody.decode, text)
    assert (found.code, found.status) == ("not_a_transaction", 400)


@given(place=st.integers(0, 2_000), value=st.integers(0, 255), cut=st.integers(0, 2_000))
def test_a_mutated_transaction_is_read_or_refused_and_nothing_else(place, value, cut):
    data = bytearray(b64decode(scene("dual_key_recovery").spend(Path.RECOVERY)))
    data[place % len(data)] = value
    text = b64encode(bytes(data[: len(data) - cut % 50 * (cut % 3 == 0)])).decode()
    with contextlib.suppress(Refusal):
        assert custody.decode(text).outputs
    if cut % 3 == 0 and cut % 50:
        assert refusal(custody.decode, text).code == "not_a_transaction"


def test_an_envelope_longer_than_64_kilobytes_is_not_a_transaction():
    text = scene("multi_3of5").spend()
    assert custody.decode(text + "\n")
    assert refusal(custody.decode, text + " " * psbt.LARGEST).code == "not_a_transaction"


def test_a_few_bytes_that_claim_a_billion_inputs_cost_nothing():
    billion = b"\x04" + b"\xfe" + (10**9).to_bytes(4, "little")
    version_2 = b"psbt\xff\x01\xfb\x04" + (2).to_bytes(4, "little") + b"\x01\x05\x05" + billion[1:] + b"\x00"
    text = b64encode(version_2).decode()
    assert refusal(custody.decode, text).code == "not_a_transaction"
    assert calls(lambda: refusal(custody.decode, text)) < 200


def entry(name, value):
    return bytes([len(name)]) + name + bytes([len(value)]) + value


@pytest.mark.parametrize(
    "more, fine",
    [
        (b"", True),
        (entry(b"\xfb", bytes(4)), True),
        (entry(b"\xfb", b"\x02\x00\x00\x00"), False),
        (entry(b"\xfc", b"a") + entry(b"\xfc", b"b"), False),
        (entry(b"\xfc", b"a") + entry(b"\xfd", b"b"), True),
    ],
)
def test_an_envelope_of_a_later_version_or_with_an_entry_twice_is_refused(more, fine):
    data = b64decode(scene("multi_3of5").spend())
    end = 8 + data[7]  # after the entry that holds the transaction
    text = b64encode(data[:end] + more + data[end:]).decode()
    if fine:
        assert custody.decode(text).outputs
    else:
        assert refusal(custody.decode, text).code == "not_a_transaction"


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_a_lock_time_cut_short_is_not_read_as_a_smaller_one(missing):
    data = bitcoin.write(transactions.read(scene("sunset").spend(Path.SUNSET)).transaction)
    assert bitcoin.read(data).locktime == UNLOCK_HEIGHT
    with pytest.raises(ValueError, match="not an unsigned transaction"):
        bitcoin.read(data[:-missing])


def test_a_sequence_of_zero_is_told_as_it_is():
    stage = scene("multi_3of5")
    envelope = transactions.read(stage.spend())
    inputs = tuple(spend._replace(sequence=0) for spend in envelope.transaction.inputs)
    text = psbt.pack(envelope.transaction._replace(inputs=inputs), envelope.coins, b"", [])
    assert {spent.sequence for spent in custody.decode(text).inputs} == {0}
    assert PSBT.from_base64(text).tx.txid().hex() != custody.decode(text).txid


def test_a_coin_with_something_behind_it_is_not_read():
    envelope = bytearray(b64decode(scene("multi_3of5").spend()))
    coin = envelope.index(bytes([1, 1])) + 2
    envelope[coin : coin + 1] = bytes([envelope[coin] + 1])
    end = coin + 1 + envelope[coin] - 1
    envelope[end:end] = bytes(1)
    assert refusal(custody.decode, b64encode(envelope).decode()).code == "not_a_transaction"


def test_an_output_without_an_address_is_shown_by_its_script():
    stage = scene("multi_3of5")
    envelope = transactions.read(stage.spend())
    note = (bitcoin.Output(b"\x6a\x04note", 0), *envelope.transaction.outputs)
    text = psbt.pack(envelope.transaction._replace(outputs=note), envelope.coins, b"", [])
    assert custody.decode(text).outputs[0].address == "script:6a046e6f7465"
