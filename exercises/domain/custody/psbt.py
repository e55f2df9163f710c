"""The envelope in which an unsigned transaction travels between signers: PSBT, version 0 (BIP 174).

Read here rather than by embit, which for version 2 creates as many inputs as a few bytes claim (a 30-byte upload can
take all memory) and which turns a sequence number of zero into the largest one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from exercises.domain.custody import bitcoin
from exercises.domain.custody.bitcoin import Output, Unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST = 64 * 1024
_MAGIC = b"psbt\xff"
_TRANSACTION = b"\x00"
_VERSION = b"\xfb"
_COIN, _SIGNATURE, _SIGHASH, _SCRIPT, _ORIGIN = b"\x01", b"\x02", b"\x03", b"\x05", b"\x06"
_ALL = (1).to_bytes(4, "little")
_AMOUNT_BYTES = 8

Map = dict[bytes, bytes]


class Envelope(NamedTuple):
    """A transaction, the coins it spends, and the signatures that came with each input (public key to signature)."""

    transaction: Unsigned
    coins: tuple[Output, ...]
    signatures: tuple[Map, ...]


class Origin(NamedTuple):
    """Where a signer finds a key of the script: below the root with this fingerprint, by this path."""

    key: bytes
    fingerprint: bytes
    path: tuple[int, ...]


def pack(transaction: Unsigned, coins: Sequence[Output], script: bytes, origins: Iterable[Origin]) -> str:
    """An unsigned envelope, base64. All coins lie behind the same witness script."""
    shared = {_SIGHASH: _ALL, _SCRIPT: script}
    for origin in origins:
        steps = b"".join(step.to_bytes(4, "little") for step in origin.path)
        shared[_ORIGIN + origin.key] = origin.fingerprint + steps
    maps = [{_TRANSACTION: bitcoin.write(transaction)}]
    maps += [{_COIN: _coin(coin), **shared} for coin in coins]
    maps += [{} for _ in transaction.outputs]
    return b64encode(_MAGIC + b"".join(_map(each) for each in maps)).decode()


def unpack(text: str) -> Envelope:
    """An envelope read back. Raises one of several exceptions for anything else: guard the call."""
    if len(text) > LARGEST:
        raise ValueError("too long")
    stream = BytesIO(b64decode("".join(text.split()), validate=True))
    if stream.read(len(_MAGIC)) != _MAGIC:
        raise ValueError("no envelope")
    head = _read_map(stream)
    if head.get(_VERSION, bytes(4)) != bytes(4):
        raise ValueError("a version nobody here writes")
    transaction = bitcoin.read(head[_TRANSACTION])
    inputs = [_read_map(stream) for _ in transaction.inputs]
    for _ in transaction.outputs:
        _read_map(stream)
    if stream.read(1) or not transaction.inputs or not transaction.outputs:
        raise ValueError("more than an envelope, or an empty one")
    return Envelope(transaction, tuple(_read_coin(each[_COIN]) for each in inputs), tuple(map(_signatures, inputs)))


def _signatures(entries: Map) -> Map:
    return {name[1:]: value for name, value in entries.items() if name[:1] == _SIGNATURE}


def _coin(coin: Output) -> bytes:
    return coin.sats.to_bytes(_AMOUNT_BYTES, "little") + _text(coin.script)


def _read_coin(data: bytes) -> Output:
    stream = BytesIO(data)
    sats = int.from_bytes(_exactly(stream, _AMOUNT_BYTES), "little")
    coin = Output(_read_text(stream), sats)
    if stream.read(1):
        raise ValueError("more than a coin")
    return coin


def _map(entries: Map) -> bytes:
    return b"".join(_text(name) + _text(value) for name, value in entries.items()) + b"\x00"


def _read_map(stream: BytesIO) -> Map:
    entries: Map = {}
    while name := _read_text(stream):
        if name in entries:
            raise ValueError("the same entry twice")
        entries[name] = _read_text(stream)
    return entries


def _text(data: bytes) -> bytes:
    return bitcoin.length(len(data)) + data


def _read_text(stream: BytesIO) -> bytes:
    first = _exactly(stream, 1)[0]
    extra = {0xFD: 2, 0xFE: 4, 0xFF: 8}.get(first, 0)
    return _exactly(stream, int.from_bytes(_exactly(stream, extra), "little") if extra else first)


def _exactly(stream: BytesIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise ValueError("it ends too early")
    return data
