"""Vault cards, proofs of control, and signatures that were checked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from exercises.domain.custody import Path, policies
from exercises.domain.visibility.reader import Reader, beside_custodians, diplomat
from exercises.domain.visibility.static import static_of
from exercises.enums import KeyStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.vaults import Check, Key, Proof, Vault

SATS = 100_000_000
_STOLEN = frozenset({KeyStatus.SUSPECTED, KeyStatus.COMPROMISED})
_SAFE = 2
"""From so many missing signatures on, the traffic light of a vault is green; at one it is amber."""


def btc(sats: int) -> float:
    return sats / SATS


def vaults(setting: Setting, board: Board, reader: Reader) -> dict[str, Any]:
    """The wall and the cells read title, policy and coins; teams read the policy in keys; custodians the distances."""
    return {code: _card(setting, board, reader, code, vault) for code, vault in board.vaults.items()}


def proofs(_setting: Setting, board: Board, _reader: Reader) -> dict[str, Any]:
    """Signed words of auditors. Anybody can verify them, so everybody reads them."""
    return {public: _proof(item) for public, item in board.proofs.items()}


def _proof(item: Proof) -> dict[str, Any]:
    return {
        "vault": item.vault,
        "key": item.key,
        "nonce": item.nonce,
        "signature": item.signature,
        "ok": item.ok,
        "turn": item.turn,
        "at": item.at,
    }


def checks(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Signatures that the reader's team checked, and what came of it."""
    if reader.public:
        return None
    return {public: _check(board, item) for public, item in board.checks.items() if reader.of(item.team)}


def _check(board: Board, item: Check) -> dict[str, Any]:
    """`ok` when some key of this name signed; `old` when that key guards the vault no more."""
    ok = item.era >= 0
    verdict = {"era": item.era, "old": item.era < board.vaults[board.keys[item.key].vault].era} if ok else {}
    shown = {"seat": item.seat, "key": item.key, "message": item.message, "turn": item.turn, "at": item.at, "ok": ok}
    return shown | verdict


def _card(setting: Setting, board: Board, reader: Reader, code: str, vault: Vault) -> dict[str, Any]:
    static = static_of(setting.script)
    card = {"title": static.vaults[code], "policy": vault.policy, "btc": btc(vault.sats)}
    if not (reader.overseer or diplomat(board, reader.team)):
        return card
    contributor = static.contributors[code]
    keys = {key: board.keys[key] for key in sorted(vault.keys)}
    return (
        card
        | {"address": vault.address, "era": vault.era, "keys": {name: _key(reader, key) for name, key in keys.items()}}
        | _structure(vault.policy, tuple(keys), contributor)
        | static.agreed[code]
        | _marks(board, vault)
        | _distances(board, reader, vault, keys, contributor)
    )


def _key(reader: Reader, key: Key) -> dict[str, Any]:
    """What is declared of a key. What is true of it is control's alone until the review."""
    shown: dict[str, Any] = {"holder": key.holder, "team": key.team, "status": key.status.value}
    if key.proved:
        shown["proved"] = key.proved
    if reader.control:
        shown["true_status"] = key.true_status.value
    return shown


@lru_cache(maxsize=256)
def _structure(policy: str, holders: tuple[str, ...], contributor: str) -> dict[str, Any]:
    """Who can spend with whom, and whom they leave out."""
    found = policies.coalitions(policy, holders, contributor=contributor)
    return {
        "coalitions": [
            {"keys": list(item.holders), "path": str(item.path), "without": list(item.without)} for item in found
        ],
        "excludes": list(policies.left_out(policy, holders, contributor=contributor)),
        "needs": policies.attack_distance(policy, holders, contributor=contributor, paths=(Path.NOW,)),
    }


def _marks(board: Board, vault: Vault) -> dict[str, Any]:
    marks: dict[str, Any] = {"rotated": vault.rotated} if vault.rotated else {}
    if vault.lost:
        marks["lost"] = btc(vault.lost)
    if vault.frozen >= board.turn > 0:
        marks |= {"frozen_until": vault.frozen, "froze": vault.froze}
    return marks


def _distances(board: Board, reader: Reader, vault: Vault, keys: Mapping[str, Key], contributor: str) -> dict[str, Any]:
    """How near a thief and a lock-out are, as far as is declared; custodians' team-mates see a light."""
    declared = _counted(vault.policy, {name: key.status for name, key in keys.items()}, contributor)
    if reader.custodian:
        shown = {"attack_distance": declared[0], "loss_distance": declared[1]}
        if reader.control:
            true = _counted(vault.policy, {name: key.true_status for name, key in keys.items()}, contributor)
            shown |= {"true_attack_distance": true[0], "true_loss_distance": true[1]}
        return shown
    if beside_custodians(board, reader):
        attack = declared[0]
        return {"light": "green" if attack >= _SAFE else "amber" if attack else "red"}
    return {}


def _counted(policy: str, states: Mapping[str, KeyStatus], contributor: str) -> tuple[int, int]:
    """Signatures a thief still needs, keys that may still be lost."""
    stolen = [name for name, status in states.items() if status in _STOLEN]
    lost = [name for name, status in states.items() if status is KeyStatus.LOST]
    return (
        policies.attack_distance(policy, states, stolen, contributor=contributor),
        policies.loss_distance(policy, states, lost, contributor=contributor),
    )
