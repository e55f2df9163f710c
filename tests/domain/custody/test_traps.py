"""The nine things the libraries leave to us, found by trial: each shows what embit lets pass and that we do not."""

from __future__ import annotations

import tracemalloc
from base64 import b64encode

import pytest
from embit import slip39
from embit.bip32 import HDKey
from embit.descriptor import Descriptor
from embit.finalizer import finalize_psbt
from embit.networks import NETWORKS
from embit.psbt import PSBT

from exercises.domain import custody
from exercises.domain.custody import Path, bitcoin, keys, psbt, shares, transactions, trees, vaults
from exercises.errors import Refusal
from tests.domain.custody import oracle
from tests.domain.custody.scene import DELAY, FUNDED_AT, LATE, RING, places, scene


def refused(call, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_trap_1_every_partial_signature_is_verified_and_only_sighash_all_counts():
    stage = scene("multi_3of5")
    text = stage.spend()
    junk = PSBT.from_base64(text)
    for spend in junk.inputs:
        spend.partial_sigs = dict.fromkeys(list(spend.bip32_derivations)[:3], b"junk")
    assert finalize_psbt(junk) is not None  # embit is content

    signatures = dict.fromkeys(("US-1", "CN-1", "N-1"), "6a756e6b 6a756e6b")
    assert custody.tally(stage.vault, text, signatures).valid == ()
    none = {holder: sig.replace("01 ", "02 ") for holder, sig in stage.signed(text, ["US-1"]).items()}
    assert custody.tally(stage.vault, text, none).dropped == (("US-1", "not_sighash_all"),)


def test_trap_2_a_wrong_checksum_and_a_doubled_key_are_refused_and_branches_differ():
    vault = scene("multi_3of5").vault
    wrong = vault.descriptor[:-1] + ("q" if vault.descriptor[-1] != "q" else "p")
    assert Descriptor.from_string(wrong)  # embit is content
    assert refused(custody.open_vault, wrong, dict(vault.keys)) == "bad_checksum"

    body = vault.descriptor.partition("#")[0].replace(RING.xpub("N-1"), RING.xpub("US-1"))
    doubled = f"{body}#{bitcoin.descriptor_checksum(body)}"
    assert Descriptor.from_string(doubled)  # embit is content
    assert refused(custody.open_vault, doubled, dict(vault.keys)) == "keys_not_distinct"

    for policy, path in (("dual_key_recovery", Path.RECOVERY), ("sunset", Path.SUNSET)):
        plan = vaults.plan(scene(policy).vault)
        assert {plan.branch_of("CN-1", Path.NOW), plan.branch_of("CN-1", path)} == {0, 2}
        held = [plan.key_of(name, leaf.branch) for leaf in trees.quorums(plan.tree) for name in leaf.names]
        assert len(set(held)) == len(held)


def test_trap_3_a_relative_lock_of_more_than_sixteen_bits_is_refused():
    body = scene("dual_key_recovery").vault.descriptor.partition("#")[0].replace(f"older({DELAY})", "older(70000)")
    text = f"{body}#{bitcoin.descriptor_checksum(body)}"
    assert Descriptor.from_string(text)  # embit is content
    assert refused(custody.open_vault, text, dict(scene("dual_key_recovery").vault.keys)) == "lock_out_of_range"
    xpubs = {holder: RING.xpub(holder) for holder in places("dual_key_recovery")}
    assert refused(custody.new_vault, "dual_key_recovery", xpubs, delay=70_000) == "lock_out_of_range"


@pytest.mark.parametrize(
    "policy, path, signers",
    [
        ("dual_key", Path.NOW, ("US-2", "CN-1")),
        ("dual_key_quorum", Path.NOW, ("US-1", "US-3", "CN-2", "CN-3")),
        ("dual_key_recovery", Path.NOW, ("US-1", "CN-2")),
        ("dual_key_recovery", Path.RECOVERY, ("N-1", "CN-2")),
        ("sunset", Path.NOW, ("US-1", "CN-1")),
        ("sunset", Path.SUNSET, ("CN-1", "CN-2")),
    ],
)
def test_trap_4_miniscript_is_finalised_by_our_own_witness_order(policy, path, signers):
    stage = scene(policy)
    text = stage.spend(path)
    signatures = stage.signed(text, signers)
    with pytest.raises(RuntimeError):
        finalize_psbt(PSBT.from_base64(text))  # embit knows plain multi-signature scripts only
    final = custody.finalise(stage.vault, text, signatures, coins=stage.coins, height=LATE)
    assert oracle.accepts(final.hex, stage.coins, LATE)


def test_trap_4_the_last_item_chooses_the_branch():
    for path, last in ((Path.NOW, b"\x01"), (Path.RECOVERY, b"")):
        plan = vaults.plan(scene("dual_key_recovery").vault)
        signatures = {"US-1": b"us", "CN-1": b"cn", "N-1": b"n"}
        assert trees.witness(plan.tree, path, plan.key_of, signatures)[-1] == last


def test_trap_5_locks_stand_in_sequence_version_and_lock_time():
    recovery = custody.decode(scene("dual_key_recovery").spend(Path.RECOVERY))
    assert ({spent.sequence for spent in recovery.inputs}, recovery.version) == ({DELAY}, 2)
    sunset = custody.decode(scene("sunset").spend(Path.SUNSET))
    assert sunset.unlock_height == scene("sunset").vault.unlock_height
    assert all(spent.sequence < 0xFFFFFFFF for spent in sunset.inputs)


@pytest.mark.parametrize("change", ["sequence", "version", "locktime", "final"])
def test_trap_5_a_lock_in_any_other_form_opens_nothing(change):
    path = Path.RECOVERY if change in {"sequence", "version"} else Path.SUNSET
    stage = scene("dual_key_recovery" if path is Path.RECOVERY else "sunset")
    signers = ["N-1", "US-1"] if path is Path.RECOVERY else ["CN-1", "CN-2"]
    envelope = transactions.read(stage.spend(path))
    said = envelope.transaction
    changed = {
        "sequence": said._replace(inputs=tuple(each._replace(sequence=DELAY - 1) for each in said.inputs)),
        "version": said._replace(version=1),
        "locktime": said._replace(locktime=said.locktime - 1),
        "final": said._replace(inputs=tuple(each._replace(sequence=0xFFFFFFFF) for each in said.inputs)),
    }[change]
    text = psbt.pack(changed, envelope.coins, b"", [])
    assert transactions.path_of(stage.vault, text) is Path.NOW

    plan = vaults.plan(stage.vault)
    amounts = tuple(coin.sats for coin in stage.coins)
    digests = bitcoin.digests(changed, plan.script, amounts)
    witnesses = [
        [
            *trees.witness(
                plan.tree,
                path,
                plan.key_of,
                {holder: RING.sign(holder, 0, plan.branch_of(holder, path), digest) + b"\x01" for holder in signers},
            ),
            plan.script,
        ]
        for digest in digests
    ]
    assert not oracle.accepts(bitcoin.complete(changed, witnesses).hex(), stage.coins, LATE)


def test_trap_6_every_parse_of_player_input_ends_in_one_refusal_and_at_64_kilobytes():
    for text in ("", "%", "cHNidP8=", "AAAA", "\x00", b64encode(b"psbt\xff\x01\x00\xff").decode(), "€" * 9):
        assert refused(custody.decode, text) == "not_a_transaction"
    assert refused(custody.decode, scene("multi_3of5").spend() + "\n" * 65_536) == "not_a_transaction"


def test_trap_6_a_short_upload_cannot_claim_all_memory():
    claim = b"\xfe" + (10**8).to_bytes(4, "little")
    data = b"psbt\xff\x01\xfb\x04\x02\x00\x00\x00\x01\x04\x05" + claim + b"\x00"
    tracemalloc.start()
    assert refused(custody.decode, b64encode(data).decode()) == "not_a_transaction"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_trap_7_shares_come_from_the_reference_code_and_embits_reader_is_not_used():
    words = shares.split(RING, "US-1", salt="trap")
    with pytest.raises(ValueError, match="Invalid Checksum"):
        slip39.Share.parse(words[2][0])  # embit knows only the older checksum
    assert shares.recover([*words[0][:2], words[2][0]]) == RING.xpub("US-1")


def test_trap_8_keys_with_the_same_fingerprint_are_told_apart():
    key, chain = bitcoin.read_xpub(RING.xpub("US-1"))
    swapped = bitcoin.xpub_text(key, bytes(reversed(chain)))
    assert keys.fingerprint(swapped) == keys.fingerprint(RING.xpub("US-1"))
    assert keys.fingerprint_words(swapped) != keys.fingerprint_words(RING.xpub("US-1"))
    assert not keys.heard(swapped, " ".join(keys.fingerprint_words(RING.xpub("US-1"))))
    stage = scene("multi_3of5")
    other = custody.new_vault("multi_3of5", {**dict(stage.vault.keys), "US-1": swapped})
    assert other.address != stage.vault.address
    coins = custody.fund(other, [10**9], label="swapped", height=FUNDED_AT)
    text = custody.build(other, coins, [], fee=500)
    assert refused(custody.sign, RING, other, text, "US-1") == "key_not_here"


def test_trap_9_the_pure_python_fallback_gives_the_same_bytes():
    from embit.util import py_secp256k1  # noqa: PLC0415 - loaded only to compare

    seed = RING.seed("US-1", 0)
    secret, _ = bitcoin.root_key(seed)
    digest = bytes(range(32))
    signature = py_secp256k1.ecdsa_signature_serialize_der(py_secp256k1.ecdsa_sign(digest, secret))
    assert bytes(signature) == bitcoin.sign_digest(secret, digest)
    assert HDKey.from_seed(seed, NETWORKS["regtest"]["xprv"]).sec() == bitcoin.public_key(secret)
