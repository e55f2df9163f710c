from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import combine_mnemonics, shamir

from exercises.domain.custody import guard, shares
from exercises.errors import Refusal
from tests.domain.custody.scene import RING

WORDS = shares.split(RING, "US-1", salt="first")
PLACES = [(group, member) for group, made in enumerate(WORDS) for member in range(len(made))]
NEEDED = {0: 2, 1: 2, 2: 1}


def refusal(call, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value


def test_every_set_of_shares_rebuilds_the_key_exactly_if_two_sites_are_complete():
    for size in range(1, len(PLACES) + 1):
        for chosen in combinations(PLACES, size):
            complete = sum(sum(group == place for place, _ in chosen) >= need for group, need in NEEDED.items())
            words = [WORDS[group][member] for group, member in chosen]
            if complete >= 2:
                assert shares.recover(words) == RING.xpub("US-1")
            else:
                assert refusal(shares.recover, words).code == "not_enough_shares"


@settings(max_examples=10, deadline=None)
@given(
    groups=st.lists(
        st.integers(1, 4).flatmap(
            lambda need: st.tuples(st.just(need), st.integers(need, 5) if need > 1 else st.just(1))
        ),
        min_size=1,
        max_size=4,
    ),
    data=st.data(),
)
def test_any_plan_rebuilds_from_its_thresholds_and_not_from_one_share_less(groups, data):
    needed = data.draw(st.integers(1, len(groups)))
    made = shares.split(RING, "CN-1", needed=needed, groups=groups, salt="plan")
    sites = data.draw(st.permutations(range(len(groups))))[:needed]
    words = [word for site in sites for word in data.draw(st.permutations(made[site]))[: groups[site][0]]]
    assert shares.recover(words) == RING.xpub("CN-1")
    if len(words) > 1:
        assert refusal(shares.recover, words[1:]).code == "not_enough_shares"


def test_the_reference_library_rebuilds_the_very_seed():
    assert combine_mnemonics([WORDS[0][0], WORDS[0][1], WORDS[2][0]]) == RING.seed("US-1", 0)


def test_a_shortage_is_told_in_the_librarys_own_words():
    assert refusal(shares.recover, WORDS[0][:2]).params["words"] == (
        "Insufficient number of mnemonic groups. The required number of groups is 2."
    )
    assert "Expected 2 mnemonics" in refusal(shares.recover, [WORDS[0][0], WORDS[2][0]]).params["words"]


def test_the_same_salt_gives_the_same_words_and_another_salt_others():
    assert shares.split(RING, "US-1", salt="first") == WORDS
    again = shares.split(RING, "US-1", salt="second")
    assert {word for group in again for word in group}.isdisjoint(word for group in WORDS for word in group)


def test_shares_of_two_splits_do_not_mix():
    again = shares.split(RING, "US-1", salt="second")
    assert refusal(shares.recover, [WORDS[0][0], again[0][1], WORDS[2][0]]).code == "bad_share"


def test_threads_that_split_at_once_do_not_disturb_each_other():
    alone = [shares.split(RING, holder, salt="same") for holder in ("US-1", "US-2", "CN-1", "CN-2")]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda holder: shares.split(RING, holder, salt="same"), ("US-1", "US-2", "CN-1", "CN-2"))
        assert list(together) == alone


def test_outside_a_split_the_library_draws_its_own_random_bytes(monkeypatch):
    assert shamir.RANDOM_BYTES(16) != shamir.RANDOM_BYTES(16)
    assert shares._stream.get() is secrets.token_bytes


@pytest.mark.parametrize("word", ["academic", "zero"])
@pytest.mark.parametrize("place", [0, 5, 20, 32])
def test_a_misread_word_is_a_bad_share(place, word):
    words = WORDS[2][0].split()
    words[place] = word if words[place] != word else "young"
    assert refusal(shares.recover, [*WORDS[0][:2], " ".join(words)]).code == "bad_share"


@pytest.mark.parametrize("words", [[], [""], ["hello world"], ["academic " * 33]])
def test_nonsense_is_a_bad_share(words):
    assert refusal(shares.recover, words).code == "bad_share"


def test_capitals_line_breaks_and_repeats_do_no_harm():
    first, second = WORDS[0][0].upper().replace(" ", "\n"), WORDS[0][1]
    assert shares.recover([first, second, second, WORDS[2][0]]) == RING.xpub("US-1")


@pytest.mark.parametrize(
    "needed, groups",
    [(0, [(1, 1)]), (2, [(1, 1)]), (1, []), (1, [(2, 1)]), (1, [(1, 2)]), (1, [(2, 17)]), (1, [(0, 1)])],
)
def test_a_plan_that_cannot_be_is_refused(needed, groups):
    assert refusal(shares.split, RING, "US-1", needed=needed, groups=groups, salt="x").code == "bad_share_plan"


def test_exercise_shares_pass_the_guard_alone_and_together():
    everything = "\n".join(word for group in WORDS for word in group)
    assert guard.real_secrets(everything) is None
    for holder in range(20):
        for group in shares.split(RING, f"H-{holder}", salt="guard"):
            assert [guard.real_secrets(f"Our share: {word}.") for word in group] == [None] * len(group)
