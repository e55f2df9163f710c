"""Rotation: holders bring new public keys, the others compare words they heard elsewhere, then all is swept."""

from __future__ import annotations

from exercises.domain.board.vaults import Ceremony
from exercises.domain.custody import Keyring, keys, policies
from exercises.domain.events.keys import CeremonyClosed, CeremonyOpened, KeyOffered, WordsHeard
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.custody import FEE_SATS, open_built, vault_for
from exercises.domain.play.deeds import deed
from exercises.domain.world import PRINCIPALS
from exercises.errors import Refusal

FORGED = "forged."
"""Flag prefix: while `forged.N-1` is up, what arrives in that holder's name is the thief's key."""
SWEEP = {
    "en": "EXERCISE. Sweep to the vault of the new keys, as agreed in the rotation ceremony.",
    "zh-hans": "演习。按换钥仪式商定，将全部资产转移至由新密钥看守的金库。",
}


def open_ceremony(case: Case, vault: str, policy: str = "") -> None:
    """Opens a ceremony for the next era of a vault, unless one is open."""
    held = case.board.vaults[vault]
    if any(item.vault == vault and item.state in ("open", "built") for item in case.board.ceremonies.values()):
        return
    case.emit(
        CeremonyOpened(
            id=case.id("ceremony", vault),
            vault=vault,
            policy=policy or held.policy,
            era=held.era + 1,
            turn=case.board.turn,
        )
    )


def offer_key(case: Case, command: commands.OfferKey) -> None:
    """A holder's new public key, and the four words it reads out on the second channel."""
    case.need_open()
    ceremony = _ceremony(case, command.ceremony, "open")
    held = [key for key in case.seat.holds if key in case.board.vaults[ceremony.vault].keys]
    if not held:
        raise Refusal("no_key_of_yours", 403)
    for key in held:
        arrive(case, command.ceremony, key, case.by.seat)


def arrive(case: Case, public: str, key: str, seat: str) -> None:
    """What reaches the others in this holder's name: its own new key, or a thief's."""
    ceremony = case.board.ceremonies[public]
    own = case.setting.keys.xpub(key, ceremony.era)
    caught = (
        key in ceremony.keys and ceremony.keys[key].forged and any(not ok for ok in ceremony.keys[key].heard.values())
    )
    forged = case.board.flags.get(FORGED + key, False) and not caught
    shown = thief(case).xpub(key, ceremony.era) if forged else own
    case.emit(
        KeyOffered(
            id=public,
            key=key,
            xpub=shown,
            words=" ".join(keys.fingerprint_words(shown)),
            spoken=" ".join(keys.fingerprint_words(own)),
            seat=seat,
            forged=forged,
        )
    )


def swap_forged(case: Case) -> bool:
    """A forged key displaces the true one that had already arrived. True when it did."""
    for public, ceremony in case.board.ceremonies.items():
        for code, new in ceremony.keys.items():
            if (
                ceremony.state == "open"
                and case.board.flags.get(FORGED + code)
                and not new.forged
                and not _was_caught(case, code)
            ):
                arrive(case, public, code, new.seat)
                return True
    return False


def _was_caught(case: Case, key: str) -> bool:
    return any(item.action == "catch_forgery" and item.args.get("key") == key for item in case.board.deeds)


def thief(case: Case) -> Keyring:
    return Keyring(case.setting.luck.at(0).hex(64, "thief").encode())


def hear_words(case: Case, command: commands.HearWords) -> None:
    """A seat types what it heard on the second channel; only then are the two compared."""
    case.need_open()
    ceremony = _ceremony(case, command.ceremony, "open")
    new = ceremony.keys.get(command.key)
    if new is None:
        raise Refusal("no_such_key", 404, key=command.key)
    if command.key in case.seat.holds:
        raise Refusal("own_key", 400)
    if len(command.words.split()) != 4:  # noqa: PLR2004 - a fingerprint is four words
        raise Refusal("four_words", 400)
    match = keys.heard(new.xpub, command.words)
    heard = " ".join(command.words.split()).lower()
    case.emit(WordsHeard(id=command.ceremony, key=command.key, seat=case.by.seat, heard=heard, match=match))
    if new.forged and not match and heard == new.spoken:
        deed(case, "catch_forgery", {"key": command.key})


def build_vault(case: Case, command: commands.BuildVault) -> None:
    """All keys are in: the new vault is derived, and the sweep is opened for the old keys to sign."""
    case.need_open()
    if case.seat.team not in PRINCIPALS or "custodian" not in case.seat.clearances:
        raise Refusal("custodians_build", 403)
    ceremony = _ceremony(case, command.ceremony, "open")
    wanted = policies.places(ceremony.policy, tuple(case.board.vaults[ceremony.vault].keys))
    missing = [key for key in wanted if key not in ceremony.keys]
    if missing:
        raise Refusal("keys_missing", missing=", ".join(missing))
    xpubs = {key: ceremony.keys[key].xpub for key in wanted}
    vault = vault_for(case, ceremony.vault, ceremony.policy, xpubs, era=ceremony.era)
    case.emit(
        CeremonyClosed(
            id=command.ceremony,
            how="built",
            descriptor=vault.descriptor,
            address=vault.address,
            keys=xpubs,
            forged=tuple(key for key in wanted if ceremony.keys[key].forged),
        )
    )
    held = case.board.vaults[ceremony.vault]
    open_built(case, ceremony.vault, "sweep", [(vault.address, held.sats - FEE_SATS)], SWEEP)


def abandon(case: Case, command: commands.AbandonCeremony) -> None:
    case.need_open()
    if case.seat.team not in PRINCIPALS:
        raise Refusal("custodians_build", 403)
    case.need_lead()
    _ceremony(case, command.ceremony, "open")
    case.emit(CeremonyClosed(id=command.ceremony, how="abandoned"))


def _ceremony(case: Case, public: str, state: str) -> Ceremony:
    ceremony = case.board.ceremonies.get(public)
    if ceremony is None or "custodian" not in case.seat.clearances:
        raise Refusal("no_such_ceremony", 404)
    if ceremony.state != state:
        raise Refusal("ceremony_over", state=ceremony.state)
    return ceremony
