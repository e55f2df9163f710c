"""The bytes of Bitcoin: the only module that touches embit, which has no types of its own.

Secrets are 32 bytes, public keys 33 (compressed), amounts are satoshis. The network is regtest, whose coins are
worthless by construction, and no function here can write for any other.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import NamedTuple

from embit import base58, bech32, compact
from embit.descriptor.checksum import checksum as _descriptor_checksum
from embit.networks import NETWORKS
from embit.script import Script, Witness, address_to_scriptpubkey
from embit.transaction import SIGHASH, Transaction, TransactionInput, TransactionOutput
from embit.util import secp256k1
from embit.wordlists.bip39 import WORDLIST

_REGTEST = NETWORKS["regtest"]
_VERSION: bytes = _REGTEST["xpub"]
_XPUB_BYTES = 78

SEED_WORDS: dict[str, int] = {word: place for place, word in enumerate(WORDLIST)}  # BIP 39, English


class Spend(NamedTuple):
    """One input: the coin by its outpoint, and the sequence number that carries relative locks."""

    txid: str
    vout: int
    sequence: int


class Output(NamedTuple):
    script: bytes
    sats: int


class Unsigned(NamedTuple):
    """A transaction without its signatures."""

    version: int
    inputs: tuple[Spend, ...]
    outputs: tuple[Output, ...]
    locktime: int


def has_c_helper() -> bool:
    """Whether embit found its compiled secp256k1; without it every step takes some fifteen times longer."""
    return bool(secp256k1.ecdsa_sign.__module__.endswith("ctypes_secp256k1"))


# Keys


def root_key(seed: bytes) -> tuple[bytes, bytes]:
    """The secret and chain code a seed stands for (BIP 32)."""
    digest = hmac.digest(b"Bitcoin seed", seed, hashlib.sha512)
    return digest[:32], digest[32:]


@lru_cache(maxsize=4096)
def public_key(secret: bytes) -> bytes:
    return bytes(secp256k1.ec_pubkey_serialize(secp256k1.ec_pubkey_create(secret)))


def private_child(secret: bytes, chain: bytes, index: int) -> tuple[bytes, bytes]:
    """One unhardened step down a secret branch (BIP 32)."""
    digest = hmac.digest(chain, public_key(secret) + index.to_bytes(4, "big"), hashlib.sha512)
    return bytes(secp256k1.ec_privkey_add(digest[:32], secret)), digest[32:]


def public_child(key: bytes, chain: bytes, index: int) -> tuple[bytes, bytes]:
    """The same step seen from outside: it needs no secret."""
    digest = hmac.digest(chain, key + index.to_bytes(4, "big"), hashlib.sha512)
    point = secp256k1.ec_pubkey_add(secp256k1.ec_pubkey_parse(key), digest[:32])
    return bytes(secp256k1.ec_pubkey_serialize(point)), digest[32:]


def xpub_text(key: bytes, chain: bytes) -> str:
    """A root's extended public key, as people exchange it: a text that begins with tpub."""
    return str(base58.encode_check(_VERSION + bytes(9) + chain + key))


@lru_cache(maxsize=4096)
def read_xpub(text: str) -> tuple[bytes, bytes]:
    """The public key and chain code of a tpub; ValueError for anything else."""
    payload = base58_payload(text)
    if payload is None or len(payload) != _XPUB_BYTES or not payload.startswith(_VERSION):
        raise ValueError("not a regtest extended public key")
    key = payload[45:]
    secp256k1.ec_pubkey_parse(key)
    return key, payload[13:45]


def key_fingerprint(key: bytes) -> bytes:
    """Four bytes that label a key. They can clash, so nothing is decided by them."""
    return hashlib.new("ripemd160", hashlib.sha256(key).digest()).digest()[:4]


# Signatures


def sign_digest(secret: bytes, digest: bytes) -> bytes:
    """A deterministic low-S signature (RFC 6979), DER."""
    return bytes(secp256k1.ecdsa_signature_serialize_der(secp256k1.ecdsa_sign(digest, secret)))


