"""What one seat sees and its colleagues may not: the bytes of a transaction it has decoded, the shares of its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.bytes import bytes_of
from exercises.domain.visibility.reader import CUSTODIAN
from exercises.domain.visibility.transactions import missing

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting


def decoded(setting: Setting, board: Board, seat: str, transaction: str) -> dict[str, Any]:
    """The bytes and the checklist read from them; empty until this seat has pressed Decode."""
    item, place = board.transactions.get(transaction), board.seats.get(seat)
    if item is None or place is None or CUSTODIAN not in place.clearances or seat not in item.decoded:
        return {}
    return bytes_of(setting, board, item, missing(setting, board, item))


def shares(board: Board, seat: str) -> dict[str, list[list[str]]]:
    """Key → the words of each share, for the seat that holds the key and split it."""
    held = board.seats[seat].holds if seat in board.seats else ()
    return {
        key: [list(words) for words in board.keys[key].shares]
        for key in held
        if key in board.keys and board.keys[key].shares
    }
