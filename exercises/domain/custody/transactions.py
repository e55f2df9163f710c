"""Building transactions and saying what their bytes mean.

Two locks need the right form or the network ignores them: a relative lock asks for version 2 and a sequence equal to
it, an absolute one for the lock time and a sequence that is not final.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from exercises.domain.custody import bitcoin, keys, psbt, trees, vaults
from exercises.domain.custody.bitcoin import Output, Spend, Unsigned
from exercises.domain.custody.psbt import Envelope, Origin
from exercises.domain.custody.trees import Path
from exercises.domain.custody.vaults import Coin, Vault
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST_OUTPUT = 330  # satoshis; the network relays nothing smaller to a script hash
_VERSION = 2
_FINAL, _LOCKED = 0xFFFFFFFF, 0xFFFFFFFE


@dataclass(frozen=True, slots=True)
class Spent:
    txid: str
    vout: int
    sats: int
    address: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Paid:
    address: str
    sats: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes say. Amounts and fee in satoshis, locks in blocks (0: none)."""

    txid: str
    inputs: tuple[Spent, ...]
    outputs: tuple[Paid, ...]
    fee: int
    unlock_height: int
    delay: int
    version: int


def build(
    vault: Vault,
    coins: Sequence[Coin],
    outputs: Sequence[tuple[str, int]],
    *,
    fee: int,
    path: str = Path.NOW,
) -> str:
    """An unsigned transaction that spends all these coins, as PSBT base64.

    What outputs (address, satoshis) and fee leave over returns to the vault as the last output. Refuses
    `other_vault`, `no_such_path`, `not_an_address`, `dust`, `not_enough_coins` (`short` by so many satoshis).
    """
    if not coins or any(coin.address != vault.address for coin in coins):
        raise Refusal("other_vault")
    paid = [_output(address, sats) for address, sats in _with_change(vault, coins, outputs, fee)]
    sequence, locktime = _locks(vault, path)
    inputs = tuple(Spend(coin.txid, coin.vout, sequence) for coin in coins)
    plan = vaults.plan(vault)
    held = [Output(plan.output, coin.sats) for coin in coins]
    return psbt.pack(Unsigned(_VERSION, inputs, tuple(paid), locktime), held, plan.script, _origins(vault))


@lru_cache(maxsize=1024)
def decode(text: str) -> Decoded:
    """What a PSBT says. Refuses `not_a_transaction` (400), also for one longer than 64 KB."""
    transaction, coins, _ = read(text)
    sequences = {spend.sequence for spend in transaction.inputs}
    return Decoded(
        txid=bitcoin.transaction_id(transaction),
        inputs=tuple(
            Spent(spend.txid, spend.vout, coin.sats, bitcoin.address(coin.script), spend.sequence)
            for spend, coin in zip(transaction.inputs, coins, strict=True)
        ),
        outputs=tuple(Paid(bitcoin.address(output.script), output.sats) for output in transaction.outputs),
        fee=sum(coin.sats for coin in coins) - sum(output.sats for output in transaction.outputs),
        unlock_height=transaction.locktime if sequences != {_FINAL} else 0,
        delay=_relative_lock(transaction.version, sequences),
        version=transaction.version,
    )


def arrivals(text: str, address: str, *, height: int) -> tuple[Coin, ...]:
    """The outputs of a final transaction that pay this address, as coins of this block."""
    said = decode(text)
    return tuple(
        Coin(said.txid, place, output.sats, address, height)
        for place, output in enumerate(said.outputs)
        if output.address == address
    )


@lru_cache(maxsize=1024)
def read(text: str) -> Envelope:
    """The one place where a player's transaction is parsed. Refuses `not_a_transaction`."""
    try:
        return psbt.unpack(text)
    except Exception:  # noqa: BLE001 - hostile bytes raise a dozen kinds of exception, all meaning the same
        raise Refusal("not_a_transaction", 400) from None


def path_of(vault: Vault, text: str) -> Path:
    """The path a transaction is made for, told by its locks."""
    said = read(text).transaction
    sequences = {spend.sequence for spend in said.inputs}
    if vault.delay and said.version >= _VERSION and sequences == {vault.delay}:
        return Path.RECOVERY
    if vault.unlock_height and said.locktime == vault.unlock_height and _FINAL not in sequences:
        return Path.SUNSET
    return Path.NOW


def _with_change(
    vault: Vault, coins: Sequence[Coin], outputs: Sequence[tuple[str, int]], fee: int
) -> list[tuple[str, int]]:
    rest = sum(coin.sats for coin in coins) - sum(sats for _, sats in outputs) - fee
    if rest < 0 or fee < 0:
        raise Refusal("not_enough_coins", short=-rest)
    change = [(vault.address, rest)] if rest else []
    return [*outputs, *change]


def _output(address: str, sats: int) -> Output:
    if sats < SMALLEST_OUTPUT:
        raise Refusal("dust", address=address, sats=sats, least=SMALLEST_OUTPUT)
    try:
        return Output(bitcoin.output_script(address), sats)
    except ValueError:
        raise Refusal("not_an_address", 400, address=address) from None


def _locks(vault: Vault, path: str) -> tuple[int, int]:
    """The sequence of every input and the lock time."""
    if path not in vault.paths:
        raise Refusal("no_such_path", path=path)
    match Path(path):
        case Path.NOW:
            return _FINAL, 0
        case Path.RECOVERY:
            return vault.delay, 0
        case Path.SUNSET:
            return _LOCKED, vault.unlock_height
        case _ as other:
            assert_never(other)


@lru_cache(maxsize=1024)
def _origins(vault: Vault) -> tuple[Origin, ...]:
    """Where an offline signer finds each key of the vault."""
    plan = vaults.plan(vault)
    xpubs = dict(vault.keys)
    return tuple(
        Origin(plan.key_of(name, quorum.branch), bytes.fromhex(keys.fingerprint(xpubs[name])), (quorum.branch, 0))
        for quorum in trees.quorums(plan.tree)
        for name in quorum.names
    )


def _relative_lock(version: int, sequences: set[int]) -> int:
    """The longest relative lock in blocks that the network would enforce."""
    locks = [sequence for sequence in sequences if version >= _VERSION and sequence <= trees.LONGEST_DELAY]
    return max(locks, default=0)
