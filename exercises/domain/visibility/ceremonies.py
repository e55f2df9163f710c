"""Rotation ceremonies: who brought a key and who compared; the words themselves go to a seat after it typed its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.custody import policies
from exercises.domain.visibility.reader import Reader, beside_custodians

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.vaults import Ceremony, NewKey


def ceremonies(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Custodians see the ceremony, their team-mates how far it has come."""
    if reader.custodian:
        return {public: _card(board, reader, item) for public, item in board.ceremonies.items()}
    if beside_custodians(board, reader):
        return {public: _outline(board, item) for public, item in board.ceremonies.items()}
    return None


def fingerprints(board: Board, seat: str, ceremony: str) -> dict[str, dict[str, Any]]:
    """Key → words, for one seat: those it has compared, and under `read_out` what it says about its own key.

    Empty for a seat that is not cleared or a ceremony that is not there.
    """
    item, place = board.ceremonies.get(ceremony), board.seats.get(seat)
    if item is None or place is None or "custodian" not in place.clearances:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for code, new in item.keys.items():
        if seat == board.keys[code].holder:
            found[code] = {"read_out": new.spoken}
        elif seat in new.heard:
            found[code] = {"words": new.words, "heard": new.heard[seat]}
    return found


def _outline(board: Board, item: Ceremony) -> dict[str, Any]:
    return {
        "vault": item.vault,
        "policy": item.policy,
        "era": item.era,
        "turn": item.turn,
        "state": item.state,
        "count": len(item.keys),
        "needs": len(_expected(board, item)),
    }


def _expected(board: Board, item: Ceremony) -> tuple[str, ...]:
    return policies.places(item.policy, tuple(sorted(board.vaults[item.vault].keys)))


def _card(board: Board, reader: Reader, item: Ceremony) -> dict[str, Any]:
    card = _outline(board, item)
    card["keys"] = {code: _key(board, reader, code, item.keys.get(code)) for code in _expected(board, item)}
    if item.address:
        card["address"] = item.address
    if reader.control and item.forged:
        card["forged"] = list(item.forged)
    return card


def _key(board: Board, reader: Reader, code: str, new: NewKey | None) -> dict[str, Any]:
    holder = board.keys[code]
    shown: dict[str, Any] = {"seat": holder.holder, "team": holder.team, "offered": new is not None, "heard": {}}
    if new is None:
        return shown
    shown["heard"] = {seat: match for seat, match in new.heard.items() if reader.of(board.seats[seat].team)}
    if reader.control:
        shown |= {"words": new.words, "spoken": new.spoken, "forged": new.forged}
    return shown
