#!/usr/bin/env python
"""The command line of Parley: `./manage.py help` lists what it can do."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
