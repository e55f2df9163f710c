"""The one reader of YAML: plain data with the line and column of every value, and nothing that YAML can hide.

Events are read one by one, so the limits hold before a tree exists, and no recursion follows the author's nesting.
Scalars mean what YAML 1.2 says: `no`, `on` and 2031-03-14 are text. Anchors, aliases, tags, merges and duplicate keys
are refused: a script is a flat page that a reader can take at its word.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from exercises.domain.custody.guard import real_secrets
from exercises.domain.script.problems import Path, Problem, ScriptError

MOST_BYTES = 1 << 20
# A page of prose in two languages is some ten nodes an inject; a long campaign with 120 injects and all their replies
# and effects comes near 10,000. Nodes cost nothing here (no aliases, no recursion): 20,000 parse in half a second.
MOST_NODES = 20_000
DEEPEST = 20
MOST_PROBLEMS = 200
LARGEST_NUMBER = 10**15
REPEATED = "<repeated>"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]{1,15}")
_LONG_INTEGER = re.compile(r"[-+]?[0-9]{16,}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD_FLOAT = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# Control characters, lone surrogates, and marks that reverse the direction of what follows them on screen.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)

Event: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Position:
    """Where a value or a key begins, from 1. `inset`: how far its first character is inside; -1 over several lines."""

    line: int
    column: int
    inset: int = -1

    def inside(self, column: int) -> tuple[int, int]:
        """Line and column of a character of the value; its beginning if the value runs over several lines."""
        return (self.line, self.column + self.inset + column - 1) if self.inset >= 0 else (self.line, self.column)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, and where it says so."""

    data: Any
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def where(self, path: Path, column: int = 0, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value (or of a character of it, or of its key), or of the nearest thing around it."""
        if key and path in self.keys:
            return self.keys[path].line, self.keys[path].column
        for length in range(len(path), -1, -1):
            found = self.values.get(path[:length])
            if found is not None:
                return found.inside(column) if column and length == len(path) else (found.line, found.column)
        return 0, 0


def read(text: str | bytes) -> Reading:
    """Plain dicts, lists, strings, numbers and booleans with their positions. Empty values of a key count as absent.

    Raises ScriptError with every refusal found: not UTF-8, over 1 MiB, over 20 levels, over 20,000 values, anchors,
    aliases, tags, merge keys, duplicate keys, control characters, numbers beyond 10^15, broken YAML, real keys in
    comments.
    """
    reading = scan(text)
    if reading.problems:
        raise ScriptError(reading.problems)
    return reading


def scan(text: str | bytes) -> Reading:
    """The same, but what could be read comes together with its problems; `data` is None where nothing could."""
    builder = _Builder()
    try:
        plain = _decoded(text)
        for event in yaml.parse(plain, Loader=_LOADER):
            builder.take(event)
    except ScriptError as error:
        return Reading(None, problems=(*builder.problems, *error.problems))
    except yaml.YAMLError as error:
        return Reading(None, problems=(*builder.problems, _syntax(error)))
    return Reading(builder.root, builder.values, builder.keys, (*builder.problems, *_commented(plain)))


def _commented(text: str) -> list[Problem]:
    """Comments are kept with the draft, so they give away nothing real either; a phrase may run over several."""
    comments = list(_COMMENT.finditer(text))
    kind = real_secrets("\n".join(comment[0] for comment in comments))
    if kind is None:
        return []
    start = next((comment for comment in comments if real_secrets(comment[0])), comments[0]).start()
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return [Problem(code="real_secret", line=line, column=column, params={"kind": kind})]


def _decoded(text: str | bytes) -> str:
    try:
        raw = text.encode() if isinstance(text, str) else text
        if len(raw) > MOST_BYTES:
            raise _refusal("too_large", 0, 0, most=MOST_BYTES)
        plain = raw.decode("utf-8-sig")
    except UnicodeError:
        raise _refusal("not_utf8", 0, 0) from None
    nul = plain.find("\0")
    if nul >= 0:
        raise _refusal(
            "hidden_character", plain.count("\n", 0, nul) + 1, nul - plain.rfind("\n", 0, nul), character="U+0000"
        )
    return plain


def _refusal(code: str, line: int, column: int, **params: str | int) -> ScriptError:
    return ScriptError((Problem(code=code, line=line, column=column, params=params),))


def _syntax(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    return Problem(code="not_yaml", line=line, column=column, params={"said": said})


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open."""

    path: Path
    items: list[Any] | dict[str, Any]
    key: str | None = None
    repeated: bool = False


class _Builder:
    """Builds plain data from events and notes where each value began."""

    def __init__(self) -> None:
        self.root: Any = None
        self.values: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}
        self.problems: list[Problem] = []
        self._open: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._fatal("one_document", event)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()

    def _node(self, event: Event) -> None:
        self._limits(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._collection(event)

    def _limits(self, event: Event) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._fatal("too_many_values", event, most=MOST_NODES)
        if isinstance(event, yaml.AliasEvent):
            raise self._fatal("alias", event)
        if event.anchor is not None:
            self._note("anchor", event)
        if event.tag is not None:
            self._note("tag", event)

    def _collection(self, event: Event) -> None:
        if len(self._open) >= DEEPEST:
            raise self._fatal("too_deep", event, most=DEEPEST)
        if self._wants_key():
            raise self._fatal("key_not_text", event)
        items: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._open.append(_Frame(self._put(items, event), items))

    def _scalar(self, event: Event) -> None:
        self._look_for_hidden(event)
        if self._wants_key():
            self._key(event)
        else:
            self._put(event.value if event.style else self._plain(event), event)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].items, dict) and self._open[-1].key is None

    def _key(self, event: Event) -> None:
        frame = self._open[-1]
        frame.key = event.value
        path = (*frame.path, event.value)
        frame.repeated = path in self.keys
        if frame.repeated:
            self._note("duplicate_key", event, key=event.value, line=self.keys[path].line)
        if event.value == "<<":
            self._note("merge", event)
        self.keys.setdefault(path, _position(event))

    def _put(self, value: Any, event: Event) -> Path:
        """Hang a value into the collection that is open; answer its path."""
        if not self._open:
            self.root = value
            path: Path = ()
        else:
            path = self._hang(self._open[-1], value)
        self.values.setdefault(path, _position(event))
        return path

    def _hang(self, frame: _Frame, value: Any) -> Path:
        if isinstance(frame.items, list):
            frame.items.append(value)
            return (*frame.path, len(frame.items) - 1)
        key, frame.key = frame.key or "", None
        if frame.repeated:  # what stands below it is read like the rest, but belongs to nothing
            return (*frame.path, key, REPEATED, self._nodes)
        if value is not None:
            frame.items[key] = value
        return (*frame.path, key)

    def _plain(self, event: Event) -> Any:
        text = event.value
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _LONG_INTEGER.fullmatch(text) or _ODD_FLOAT.fullmatch(text):
            return self._too_large(event)
        return self._float(event) if _FLOAT.fullmatch(text) else text

    def _float(self, event: Event) -> Any:
        value = float(event.value)
        return value if math.isfinite(value) and abs(value) <= LARGEST_NUMBER else self._too_large(event)

    def _too_large(self, event: Event) -> int:
        self._note("number_too_large", event, most="10^15")
        return 0

    def _look_for_hidden(self, event: Event) -> None:
        found = _HIDDEN.search(event.value)
        if found:
            self._note("hidden_character", event, character=f"U+{ord(found[0]):04X}")

    def _note(self, code: str, event: Event, **params: str | int) -> None:
        """A problem after which reading goes on, up to a sensible number of them."""
        self.problems.append(_problem(code, event, **params))
        if len(self.problems) >= MOST_PROBLEMS:
            raise self._fatal("too_many_problems", event, most=MOST_PROBLEMS)

    def _fatal(self, code: str, event: Event, **params: str | int) -> ScriptError:
        return ScriptError((_problem(code, event, **params),))


def _problem(code: str, event: Event, **params: str | int) -> Problem:
    return Problem(code=code, line=event.start_mark.line + 1, column=event.start_mark.column + 1, params=params)


def _position(event: Event) -> Position:
    start, end = event.start_mark, event.end_mark
    flat = isinstance(event, yaml.ScalarEvent) and start.line == end.line
    inset = (1 if event.style else 0) if flat else -1
    return Position(start.line + 1, start.column + 1, inset)
