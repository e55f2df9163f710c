"""Transactions and keys: decode, sign, confirm, refuse, freeze, prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from exercises.domain import custody as bitcoin
from exercises.domain.board.addresses import book, unknown_address, whitelist_address
from exercises.domain.board.vaults import Offer, Transaction
from exercises.domain.board.vaults import Vault as Held
from exercises.domain.custody import Coin
from exercises.domain.events.keys import CeremonyClosed, VaultRotated
from exercises.domain.events.parts import Value
from exercises.domain.events.transactions import (
    Decoded,
    RefusalWithdrawn,
    SignatureOffered,
    Signed,
    SigningRefused,
    TransactionClosed,
    TransactionFinal,
    TransactionOpened,
)
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.deeds import deed, record
from exercises.domain.play.impact import SATS, contributor_of
from exercises.domain.play.talk import LONGEST_REASON, checked, reason_of
from exercises.domain.world import PRINCIPALS
from exercises.enums import KeyStatus, Occupant
from exercises.errors import Refusal

CONFIRM_SECONDS = 300.0
DELAY_BLOCKS = 25_920
"""About 180 days of silence before a recovery path opens."""
FEE_SATS = 1_000_000


@lru_cache(maxsize=256)
def _vault(descriptor: str, keys: tuple[tuple[str, str], ...], era: int) -> bitcoin.Vault:
    return bitcoin.Vault(descriptor, keys, era)


def vault_of(held: Held) -> bitcoin.Vault:
    """The real vault behind the record."""
    return _vault(held.descriptor, tuple(sorted(held.keys.items())), held.era)


def vault_for(case: Case, code: str, policy: str, xpubs: Mapping[str, str], *, era: int) -> bitcoin.Vault:
    """The real vault of these keys, with the delays that the script gives this vault."""
    spec = case.script.vault(code)
    return bitcoin.new_vault(
        policy,
        xpubs,
        era=era,
        delay=spec.delay or DELAY_BLOCKS,
        unlock_height=spec.unlock or 0,
        contributor=contributor_of(case.script, code),
    )


# Into play


def open_transaction(case: Case, code: str) -> None:
    """Builds a transaction of the script from the coins that are there, and opens it for signing."""
    spec = case.script.transaction(code)
    held = case.board.vaults[spec.vault]
    outputs = [
        (_address(case, code, spec.vault, str(out.to.kind), out.to.name), round(out.btc * SATS)) for out in spec.outputs
    ]
    says: tuple[dict[str, str | float], ...] = tuple({"to": str(out.to), "btc": out.btc} for out in spec.says)
    try:
        psbt = bitcoin.build(vault_of(held), held.coins, outputs, fee=round(spec.fee * SATS))
    except Refusal:
        return  # the coins have gone elsewhere since the script was written
    case.emit(
        TransactionOpened(
            id=case.id("transaction", spec.vault),
            code=code,
            vault=spec.vault,
            kind=spec.kind,
            request=spec.request.both,
            purpose=spec.purpose.both,
            says=says,
            psbt=psbt,
            txid=bitcoin.decode(psbt).txid,
            turn=case.board.turn,
            expires=spec.expires.turn if spec.expires else case.board.turns,
        )
    )


def _address(case: Case, code: str, vault: str, kind: str, name: str | None) -> str:
    if kind == "whitelist":
        return whitelist_address(vault, name or "")
    if kind == "unknown":
        return unknown_address(code)
    return case.board.vaults[name if name and name in case.board.vaults else vault].address


def open_built(case: Case, vault: str, kind: str, outputs: Sequence[tuple[str, int]], words: Mapping[str, str]) -> None:
    """Opens a transaction that the parties ask for themselves; what is left over stays in the vault."""
    held = case.board.vaults[vault]
    psbt = bitcoin.build(vault_of(held), held.coins, outputs, fee=FEE_SATS)
    names = book(case.setting, case.board)
    case.emit(
        TransactionOpened(
            id=case.id("transaction", vault),
            code=f"{kind.upper()}{len(case.board.transactions) + 1}",
            vault=vault,
            kind=kind,
            request=words,
            purpose=words,
            says=tuple({"to": names.get(address, "unknown"), "btc": sats / SATS} for address, sats in outputs),
            psbt=psbt,
            txid=bitcoin.decode(psbt).txid,
            turn=case.board.turn,
            expires=min(case.board.turn + 1, case.board.turns),
            team="" if case.by.seat not in case.board.seats else case.seat.team,
        )
    )


def open_asked(case: Case, args: Mapping[str, Value], kind: str) -> None:
    """A transfer or refresh that a principal asked for on its sheet; it goes to a known address or not at all."""
    code = vault_named(case, args)
    home = case.board.vaults[code].address
    names = {name: address for address, name in book(case.setting, case.board).items()}
    to = home if kind == "refresh" else names.get(str(args.get("to", "")))
    amount = args.get("btc", 0)
    sats = case.board.vaults[code].sats - FEE_SATS if kind == "refresh" else round(float(amount) * SATS)
    if to is None or sats <= 0:
        return
    try:
        open_built(case, code, kind, [(to, sats)], {"en": str(args.get("reason", "")) or "EXERCISE"})
    except Refusal:
        return  # the coins are not there any more


# Looking and signing


def decode(case: Case, command: commands.Decode) -> None:
    """Shows a seat what the bytes say. From here on its checklist reads the bytes too."""
    item = _transaction(case, command.transaction)
    if case.by.seat not in item.decoded:
        case.emit(Decoded(id=command.transaction, seat=case.by.seat))


def sign(case: Case, command: commands.Sign) -> None:
    """A holder signs. Where another person of the team is shown transactions too, that colleague has to confirm.

    Who refused before may change its mind, but not silently: it says why, and the record keeps both.
    """
    item, key = _signable(case, command.transaction)
    if key in item.offers:
        raise Refusal("waits_for_colleague", key=key)
    decoded = case.by.seat in item.decoded
    reason = checked(command.reason, LONGEST_REASON) if command.reason.strip() else ""
    if key in item.refusing and not reason:
        raise Refusal("refusal_stands", 400, key=key)
    if decoded and crosses_red_line(case, item) and not reason:
        raise Refusal("reason_needed", 400)
    if case.seat.occupant is Occupant.HUMAN and _colleagues(case):
        until = case.at + CONFIRM_SECONDS * case.board.pace
        case.emit(SignatureOffered(id=command.transaction, key=key, seat=case.by.seat, until=until, reason=reason))
        return
    _put_signature(case, command.transaction, key, Offer(seat=case.by.seat, until=case.at, reason=reason))


def _colleagues(case: Case) -> list[str]:
    """The other people of the team who are shown transactions."""
    return [
        code
        for code, seat in case.board.seats_of(case.seat.team).items()
        if seat.occupant is Occupant.HUMAN and "custodian" in seat.clearances and code != case.by.seat
    ]


def confirm(case: Case, command: commands.Confirm) -> None:
    """The second person: another human of the team, who was shown this transaction."""
    case.need_open()
    item = _transaction(case, command.transaction)
    offer = item.offers.get(command.key)
    if offer is None or offer.until <= case.at or case.board.seats[offer.seat].team != case.seat.team:
        raise Refusal("no_such_signature", 404)
    if offer.seat == case.by.seat or case.seat.occupant is not Occupant.HUMAN:
        raise Refusal("second_person_needed", 403)
    _need_unfrozen(case, item)
    _put_signature(case, command.transaction, command.key, offer, second=case.by.seat)


def refuse(case: Case, command: commands.Refuse) -> None:
    """A recorded no, with its reason."""
    case.need_open()
    item = _transaction(case, command.transaction)
    key = _own_key(case, item)
    reason = reason_of(command.reason)
    if item.state != "open":
        raise Refusal("transaction_closed", state=item.state)
    if key in item.signatures:
        raise Refusal("already_signed", key=key)
    if key in item.refusing:
        raise Refusal("already_refused", key=key)
    case.emit(SigningRefused(id=command.transaction, key=key, seat=case.by.seat, reason=reason))
    deed(case, "refuse", {"tx": item.code})
    _close_if_hopeless(case, command.transaction)


def crosses_red_line(case: Case, item: Transaction) -> bool:
    """Do the bytes pay an address that nobody knows?"""
    names = book(case.setting, case.board)
    return any(paid.address not in names for paid in bitcoin.decode(item.psbt).outputs)


def _signable(case: Case, public: str) -> tuple[Transaction, str]:
    case.need_open()
    item = _transaction(case, public)
    key = _own_key(case, item)
    if item.state != "open":
        raise Refusal("transaction_closed", state=item.state)
    if key in item.signatures:
        raise Refusal("already_signed", key=key)
    if KeyStatus.LOST in (case.board.keys[key].status, case.board.keys[key].true_status):
        raise Refusal("key_lost", key=key)
    _need_unfrozen(case, item)
    return item, key


def _transaction(case: Case, public: str) -> Transaction:
    item = case.board.transactions.get(public)
    if item is None or "custodian" not in case.seat.clearances:
        raise Refusal("no_such_transaction", 404)
    return item


def _own_key(case: Case, item: Transaction) -> str:
    """The holder's key for this vault; with several, the next one that has given no answer, then one that refused."""
    held = [key for key in case.seat.holds if key in case.board.vaults[item.vault].keys]
    if not held:
        raise Refusal("no_key_of_yours", 403)
    return min(held, key=lambda key: (key in item.signatures, key in item.refusing))


