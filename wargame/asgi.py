"""The door for browsers and programs: `python -m wargame.serve` opens it, or any ASGI server with its limits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
pages = get_asgi_application()  # wakes Django; what is imported below needs it

from exercises.realtime import feed  # noqa: E402
from wargame.lifespan import lifespan  # noqa: E402

if TYPE_CHECKING:
    from wargame.lifespan import Receive, Send


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Hand each connection to what serves its kind."""
    match scope["type"]:
        case "http":
            await pages(scope, receive, send)  # type: ignore[arg-type]
        case "websocket":
            await feed.application(scope, receive, send)
        case _:
            await lifespan(receive, send)
