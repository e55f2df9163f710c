"""The polling twin of the socket: the same cursor, the same frames."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exercises import store

if TYPE_CHECKING:
    from exercises.models import Viewer


def frames_since(viewer: Viewer, after: str) -> dict[str, Any]:
    """What the viewer's stream got after a cursor (`epoch.n`).

    `{"epoch", "n", "now", "frames": [{"n", "changes"}]}`; with `"reload": true` everything must be loaded again.
    """
    missed = store.frames(viewer.exercise, viewer.stream, store.cursor(after))
    found: dict[str, Any] = {"epoch": missed.epoch, "n": missed.number, "now": store.now()}
    if missed.reload:
        return found | {"reload": True, "frames": []}
    return found | {"frames": [{"n": number, "changes": json.loads(body)} for number, body in missed.frames]}
