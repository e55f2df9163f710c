from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exercises.domain.world import settle
from exercises.domain.world.mining import RESIDUAL
from tests.domain.world.scene import WHY, micro, quiet

REGIONS = ("us", "cn", "ru", "ca", "me", "latam", "sea")


@given(st.lists(st.tuples(st.sampled_from(REGIONS), st.floats(-1, 1)), max_size=6))
def test_shares_sum_to_one_whatever_moved_them(moves: list[tuple[str, float]]) -> None:
    w = quiet()
    for region, size in moves:
        w.add(f"hash.share.{region}", size, WHY)
    settle(w)
    assert sum(micro(w[code]) for code in w.family("hash.share")) == 1_000_000
    assert all(0 <= w.number(code) <= 1 for code in w.family("hash.share"))


def test_a_larger_share_takes_from_the_residual_first() -> None:
    w = quiet()
    w.add("hash.share.cn", 0.05, WHY)
    settle(w)
    assert w.number(RESIDUAL) == 0.03
    assert w.number("hash.share.us") == 0.38
