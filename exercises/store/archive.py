"""A backup as a file: gzipped lines of JSON that need no database to be checked.

{"format": "parley-backup/1", "made_at": …, "migrations": […]}    what it is, and of which release
{"table": "exercises_seat", "fields": […]}                        a table, and after it
[1, "us-treasury", …]                                             its rows
{"counts": {"exercises_seat": 5, …}, "sha256": …}                 the seal: how many rows, the hash of all lines above
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMAT = "parley-backup/1"
LEVEL = 6
Row = list[Any]


class Unusable(Exception):
    """A backup that cannot be written or restored. The message says why, to whoever runs the server."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a whole backup says of itself."""

    made_at: str
    migrations: list[str]
    counts: dict[str, int]
    sha256: str


# --- Writing ----------------------------------------------------------------------------------------------------------


class Writer:
    """Writes line by line, and remembers what the seal has to say."""

    def __init__(self, stream: IO[bytes], migrations: Iterable[str]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()
        self.made_at, self.migrations = datetime.now(UTC).isoformat(timespec="seconds"), list(migrations)
        self.counts: dict[str, int] = {}
        self._line({"format": FORMAT, "made_at": self.made_at, "migrations": self.migrations})

    def table(self, name: str, fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write a table and its rows as they come."""
        self._line({"table": name, "fields": list(fields)})
        self.counts[name] = 0
        for row in rows:
            self._line(list(row))
            self.counts[name] += 1

    def seal(self) -> Manifest:
        """Write the last line: a file without it was cut."""
        manifest = Manifest(self.made_at, self.migrations, self.counts, self.digest.hexdigest())
        self._line({"counts": manifest.counts, "sha256": manifest.sha256})
        return manifest

    def _line(self, value: Any) -> None:
        text = json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        line = f"{text}\n".encode()
        self.digest.update(line)
        self.stream.write(line)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a backup")


@contextmanager
def writing(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read. It gets its name when it is whole; before that nothing is touched."""
    if path.exists() and not force:
        raise Unusable(f"{path} exists already; choose another name, or say --force to overwrite it.")
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=LEVEL) as stream:
                    yield stream  # type: ignore[misc]  # a stream all the same
                file.flush()
                os.fsync(descriptor)
            _named(unfinished, path, force=force)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror or error}.") from error


def _named(unfinished: Path, path: Path, *, force: bool) -> None:
    """A link, unlike a renaming, fails when somebody else has made the file meanwhile."""
    if force:
        unfinished.replace(path)
    else:
        path.hardlink_to(unfinished)


# --- Reading ----------------------------------------------------------------------------------------------------------


class Table(NamedTuple):
    """The name of a table and of its columns."""

    name: str
    fields: tuple[str, ...]


class Reader:
    """Reads a backup once, from its heading to its seal. Raises Unusable where it is not what was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digest = hashlib.sha256()
        self.counts: dict[str, int] = {}
        self.lines = self._lines()
        heading = self._heading(next(self.lines, b""))
        self.made_at, self.migrations = str(heading.get("made_at")), heading.get("migrations")

    def rows(self) -> Iterator[tuple[Table, Row]]:
        """Every row with its table. Only after the last one is the file known to be whole."""
        table = Table("", ())
        for line in self.lines:
            value = self._parsed(line)
            if isinstance(value, list):
                self.counts[table.name] += 1
                yield table, value
            elif "table" in value:
                table = Table(value["table"], tuple(value["fields"]))
                self.counts[table.name] = 0
            else:
                self._check(value)
                return
            self.digest.update(line)
        raise self.damaged("its end is missing")

    def damaged(self, what: str) -> Unusable:
        return Unusable(f"{self.path} is damaged: {what}.")

    def _check(self, seal: dict[str, Any]) -> None:
        if seal != {"counts": self.counts, "sha256": self.digest.hexdigest()}:
            raise self.damaged("what it holds is not what was written into it")
        if next(self.lines, b""):
            raise self.damaged("something follows its end")

    def _heading(self, line: bytes) -> dict[str, Any]:
        heading = None
        with suppress(ValueError):
            heading = json.loads(line)
        kind = str(heading.get("format")) if isinstance(heading, dict) else ""
        if not isinstance(heading, dict) or not kind.startswith("parley-backup/"):
            raise Unusable(f"{self.path} is not a backup of Parley.")
        if kind != FORMAT:
            raise Unusable(f"{self.path} is a backup of another kind ({kind}); this release reads {FORMAT}.")
        self.digest.update(line)
        return heading

    def _parsed(self, line: bytes) -> Any:
        try:
            value = json.loads(line)
        except ValueError:
            raise self.damaged("a line of it cannot be read") from None
        return value

    def _lines(self) -> Iterator[bytes]:
        try:
            with gzip.open(self.path) as stream:
                yield from stream
        except gzip.BadGzipFile:
            if self.counts:
                raise self.damaged("what it holds is not what was written into it") from None
            raise Unusable(f"{self.path} is not a backup of Parley.") from None
        except (EOFError, zlib.error):
            raise self.damaged("it cannot be unpacked to its end") from None
        except OSError as error:
            raise Unusable(f"{self.path} cannot be read: {error.strerror or error}.") from None
