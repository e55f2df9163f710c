"""How transactions collect signatures, and how their coins move."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import counted, put, replace
from exercises.domain.board.state import Board
from exercises.domain.board.vaults import Offer, RefusalNote, Signature, Transaction, Vault
from exercises.domain.events import Entry
from exercises.domain.events.transactions import (
    Decoded,
    OfferLapsed,
    RefusalWithdrawn,
    SignatureOffered,
    Signed,
    SigningRefused,
    TransactionClosed,
    TransactionEvent,
    TransactionFinal,
    TransactionOpened,
)


def evolve_transaction(board: Board, event: TransactionEvent, entry: Entry) -> Board:
    match event:
        case TransactionOpened():
            return _opened(board, event)
        case Decoded(id=public, seat=seat):
            item = board.transactions[public]
            return _kept(board, public, replace(item, decoded=(*item.decoded, seat)))
        case SignatureOffered(id=public, key=key, seat=seat, until=until, reason=reason):
            item = board.transactions[public]
            return _kept(
                board, public, replace(item, offers=put(item.offers, key, Offer(seat=seat, until=until, reason=reason)))
            )
        case OfferLapsed(id=public, key=key):
            return _kept(board, public, _without_offer(board.transactions[public], key))
        case Signed():
            return _signed(board, event, entry)
        case SigningRefused(id=public, key=key, seat=seat, reason=reason):
            item = _without_offer(board.transactions[public], key)
            refusals = put(item.refusals, key, RefusalNote(seat=seat, reason=reason, at=entry.at))
            return _kept(board, public, replace(item, refusals=refusals))
        case RefusalWithdrawn(id=public, key=key, reason=reason):
            item = board.transactions[public]
            taken = put(item.refusals, key, replace(item.refusals[key], because=reason))
            return _kept(board, public, replace(item, refusals=taken))
        case TransactionFinal():
            return _final(board, event)
        case TransactionClosed(id=public, how=how):
            closed = replace(board.transactions[public], state=how, closed=board.turn, offers={})
            return _kept(board, public, closed)
        case _:
            assert_never(event)


def _kept(board: Board, public: str, item: Transaction) -> Board:
    return replace(board, transactions=put(board.transactions, public, item))


def _without_offer(item: Transaction, key: str) -> Transaction:
    return replace(item, offers={code: offer for code, offer in item.offers.items() if code != key})


def _opened(board: Board, event: TransactionOpened) -> Board:
    item = Transaction(
        code=event.code,
        vault=event.vault,
        kind=event.kind,
        request=event.request,
        purpose=event.purpose,
        says=event.says,
        psbt=event.psbt,
        txid=event.txid,
        turn=event.turn,
        expires=event.expires,
        team=event.team,
    )
    return replace(_kept(board, event.id, item), counts=counted(board, "transaction", event.vault))


def _signed(board: Board, event: Signed, entry: Entry) -> Board:
    item = _without_offer(board.transactions[event.id], event.key)
    signature = Signature(
        seat=event.seat,
        second=event.second,
        alone=event.alone,
        blind=event.blind,
        signatures=event.signatures,
        at=entry.at,
        reason=event.reason,
    )
    return _kept(board, event.id, replace(item, signatures=put(item.signatures, event.key, signature)))


def _final(board: Board, event: TransactionFinal) -> Board:
    item = replace(
        board.transactions[event.id], state="final", raw=event.raw, lost=event.lost, closed=board.turn, offers={}
    )
    gone = set(event.spent)
    vaults = {code: _spent(vault, gone) for code, vault in board.vaults.items()}
    for code, coins in event.made.items():
        vaults[code] = replace(vaults[code], coins=(*vaults[code].coins, *coins))
    robbed = vaults[item.vault]
    vaults[item.vault] = replace(robbed, lost=robbed.lost + event.lost)
    return replace(_kept(board, event.id, item), vaults=vaults)


def _spent(vault: Vault, gone: set[str]) -> Vault:
    kept = tuple(coin for coin in vault.coins if f"{coin.txid}:{coin.vout}" not in gone)
    return vault if len(kept) == len(vault.coins) else replace(vault, coins=kept)
