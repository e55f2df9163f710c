"""The spending tree of a vault: who must sign, and what must have passed, written once and read four ways.

The same tree gives the descriptor's text, the script's bytes, the order of witness items and the coalitions that can
spend, so the list on the vault card cannot drift from what the finaliser accepts. A tree names keys by whatever the
reader calls them: holders ("US-1") where people decide, extended public keys where a descriptor is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import assert_never

LONGEST_DELAY = 65_535  # a relative lock has sixteen bits; the network would read 70,000 blocks as 4,464
LATEST_HEIGHT = 499_999_999  # from here on the network reads an absolute lock as a date


class Path(StrEnum):
    """The ways to spend: at once, after a silence, or after an agreed block."""

    NOW = "now"
    RECOVERY = "recovery"
    SUNSET = "sunset"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Any `need` of these keys. `branch` keeps a key that serves two paths from appearing twice in one script."""

    need: int
    names: tuple[str, ...]
    branch: int = 0
    by_value: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    left: Quorum
    right: Tree


@dataclass(frozen=True, slots=True)
class Either:
    """A path open at once, or one behind a lock."""

    now: Tree
    later: Tree


@dataclass(frozen=True, slots=True)
class Delay:
    """Blocks since the coin last moved."""

    blocks: int


@dataclass(frozen=True, slots=True)
class Height:
    """The last block at which the path is still shut."""

    block: int


Tree = Quorum | Both | Either | Delay | Height


def leaves(tree: Tree) -> Iterator[Quorum | Delay | Height]:
    match tree:
        case Both(left, right):
            yield left
            yield from leaves(right)
        case Either(now, later):
            yield from leaves(now)
            yield from leaves(later)
        case _:
            yield tree


def quorums(tree: Tree) -> tuple[Quorum, ...]:
    return tuple(leaf for leaf in leaves(tree) if isinstance(leaf, Quorum))


def delay(tree: Tree) -> int:
    """The relative lock in blocks, or 0."""
    return next((leaf.blocks for leaf in leaves(tree) if isinstance(leaf, Delay)), 0)


def height(tree: Tree) -> int:
    """The absolute lock, or 0."""
    return next((leaf.block for leaf in leaves(tree) if isinstance(leaf, Height)), 0)


def branches(tree: Tree) -> dict[Path, Tree]:
    """The part of the tree that each path must satisfy."""
    if not isinstance(tree, Either):
        return {Path.NOW: tree}
    return {Path.NOW: tree.now, Path.RECOVERY if delay(tree.later) else Path.SUNSET: tree.later}


def coalitions(part: Tree) -> tuple[frozenset[str], ...]:
    """The smallest sets of names that satisfy one path; locks are taken as passed."""
    match part:
        case Quorum(need, names):
            return tuple(frozenset(chosen) for chosen in combinations(names, need))
        case Both(left, right):
            return _smallest(one | other for one in coalitions(left) for other in coalitions(right))
        case Either(now, later):
            return _smallest((*coalitions(now), *coalitions(later)))
        case Delay() | Height():
            return (frozenset(),)
        case _:
            assert_never(part)


def _smallest(candidates: Iterator[frozenset[str]] | tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    found = tuple(dict.fromkeys(candidates))
    return tuple(one for one in found if not any(other < one for other in found))


def renamed(tree: Tree, names: Mapping[str, str]) -> Tree:
    match tree:
        case Quorum(need, keys, branch, by_value):
            return Quorum(need, tuple(names[key] for key in keys), branch, by_value)
        case Both(left, right):
            return Both(_renamed_quorum(left, names), renamed(right, names))
        case Either(now, later):
            return Either(renamed(now, names), renamed(later, names))
        case Delay() | Height():
            return tree
        case _:
            assert_never(tree)


def _renamed_quorum(quorum: Quorum, names: Mapping[str, str]) -> Quorum:
    return Quorum(quorum.need, tuple(names[key] for key in quorum.names), quorum.branch, quorum.by_value)


# The script

_CHECKSIG, _CHECKSIGVERIFY = b"\xac", b"\xad"
_CHECKMULTISIG, _CHECKMULTISIGVERIFY = b"\xae", b"\xaf"
_CHECKLOCKTIMEVERIFY, _CHECKSEQUENCEVERIFY = b"\xb1", b"\xb2"
_IF, _ELSE, _ENDIF = b"\x63", b"\x67", b"\x68"
_SMALLEST_OPCODE, _LARGEST_SMALL = 0x50, 16

KeyOf = Callable[[str, int], bytes]


def script(tree: Tree, key_of: KeyOf) -> bytes:
    """The witness script. `key_of(name, branch)` gives a compressed public key."""
    match tree:
        case Quorum():
            return _quorum_script(tree, key_of, _CHECKSIG, _CHECKMULTISIG)
        case Both(left, right):
            return _quorum_script(left, key_of, _CHECKSIGVERIFY, _CHECKMULTISIGVERIFY) + script(right, key_of)
        case Either(now, later):
            return _IF + script(now, key_of) + _ELSE + script(later, key_of) + _ENDIF
        case Delay(blocks):
            return _number(blocks) + _CHECKSEQUENCEVERIFY
        case Height(block):
            return _number(block) + _CHECKLOCKTIMEVERIFY
        case _:
            assert_never(tree)


def ordered_keys(quorum: Quorum, key_of: KeyOf) -> list[tuple[bytes, str]]:
    """The quorum's keys with their names, in the order the script holds them."""
    keys = [(key_of(name, quorum.branch), name) for name in quorum.names]
    return sorted(keys) if quorum.by_value else keys


def _quorum_script(quorum: Quorum, key_of: KeyOf, single: bytes, several: bytes) -> bytes:
    pushes = [b"\x21" + key for key, _ in ordered_keys(quorum, key_of)]
    if len(pushes) == 1:
        return pushes[0] + single
    return _number(quorum.need) + b"".join(pushes) + _number(len(pushes)) + several


def _number(value: int) -> bytes:
    """A positive number in its shortest form, which the network insists on."""
    if value <= _LARGEST_SMALL:
        return bytes([_SMALLEST_OPCODE + value])
    data = value.to_bytes(value.bit_length() // 8 + 1, "little")
    return bytes([len(data)]) + data


# The witness


def witness(tree: Tree, path: Path, key_of: KeyOf, signatures: Mapping[str, bytes]) -> list[bytes]:
    """The items that satisfy one path, bottom of the stack first. The signatures must suffice.

    The script takes from the top, so inside `Both` the right part's items lie below the left's, and the choice
    between two branches comes last: 01 for the open path, empty for the locked one.
    """
    items = _satisfaction(branches(tree)[path], key_of, signatures)
    if isinstance(tree, Either):
        items.append(b"\x01" if path is Path.NOW else b"")
    return items


def _satisfaction(part: Tree, key_of: KeyOf, signatures: Mapping[str, bytes]) -> list[bytes]:
    match part:
        case Quorum():
            return _quorum_items(part, key_of, signatures)
        case Both(left, right):
            return _satisfaction(right, key_of, signatures) + _quorum_items(left, key_of, signatures)
        case _:
            return []


def _quorum_items(quorum: Quorum, key_of: KeyOf, signatures: Mapping[str, bytes]) -> list[bytes]:
    present = [signatures[name] for _, name in ordered_keys(quorum, key_of) if name in signatures]
    chosen = present[: quorum.need]
    # The multi-signature opcode takes one item too many, an old fault that everyone must feed with an empty item.
    return chosen if len(quorum.names) == 1 else [b"", *chosen]
