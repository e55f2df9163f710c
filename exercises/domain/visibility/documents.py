"""The papers of a script: manuals for everybody, briefs for a team or a seat, guides for control."""

from __future__ import annotations

from typing import Any

from exercises.domain.board.setting import CONTROL, Setting
from exercises.domain.visibility.reader import Reader, reader_of
from exercises.domain.visibility.static import both


def documents(setting: Setting, stream: str, seat: str = "") -> dict[str, Any]:
    """Code → title and text of what this stream may read; with a seat of it, also what is for that seat alone."""
    reader = reader_of(stream)
    return {
        page.code: {"title": both(page.title), "text": both(page.text)}
        for page in setting.script.documents
        if _may_read(reader, seat, page.readers)
    }


def _may_read(reader: Reader, seat: str, readers: tuple[str, ...]) -> bool:
    """`all` is every team and every overseer, not the wall; evaluators read everything but control's own papers."""
    if reader.public:
        return "public" in readers
    if reader.overseer:
        return reader.control or readers != (CONTROL,)
    return not {"all", reader.team, seat or reader.team}.isdisjoint(readers)
