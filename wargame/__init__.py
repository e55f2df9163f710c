"""The project: configuration and entry points. It knows exercises; exercises does not know it."""

from __future__ import annotations

from wargame.celery import app as celery_app

__all__ = ["celery_app"]
