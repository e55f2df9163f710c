"""The seven vault policies and what each means in keys: who can spend, whom they leave out, how far an attacker is.

Six are joint scripts; `split_custody` is two national vaults with a rule on paper only. Sources: two of three and
three of five, reserve papers S1:24; both governments always, S1:26; recovery after silence and sunset, S1:43 and S1:77.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from exercises.domain.custody import trees
from exercises.domain.custody.trees import Both, Delay, Either, Height, Path, Quorum, Tree
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NEUTRAL = "N"
ANY_PATH = frozenset(Path)
USUAL_DELAY = 25_920  # about 180 days of 144 blocks
_GOVERNMENTS = 2


class Policy(StrEnum):
    ESCROW_2OF3 = "escrow_2of3"
    MULTI_3OF5 = "multi_3of5"
    DUAL_KEY = "dual_key"
    DUAL_KEY_QUORUM = "dual_key_quorum"
    DUAL_KEY_RECOVERY = "dual_key_recovery"
    SUNSET = "sunset"
    SPLIT_CUSTODY = "split_custody"


@dataclass(frozen=True, slots=True)
class Coalition:
    """A smallest set of key-holders able to spend, the path it takes, and the governments it does without."""

    holders: tuple[str, ...]
    path: Path
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many keys a policy takes: at least and at most so many a government, and so many neutral ones."""

    least: int
    most: int
    neutral: int


_SHAPES = {
    Policy.ESCROW_2OF3: _Shape(1, 1, 1),
    Policy.MULTI_3OF5: _Shape(2, 2, 1),
    Policy.DUAL_KEY: _Shape(1, 2, 0),
    Policy.DUAL_KEY_QUORUM: _Shape(2, 3, 0),
    Policy.DUAL_KEY_RECOVERY: _Shape(1, 2, 1),
    Policy.SUNSET: _Shape(1, 2, 0),
    Policy.SPLIT_CUSTODY: _Shape(1, 3, 0),
}


def side(holder: str) -> str:
    """Whose key it is: "US-1" is held for "US"."""
    return holder.partition("-")[0]


def governments(holders: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({side(holder) for holder in holders} - {NEUTRAL}))


def places(policy: str, roster: Iterable[str]) -> tuple[str, ...]:
    """The keys of a roster that a policy uses, in the one order both sides build from: governments, then neutral.

    Refuses `keys_do_not_fit` if the roster is too small, `no_such_policy` for an unknown code.
    """
    return _places(policy, frozenset(roster))


@lru_cache(maxsize=512)
def _places(policy: str, roster: frozenset[str]) -> tuple[str, ...]:
    shape = _SHAPES[_known(policy)]
    ordered = sorted(roster)
    sides = governments(ordered)
    groups = [[name for name in ordered if side(name) == government][: shape.most] for government in sides]
    neutral = [name for name in ordered if side(name) == NEUTRAL][: shape.neutral]
    enough = len(neutral) == shape.neutral and all(len(group) >= shape.least for group in groups)
    if not enough or not _right_governments(policy, len(sides)):
        raise Refusal("keys_do_not_fit", policy=policy, holders=ordered)
    return (*(name for group in groups for name in group), *neutral)


def coalitions(policy: str, holders: Iterable[str], *, contributor: str = "") -> tuple[Coalition, ...]:
    """Every smallest set of holders able to spend, by path; locks are taken as passed. `contributor`: sunset only."""
    return _coalitions(policy, tuple(holders), contributor)


def left_out(policy: str, holders: Iterable[str], *, contributor: str = "") -> tuple[str, ...]:
    """The governments that some coalition can do without, on any path."""
    found = coalitions(policy, holders, contributor=contributor)
    return tuple(sorted({government for coalition in found for government in coalition.without}))


def completes(
    policy: str,
    holders: Iterable[str],
    have: Iterable[str],
    *,
    contributor: str = "",
    paths: Iterable[Path] = ANY_PATH,
) -> bool:
    """Whether these keys can spend, on one of these paths."""
    return attack_distance(policy, holders, have, contributor=contributor, paths=paths) == 0


def attack_distance(
    policy: str,
    holders: Iterable[str],
    stolen: Iterable[str] = (),
    *,
    contributor: str = "",
    paths: Iterable[Path] = ANY_PATH,
) -> int:
    """Signatures an attacker who owns the stolen keys still needs: the smallest number over these paths."""
    return _attack_distance(policy, tuple(holders), frozenset(stolen), contributor, frozenset(paths))


@lru_cache(maxsize=4096)
def _attack_distance(
    policy: str, holders: tuple[str, ...], stolen: frozenset[str], contributor: str, paths: frozenset[Path]
) -> int:
    found = _coalitions(policy, holders, contributor)
    return min(len(set(coalition.holders) - stolen) for coalition in found if coalition.path in paths)


