"""Signatures as text: made, checked one by one against the transaction, and joined into a finished one.

A signature text holds one hexadecimal signature for every input, separated by spaces. Nothing is taken on trust: a
signature counts only if it is a canonical SIGHASH_ALL signature of this very transaction by that holder's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exercises.domain.custody import bitcoin, transactions, trees, vaults
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.domain.custody.keys import Keyring
    from exercises.domain.custody.trees import Path
    from exercises.domain.custody.vaults import Coin, Plan, Vault

_SIGHASH_ALL = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Whose signatures count.

    `dropped` pairs a holder with the reason: `bad_signature`, `not_sighash_all`, `wrong_number`, `not_a_signer`.
    `needs` is the size of the smallest coalition on this path, `missing` how many more signatures would do.
    """

    valid: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]
    path: Path
    needs: int
    missing: int

    @property
    def complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Final:
    """A finished transaction: its bytes in hexadecimal, who signed it, and the outpoints it spends."""

    txid: str
    hex: str
    signers: tuple[str, ...]
    spent: tuple[tuple[str, int], ...]
    vbytes: int


def sign(keyring: Keyring, vault: Vault, psbt: str, holder: str) -> str:
    """The holder's signature text. Refuses `other_vault`, `not_a_signer`, `key_not_here` (a key made elsewhere)."""
    plan = vaults.plan(vault)
    path = transactions.path_of(vault, psbt)
    branch = plan.branch_of(holder, path)
    if branch is None:
        raise Refusal("not_a_signer", holder=holder, path=str(path))
    if keyring.xpub(holder, vault.era) != dict(vault.keys)[holder]:
        raise Refusal("key_not_here", holder=holder)
    made = (keyring.sign(holder, vault.era, branch, digest) for digest in _digests(plan.script, psbt))
    return " ".join((signature + bytes([_SIGHASH_ALL])).hex() for signature in made)


def tally(vault: Vault, psbt: str, signatures: Mapping[str, str]) -> Tally:
    """Check every signature by itself and count. Refuses `other_vault`, `not_a_transaction`."""
    plan = vaults.plan(vault)
    path = transactions.path_of(vault, psbt)
    digests = _digests(plan.script, psbt)
    faults = {holder: _fault(plan, path, holder, text, digests) for holder, text in sorted(signatures.items())}
    valid = {holder for holder, fault in faults.items() if not fault}
    return Tally(
        valid=tuple(holder for holder in vault.holders if holder in valid),
        dropped=tuple((holder, fault) for holder, fault in faults.items() if fault),
        path=path,
        needs=min(map(len, plan.coalitions[path])),
        missing=min(len(names - valid) for names in plan.coalitions[path]),
    )


def finalise(vault: Vault, psbt: str, signatures: Mapping[str, str], *, coins: Iterable[Coin], height: int) -> Final:
    """The finished transaction, if the block at `height` may carry it while these coins are unspent.

    Refuses `not_enough_signatures` (`have`, `missing`), `coins_gone`, `too_early` (`opens`, `height`), and what
    `tally` refuses.
    """
    count = tally(vault, psbt, signatures)
    if not count.complete:
        raise Refusal("not_enough_signatures", have=len(count.valid), missing=count.missing)
    spent = _unspent(psbt, coins)
    opens = vaults.opens_at(vault, count.path, spent)
    if height < opens:
        raise Refusal("too_early", opens=opens, height=height)
    return _finished(vaults.plan(vault), psbt, count, {name: signatures[name].split() for name in count.valid})


def read_signatures(vault: Vault, psbt: str, uploaded: str) -> dict[str, str]:
    """The signature texts in a PSBT signed elsewhere, by holder; not yet checked, `tally` does that.

    Refuses `not_a_transaction`, `other_transaction` (it is not the one that was asked for), `no_signature`.
    """
    own, theirs = transactions.read(psbt), transactions.read(uploaded)
    if own.transaction != theirs.transaction:
        raise Refusal("other_transaction")
    holders = _holders_by_key(vaults.plan(vault), transactions.path_of(vault, psbt))
    found = {
        holder: " ".join(each[key].hex() for each in theirs.signatures)
        for key, holder in holders.items()
        if all(key in each for each in theirs.signatures)
    }
    if not found:
        raise Refusal("no_signature")
    return found


@lru_cache(maxsize=1024)
def _digests(script: bytes, psbt: str) -> tuple[bytes, ...]:
    """What the signers of this vault sign; refuses a transaction that spends anything else."""
    envelope = transactions.read(psbt)
    output = bitcoin.script_hash_output(script)
    if any(coin.script != output for coin in envelope.coins):
        raise Refusal("other_vault")
    return bitcoin.digests(envelope.transaction, script, tuple(coin.sats for coin in envelope.coins))


def _fault(plan: Plan, path: Path, holder: str, text: str, digests: tuple[bytes, ...]) -> str:
    """Why a holder's signature text does not count, or nothing."""
    branch = plan.branch_of(holder, path)
    if branch is None:
        return "not_a_signer"
    pieces = text.split()
    if len(pieces) != len(digests):
        return "wrong_number"
    key = plan.key_of(holder, branch)
    faults = (_signature_fault(key, digest, piece) for digest, piece in zip(digests, pieces, strict=True))
    return next(filter(None, faults), "")


@lru_cache(maxsize=8192)
def _signature_fault(key: bytes, digest: bytes, text: str) -> str:
    try:
        data = bytes.fromhex(text)
    except ValueError:
        return "bad_signature"
    if data[-1:] != bytes([_SIGHASH_ALL]):
        return "not_sighash_all"
    return "" if bitcoin.verify_digest(key, digest, data[:-1]) else "bad_signature"


def _unspent(psbt: str, coins: Iterable[Coin]) -> list[Coin]:
    """The coins a transaction spends, found among the unspent ones with the very amounts that were signed."""
    known = {(coin.txid, coin.vout): coin for coin in coins}
    found = [known.get((spent.txid, spent.vout)) for spent in transactions.read(psbt).transaction.inputs]
    amounts = [coin.sats for coin in transactions.read(psbt).coins]
    present = [coin for coin in found if coin is not None]
    if [coin.sats for coin in present] != amounts:
        raise Refusal("coins_gone")
    return present


def _finished(plan: Plan, psbt: str, count: Tally, signatures: Mapping[str, list[str]]) -> Final:
    said = transactions.read(psbt).transaction
    chosen = next(names for names in plan.coalitions[count.path] if names <= set(count.valid))
    witnesses = [
        [*trees.witness(plan.tree, count.path, plan.key_of, _of_input(signatures, chosen, place)), plan.script]
        for place in range(len(said.inputs))
    ]
    data = bitcoin.complete(said, witnesses)
    return Final(
        txid=bitcoin.transaction_id(said),
        hex=data.hex(),
        signers=tuple(name for name in count.valid if name in chosen),
        spent=tuple((spend.txid, spend.vout) for spend in said.inputs),
        vbytes=(3 * len(bitcoin.write(said)) + len(data) + 3) // 4,
    )


def _of_input(signatures: Mapping[str, list[str]], chosen: Iterable[str], place: int) -> dict[str, bytes]:
    return {name: bytes.fromhex(signatures[name][place]) for name in chosen}


def _holders_by_key(plan: Plan, path: Path) -> dict[bytes, str]:
    part = trees.branches(plan.tree)[path]
    return {plan.key_of(name, quorum.branch): name for quorum in trees.quorums(part) for name in quorum.names}
