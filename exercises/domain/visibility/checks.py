"""The checklist of a transfer, twice: as the displayed request reads, and as the bytes read.

The first believes what it is shown. That is the trap and the lesson: precedents P01 and P02.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.vaults import Transaction

_HOME = frozenset({"vault", "new_vault"})
_PERCENT = 100

LIMIT, PRICE, LOWEST, HIGHEST = "policy.limit", "market.price", "policy.min_price", "policy.max_price"
DELAY, EMERGENCY = "policy.delay", "emergency.turns"
NUMBERS = (LIMIT, PRICE, LOWEST, HIGHEST, DELAY, EMERGENCY)
"""All that a checklist asks the world."""


@dataclass(frozen=True, slots=True)
class Output:
    """One output, claimed or real: `kind` is vault, new_vault, whitelist or unknown."""

    kind: str
    name: str
    btc: float
    address: str = ""


Checks = dict[str, dict[str, Any]]


def displayed_checks(setting: Setting, board: Board, item: Transaction, needs: int) -> Checks:
    """The checklist as long as nobody looked: every line reads the request, and the text is not compared."""
    return _common(setting, board, item, needs, claimed(item)) | {"text": {"ok": False, "decoded": False}}


def byte_checks(setting: Setting, board: Board, item: Transaction, needs: int, outputs: list[Output]) -> Checks:
    """The same lines, read from the bytes."""
    said = claimed(item)
    many = Counter(output.kind for output in said) == Counter(output.kind for output in outputs)
    amounts = _amounts(said) == _amounts(outputs)
    text = {"ok": many and amounts, "decoded": True, "outputs": many, "amounts": amounts}
    return _common(setting, board, item, needs, outputs) | {"text": text}


def claimed(item: Transaction) -> list[Output]:
    """The outputs as the request claims them."""
    parts = [(str(line["to"]).partition(":"), float(line["btc"])) for line in item.says]
    return [Output(kind=kind, name=name, btc=amount) for (kind, _, name), amount in parts]


def _amounts(outputs: Iterable[Output]) -> Counter[tuple[str, float]]:
    return Counter((output.kind, round(output.btc, 8)) for output in outputs)


def _common(setting: Setting, board: Board, item: Transaction, needs: int, outputs: list[Output]) -> Checks:
    leaving = round(sum(output.btc for output in outputs if output.kind not in _HOME), 8)
    strangers = sum(output.kind == "unknown" for output in outputs)
    promises_nothing = item.kind in ("refresh", "sweep")
    return {
        "signatures": {"ok": needs == 0, "have": len(item.signatures), "needs": needs},
        "destination": {"ok": strangers == 0, "unknown": strangers},
        "amount": _amount(setting, board, item, leaving),
        "purpose": {"ok": bool(item.purpose.get("en")) and not (promises_nothing and leaving > 0)},
        "frozen": _frozen(board, item),
        "price": _price(board, item, leaving),
        "delay": _delay(board, item, leaving),
    }


def _amount(setting: Setting, board: Board, item: Transaction, leaving: float) -> dict[str, Any]:
    """What leaves, against the vault's own limit or the share of the reserve that the policy allows a turn."""
    limit = setting.script.vault(item.vault).limit
    share = board.world.get(LIMIT)
    if limit is None and isinstance(share, (int, float)):
        limit = sum(vault.sats for vault in board.vaults.values()) / 100_000_000 * share / _PERCENT
    if limit is None:
        return {"ok": True, "btc": leaving}
    return {"ok": leaving <= limit, "btc": leaving, "limit": round(limit, 8)}


def _frozen(board: Board, item: Transaction) -> dict[str, Any]:
    """A freeze stops everything but an agreed sweep."""
    until = board.vaults[item.vault].frozen
    frozen = until >= board.turn and item.kind != "sweep"
    return {"ok": False, "until": until} if frozen else {"ok": True}


def _price(board: Board, item: Transaction, leaving: float) -> dict[str, Any]:
    """Coins may leave only between the agreed prices."""
    price, low, high = (board.world.get(code) for code in (PRICE, LOWEST, HIGHEST))
    if item.kind != "transfer" or leaving <= 0 or not isinstance(price, (int, float)):
        return {"ok": True}
    bounds = {name: bound for name, bound in (("low", low), ("high", high)) if isinstance(bound, (int, float))}
    inside = bounds.get("low", price) <= price <= bounds.get("high", price)
    return {"ok": inside, "price": price, **bounds}


def _delay(board: Board, item: Transaction, leaving: float) -> dict[str, Any]:
    """Turns that must pass before coins leave. What stays in the vault waits for nothing, nor does an emergency."""
    if leaving <= 0:
        return {"ok": True}
    turns, emergency = (board.world.get(code, 0) for code in (DELAY, EMERGENCY))
    wait = 0 if emergency or not isinstance(turns, (int, float)) else int(turns)
    return {"ok": board.turn - item.turn >= wait, "turns": wait}
