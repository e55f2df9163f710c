"""SLIP-39 shares of an exercise key: words for each site, put together again by the reference library.

Shares are kept in the log as the words themselves, so a replay never splits anything. Splitting is repeatable all the
same, because dry runs on two machines must agree: the library's one documented source of random bytes is replaced by
a stream keyed with the exercise secret, the holder, the era, the plan and a salt. The stream belongs to the running
context, so two requests never share one, and outside `split` the library draws its own random bytes as ever.

Sites and thresholds follow reserve papers S1:25. The iteration exponent is 0 for speed, which also tells exercise
shares from those of real wallets (see `guard`). embit's own SLIP-39 fails on today's format and is not used.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING

from shamir_mnemonic import MnemonicError, decode_mnemonics, generate_mnemonics, recover_ems, shamir

from exercises.domain.custody import keys
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from exercises.domain.custody.keys import Keyring

USUAL_GROUPS = ((2, 3), (2, 3), (1, 1))
_MOST = 16

_stream: ContextVar[Callable[[int], bytes]] = ContextVar("_stream", default=secrets.token_bytes)


def _draw(size: int) -> bytes:
    return _stream.get()(size)


shamir.RANDOM_BYTES = _draw


def split(  # noqa: PLR0913 - the terms of a share plan, by keyword
    keyring: Keyring,
    holder: str,
    era: int = 0,
    *,
    needed: int = 2,
    groups: Sequence[tuple[int, int]] = USUAL_GROUPS,
    salt: str,
) -> tuple[tuple[str, ...], ...]:
    """The words of every share, group by group (a group is a site). `groups` holds (shares needed, shares made).

    `needed` groups together rebuild the key. Refuses `bad_share_plan`: 1-16 groups and shares, none of them larger
    than what it is taken from, and a single needed share only as one of one.
    """
    plan = f"{needed}/{groups}"
    if not _sensible(needed, groups):
        raise Refusal("bad_share_plan", 400, plan=plan)
    seed = keyring.seed(holder, era)
    with _keyed(seed, f"shares/{plan}/{salt}"):
        made = generate_mnemonics(needed, list(groups), seed, iteration_exponent=0)
    return tuple(tuple(group) for group in made)


def recover(words: Iterable[str]) -> str:
    """The extended public key that these shares rebuild; compare it with the key's own.

    More shares than needed do no harm. Refuses `not_enough_shares` and `bad_share`; `words` is the library's own
    sentence ("… The required number of groups is 2.").
    """
    try:
        groups = decode_mnemonics({" ".join(share.lower().split()) for share in words})
    except (MnemonicError, ValueError) as error:
        raise Refusal("bad_share", 400, words=str(error)) from None
    try:
        seed = recover_ems(_fewest(groups)).decrypt(b"")
    except MnemonicError as error:
        raise Refusal("not_enough_shares", words=str(error)) from None
    return keys.root_xpub(bytes(seed))


def _fewest(groups: dict[int, shamir.ShareGroup]) -> dict[int, shamir.ShareGroup]:
    """Just as many groups and shares as the library insists on, the complete ones first."""
    wanted = next(iter(groups.values())).common_parameters().group_threshold
    ordered = sorted(groups.items(), key=lambda item: (not item[1].is_complete(), item[0]))
    return {place: group.get_minimal_group() for place, group in ordered[:wanted]}


def _sensible(needed: int, groups: Sequence[tuple[int, int]]) -> bool:
    return 1 <= needed <= len(groups) <= _MOST and all(
        1 <= need <= made <= _MOST and (need > 1 or made == 1) for need, made in groups
    )


@contextmanager
def _keyed(secret: bytes, purpose: str) -> Iterator[None]:
    blocks = (hmac.digest(secret, f"{purpose}/{number}".encode(), hashlib.sha512) for number in count())
    token = _stream.set(lambda size: next(blocks)[:size])
    try:
        yield
    finally:
        _stream.reset(token)
