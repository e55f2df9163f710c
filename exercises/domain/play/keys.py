"""Acts on keys: freeze, doubt, prove, split, rebuild."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain.custody import messages, policies, shares
from exercises.domain.events.keys import (
    ControlProved,
    KeyDeclared,
    SharesJoined,
    SharesMade,
    VaultFrozen,
    WordsChecked,
)
from exercises.domain.events.parts import SignedWords, Value
from exercises.domain.events.verdicts import Reckoned
from exercises.domain.grammar import parse_effect
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.custody import vault_named
from exercises.domain.play.impact import contributor_of, strike
from exercises.domain.world import Cause
from exercises.enums import KeyStatus, State
from exercises.errors import Refusal

FROZEN_TURNS = 2
COINS_GONE = "rumour.coins_gone"
SILENCED = parse_effect(f"mul({COINS_GONE}, 0)")


def freeze(case: Case, args: Mapping[str, Value]) -> None:
    """No signing for two turns. A second freeze in a row needs a second party."""
    code = vault_named(case, args)
    held = case.board.vaults[code]
    team = case.seat.team
    if held.froze == team and held.frozen and held.frozen >= case.board.turn - 1:
        raise Refusal("second_freeze", vault=code)
    case.emit(VaultFrozen(vault=code, until=case.board.turn + FROZEN_TURNS - 1, team=team))


def declare_suspect(case: Case, args: Mapping[str, Value]) -> None:
    key = str(args["key"])
    if case.board.keys[key].status is not KeyStatus.HEALTHY:
        raise Refusal("already_declared", key=key)
    case.emit(KeyDeclared(key=key, status=KeyStatus.SUSPECTED, team=case.seat.team))


def prove_control(case: Case, args: Mapping[str, Value]) -> None:
    """A key signs fresh words; anybody can verify it, and no coin moves. Enough of them end the talk of lost coins."""
    key = str(args["key"])
    if key not in case.seat.holds:
        raise Refusal("no_key_of_yours", 403)
    code = case.board.keys[key].vault
    _prove(case, code, key)
    held = case.board.vaults[code]
    proved = [name for name in held.keys if case.board.keys[name].proved == case.board.turn]
    enough = policies.completes(held.policy, tuple(held.keys), proved, contributor=contributor_of(case.script, code))
    if COINS_GONE in case.board.world and enough:
        cause = Cause("proof", {"vault": code})
        case.emit(Reckoned(impact=strike(case, [SILENCED], cause, f"proof/{code}")))


def _prove(case: Case, vault: str, key: str) -> None:
    public = case.id("proof", key)
    nonce = f"EXERCISE {case.board.code} {public}"
    era = case.board.vaults[vault].era
    alive = case.board.keys[key].true_status is not KeyStatus.LOST
    signature = messages.sign_words(case.setting.keys, key, nonce, era=era) if alive else ""
    case.emit(
        ControlProved(
            id=public,
            vault=vault,
            key=key,
            seat=case.by.seat,
            nonce=nonce,
            signature=signature,
            ok=alive and messages.signed_by(case.board.vaults[vault].keys[key], nonce, signature),
            turn=case.board.turn,
        )
    )


# Signed words


def check_words(case: Case, command: commands.CheckWords) -> None:
    """Whether a key of this name, as it guards its vault now or guarded it before, signed exactly these words."""
    seat = case.seat
    if case.board.state not in (State.RUNNING, State.PAUSED):
        raise Refusal("not_running", state=case.board.state)
    if command.key not in case.board.keys:
        raise Refusal("not_a_key", 404, key=command.key)
    known = public_keys(case, command.key)
    signers = [era for era, xpub in known.items() if messages.signed_by(xpub, command.message, command.signature)]
    case.emit(
        WordsChecked(
            id=case.id("check", case.by.seat),
            seat=case.by.seat,
            team=seat.team,
            key=command.key,
            message=command.message,
            signature=command.signature,
            era=max(signers, default=-1),
            turn=case.board.turn,
        )
    )


def public_keys(case: Case, key: str) -> dict[int, str]:
    """Era → the public key that was known under this name. The first was there at STARTEX, a sweep brings the next."""
    vault = case.board.keys[key].vault
    swept = [item for item in case.board.ceremonies.values() if item.vault == vault and item.state == "swept"]
    known = {item.era: item.keys[key].xpub for item in swept if key in item.keys}
    return {0: case.setting.keys.xpub(key, 0)} | known


def signed_words(case: Case, key: str, message: str) -> SignedWords:
    """What somebody signs who has this key as it was at STARTEX, even where the holder has a newer one by now."""
    return SignedWords(key=key, message=message, signature=messages.sign_words(case.setting.keys, key, message))


# Shares: what must hold is asked before the outcome is written, what then happens cannot fail any more


def need_key(case: Case, args: Mapping[str, Value]) -> None:
    """Only who has a key can cut it into shares."""
    key = str(args["key"])
    if case.board.keys[key].true_status is KeyStatus.LOST:
        raise Refusal("key_lost", key=key)


def split_shares(case: Case, args: Mapping[str, Value]) -> None:
    key = str(args["key"])
    era = case.board.vaults[case.board.keys[key].vault].era
    made = shares.split(case.setting.keys, key, era, salt=f"{case.board.turn}/{case.board.generation}")
    case.emit(SharesMade(key=key, seat=case.board.keys[key].holder, shares=made))


def need_shares(case: Case, args: Mapping[str, Value]) -> None:
    """The shares are there, and together they make the key that guards the vault."""
    key = str(args["key"])
    held = case.board.keys[key]
    if not held.shares:
        raise Refusal("not_enough_shares", key=key)
    if shares.recover(share for group in held.shares for share in group) != case.board.vaults[held.vault].keys[key]:
        raise Refusal("other_key", key=key)


def join_shares(case: Case, args: Mapping[str, Value]) -> None:
    """The shares rebuild the key, also a lost one; it is suspect until it is rotated."""
    key = str(args["key"])
    case.emit(SharesJoined(key=key, seat=case.board.keys[key].holder))
