"""Start the server processes with the limits that Parley is meant to have: `python -m wargame.serve`."""

from __future__ import annotations

import os
import socket
import sys

import uvicorn

# The largest frame a client may send; a command is a few hundred bytes.
FRAME_BYTES = 65_536


def main() -> None:
    """Serve on HOST (127.0.0.1) and PORT (8000) until told to stop; a busy port is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
    from django.conf import settings  # noqa: PLC0415 - the settings are named first

    host = os.environ.get("HOST", "127.0.0.1")
    if is_busy(host, settings.PORT):
        sys.exit(f"Port {settings.PORT} is in use; choose another one: PORT={settings.PORT + 1}.")
    uvicorn.run(
        "wargame.asgi:application",
        host=host,
        port=settings.PORT,
        workers=settings.WEB_PROCESSES,
        lifespan="on",
        ws="websockets-sansio",
        ws_max_size=FRAME_BYTES,
        ws_per_message_deflate=False,  # frames are small; deflating them cost four times the work per delivery
        proxy_headers=bool(settings.PROXIES),
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=10,
    )


def is_busy(host: str, port: int) -> bool:
    """Say whether another program listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


if __name__ == "__main__":
    main()
