"""The sources as the architecture tests read them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> list[str]:
    """Every file that git tracks or would track, as a path from the root; without git, all but caches."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())
    apart = {".git", ".venv", "var", "__pycache__", "node_modules"}
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(
        path.as_posix() for path in paths if not apart & set(path.parts) and not path.parts[0].startswith(".")
    )


def modules() -> list[tuple[str, ast.Module]]:
    """Every module of the product, as path and syntax tree; migrations are written by a machine."""
    return [
        (name, ast.parse((ROOT / name).read_text(encoding="utf-8"), name))
        for name in tracked()
        if name.endswith(".py") and name.startswith(("exercises/", "wargame/")) and "/migrations/" not in name
    ]


def texts() -> list[tuple[str, str]]:
    """Every text file that is ours, as path and content."""
    found = []
    for name in tracked():
        if "/vendor/" in name or name.startswith("requirements/") or name == "LICENSE":
            continue
        try:
            found.append((name, (ROOT / name).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found
