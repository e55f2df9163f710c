from __future__ import annotations

import pytest
from embit.bip32 import HDKey
from embit.networks import NETWORKS
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.custody import Keyring, bitcoin, keys
from exercises.errors import Refusal
from tests.domain.custody.scene import RING

REGTEST = NETWORKS["regtest"]


@given(secret=st.binary(min_size=1, max_size=64), holder=st.text(min_size=1, max_size=8), era=st.integers(0, 50))
def test_keys_agree_with_embits_own_derivation(secret, holder, era):
    ring = Keyring(secret)
    root = HDKey.from_seed(ring.seed(holder, era), REGTEST["xprv"])
    assert ring.xpub(holder, era) == root.to_public().to_base58()
    for branch in (0, 2):
        assert keys.branch_key(ring.xpub(holder, era), branch) == root.derive([branch, 0]).sec()


def test_every_holder_and_era_has_a_key_of_its_own():
    found = [RING.xpub(holder, era) for holder in ("US-1", "US-2", "CN-1") for era in (0, 1, 2)]
    assert len(set(found)) == len(found)


def test_another_secret_gives_other_keys_and_the_same_secret_the_same():
    assert Keyring(b"a").xpub("US-1") != Keyring(b"b").xpub("US-1")
    assert Keyring(b"a").xpub("US-1") == Keyring(b"a").xpub("US-1")


def test_a_keyring_does_not_print_its_secret():
    assert "exercise" not in repr(RING)


def test_the_public_key_says_nothing_private():
    assert RING.xpub("US-1").startswith("tpub")


def test_fingerprint_words_are_four_and_differ_for_one_changed_key():
    words = keys.fingerprint_words(RING.xpub("US-1"))
    assert len(words) == 4
    assert words != keys.fingerprint_words(RING.xpub("US-1", 1))


def test_what_was_heard_matches_in_any_case_and_spacing():
    xpub = RING.xpub("CN-2")
    words = keys.fingerprint_words(xpub)
    assert keys.heard(xpub, "  " + ",  ".join(words).upper() + "\n")
    assert not keys.heard(xpub, " ".join(words[:3]))
    assert not keys.heard(xpub, " ".join(reversed(words)))
    assert not keys.heard(RING.xpub("CN-1"), " ".join(words))


def test_the_fingerprint_is_the_one_wallets_show():
    root = HDKey.from_base58(RING.xpub("US-1"))
    assert keys.fingerprint(RING.xpub("US-1")) == root.my_fingerprint.hex()


def test_a_pasted_key_is_cleaned_of_spaces():
    xpub = RING.xpub("US-1")
    assert keys.check_xpub(f"  {xpub[:40]}\n{xpub[40:]} ") == xpub


@pytest.mark.parametrize("text", ["", "tpub", "hello", "tpubD6NzVbkrYhZ4"])
def test_anything_but_a_key_is_refused(text):
    with pytest.raises(Refusal) as caught:
        keys.check_xpub(text)
    assert caught.value.code == "not_an_exercise_key"


@pytest.mark.parametrize("form", ["xpub", "zpub", "xprv"])
def test_a_key_of_the_real_network_is_refused_by_name(form):
    payload = bitcoin.base58.decode_check(RING.xpub("US-1"))
    with pytest.raises(Refusal) as caught:
        keys.check_xpub(bitcoin.base58.encode_check(NETWORKS["main"][form] + payload[4:]))
    assert caught.value.code == "never_real_keys"


def test_embits_compiled_helper_is_in_use():
    assert bitcoin.has_c_helper()
