"""Descriptor text of a spending tree, written and read back with every check that libraries leave out.

Refused here, because embit lets them pass: a wrong or missing checksum, one key in two places, a relative lock above
65,535 blocks. Only the shapes our policies can take are read; anything else is `not_a_descriptor`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from exercises.domain.custody import bitcoin, guard, keys, trees
from exercises.domain.custody.trees import Both, Delay, Either, Height, Quorum, Tree
from exercises.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 4_096
_DEEPEST = 4
_MOST_KEYS = 16
_TOKEN = re.compile(r"[a-z_]+:|[a-z_]+\(|[0-9]+(?=[,)])|tpub[1-9A-HJ-NP-Za-km-z]+/<[0-9];[0-9]>/\*|[,)]")
_KEY = re.compile(r"(tpub\w+)/<([0-9]);([0-9])>/\*")


def write(tree: Tree) -> str:
    """The descriptor of a tree whose names are extended public keys, with its checksum."""
    body = f"wsh({_text(tree)})"
    return f"{body}#{bitcoin.descriptor_checksum(body)}"


def read(text: str) -> Tree:
    """The tree of a descriptor, whose names are extended public keys.

    Refuses `bad_checksum`, `not_a_descriptor`, `lock_out_of_range`, `keys_not_distinct`, `not_an_exercise_key` and,
    for keys of the real network, `never_real_keys`.
    """
    try:
        return _read(text)
    except Refusal:
        found = guard.real_secrets(text[:_LONGEST])
        if found:
            raise Refusal("never_real_keys", 400, found=found) from None
        raise


def _read(text: str) -> Tree:
    body, _, checksum = text.partition("#")
    if len(text) > _LONGEST or not _checks(body, checksum):
        raise Refusal("bad_checksum", 400)
    tree = _Reader(body).tree()
    _check_shape(tree)
    _check_locks(tree)
    _check_keys(tree)
    return tree


def _text(tree: Tree) -> str:
    match tree:
        case Quorum(need, names, branch, by_value):
            shown = ",".join(f"{name}/<{branch};{branch + 1}>/*" for name in names)
            if len(names) == 1:
                return f"pk({shown})"
            return f"{'sortedmulti' if by_value else 'multi'}({need},{shown})"
        case Both(left, right):
            return f"and_v(v:{_text(left)},{_text(right)})"
        case Either(now, later):
            return f"or_i({_text(now)},{_text(later)})"
        case Delay(blocks):
            return f"older({blocks})"
        case Height(block):
            return f"after({block})"
        case _:
            assert_never(tree)


def _checks(body: str, checksum: str) -> bool:
    try:
        return bitcoin.descriptor_checksum(body) == checksum
    except ValueError:
        return False


def _not_a_descriptor() -> Refusal:
    return Refusal("not_a_descriptor", 400)


class _Reader:
    """One pass over the tokens, one method a shape; any surprise is `not_a_descriptor`."""

    def __init__(self, body: str) -> None:
        self._tokens = _tokens(body)
        self._next = next(self._tokens, "")

    def tree(self) -> Tree:
        self._expect("wsh(")
        tree = self._node(_DEEPEST)
        self._expect(")")
        self._expect("")
        return tree

    def _node(self, depth: int) -> Tree:
        kind = self._take()
        if not depth:
            raise _not_a_descriptor()
        match kind:
            case "pk(" | "multi(" | "sortedmulti(":
                return self._quorum(kind)
            case "and_v(":
                return self._both(depth)
            case "or_i(":
                now = self._node(depth - 1)
                self._expect(",")
                return self._closed(Either(now, self._node(depth - 1)))
            case "older(":
                return self._closed(Delay(self._number()))
            case "after(":
                return self._closed(Height(self._number()))
            case _:
                raise _not_a_descriptor()

    def _both(self, depth: int) -> Tree:
        self._expect("v:")
        left = self._node(depth - 1)
        self._expect(",")
        if not isinstance(left, Quorum) or left.by_value:
            raise _not_a_descriptor()
        return self._closed(Both(left, self._node(depth - 1)))

    def _quorum(self, kind: str) -> Quorum:
        need = 1 if kind == "pk(" else self._number()
        if kind != "pk(":
            self._expect(",")
        found = [self._key()]
        while self._next == ",":
            self._take()
            found.append(self._key())
        self._expect(")")
        branches = {branch for _, branch in found}
        fits = (len(found) == 1) == (kind == "pk(") and need <= len(found) <= _MOST_KEYS and len(branches) == 1
        if not fits:
            raise _not_a_descriptor()
        return Quorum(need, tuple(name for name, _ in found), branches.pop(), kind == "sortedmulti(")

    def _key(self) -> tuple[str, int]:
        match = _KEY.fullmatch(self._take())
        if not match or int(match[3]) != int(match[2]) + 1:
            raise _not_a_descriptor()
        return match[1], int(match[2])

    def _number(self) -> int:
        token = self._take()
        if not token.isdigit() or token.startswith("0"):
            raise _not_a_descriptor()
        return int(token)

    def _closed(self, tree: Tree) -> Tree:
        self._expect(")")
        return tree

    def _take(self) -> str:
        taken, self._next = self._next, next(self._tokens, "")
        return taken

    def _expect(self, token: str) -> None:
        if self._take() != token:
            raise _not_a_descriptor()


def _tokens(body: str) -> Iterator[str]:
    place = 0
    while place < len(body):
        match = _TOKEN.match(body, place)
        if not match:
            raise _not_a_descriptor()
        yield match[0]
        place = match.end()


def _check_shape(tree: Tree) -> None:
    """A lock stands only on the later path, once and last; a choice only on top; every path needs signatures."""
    later = tree.later if isinstance(tree, Either) else None
    now = tree.now if isinstance(tree, Either) else tree
    if not _signed(now) or (later is not None and not _signed_and_locked(later)):
        raise _not_a_descriptor()
    if any(quorum.by_value for quorum in trees.quorums(tree)) and not isinstance(tree, Quorum):
        raise _not_a_descriptor()


def _signed(part: Tree) -> bool:
    """Signatures all the way, without a lock or a choice."""
    while isinstance(part, Both):
        part = part.right
    return isinstance(part, Quorum)


def _signed_and_locked(part: Tree) -> bool:
    depth = 0
    while isinstance(part, Both):
        part = part.right
        depth += 1
    return depth > 0 and isinstance(part, Delay | Height)


def _check_locks(tree: Tree) -> None:
    for lock, longest in ((trees.delay(tree), trees.LONGEST_DELAY), (trees.height(tree), trees.LATEST_HEIGHT)):
        if lock > longest:
            raise Refusal("lock_out_of_range", 400, lock=lock, longest=longest)


def _check_keys(tree: Tree) -> None:
    """Compares the keys themselves, not their text: one key has many extended forms."""
    places = {(name, quorum.branch) for quorum in trees.quorums(tree) for name in quorum.names}
    try:
        held = sorted(keys.branch_key(name, branch) for name, branch in places)
        roots = [bitcoin.read_xpub(name)[0] for name in {name for name, _ in places}]
    except ValueError:
        raise Refusal("not_an_exercise_key", 400) from None
    listed = sum(len(quorum.names) for quorum in trees.quorums(tree))
    if listed != len(held) or any(one == other for one, other in pairwise(held)) or len(set(roots)) != len(roots):
        raise Refusal("keys_not_distinct", 400)
