"""Vaults have the keys their policy wants, in the hands that say they hold them; transactions add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.domain.custody import Policy
from exercises.domain.custody.policies import places
from exercises.domain.grammar import Kind
from exercises.errors import Refusal

if TYPE_CHECKING:
    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path
    from exercises.domain.script.schema import Output, Transaction, Vault

CUSTODIAN = "custodian"
SATOSHI = 1e-8


def check_vaults(scope: Scope) -> None:
    for index, vault in enumerate(scope.script.vaults):
        path: Path = ("vaults", index)
        if scope.expect("policy", vault.policy, tuple(Policy), (*path, "policy")):
            _check_policy(scope, path, vault)
        for key, seat in vault.keys.items():
            if scope.expect("seat", seat, scope.script.seats, (*path, "keys", key)):
                _check_holder(scope, (*path, "keys", key), key, seat)


def check_holdings(scope: Scope) -> None:
    """What seats say they hold is what the vaults say they hold."""
    for index, team in enumerate(scope.script.teams):
        for place, seat in enumerate(team.seats):
            for spot, key in enumerate(seat.holds):
                path: Path = ("teams", index, "seats", place, "holds", spot)
                known = scope.names[Kind.KEY]
                if scope.expect("key", key, known, path) and scope.script.holders[key] != seat.code:
                    scope.error("held_by_another", path, key=key, seat=seat.code, holder=scope.script.holders[key])


def check_transactions(scope: Scope) -> None:
    for index, tx in enumerate(scope.script.transactions):
        path: Path = ("transactions", index)
        if tx.expires and tx.expires.turn > scope.last_turn:
            scope.error("after_last_turn", (*path, "expires", "turn"), turn=tx.expires.turn, last=scope.last_turn)
        if scope.expect("vault", tx.vault, scope.names[Kind.VAULT], (*path, "vault")):
            _check_outputs(scope, path, tx)
            _check_sums(scope, path, tx)
        if tx.code not in scope.brought:
            scope.warn("never_brought", path, tx=tx.code)


def check_brought(scope: Scope) -> None:
    """What injects put into play exists."""
    kinds = {"tx": Kind.TX, "ceremony": Kind.VAULT}
    for index, inject in enumerate(scope.script.injects):
        for place, bring in enumerate(inject.brings):
            if bring.kind in kinds:
                kind = kinds[bring.kind]
                scope.expect(kind, bring.code, scope.names[kind], ("injects", index, "brings", place))


def check_signed(scope: Scope) -> None:
    """Who signs a message has a key of this script."""
    for index, inject in enumerate(scope.script.injects):
        for place, part in enumerate(inject.attachments):
            if part.signed:
                path: Path = ("injects", index, "attachments", place, "signed", "key")
                scope.expect("key", part.signed.key, scope.names[Kind.KEY], path)


def _check_policy(scope: Scope, path: Path, vault: Vault) -> None:
    if vault.policy == Policy.SPLIT_CUSTODY:
        scope.error("no_joint_vault", (*path, "policy"))
        return
    try:
        used = places(vault.policy, vault.keys)
    except Refusal:
        scope.error("keys_do_not_fit", (*path, "keys"), policy=vault.policy, keys=", ".join(vault.keys))
        return
    for key in vault.keys:
        if key not in used:
            scope.error("key_without_place", (*path, "keys", key), policy=vault.policy, key=key)
    if vault.policy == Policy.SUNSET and (vault.contributor is None or vault.unlock is None):
        scope.error("sunset_needs", path)


def _check_holder(scope: Scope, path: Path, key: str, seat: str) -> None:
    holder = scope.script.seat(seat)
    if key not in holder.holds:
        scope.error("does_not_hold", path, key=key, seat=seat)
    if CUSTODIAN not in holder.clearances:
        scope.warn("holder_not_cleared", path, key=key, seat=seat)


def _check_outputs(scope: Scope, path: Path, tx: Transaction) -> None:
    known = scope.script.vault(tx.vault).whitelist
    for field, outputs in (("says", tx.says), ("bytes", tx.built)):
        for place, output in enumerate(outputs):
            if output.to.kind == "whitelist":
                scope.expect("address", output.to.name, known, (*path, field, place, "to"))


def _check_sums(scope: Scope, path: Path, tx: Transaction) -> None:
    """A refresh or a sweep moves every coin, a transfer at most every coin. What is said may lie, but not beyond that.

    Transactions that became final before this one have taken their fees, so the sum may be short by those.
    """
    vault = scope.script.vault(tx.vault)
    field, total = "bytes" if tx.built else "says", _total(tx.outputs) + tx.fee
    others = [other for other in scope.script.transactions if other.vault == vault.code and other is not tx]
    earlier = sum(other.fee for other in others)
    if total > vault.btc + SATOSHI:
        _sum_error(scope, "more_than_vault", (*path, field), total, vault)
    elif tx.kind != "transfer" and total < vault.btc - earlier - SATOSHI:
        _sum_error(scope, "less_than_vault", (*path, field), total, vault)
    if tx.built and _total(tx.says) > vault.btc + SATOSHI:
        _sum_error(scope, "more_than_vault", (*path, "says"), _total(tx.says), vault)


def _sum_error(scope: Scope, code: str, path: Path, total: float, vault: Vault) -> None:
    scope.error(code, path, total=f"{total:.12g}", balance=f"{vault.btc:.12g}", vault=vault.code)


def _total(outputs: tuple[Output, ...]) -> float:
    return sum(output.btc for output in outputs)
