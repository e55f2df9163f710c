"""Scripts as rows: from a text to rows that people edit, back to a text, and the mistakes of each row by its field."""

from __future__ import annotations

from exercises.services.authoring.checking import Found, faults, problems, secrets
from exercises.services.authoring.filing import open_text, publish, text_of, versions
from exercises.services.authoring.sheet import compose

__all__ = ["Found", "compose", "faults", "open_text", "problems", "publish", "secrets", "text_of", "versions"]