def _need_unfrozen(case: Case, item: Transaction) -> None:
    """A freeze stops every signature but those for a sweep that both governments prepared."""
    until = case.board.vaults[item.vault].frozen
    if until >= case.board.turn and item.kind != "sweep":
        raise Refusal("vault_frozen", until=until)


def _put_signature(case: Case, public: str, key: str, offer: Offer, *, second: str = "") -> None:
    item = case.board.transactions[public]
    vault = vault_of(case.board.vaults[item.vault])
    signature = bitcoin.sign(case.setting.keys, vault, item.psbt, key)
    if key in item.refusing:
        case.emit(RefusalWithdrawn(id=public, key=key, seat=offer.seat, reason=offer.reason))
    case.emit(
        Signed(
            id=public,
            key=key,
            seat=offer.seat,
            second=second,
            alone=not second,
            blind=offer.seat not in item.decoded,
            signatures=(signature,),
            reason=offer.reason,
        )
    )
    deed(case, "sign", {"tx": item.code})
    finish(case, public)


def finish(case: Case, public: str) -> None:
    """With enough valid signatures the transaction is final and the coins have moved."""
    item = case.board.transactions[public]
    held = case.board.vaults[item.vault]
    vault = vault_of(held)
    signatures = {key: done.signatures[0] for key, done in item.signatures.items()}
    if not bitcoin.tally(vault, item.psbt, signatures).complete:
        return
    final = bitcoin.finalise(vault, item.psbt, signatures, coins=held.coins, height=case.height)
    case.emit(
        TransactionFinal(
            id=public,
            txid=final.txid,
            raw=final.hex,
            spent=tuple(f"{txid}:{vout}" for txid, vout in final.spent),
            made=_made(case, item),
            lost=_lost(case, item),
            height=case.height,
        )
    )
    _close_conflicting(case, item.vault)
    if item.kind == "sweep":
        _rotate(case, item.vault)


