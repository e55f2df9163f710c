"""How vaults, keys and transactions change hands."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from exercises.domain.board.put import counted, put, struck
from exercises.domain.board.state import (
    Board,
    Ceremony,
    Key,
    NewKey,
    Offer,
    Proof,
    RefusalNote,
    Signature,
    Transaction,
    Vault,
)
from exercises.domain.events import Entry
from exercises.domain.events.custody import (
    CeremonyClosed,
    CeremonyOpened,
    ControlProved,
    CustodyEvent,
    Decoded,
    KeyDeclared,
    KeyOffered,
    KeyTurned,
    OfferLapsed,
    SharesJoined,
    SharesMade,
    SignatureOffered,
    Signed,
    SigningRefused,
    TransactionClosed,
    TransactionFinal,
    TransactionOpened,
    VaultFrozen,
    VaultRotated,
    WordsHeard,
)
from exercises.enums import KeyStatus


def evolve_custody(board: Board, event: CustodyEvent, entry: Entry) -> Board:
    match event:
        case TransactionOpened():
            return _opened(board, event)
        case Decoded(id=public, seat=seat):
            item = board.transactions[public]
            return _transaction(board, public, replace(item, decoded=(*item.decoded, seat)))
        case SignatureOffered(id=public, key=key, seat=seat, until=until):
            item = board.transactions[public]
            offers = put(item.offers, key, Offer(seat=seat, until=until))
            return _transaction(board, public, replace(item, offers=offers))
        case OfferLapsed(id=public, key=key):
            return _transaction(board, public, _without_offer(board.transactions[public], key))
        case Signed():
            return _signed(board, event, entry)
        case SigningRefused(id=public, key=key, seat=seat, reason=reason):
            item = _without_offer(board.transactions[public], key)
            refusals = put(item.refusals, key, RefusalNote(seat=seat, reason=reason, at=entry.at))
            return _transaction(board, public, replace(item, refusals=refusals))
        case TransactionFinal():
            return _final(board, event)
        case TransactionClosed(id=public, how=how):
            closed = replace(board.transactions[public], state=how, closed=board.turn, offers={})
            return _transaction(board, public, closed)
        case VaultFrozen(vault=code, until=until, team=team):
            return _frozen(board, code, until, team)
        case KeyDeclared(key=code, status=status):
            return _key(board, code, replace(board.keys[code], status=KeyStatus(status)))
        case KeyTurned(key=code, status=status):
            return _key(board, code, replace(board.keys[code], true_status=KeyStatus(status)))
        case CeremonyOpened(id=public, vault=vault, policy=policy, era=era, turn=turn):
            opened = Ceremony(vault=vault, policy=policy, era=era, turn=turn)
            counts = counted(board, "ceremony", vault)
            return replace(board, ceremonies=put(board.ceremonies, public, opened), counts=counts)
        case KeyOffered():
            return _offered(board, event)
        case WordsHeard(id=public, key=key, seat=seat, match=match):
            return _heard(board, public, key, seat, match=match)
        case CeremonyClosed(id=public, how=how):
            ended = replace(
                board.ceremonies[public],
                state=how,
                descriptor=event.descriptor,
                address=event.address,
                forged=event.forged,
            )
            return _ceremony(board, public, ended)
        case VaultRotated():
            return struck(_rotated(board, event), event.impact)
        case ControlProved():
            return _proved(board, event, entry)
        case SharesMade(key=code, shares=shares):
            return _key(board, code, replace(board.keys[code], shares=shares))
        case SharesJoined(key=code):
            return _key(board, code, replace(board.keys[code], status=KeyStatus.SUSPECTED))
        case _:
            assert_never(event)


def _transaction(board: Board, public: str, item: Transaction) -> Board:
    return replace(board, transactions=put(board.transactions, public, item))


def _key(board: Board, code: str, key: Key) -> Board:
    return replace(board, keys=put(board.keys, code, key))


def _ceremony(board: Board, public: str, ceremony: Ceremony) -> Board:
    return replace(board, ceremonies=put(board.ceremonies, public, ceremony))


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
    counts = counted(board, "transaction", event.vault)
    return replace(_transaction(board, event.id, item), counts=counts)


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
    return _transaction(board, event.id, replace(item, signatures=put(item.signatures, event.key, signature)))


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
    return replace(_transaction(board, event.id, item), vaults=vaults)


def _spent(vault: Vault, gone: set[str]) -> Vault:
    kept = tuple(coin for coin in vault.coins if f"{coin.txid}:{coin.vout}" not in gone)
    return vault if len(kept) == len(vault.coins) else replace(vault, coins=kept)


def _frozen(board: Board, code: str, until: int, team: str) -> Board:
    vault = board.vaults[code]
    row = vault.freezes + 1 if vault.froze == team else 1
    frozen = replace(vault, frozen=until, froze=team, freezes=row)
    return replace(board, vaults=put(board.vaults, code, frozen))


def _offered(board: Board, event: KeyOffered) -> Board:
    ceremony = board.ceremonies[event.id]
    new = NewKey(xpub=event.xpub, words=event.words, spoken=event.spoken, seat=event.seat, forged=event.forged)
    return _ceremony(board, event.id, replace(ceremony, keys=put(ceremony.keys, event.key, new)))


def _heard(board: Board, public: str, key: str, seat: str, *, match: bool) -> Board:
    ceremony = board.ceremonies[public]
    heard = replace(ceremony.keys[key], heard={**ceremony.keys[key].heard, seat: match})
    return _ceremony(board, public, replace(ceremony, keys=put(ceremony.keys, key, heard)))


def _rotated(board: Board, event: VaultRotated) -> Board:
    public, ceremony = next(
        (public, item)
        for public, item in board.ceremonies.items()
        if item.vault == event.vault and item.state == "built"
    )
    vault = replace(
        board.vaults[event.vault],
        era=event.era,
        policy=ceremony.policy,
        descriptor=ceremony.descriptor,
        address=ceremony.address,
        keys={code: key.xpub for code, key in ceremony.keys.items()},
        rotated=board.turn,
        frozen=0,
        freezes=0,
    )
    fresh = {code: _renewed(board.keys[code], forged=code in ceremony.forged) for code in ceremony.keys}
    swept = _ceremony(board, public, replace(ceremony, state="swept"))
    return replace(swept, vaults=put(board.vaults, event.vault, vault), keys={**board.keys, **fresh})


def _renewed(key: Key, *, forged: bool) -> Key:
    """A new key is healthy for all to see; in truth a forged one belongs to the thief."""
    truth = KeyStatus.COMPROMISED if forged else KeyStatus.HEALTHY
    return replace(key, status=KeyStatus.HEALTHY, true_status=truth, proved=0, shares=())


def _proved(board: Board, event: ControlProved, entry: Entry) -> Board:
    proof = Proof(
        vault=event.vault,
        key=event.key,
        seat=event.seat,
        nonce=event.nonce,
        signature=event.signature,
        ok=event.ok,
        turn=event.turn,
        at=entry.at,
    )
    proved = replace(board, proofs=put(board.proofs, event.id, proof), counts=counted(board, "proof", event.key))
    if not event.ok:
        return proved
    return _key(proved, event.key, replace(board.keys[event.key], proved=event.turn))
