"""The door for browsers and programs: `uvicorn wargame.asgi:application`."""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
pages = get_asgi_application()  # wakes Django; what is imported below needs it

from wargame.lifespan import exists, lifespan  # noqa: E402

if TYPE_CHECKING:
    from wargame.lifespan import Receive, Send


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Hand each connection to what serves its kind."""
    match scope["type"]:
        case "http":
            await pages(scope, receive, send)  # type: ignore[arg-type]
        case "websocket":
            await live(scope, receive, send)
        case _:
            await lifespan(receive, send)


async def live(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Hand a socket to the live feed."""
    if not exists("exercises.realtime.feed"):
        await send({"type": "websocket.close", "code": 1011})
        return
    await importlib.import_module("exercises.realtime.feed").application(scope, receive, send)