def loss_distance(policy: str, holders: Iterable[str], lost: Iterable[str] = (), *, contributor: str = "") -> int:
    """Further keys that may be lost, whichever they are, before no path works; 0 also when none works any more."""
    return _loss_distance(policy, tuple(holders), frozenset(lost), contributor)


@lru_cache(maxsize=4096)
def _loss_distance(policy: str, holders: tuple[str, ...], lost: frozenset[str], contributor: str) -> int:
    sets = [set(coalition.holders) for coalition in _coalitions(policy, holders, contributor)]
    alive = [names for names in sets if not names & lost]
    left = [holder for holder in holders if holder not in lost]
    fatal = (
        count
        for count in range(len(left) + 1)
        if any(all(names & set(taken) for names in alive) for taken in combinations(left, count))
    )
    return max(0, next(fatal) - 1)


def spending_tree(
    policy: str,
    holders: Iterable[str],
    *,
    delay: int = USUAL_DELAY,
    unlock_height: int = 1,
    contributor: str = "",
) -> Tree:
    """The policy over these holders. Refuses `keys_do_not_fit`, `lock_out_of_range`, `contributor_missing`."""
    members = tuple(holders)
    if set(places(policy, members)) != set(members):
        raise Refusal("keys_do_not_fit", policy=policy, holders=sorted(members))
    parts = _Parts(places(policy, members), delay, unlock_height, contributor)
    return _BUILDERS[_known(policy)](parts)


@dataclass(frozen=True, slots=True)
class _Parts:
    holders: tuple[str, ...]
    delay: int
    unlock_height: int
    contributor: str

    def of(self, government: str) -> tuple[str, ...]:
        return tuple(name for name in self.holders if side(name) == government)

    def each(self, need: int) -> Both:
        """So many keys of the one government and as many of the other."""
        first, second = governments(self.holders)
        return Both(Quorum(need, self.of(first)), Quorum(need, self.of(second)))


def _quorum_of_all(need: int) -> Callable[[_Parts], Tree]:
    return lambda parts: Quorum(need, parts.holders, by_value=True)


def _each_government(need: int) -> Callable[[_Parts], Tree]:
    return lambda parts: parts.each(need)


def _recovery(parts: _Parts) -> Tree:
    """Both governments; or after the silence, the neutral holder and any one of them."""
    _in_range(parts.delay, trees.LONGEST_DELAY)
    anyone = tuple(name for name in parts.holders if side(name) != NEUTRAL)
    after_silence = Both(Quorum(1, anyone, branch=2), Delay(parts.delay))
    return Either(parts.each(1), Both(Quorum(1, parts.of(NEUTRAL)), after_silence))


def _sunset(parts: _Parts) -> Tree:
    """Both governments; or after the agreed block, the contributor alone, with two of its keys if it has two."""
    _in_range(parts.unlock_height, trees.LATEST_HEIGHT)
    own = parts.of(parts.contributor)
    if not own:
        raise Refusal("contributor_missing", contributor=parts.contributor)
    return Either(parts.each(1), Both(Quorum(min(2, len(own)), own, branch=2), Height(parts.unlock_height)))


_BUILDERS: dict[Policy, Callable[[_Parts], Tree]] = {
    Policy.ESCROW_2OF3: _quorum_of_all(2),
    Policy.MULTI_3OF5: _quorum_of_all(3),
    Policy.DUAL_KEY: _each_government(1),
    Policy.DUAL_KEY_QUORUM: _each_government(2),
    Policy.DUAL_KEY_RECOVERY: _recovery,
    Policy.SUNSET: _sunset,
    Policy.SPLIT_CUSTODY: _quorum_of_all(1),
}


@lru_cache(maxsize=512)
def _coalitions(policy: str, holders: tuple[str, ...], contributor: str) -> tuple[Coalition, ...]:
    tree = spending_tree(policy, holders, contributor=contributor)
    order = {name: place for place, name in enumerate(places(policy, holders))}
    return tuple(
        Coalition(tuple(sorted(names, key=order.__getitem__)), path, _absent(holders, names))
        for path, part in trees.branches(tree).items()
        for names in trees.coalitions(part)
    )


def _absent(holders: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    here = governments(present)
    return tuple(government for government in governments(holders) if government not in here)


def _known(policy: str) -> Policy:
    try:
        return Policy(policy)
    except ValueError:
        raise Refusal("no_such_policy", 400, policy=policy) from None


def _right_governments(policy: str, count: int) -> bool:
    """Every joint script needs both governments; a national vault stands for one."""
    return count == _GOVERNMENTS or (policy == Policy.SPLIT_CUSTODY and count == 1)


def _in_range(lock: int, longest: int) -> None:
    if not 1 <= lock <= longest:
        raise Refusal("lock_out_of_range", 400, lock=lock, longest=longest)
