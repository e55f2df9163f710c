from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import proof
from tests.domain.custody.scene import RING, scene


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_proof_is_of_these_words_only(nonce, other):
    signature = proof.prove(RING, "US-1", nonce)
    assert proof.proved(RING.xpub("US-1"), nonce, signature)
    assert proof.proved(RING.xpub("US-1"), other, signature) == (nonce == other)


def test_a_proof_is_of_this_key_only():
    signature = proof.prove(RING, "US-1", "audit 7")
    assert not proof.proved(RING.xpub("US-2"), "audit 7", signature)
    assert not proof.proved(RING.xpub("US-1", 1), "audit 7", signature)
    assert proof.proved(RING.xpub("US-1", 1), "audit 7", proof.prove(RING, "US-1", "audit 7", era=1))


@given(st.text(max_size=40))
def test_nonsense_proves_nothing(text):
    assert not proof.proved(RING.xpub("US-1"), "audit 7", text)
    assert not proof.proved(text, "audit 7", proof.prove(RING, "US-1", "audit 7"))


def test_no_proof_is_a_signature_of_a_transaction():
    stage = scene("multi_3of5")
    text = stage.spend()
    asked = proof.prove(RING, "US-1", custody.decode(text).txid)
    assert custody.tally(stage.vault, text, {"US-1": f"{asked}01 {asked}01"}).valid == ()
