from __future__ import annotations

import pydoc_data.topics

import pytest
from embit import bip39
from embit.base58 import decode_check, encode_check
from embit.bech32 import encode as segwit
from embit.networks import NETWORKS
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic import generate_mnemonics

from exercises.domain import custody
from exercises.domain.custody import Path, vaults
from exercises.domain.custody.guard import real_secrets
from tests.domain.custody.scene import JOINT, RING, scene

MAIN = NETWORKS["main"]
KEY = decode_check(RING.xpub("US-1"))[4:]
XPUB = encode_check(MAIN["xpub"] + KEY)
XPRV = encode_check(MAIN["xprv"] + KEY[:41] + bytes(1) + KEY[42:])
WIF = encode_check(b"\x80" + bytes(range(32)) + b"\x01")
OLD_WIF = encode_check(b"\x80" + bytes(range(32)))
LEGACY = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
WRAPPED = encode_check(b"\x05" + bytes(range(20)))
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = segwit("bc", 1, bytes(range(32)))
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"

PROSE = st.lists(st.sampled_from(" ".join(pydoc_data.topics.topics.values()).split()), min_size=0, max_size=12).map(
    " ".join
)


def broken(text, size):
    return "\n".join(text[place : place + size] for place in range(0, len(text), size))


@pytest.mark.parametrize(
    "code, kind",
    [
        (XPRV, "private_key"),
        (encode_check(NETWORKS["regtest"]["xprv"] + KEY[:41] + bytes(1) + KEY[42:]), "private_key"),
        (encode_check(MAIN["zprv"] + KEY[:41] + bytes(1) + KEY[42:]), "private_key"),
        (WIF, "private_key"),
        (OLD_WIF, "private_key"),
        (XPUB, "public_key"),
        (encode_check(MAIN["zpub"] + KEY), "public_key"),
        (encode_check(MAIN["Ypub"] + KEY), "public_key"),
        (LEGACY, "address"),
        (WRAPPED, "address"),
        (SEGWIT, "address"),
        (TAPROOT, "address"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "{}",
        "Please send it to {}, thank you.",
        "bitcoin:{}?amount=1",
        "<b>{}</b>",
        "key={};",
        "地址：{}。",
        "see\n\n{}\n\nabove",
    ],
)
def test_real_keys_and_addresses_are_found_in_any_surroundings(code, kind, place):
    assert real_secrets(place.format(code)) == kind


@pytest.mark.parametrize("code", [XPRV, WIF, XPUB, LEGACY, WRAPPED, SEGWIT, TAPROOT])
@pytest.mark.parametrize("size", [4, 10, 40])
def test_line_breaks_and_groups_of_letters_do_not_fool_the_guard(code, size):
    assert real_secrets(f"Here it is: {broken(code, size)} and no more")
    assert real_secrets(f"Here it is: {broken(code, size).replace(chr(10), ' ')}")
    assert real_secrets(f"Here it is: {broken(code, size).replace(chr(10), '-')}")


@pytest.mark.parametrize("code", [XPRV, WIF, XPUB, LEGACY, SEGWIT])
def test_hidden_signs_and_wide_letters_do_not_fool_the_guard(code):
    assert real_secrets(code[:9] + "\u200b" + code[9:20] + "\u00ad" + code[20:])
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert real_secrets(wide)


def test_capital_letters_do_not_hide_a_segwit_address():
    assert real_secrets(SEGWIT.upper()) == "address"


@pytest.mark.parametrize("code", [LEGACY, SEGWIT, XPUB, WIF])
def test_letters_that_cling_to_a_code_do_not_hide_it(code):
    assert real_secrets("addr" + code)
    assert real_secrets(code + "EXERCISE")


def test_an_extended_key_cut_short_is_still_one():
    assert real_secrets(f"it begins {XPRV[:40]}") == "private_key"
    assert real_secrets(f"it begins {XPUB[:40]}") == "public_key"


@given(
    st.sampled_from([16, 20, 24, 28, 32]).flatmap(lambda size: st.binary(min_size=size, max_size=size)), PROSE, PROSE
)
def test_every_seed_phrase_is_found_within_prose(entropy, before, after):
    assert real_secrets(f"{before} {bip39.mnemonic_from_bytes(entropy)} {after}") == "seed_phrase"


@pytest.mark.parametrize(
    "dressed",
    [
        PHRASE.upper(),
        PHRASE.title(),
        PHRASE.replace(" ", "\n"),
        PHRASE.replace(" ", ", "),
        PHRASE.replace(" ", "-"),
        PHRASE.replace("e", "e\u200b").replace("a", "\u00ada"),
        "".join(f"{place}. {word}\n" for place, word in enumerate(PHRASE.split(), 1)),
        "".join(f"{place}){word} " for place, word in enumerate(PHRASE.split(), 1)),
        "".join(f"{word}{place} " for place, word in enumerate(PHRASE.split(), 1)),
        "".join(f"{chr(96 + place)}) {word}; " for place, word in enumerate(PHRASE.split(), 1)),
        f"We able about above {PHRASE} zone zoo",
    ],
)
def test_numbering_capitals_and_breaks_do_not_hide_a_seed_phrase(dressed):
    assert real_secrets(dressed) == "seed_phrase"


def test_words_of_shares_that_make_none_are_prose():
    words = generate_mnemonics(1, [(2, 3)], bytes(range(16)), iteration_exponent=1)[0][0].split()
    words[-1], words[-2] = words[-2], words[-1]
    assert real_secrets(" ".join(words)) is None


@pytest.mark.parametrize("blank", [" ", "\n", ", ", "  "])
def test_twelve_words_of_the_list_in_a_row_need_no_checksum(blank):
    mistyped = PHRASE.replace("yellow", "zoo").split()
    assert real_secrets(f"Mine reads {blank.join(mistyped)} I think.") == "seed_phrase"
    assert real_secrets(blank.join(mistyped[:11])) is None


def test_a_share_of_a_real_wallet_is_found():
    share = generate_mnemonics(1, [(2, 3)], bytes(range(16)), iteration_exponent=1)[0][0]
    assert real_secrets(f"my share is {share}") == "seed_phrase"


def test_the_gravest_find_is_named():
    assert real_secrets(f"{LEGACY} {XPUB} {PHRASE}") == "seed_phrase"
    assert real_secrets(f"{LEGACY} {XPUB} {PHRASE} {WIF}") == "private_key"


def test_a_large_body_of_ordinary_english_passes():
    for text in pydoc_data.topics.topics.values():
        assert real_secrets(text) is None


@pytest.mark.parametrize("text", ["a" * 400_000, "ab " * 130_000, f"a{' ' * 400_000}1", "1" * 20_000, "bc1" * 7_000])
def test_a_long_text_made_to_be_slow_is_judged_like_any_other(text):
    assert real_secrets(text) is None


@given(st.text(max_size=300))
def test_any_text_is_judged_without_a_fault(text):
    assert real_secrets(text) in {None, "private_key", "seed_phrase", "public_key", "address"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Treasury asks for 3 signatures of 5 by 12:30; the other side offers 1,000 BTC and 30 days.",
        "I can only agree if both sides act as one; this may take some more time and trust.",
        "We will never type an xpub or an xprv here. Addresses begin with bc1, 1 or 3.",
        "请在第三轮之前签署交易，金额为一千比特币。",
        "1 3 5 K L bc1 c 9 " * 20,
    ],
)
def test_what_people_say_at_the_table_passes(text):
    assert real_secrets(text) is None


@pytest.mark.parametrize("policy", JOINT)
def test_exercise_material_passes(policy):
    stage = scene(policy)
    text = stage.spend()
    coalition = sorted(vaults.plan(stage.vault).coalitions[Path.NOW][0])
    final = custody.finalise(stage.vault, text, stage.signed(text, coalition), coins=stage.coins, height=2_000)
    for material in (stage.vault.descriptor, stage.vault.address, text, final.txid, final.hex, RING.xpub("US-1")):
        assert real_secrets(material) is None
        assert real_secrets(broken(material, 4).replace("\n", " ")) is None
