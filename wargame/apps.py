"""The project as an app, so that Django finds its checks."""

from __future__ import annotations

import logging

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Configuration has no tables; it only has something to check."""

    name = "wargame"

    def ready(self) -> None:
        """Register the checks, and shorten what the log says of outages."""
        from wargame import checks, outages  # noqa: F401, PLC0415 - importing registers, and Django must be ready for it

        logging.getLogger("django.request").addFilter(outages.in_one_line)