def _made(case: Case, item: Transaction) -> Mapping[str, tuple[Coin, ...]]:
    """The new coins of each vault; a sweep's arrive at the vault that the ceremony built."""
    homes = {code: {held.address} for code, held in case.board.vaults.items()}
    for ceremony in case.board.ceremonies.values():
        if ceremony.state == "built":
            homes[ceremony.vault].add(ceremony.address)
    found = {
        code: tuple(
            coin for home in sorted(homes[code]) for coin in bitcoin.arrivals(item.psbt, home, height=case.height)
        )
        for code in homes
    }
    return {code: coins for code, coins in found.items() if coins}


def _lost(case: Case, item: Transaction) -> int:
    names = book(case.setting, case.board)
    return sum(paid.sats for paid in bitcoin.decode(item.psbt).outputs if paid.address not in names)


def _close_conflicting(case: Case, vault: str) -> None:
    """Transactions that wanted the same coins can never be final now."""
    there = {(coin.txid, coin.vout) for coin in case.board.vaults[vault].coins}
    for public, item in case.board.transactions.items():
        wanted = (
            [(spent.txid, spent.vout) for spent in bitcoin.decode(item.psbt).inputs] if item.state == "open" else []
        )
        if item.vault == vault and any(point not in there for point in wanted):
            close(case, public, "replaced")


def close(case: Case, public: str, how: str) -> None:
    """It will not be signed any more. With a sweep its ceremony is broken off, so that another one can be held."""
    item = case.board.transactions[public]
    case.emit(TransactionClosed(id=public, how=how))
    for ceremony, held in case.board.ceremonies.items():
        if item.kind == "sweep" and held.vault == item.vault and held.state == "built":
            case.emit(CeremonyClosed(id=ceremony, how="abandoned"))


def _rotate(case: Case, vault: str) -> None:
    """The sweep of a ceremony is on the chain: its keys guard the coins. What that costs was paid with the order."""
    built = [item for item in case.board.ceremonies.values() if item.vault == vault and item.state == "built"]
    if built:
        case.emit(VaultRotated(vault=vault, era=built[0].era))
        record(case, "rotate_keys", {"vault": vault}, PRINCIPALS)


def _close_if_hopeless(case: Case, public: str) -> None:
    """When those who have not refused cannot spend together, the transaction is refused."""
    item = case.board.transactions[public]
    held = case.board.vaults[item.vault]
    willing = [key for key in held.keys if key not in item.refusing]
    side = contributor_of(case.script, item.vault)
    if not bitcoin.policies.completes(held.policy, tuple(held.keys), willing, contributor=side):
        close(case, public, "refused")


def vault_named(case: Case, args: Mapping[str, Value]) -> str:
    code = str(args["vault"])
    if code not in case.board.vaults:
        raise Refusal("no_such_vault", 404, vault=code)
    return code
