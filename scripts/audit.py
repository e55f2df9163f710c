"""Look the locked packages up among known vulnerabilities, where a source of advisories can be reached.

Some package mirrors carry no advisories, and an audit behind one finds nothing wrong with anything. So a package that
is known to be vulnerable is asked about first; if nothing is found there, nothing was looked up, and this says so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KNOWN_BAD = "django==5.2.0"
SECONDS = 120


def audit(requirements: Path) -> subprocess.CompletedProcess[str]:
    """Ask about each exact version in a file of requirements, without installing or resolving anything."""
    command = [sys.executable, "-m", "pip_audit", "--strict", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    return subprocess.run(
        [*command, "--requirement", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
    )


def source_answers() -> bool:
    """Say whether a vulnerable package is recognised as one."""
    with tempfile.TemporaryDirectory() as folder:
        control = Path(folder) / "control.txt"
        control.write_text(f"{KNOWN_BAD}\n", encoding="utf-8")
        try:
            asked = audit(control)
        except subprocess.TimeoutExpired:
            return False
    return asked.returncode == 1 and any(kind in asked.stdout for kind in ("PYSEC-", "CVE-", "GHSA-"))


def main() -> int:
    """Print the outcome; answer the exit status."""
    if not source_answers():
        print("audit: NOT DONE, no source of advisories answers from here.")
        return 0
    asked = audit(ROOT / "requirements" / "run.txt")
    print(asked.stdout + asked.stderr)
    return asked.returncode


if __name__ == "__main__":
    sys.exit(main())
