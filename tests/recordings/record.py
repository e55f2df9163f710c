"""Plays both scripts of the library to the end and keeps what was recorded: `python -m tests.recordings.record`.

The recordings are old logs on purpose. Make them anew only when an old log may really no longer be read.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

FOLDER = Path(__file__).parent
SCRIPTS = ("first-watch", "cold-iron")


def recorded(script: str) -> tuple[list[str], str]:
    """The export of an exercise that careful people have played, and the digest of its last board."""
    from django.conf import settings  # noqa: PLC0415 - after setup

    from exercises import store  # noqa: PLC0415
    from exercises.store import boards, chain  # noqa: PLC0415
    from tests.flows.hands import taken  # noqa: PLC0415
    from tests.flows.whole import debriefed  # noqa: PLC0415

    hands = taken(settings, script)
    hands.play()
    hands.exercise.refresh_from_db()
    debriefed(hands)
    return list(store.export(hands.exercise)), chain.digest(boards.packed(store.present(hands.exercise).board))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415
    from django.test.utils import setup_databases, setup_test_environment  # noqa: PLC0415

    django.setup()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    digests = {}
    for script in SCRIPTS:
        lines, digests[script] = recorded(script)
        with gzip.GzipFile(FOLDER / f"{script}.jsonl.gz", "wb", mtime=0) as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
    (FOLDER / "digests.json").write_text(json.dumps(digests, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
