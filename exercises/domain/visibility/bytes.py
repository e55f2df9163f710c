"""What the bytes of a transaction say, in words and figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from exercises.domain.board.addresses import book
from exercises.domain.custody import Decoded, decode
from exercises.domain.visibility.checks import Output, byte_checks, displayed_checks
from exercises.domain.visibility.custody import btc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.vaults import Transaction

_DIGEST = 8
"""Digits of the transaction id that two colleagues compare."""


def bytes_of(setting: Setting, board: Board, item: Transaction, needs: int) -> dict[str, Any]:
    """Inputs, outputs with the owners of their addresses, fee, locks, and the checklist read from all of it."""
    said = decode(item.psbt)
    outputs = _outputs(setting, board, item, said)
    checks = byte_checks(setting, board, item, needs, outputs)
    before = displayed_checks(setting, board, item, needs)
    named = _named(item, outputs)
    return {
        "txid": said.txid,
        "digest": said.txid[:_DIGEST],
        "inputs": {
            str(place): {"txid": spent.txid, "vout": spent.vout, "btc": btc(spent.sats)}
            for place, spent in enumerate(said.inputs)
        },
        "outputs": {str(place): _shown(output) | {"said": place in named} for place, output in enumerate(outputs)},
        "fee": btc(said.fee),
        "version": said.version,
        "delay": said.delay,
        "unlock_height": said.unlock_height,
        "checks": checks,
        "turned": [code for code, line in checks.items() if not line["ok"] and before[code]["ok"]],
    }


def _outputs(setting: Setting, board: Board, item: Transaction, said: Decoded) -> list[Output]:
    names = book(setting, board)
    return [_output(item, names.get(paid.address, "unknown"), paid.address, paid.sats) for paid in said.outputs]


def _output(item: Transaction, whose: str, address: str, sats: int) -> Output:
    kind, _, name = whose.partition(":")
    if kind == "vault" and name == item.vault:
        name = ""
    return Output(kind=kind, name=name, btc=btc(sats), address=address)


def _named(item: Transaction, outputs: Iterable[Output]) -> set[int]:
    """The places of the outputs that the request names, with their amounts."""
    claimed = Counter((str(line["to"]).partition(":")[0], round(float(line["btc"]), 8)) for line in item.says)
    places: set[int] = set()
    for place, output in enumerate(outputs):
        line = (output.kind, round(output.btc, 8))
        if claimed[line] > 0:
            claimed[line] -= 1
            places.add(place)
    return places


def _shown(output: Output) -> dict[str, Any]:
    named = {"name": output.name} if output.name else {}
    return {"address": output.address, "btc": output.btc, "kind": output.kind, **named}
