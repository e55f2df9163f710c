from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import messages
from tests.domain.custody.scene import RING, scene


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_signature_is_of_these_words_only(nonce, other):
    signature = messages.sign_words(RING, "US-1", nonce)
    assert messages.signed_by(RING.xpub("US-1"), nonce, signature)
    assert messages.signed_by(RING.xpub("US-1"), other, signature) == (nonce == other)


def test_a_signature_is_of_this_key_only():
    signature = messages.sign_words(RING, "US-1", "audit 7")
    assert not messages.signed_by(RING.xpub("US-2"), "audit 7", signature)
    assert not messages.signed_by(RING.xpub("US-1", 1), "audit 7", signature)
    assert messages.signed_by(RING.xpub("US-1", 1), "audit 7", messages.sign_words(RING, "US-1", "audit 7", era=1))


@given(st.text(max_size=40))
def test_nonsense_is_no_signature(text):
    assert not messages.signed_by(RING.xpub("US-1"), "audit 7", text)
    assert not messages.signed_by(text, "audit 7", messages.sign_words(RING, "US-1", "audit 7"))


def test_no_signed_words_are_a_signature_of_a_transaction():
    stage = scene("multi_3of5")
    text = stage.spend()
    asked = messages.sign_words(RING, "US-1", custody.decode(text).txid)
    assert custody.tally(stage.vault, text, {"US-1": f"{asked}01 {asked}01"}).valid == ()
