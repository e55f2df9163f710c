"""Vaults to test with: one of each policy, funded, with the keys of everybody at hand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exercises.domain import custody
from exercises.domain.custody import Coin, Keyring, Path, Policy, Vault, policies

if TYPE_CHECKING:
    from collections.abc import Iterable

BTC = 100_000_000
FUNDED_AT = 1_000
DELAY = 144
UNLOCK_HEIGHT = 2_000
ROSTER = ("US-1", "US-2", "US-3", "CN-1", "CN-2", "CN-3", "N-1")
JOINT = tuple(policy for policy in Policy if policy is not Policy.SPLIT_CUSTODY)
RING = Keyring(b"the secret of an exercise")
LATE = UNLOCK_HEIGHT + 1


class Scene(NamedTuple):
    vault: Vault
    coins: tuple[Coin, ...]

    def spend(self, path: str = Path.NOW, sats: int = 19_999 * BTC, fee: int = BTC) -> str:
        """A payment of nearly all coins to a stranger."""
        return custody.build(
            self.vault, self.coins, [(custody.invented_address("a stranger"), sats)], fee=fee, path=path
        )

    def signed(self, psbt: str, holders: Iterable[str]) -> dict[str, str]:
        return {holder: custody.sign(RING, self.vault, psbt, holder) for holder in holders}


def places(policy: str) -> tuple[str, ...]:
    roster = [holder for holder in ROSTER if policy == Policy.DUAL_KEY_QUORUM or not holder.endswith("3")]
    return policies.places(policy, roster)


def contributor(policy: str) -> str:
    return "CN" if policy == Policy.SUNSET else ""


@cache
def scene(policy: str, era: int = 0) -> Scene:
    vault = custody.new_vault(
        policy,
        {holder: RING.xpub(holder, era) for holder in places(policy)},
        era=era,
        delay=DELAY,
        unlock_height=UNLOCK_HEIGHT,
        contributor=contributor(policy),
    )
    return Scene(vault, custody.fund(vault, [12_000 * BTC, 8_000 * BTC], label="pilot", height=FUNDED_AT))
