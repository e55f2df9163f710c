"""Whose address is it? The parties' own vaults and the places on their whitelists; everything else is unknown."""

from __future__ import annotations

from functools import lru_cache

from exercises.domain.board.setting import Setting
from exercises.domain.board.state import Board
from exercises.domain.custody import invented_address


@lru_cache(maxsize=1024)
def whitelist_address(vault: str, name: str) -> str:
    return invented_address("whitelist", vault, name)


@lru_cache(maxsize=1024)
def unknown_address(transaction: str) -> str:
    """The address behind an output that the request does not name."""
    return invented_address("unknown", transaction)


def book(setting: Setting, board: Board) -> dict[str, str]:
    """Address → `vault:<code>`, `new_vault:<code>` or `whitelist:<name>`."""
    known = {
        whitelist_address(vault.code, name): f"whitelist:{name}"
        for vault in setting.script.vaults
        for name in vault.whitelist
    }
    known |= {item.address: f"new_vault:{item.vault}" for item in board.ceremonies.values() if item.state == "built"}
    return known | {vault.address: f"vault:{code}" for code, vault in board.vaults.items()}
