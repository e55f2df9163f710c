"""A vault is its descriptor: the text says who can spend and where its coins lie, and everything else follows.

Coins are invented: an exercise has a chain of its own, without mining, whose height is its clock (144 blocks a day).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from exercises.domain.custody import bitcoin, descriptors, keys, policies, trees
from exercises.domain.custody.trees import KeyOf, Path, Tree
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Vault:
    """Three things to store: descriptor text, each holder's extended public key, and the era of those keys.

    `new_vault` and `open_vault` check them; so does the first use of one made by hand.
    """

    descriptor: str
    keys: tuple[tuple[str, str], ...]
    era: int = 0

    @property
    def holders(self) -> tuple[str, ...]:
        return tuple(holder for holder, _ in self.keys)

    @property
    def address(self) -> str:
        return plan(self).address

    @property
    def paths(self) -> tuple[Path, ...]:
        return tuple(plan(self).coalitions)

    @property
    def delay(self) -> int:
        """Blocks of silence after which the recovery path opens, or 0."""
        return trees.delay(plan(self).tree)

    @property
    def unlock_height(self) -> int:
        """The last block at which the sunset path is still shut, or 0."""
        return trees.height(plan(self).tree)


@dataclass(frozen=True, slots=True)
class Coin:
    """An unspent output: `height` is the block that brought it. `Coin(**stored)` reads `asdict(coin)` back."""

    txid: str
    vout: int
    sats: int
    address: str
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a vault's text works out to, with holders for names."""

    tree: Tree
    script: bytes
    output: bytes
    address: str
    key_of: KeyOf
    coalitions: dict[Path, tuple[frozenset[str], ...]]

    def branch_of(self, holder: str, path: Path) -> int | None:
        """The branch of the holder's key on this path, or None if it has no say there."""
        part = trees.branches(self.tree).get(path)
        found = (quorum.branch for quorum in trees.quorums(part) if holder in quorum.names) if part else iter(())
        return next(found, None)


def new_vault(  # noqa: PLR0913 - the terms of a policy, by keyword
    policy: str,
    xpubs: Mapping[str, str],
    *,
    era: int = 0,
    delay: int = policies.USUAL_DELAY,
    unlock_height: int = 0,
    contributor: str = "",
) -> Vault:
    """The vault of a policy over these holders' extended public keys. The order of `xpubs` does not matter.

    `delay` (blocks) counts for `dual_key_recovery`, `unlock_height` and `contributor` for `sunset`. Refuses
    `keys_do_not_fit`, `lock_out_of_range`, `contributor_missing`, `no_joint_script`, `not_an_exercise_key`,
    `never_real_keys`, `keys_not_distinct`.
    """
    tree = policies.spending_tree(policy, xpubs, delay=delay, unlock_height=unlock_height, contributor=contributor)
    if policy == policies.Policy.SPLIT_CUSTODY and len(policies.governments(xpubs)) > 1:
        raise Refusal("no_joint_script", policy=policy)
    checked = {holder: keys.check_xpub(xpub) for holder, xpub in xpubs.items()}
    if len(set(checked.values())) != len(checked):
        raise Refusal("keys_not_distinct", 400)
    return open_vault(descriptors.write(trees.renamed(tree, checked)), checked, era=era)


def open_vault(descriptor: str, xpubs: Mapping[str, str], *, era: int = 0) -> Vault:
    """A vault from its stored or pasted text. Refuses what `descriptors.read` does, and `keys_do_not_fit`."""
    vault = Vault(descriptor, tuple(sorted(xpubs.items())), era)
    plan(vault)
    return vault


@lru_cache(maxsize=1024)
def plan(vault: Vault) -> Plan:
    """The vault's text worked out and checked."""
    written = descriptors.read(vault.descriptor)
    names = {xpub: holder for holder, xpub in vault.keys}
    listed = {name for quorum in trees.quorums(written) for name in quorum.names}
    if listed != set(names) or len(names) != len(vault.keys):
        raise Refusal("keys_do_not_fit", holders=list(vault.holders))
    return _plan(trees.renamed(written, names), dict(vault.keys))


def _plan(tree: Tree, xpubs: Mapping[str, str]) -> Plan:
    def key_of(holder: str, branch: int) -> bytes:
        return keys.branch_key(xpubs[holder], branch)

    script = trees.script(tree, key_of)
    output = bitcoin.script_hash_output(script)
    sets = {path: trees.coalitions(part) for path, part in trees.branches(tree).items()}
    return Plan(tree, script, output, bitcoin.address(output), key_of, sets)


def opens_at(vault: Vault, path: Path, coins: Iterable[Coin]) -> int:
    """The first block that may carry a spend of all these coins by this path; 0 for the path that is always open.

    Refuses `no_such_path`.
    """
    if path not in vault.paths:
        raise Refusal("no_such_path", path=str(path))
    match path:
        case Path.NOW:
            return 0
        case Path.RECOVERY:
            return max((coin.height for coin in coins), default=0) + vault.delay
        case Path.SUNSET:
            return vault.unlock_height + 1
        case _:
            assert_never(path)


def fund(vault: Vault, amounts: Sequence[int], *, label: str, height: int) -> tuple[Coin, ...]:
    """Invented coins of these amounts (satoshis) in the vault; the same label invents the same coins."""
    return tuple(
        Coin(_invented("coin", label, vault.address, str(place)).hex(), place, sats, vault.address, height)
        for place, sats in enumerate(amounts)
    )


def invented_address(*label: str) -> str:
    """A well-formed regtest address whose key nobody holds: an exchange, a stranger."""
    return bitcoin.address(bitcoin.key_hash_output(_invented("address", *label)[:20]))


def _invented(*label: str) -> bytes:
    return hashlib.sha256("\x1f".join(("exercise", *label)).encode()).digest()
