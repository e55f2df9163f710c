"""Transaction cards: what the request says, who signed, and the checklist, which believes what is displayed.

What the bytes say is shown seat by seat (`decoded`), only to a seat that pressed Decode: a team reads one stream, and
a colleague's look must not open the bytes for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.custody import Path, policies
from exercises.domain.visibility.bytes import bytes_of
from exercises.domain.visibility.checks import displayed_checks
from exercises.domain.visibility.moments import moment
from exercises.domain.visibility.reader import Reader, beside_custodians
from exercises.domain.visibility.static import static_of

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.vaults import Offer, RefusalNote, Signature, Transaction

_ORDINARY = frozenset({Path.NOW})
_LIGHTS = {"final": "green", "open": "amber"}


def transactions(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """Custodians of all parties read the card, their team-mates a light, everybody else nothing."""
    if reader.custodian:
        return {public: _card(setting, board, reader, item) for public, item in board.transactions.items()}
    if beside_custodians(board, reader):
        return {public: _light(setting, board, item) for public, item in board.transactions.items()}
    return None


def missing(setting: Setting, board: Board, item: Transaction) -> int:
    """Signatures still missing on the ordinary path; 0 when it is final."""
    held = board.vaults[item.vault]
    if item.state == "final":
        return 0
    contributor = static_of(setting.script).contributors[item.vault]
    return policies.attack_distance(held.policy, held.keys, item.signatures, contributor=contributor, paths=_ORDINARY)


def _outline(item: Transaction, needs: int) -> dict[str, Any]:
    return {
        "vault": item.vault,
        "state": item.state,
        "needs": needs,
        "count": len(item.signatures),
        "turn": item.turn,
        "expires": item.expires,
    }


def _light(setting: Setting, board: Board, item: Transaction) -> dict[str, Any]:
    colour = "red" if item.refusing and item.state == "open" else _LIGHTS.get(item.state, "red")
    return _outline(item, missing(setting, board, item)) | {"light": colour}


def _card(setting: Setting, board: Board, reader: Reader, item: Transaction) -> dict[str, Any]:
    needs = missing(setting, board, item)
    card: dict[str, Any] = _outline(item, needs) | {
        "code": item.code,
        "kind": item.kind,
        "purpose": dict(item.purpose),
        "request": dict(item.request),
        "says": _says(setting, item),
        "spends": sum(float(line["btc"]) for line in item.says),
        "signatures": {key: _signature(board, reader, done) for key, done in item.signatures.items()},
        "refusals": {key: _refusal(board, said) for key, said in item.refusals.items()},
        "waiting": _waiting(board, item),
        "offers": {
            key: _offer(board, offer) for key, offer in item.offers.items() if reader.of(board.seats[offer.seat].team)
        },
        "decoded": {seat: True for seat in item.decoded if reader.of(board.seats[seat].team)},
        "checks": displayed_checks(setting, board, item, needs),
    }
    return card | _known_to(setting, board, reader, item, needs)


def _known_to(setting: Setting, board: Board, reader: Reader, item: Transaction, needs: int) -> dict[str, Any]:
    more: dict[str, Any] = {"by": item.team} if item.team else {}
    if item.state == "final":
        more["txid"] = item.txid
    if reader.control:
        more["bytes"] = bytes_of(setting, board, item, needs)
    return more


def _says(setting: Setting, item: Transaction) -> list[dict[str, Any]]:
    """The outputs as the request claims them, with the author's labels where there are any."""
    labels = static_of(setting.script).labels.get(item.code, [])
    return [dict(line) | (labels[place] if place < len(labels) else {}) for place, line in enumerate(item.says)]


def _signature(board: Board, reader: Reader, done: Signature) -> dict[str, Any]:
    """Whose key signed and when. How it was signed – alone, unread – is known in the signer's own team."""
    team = board.seats[done.seat].team if done.seat in board.seats else done.seat  # a thief sits nowhere
    shown: dict[str, Any] = {"seat": done.seat, "team": team, "at": done.at}
    if not reader.of(team):
        return shown
    more = {"second": done.second, "alone": done.alone, "blind": done.blind, "reason": done.reason}
    return shown | {name: value for name, value in more.items() if value}


def _refusal(board: Board, said: RefusalNote) -> dict[str, Any]:
    """Why a holder refused, and why it then signed after all: both are read by the custodians of all parties."""
    shown = {"seat": said.seat, "team": board.seats[said.seat].team, "reason": said.reason, "at": said.at}
    return shown | ({"because": said.because} if said.because else {})


def _offer(board: Board, offer: Offer) -> dict[str, Any]:
    return {"seat": offer.seat, **moment(board, offer.until)}


def _waiting(board: Board, item: Transaction) -> dict[str, Any]:
    """The keys whose holders have neither signed nor refused."""
    if item.state != "open":
        return {}
    return {
        key: {"seat": board.keys[key].holder, "team": board.keys[key].team}
        for key in board.vaults[item.vault].keys
        if key not in item.signatures and key not in item.refusals
    }
