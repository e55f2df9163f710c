"""The door for browsers and programs: `uvicorn wargame.asgi:application`."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
application = get_asgi_application()