def verify_digest(key: bytes, digest: bytes, der: bytes) -> bool:
    """Whether this is a good low-S signature in its one strict encoding; never raises."""
    try:
        signature = secp256k1.ecdsa_signature_parse_der(der)
        return bool(secp256k1.ecdsa_verify(signature, digest, secp256k1.ec_pubkey_parse(key)))
    except (ValueError, IndexError):  # the helper says the one for bad bytes, embit's own Python the other
        return False


# Text forms


def base58_payload(text: str) -> bytes | None:
    """What a base58check text carries, or None if its checksum is wrong."""
    try:
        return bytes(base58.decode_check(text))
    except ValueError:
        return None


def is_segwit_address(prefix: str, text: str) -> bool:
    """Whether this is a well-formed segwit address of the network with this prefix (bc, bcrt)."""
    return text.startswith(prefix + "1") and bool(bech32.decode(prefix, text) != (None, None))


@lru_cache(maxsize=4096)
def address(script: bytes) -> str:
    """The regtest address that pays this output script; for a script without one, its hexadecimal form."""
    output = Script(script)
    known = output.script_type() in {"p2wsh", "p2wpkh", "p2tr"}
    return str(output.address(_REGTEST)) if known else f"script:{script.hex()}"


@lru_cache(maxsize=4096)
def output_script(text: str) -> bytes:
    """The output script a regtest segwit address stands for; ValueError for anything else."""
    if not is_segwit_address(_REGTEST["bech32"], text):
        raise ValueError("not a regtest address")
    return bytes(address_to_scriptpubkey(text).data)


def script_hash_output(script: bytes) -> bytes:
    """The output that hides a witness script behind its hash (P2WSH)."""
    return b"\x00\x20" + hashlib.sha256(script).digest()


def key_hash_output(digest: bytes) -> bytes:
    """The output that pays a 20-byte key hash (P2WPKH)."""
    return b"\x00\x14" + digest


@lru_cache(maxsize=256)
def descriptor_checksum(text: str) -> str:
    """The eight characters that close a descriptor (BIP 380); ValueError for a character outside its alphabet."""
    try:
        return str(_descriptor_checksum(text))
    except Exception as error:
        raise ValueError("not a descriptor") from error


# Transactions


def write(transaction: Unsigned) -> bytes:
    return bytes(_embit(transaction).serialize())


def read(data: bytes) -> Unsigned:
    """A transaction without signatures; ValueError unless the bytes are its one exact form.

    embit reads short fields without complaint, hence the comparison with what it would write itself.
    """
    parsed = Transaction.parse(data)
    transaction = Unsigned(
        version=parsed.version,
        inputs=tuple(Spend(spend.txid.hex(), spend.vout, spend.sequence) for spend in parsed.vin),
        outputs=tuple(Output(bytes(output.script_pubkey.data), output.value) for output in parsed.vout),
        locktime=parsed.locktime,
    )
    if write(transaction) != data:
        raise ValueError("not an unsigned transaction")
    return transaction


def transaction_id(transaction: Unsigned) -> str:
    return str(_embit(transaction).txid().hex())


def digests(transaction: Unsigned, script: bytes, amounts: tuple[int, ...]) -> tuple[bytes, ...]:
    """What each input's signers sign: all inputs, outputs and locks, and the coin's amount (BIP 143, SIGHASH_ALL)."""
    parsed = _embit(transaction)
    code = Script(script)
    return tuple(
        bytes(parsed.sighash_segwit(index, code, sats, sighash=SIGHASH.ALL)) for index, sats in enumerate(amounts)
    )


def length(count: int) -> bytes:
    """A count in the variable-length form that precedes lists and texts."""
    return bytes(compact.to_bytes(count))


def complete(transaction: Unsigned, witnesses: list[list[bytes]]) -> bytes:
    """The finished transaction, as a network would relay it."""
    parsed = _embit(transaction)
    for spend, items in zip(parsed.vin, witnesses, strict=True):
        spend.witness = Witness(items)
    return bytes(parsed.serialize())


def _embit(transaction: Unsigned) -> Transaction:
    return Transaction(
        version=transaction.version,
        vin=[
            TransactionInput(bytes.fromhex(spend.txid), spend.vout, sequence=spend.sequence)
            for spend in transaction.inputs
        ],
        vout=[TransactionOutput(output.sats, Script(output.script)) for output in transaction.outputs],
        locktime=transaction.locktime,
    )
