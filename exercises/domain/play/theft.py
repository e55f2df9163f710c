"""The thief: with enough stolen keys, and no freeze in the way, the coins go."""

from __future__ import annotations

from exercises.domain import custody as bitcoin
from exercises.domain.board.addresses import unknown_address
from exercises.domain.events.transactions import Signed, TransactionOpened
from exercises.domain.play.case import Case
from exercises.domain.play.ceremony import thief
from exercises.domain.play.custody import FEE_SATS, finish, vault_of
from exercises.domain.play.impact import contributor_of, stolen

RED = "red"
UNKNOWN = {"en": "No request was made.", "zh-hans": "无人提出请求。"}


def rob(case: Case) -> bool:
    """Empties every vault whose stolen keys complete a spending path, unless a freeze holds. True when coins went.

    Keys that turn during a resolution count from the next one, so the parties have a turn to act.
    """
    robbed = False
    for code, held in case.board.vaults.items():
        keys = stolen(case.board, held)
        open_to = held.coins and held.frozen < case.board.turn
        side = contributor_of(case.script, code)
        if open_to and bitcoin.policies.completes(held.policy, tuple(held.keys), keys, contributor=side):
            _take(case, code, keys)
            robbed = True
    return robbed


def _take(case: Case, code: str, keys: frozenset[str]) -> None:
    held = case.board.vaults[code]
    loot = unknown_address(f"{RED}/{code}/{held.era}")
    psbt = bitcoin.build(vault_of(held), held.coins, [(loot, held.sats - FEE_SATS)], fee=FEE_SATS)
    public = case.id("transaction", code)
    case.emit(
        TransactionOpened(
            id=public,
            code=f"RED{len(case.board.transactions) + 1}",
            vault=code,
            kind="theft",
            request=UNKNOWN,
            purpose=UNKNOWN,
            says=(),
            psbt=psbt,
            txid=bitcoin.decode(psbt).txid,
            turn=case.board.turn,
            expires=case.board.turn,
            team=RED,
        )
    )
    _sign_and_send(case, public, keys)


def _sign_and_send(case: Case, public: str, keys: frozenset[str]) -> None:
    """Stolen keys sign as they are; a forged key signs with the thief's own secret."""
    item = case.board.transactions[public]
    held = case.board.vaults[item.vault]
    own = thief(case)
    for key in sorted(keys):
        ring = own if held.keys[key] == own.xpub(key, held.era) else case.setting.keys
        signature = bitcoin.sign(ring, vault_of(held), item.psbt, key)
        case.emit(Signed(id=public, key=key, seat=RED, second="", alone=True, blind=False, signatures=(signature,)))
    finish(case, public)
