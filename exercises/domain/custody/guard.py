"""Keeps real keys out: finds what belongs to the real network in anything people type.

Keys and addresses are known by their checksums and seed phrases by word list and checksum, so prose does not trip the
guard; spaces, line breaks, numbering and capitals do not fool it. Twelve words of the list in a row, with nothing but
blanks and commas between, need no checksum: no sentence does without its small words, and a phrase may be mistyped.
Exercise material passes: tpub keys, bcrt1 addresses, and SLIP-39 shares with iteration exponent 0, which wallets never
use.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from shamir_mnemonic import MnemonicError, Share
from shamir_mnemonic.wordlist import WORD_INDEX_MAP

from exercises.domain.custody import bitcoin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BASE58 = "1-9A-HJ-NP-Za-km-z"
_PIECE = re.compile(r"[A-Za-z0-9]+")
_CUT_SHORT = re.compile(rf"(?<![A-Za-z0-9])(?i:[a-z](prv|pub))[{_BASE58}]{{12,}}")
_BEGINNING = re.compile(r"(?i:bc1)|[13]|[xyztuv]p(?:rv|ub)|[YZTUV]p(?:rv|ub)|[59KLc]")
_LONG_PIECE = 26
_ADDRESS_VERSIONS = (b"\x00", b"\x05")
_WALLET_KEY_VERSIONS = (b"\x80", b"\xef")
_PHRASE_LENGTHS = (12, 15, 18, 21, 24)
_ROW = re.compile(rf"(?<![a-z])[a-z]++(?:[\s,]++[a-z]++){{{min(_PHRASE_LENGTHS) - 1},}}")
_SHARE_LENGTHS = (33, 30, 27, 23, 20)


def real_secrets(text: str) -> str | None:
    """What a text gives away of the real network: `private_key`, `seed_phrase`, `public_key`, `address`, or None."""
    plain = text if text.isascii() else _plain(text)
    found = set(_codes(plain)) | set(_phrases(plain))
    return next((kind for kind in ("private_key", "seed_phrase", "public_key", "address") if kind in found), None)


def _plain(text: str) -> str:
    """Without look-alikes and signs that nobody sees; a text in ASCII has none."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


# Keys and addresses


def _codes(text: str) -> Iterator[str]:
    yield from filter(None, (_extended_kind(match[0]) for match in _CUT_SHORT.finditer(text)))
    pieces = _PIECE.findall(text)
    for place, piece in enumerate(pieces):
        for start in _starts(piece):
            yield from filter(None, _read_from(pieces, place, start))


def _starts(piece: str) -> Iterator[int]:
    """Where a code may begin: at the front of a piece, or anywhere in one too long to be a word."""
    if len(piece) >= _LONG_PIECE:
        yield from (match.start() for match in _BEGINNING.finditer(piece))
    elif _BEGINNING.match(piece):
        yield 0


def _read_from(pieces: list[str], place: int, start: int) -> Iterator[str]:
    """What a code beginning here would be: within its piece, whatever clings to its end, or read on over breaks."""
    joined = pieces[place][start:]
    lengths, kind = _expected(joined)
    yield from (kind(joined[:size]) for size in lengths if size <= len(joined))
    for piece in pieces[place + 1 : place + lengths.stop]:
        joined += piece
        if len(joined) >= lengths.stop:
            return
        if len(joined) in lengths:
            yield kind(joined)


def _expected(beginning: str) -> tuple[range, Callable[[str], str]]:
    """How long a code that begins like this would be, and who can tell."""
    if beginning[:3].lower() == "bc1":
        return range(42, 63), _segwit
    if beginning[0] in "13":
        return range(26, 36), _address
    return (range(111, 112), _extended_key) if beginning[1:2] == "p" else (range(51, 53), _wallet_key)


def _segwit(code: str) -> str:
    return "address" if bitcoin.is_segwit_address("bc", code.lower()) else ""


def _address(code: str) -> str:
    return "address" if _version(code) in _ADDRESS_VERSIONS else ""


def _wallet_key(code: str) -> str:
    return "private_key" if _version(code) in _WALLET_KEY_VERSIONS else ""


def _extended_key(code: str) -> str:
    return _extended_kind(code) if _version(code) else ""


def _extended_kind(code: str) -> str:
    """Private keys of any network, public ones of the real network."""
    form = code[1:4].lower()
    if form == "prv" and code[0] in "xyztuvXYZTUV":
        return "private_key"
    return "public_key" if form == "pub" and code[0] in "xyzXYZ" else ""


def _version(code: str) -> bytes:
    """The first byte of a base58check text, or nothing if its checksum is wrong."""
    return (bitcoin.base58_payload(code) or b"")[:1]


# Seed phrases


def _phrases(text: str) -> Iterator[str]:
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 1]
    shares = [(start, size) for start, size in _shares(words)]
    for start, size in shares:
        if _is_exercise_share(words[start : start + size]):
            words[start : start + size] = [""] * size
        else:
            yield "seed_phrase"
    if any(map(_holds_phrase, _runs(words))) or any(map(_looks_like_one, _ROW.findall(text.lower()))):
        yield "seed_phrase"


def _runs(words: list[str]) -> Iterator[list[str]]:
    """Words of the list that follow each other."""
    for known, run in groupby(words, bitcoin.SEED_WORDS.__contains__):
        if known:
            yield list(run)


def _looks_like_one(row: str) -> bool:
    return any(len(run) >= min(_PHRASE_LENGTHS) for run in _runs(re.findall("[a-z]+", row)))


def _holds_phrase(words: list[str]) -> bool:
    return any(
        _checks(words[start : start + size]) for size in _PHRASE_LENGTHS for start in range(len(words) - size + 1)
    )


def _checks(words: list[str]) -> bool:
    """BIP 39: the last bits are the first of a hash of the others, one for every 32."""
    number = 0
    for word in words:
        number = number << 11 | bitcoin.SEED_WORDS[word]
    extra = len(words) // 3
    entropy = (number >> extra).to_bytes(extra * 4, "big")
    return hashlib.sha256(entropy).digest()[0] >> (8 - extra) == number & ((1 << extra) - 1)


def _shares(words: list[str]) -> Iterator[tuple[int, int]]:
    """Where SLIP-39 shares begin, and how many words they have."""
    start = 0
    while start <= len(words) - min(_SHARE_LENGTHS):
        size = next((size for size in _SHARE_LENGTHS if _share(words[start : start + size], size)), 0)
        if size:
            yield start, size
        start += size or 1


def _share(words: list[str], size: int) -> Share | None:
    if len(words) != size or not all(word in WORD_INDEX_MAP for word in words):
        return None
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        return None


def _is_exercise_share(words: list[str]) -> bool:
    share = _share(words, len(words))
    return share is not None and share.iteration_exponent == 0
