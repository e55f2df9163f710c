"""What is sent: frames as JSON for programs, as rendered fragments for pages; each encoded once per form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from exercises import store
from exercises.render import fragments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.models import Exercise


class Form(NamedTuple):
    """How a client wants its frames: `json`, or `html` in a language."""

    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Frames after a number, each as text per form. With `reload` the client has to load everything again."""

    epoch: str
    number: int
    frames: tuple[tuple[int, Mapping[Form, str]], ...] = ()
    reload: bool = False


def batch(exercise: Exercise, stream: str, after: tuple[str, int] | None, forms: Iterable[Form]) -> Batch:
    """Exactly what follows a cursor, in every form asked for."""
    missed = store.frames(exercise, stream, after)
    texts = tuple(
        (number, _texts(exercise, stream, missed.epoch, (number, body), forms)) for number, body in missed.frames
    )
    return Batch(missed.epoch, missed.number, texts, missed.reload)


def _texts(
    exercise: Exercise, stream: str, epoch: str, frame: tuple[int, str], forms: Iterable[Form]
) -> dict[Form, str]:
    return {form: _text(exercise, stream, epoch, frame, form) for form in forms}


def _text(exercise: Exercise, stream: str, epoch: str, frame: tuple[int, str], form: Form) -> str:
    number, body = frame
    if form.kind == "json":
        return f'{{"type":"frame","epoch":"{epoch}","n":{number},"changes":{body}}}'
    drawn = _rendered(exercise, stream, form.language, json.loads(body))
    return dumped({"type": "frame", "epoch": epoch, "n": number, **drawn})


def _rendered(exercise: Exercise, stream: str, language: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The partials that a frame touches, drawn from the present view; nothing personal is in them."""
    return fragments(stream, language, changes, store.look(exercise, stream).view)


def head(epoch: str, number: int, now: float) -> str:
    """Heartbeat: how far the stream is, so that a lost hint is noticed."""
    return dumped({"type": "head", "epoch": epoch, "n": number, "now": now})


def reload(epoch: str, number: int) -> str:
    return dumped({"type": "reload", "epoch": epoch, "n": number})


MINE = {"draft": ["sheet"], "presence": ["presence"], "editing": []}
"""Which of its own parts a page fetches again on a remark."""


def aside(remark: Mapping[str, Any]) -> str:
    return dumped({"type": "aside", "remark": remark, "mine": MINE.get(str(remark.get("what")), [])})


def dumped(message: Mapping[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
