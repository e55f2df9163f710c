"""How keys are doubted, proved and renewed, and vaults frozen and rotated."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import counted, put, replace
from exercises.domain.board.state import Board
from exercises.domain.board.vaults import Ceremony, Check, Key, NewKey, Proof
from exercises.domain.events import Entry
from exercises.domain.events.keys import (
    CeremonyClosed,
    CeremonyOpened,
    ControlProved,
    KeyDeclared,
    KeyEvent,
    KeyOffered,
    KeyTurned,
    SharesJoined,
    SharesMade,
    VaultFrozen,
    VaultRotated,
    WordsChecked,
    WordsHeard,
)
from exercises.enums import KeyStatus

CHECKS_KEPT = 100


def evolve_key(board: Board, event: KeyEvent, entry: Entry) -> Board:
    match event:
        case VaultFrozen(vault=code, until=until, team=team):
            return _frozen(board, code, until, team)
        case KeyDeclared(key=code, status=status):
            return _key(board, code, replace(board.keys[code], status=KeyStatus(status)))
        case KeyTurned(key=code, status=status):
            return _key(board, code, replace(board.keys[code], true_status=KeyStatus(status)))
        case CeremonyOpened():
            return _opened(board, event)
        case KeyOffered():
            return _offered(board, event)
        case WordsHeard(id=public, key=key, seat=seat, match=match):
            return _heard(board, public, key, seat, match=match)
        case CeremonyClosed():
            return _closed(board, event)
        case VaultRotated():
            return _rotated(board, event)
        case ControlProved():
            return _proved(board, event, entry)
        case WordsChecked():
            return _checked(board, event, entry)
        case SharesMade(key=code, shares=shares):
            return _key(board, code, replace(board.keys[code], shares=shares))
        case SharesJoined(key=code):
            return _key(board, code, _rebuilt(board.keys[code]))
        case _:
            assert_never(event)


def _key(board: Board, code: str, key: Key) -> Board:
    return replace(board, keys=put(board.keys, code, key))


def _ceremony(board: Board, public: str, ceremony: Ceremony) -> Board:
    return replace(board, ceremonies=put(board.ceremonies, public, ceremony))


def _opened(board: Board, event: CeremonyOpened) -> Board:
    opened = Ceremony(vault=event.vault, policy=event.policy, era=event.era, turn=event.turn)
    counts = counted(board, "ceremony", event.vault)
    return replace(_ceremony(board, event.id, opened), counts=counts)


def _closed(board: Board, event: CeremonyClosed) -> Board:
    ended = replace(
        board.ceremonies[event.id],
        state=event.how,
        descriptor=event.descriptor,
        address=event.address,
        forged=event.forged,
    )
    return _ceremony(board, event.id, ended)


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


def _rebuilt(key: Key) -> Key:
    """A key put together from its shares is there again, and has been in many hands."""
    truth = KeyStatus.HEALTHY if key.true_status is KeyStatus.LOST else key.true_status
    return replace(key, status=KeyStatus.SUSPECTED, true_status=truth)


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


def _checked(board: Board, event: WordsChecked, entry: Entry) -> Board:
    check = Check(
        seat=event.seat,
        team=event.team,
        key=event.key,
        message=event.message,
        era=event.era,
        turn=event.turn,
        at=entry.at,
    )
    kept = dict([*board.checks.items(), (event.id, check)][-CHECKS_KEPT:])
    return replace(board, checks=kept, counts=counted(board, "check", event.seat))
