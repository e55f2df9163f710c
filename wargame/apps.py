"""The project as an app, so that Django finds its checks."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Configuration has no tables; it only has something to check."""

    name = "wargame"

    def ready(self) -> None:
        """Register the checks."""
        from wargame import checks  # noqa: F401, PLC0415 - importing registers, and Django must be ready for it
