from __future__ import annotations

from dataclasses import asdict

import pytest
from embit.descriptor import Descriptor
from embit.networks import NETWORKS
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import Coin, Path, Policy, Vault, bitcoin, descriptors, vaults
from exercises.errors import Refusal
from tests.domain.custody.scene import BTC, DELAY, FUNDED_AT, JOINT, RING, UNLOCK_HEIGHT, places, scene


def xpubs(policy, era=0):
    return {holder: RING.xpub(holder, era) for holder in places(policy)}


def closed(body):
    """A descriptor with the right checksum, whatever it says."""
    return f"{body}#{bitcoin.descriptor_checksum(body)}"


def refusal(call, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value.code


@pytest.mark.parametrize("policy", JOINT)
def test_the_address_agrees_with_embits_own_reading_of_the_descriptor(policy):
    vault = scene(policy).vault
    assert vault.address == Descriptor.from_string(vault.descriptor).derive(0).address(NETWORKS["regtest"])


@pytest.mark.parametrize("policy", JOINT)
def test_a_descriptor_reads_back_as_the_same_vault(policy):
    vault = scene(policy).vault
    assert custody.open_vault(vault.descriptor, dict(vault.keys), era=vault.era) == vault
    assert descriptors.write(descriptors.read(vault.descriptor)) == vault.descriptor


@given(order=st.permutations(places("multi_3of5")))
def test_both_sides_derive_the_same_vault_whatever_the_order_of_keys(order):
    shuffled = {holder: RING.xpub(holder) for holder in order}
    assert custody.new_vault("multi_3of5", shuffled) == scene("multi_3of5").vault


@given(place=st.integers(0, 600), sign=st.sampled_from("023456789acdefghjklmnpqrstuvwxyz"))
def test_one_changed_sign_in_a_descriptor_is_refused(place, sign):
    text = scene("multi_3of5").vault.descriptor
    place %= len(text)
    if text[place] != sign:
        changed = text[:place] + sign + text[place + 1 :]
        real = {"never_real_keys"} if "xpub" in changed else set()  # one sign turns a test key into a real one
        assert refusal(custody.open_vault, changed, xpubs("multi_3of5")) in {"bad_checksum", "not_a_descriptor", *real}


def test_a_descriptor_without_its_checksum_is_refused():
    body = scene("multi_3of5").vault.descriptor.partition("#")[0]
    assert refusal(custody.open_vault, body, xpubs("multi_3of5")) == "bad_checksum"


@pytest.mark.parametrize(
    "body",
    [
        "wsh(older(5))",
        "wsh(pk(KEY))junk",
        "wsh(pk(KEY",
        "wsh()",
        "wsh(multi(2,KEY))",
        "wsh(multi(0,KEY,OTHER))",
        "wsh(multi(3,KEY,OTHER))",
        "wsh(and_v(v:sortedmulti(1,KEY,OTHER),older(5)))",
        "wsh(and_v(v:pk(KEY),older(5)))",
        "wsh(or_i(sortedmulti(1,KEY,OTHER),and_v(v:pk(KEY),older(5))))",
        "wsh(pk(no key))",
        "wsh(pk(tpub1/<0;2>/*))",
        "wsh(or_i(pk(KEY),pk(OTHER)))",
        "wsh(or_i(pk(KEY),older(5)))",
        "wsh(or_i(and_v(v:pk(KEY),older(5)),pk(OTHER)))",
        "sh(wsh(pk(KEY)))",
        "pk(KEY)",
    ],
)
def test_a_script_no_policy_can_take_is_not_a_descriptor(body):
    text = body.replace("KEY", f"{RING.xpub('US-1')}/<0;1>/*").replace("OTHER", f"{RING.xpub('CN-1')}/<0;1>/*")
    assert refusal(descriptors.read, closed(text)) == "not_a_descriptor"


def test_a_key_that_is_none_is_no_exercise_key():
    assert refusal(descriptors.read, closed("wsh(pk(tpub1/<0;1>/*))")) == "not_an_exercise_key"


def test_a_sign_that_descriptors_do_not_know_is_refused():
    assert refusal(descriptors.read, "wsh(pk(schlüssel))#aaaaaaaa") == "bad_checksum"


def test_a_deeply_nested_descriptor_is_refused_and_does_not_exhaust_the_stack():
    assert refusal(descriptors.read, closed("wsh(" + "or_i(" * 700)) == "not_a_descriptor"


@pytest.mark.parametrize("delay", [0, -1, 65_536, 70_000])
def test_a_delay_the_network_would_misread_is_refused(delay):
    assert refusal(custody.new_vault, "dual_key_recovery", xpubs("dual_key_recovery"), delay=delay) == (
        "lock_out_of_range"
    )


@pytest.mark.parametrize("delay", [1, 16, 17, 127, 128, 255, 256, 32_767, 32_768, 65_535])
def test_every_width_of_delay_compiles_as_embit_compiles_it(delay):
    vault = custody.new_vault("dual_key_recovery", xpubs("dual_key_recovery"), delay=delay)
    assert vault.delay == delay
    assert vault.address == Descriptor.from_string(vault.descriptor).derive(0).address(NETWORKS["regtest"])


@pytest.mark.parametrize("height", [0, 500_000_000])
def test_an_unlock_height_the_network_would_misread_is_refused(height):
    keys = xpubs("sunset")
    assert refusal(custody.new_vault, "sunset", keys, unlock_height=height, contributor="CN") == "lock_out_of_range"


def test_one_key_for_two_holders_is_refused():
    doubled = {**xpubs("multi_3of5"), "N-1": RING.xpub("US-1")}
    assert refusal(custody.new_vault, "multi_3of5", doubled) == "keys_not_distinct"


def test_one_key_in_another_extended_form_is_still_refused():
    key, chain = bitcoin.read_xpub(RING.xpub("US-1"))
    other_form = bitcoin.xpub_text(key, chain[::-1])
    assert other_form != RING.xpub("US-1")
    assert refusal(custody.new_vault, "multi_3of5", {**xpubs("multi_3of5"), "N-1": other_form}) == "keys_not_distinct"


def test_keys_of_the_real_network_are_refused():
    real = NETWORKS["main"]["xpub"]
    text = bitcoin.base58.encode_check(real + bitcoin.base58.decode_check(RING.xpub("US-1"))[4:])
    assert text.startswith("xpub")
    assert refusal(custody.new_vault, "multi_3of5", {**xpubs("multi_3of5"), "US-1": text}) == "never_real_keys"
    body = scene("multi_3of5").vault.descriptor.partition("#")[0].replace(RING.xpub("US-1"), text)
    assert refusal(custody.open_vault, closed(body), xpubs("multi_3of5")) == "never_real_keys"


def test_a_vault_with_the_keys_of_another_is_refused():
    assert refusal(custody.open_vault, scene("multi_3of5").vault.descriptor, xpubs("multi_3of5", 1)) == (
        "keys_do_not_fit"
    )


def test_a_vault_made_by_hand_is_checked_at_its_first_use():
    vault = scene("multi_3of5").vault
    assert refusal(lambda: Vault(vault.descriptor[:-1] + "x", vault.keys).address) == "bad_checksum"


def test_split_custody_has_no_joint_script_but_each_nation_its_vault():
    keys = xpubs("split_custody")
    assert refusal(custody.new_vault, "split_custody", keys) == "no_joint_script"
    own = custody.new_vault("split_custody", {holder: key for holder, key in keys.items() if holder < "N"})
    coins = custody.fund(own, [BTC], label="china", height=1)
    psbt = custody.build(own, coins, [(own.address, BTC - 500)], fee=500)
    signed = {"CN-2": custody.sign(RING, own, psbt, "CN-2")}
    assert custody.finalise(own, psbt, signed, coins=coins, height=2).signers == ("CN-2",)


@pytest.mark.parametrize("policy", JOINT)
def test_paths_open_when_their_locks_pass(policy):
    vault, coins = scene(policy)
    opens = {path: vaults.opens_at(vault, path, coins) for path in vault.paths}
    expected = {Path.NOW: 0}
    if policy is Policy.DUAL_KEY_RECOVERY:
        expected[Path.RECOVERY] = FUNDED_AT + DELAY
    if policy is Policy.SUNSET:
        expected[Path.SUNSET] = UNLOCK_HEIGHT + 1
    assert opens == expected


def test_no_block_opens_a_path_that_the_vault_does_not_have():
    stage = scene("multi_3of5")
    assert refusal(vaults.opens_at, stage.vault, Path.RECOVERY, stage.coins) == "no_such_path"


def test_the_recovery_clock_runs_from_the_youngest_coin():
    vault, coins = scene("dual_key_recovery")
    younger = custody.fund(vault, [BTC], label="later", height=FUNDED_AT + 7)
    assert vaults.opens_at(vault, Path.RECOVERY, (*coins, *younger)) == FUNDED_AT + 7 + DELAY


def test_the_same_label_invents_the_same_coins_and_another_label_others():
    vault, coins = scene("multi_3of5")
    assert custody.fund(vault, [12_000 * BTC, 8_000 * BTC], label="pilot", height=FUNDED_AT) == coins
    other = custody.fund(vault, [12_000 * BTC], label="reserve", height=FUNDED_AT)
    assert {coin.txid for coin in coins}.isdisjoint(coin.txid for coin in other)


def test_a_coin_survives_the_board():
    coin = scene("multi_3of5").coins[0]
    assert Coin(**asdict(coin)) == coin


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_invented_addresses_are_of_the_exercise_network(label):
    address = custody.invented_address(*label)
    assert address.startswith("bcrt1q")
    assert bitcoin.address(bitcoin.output_script(address)) == address
