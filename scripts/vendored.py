"""Check the vendored files: each is the one its manifest names, with a licence, and no other file lies beside them."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("exercises", "tests")


def manifests() -> list[Path]:
    """Answer every manifest of vendored files."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("**/vendor/manifest.json"))


def faults(manifest: Path) -> list[str]:
    """Answer what is wrong in one vendor folder, one sentence each."""
    packages: dict[str, dict[str, dict[str, str]]] = json.loads(manifest.read_text(encoding="utf-8"))
    expected = {name: digest for package in packages.values() for name, digest in package["files"].items()}
    folder = manifest.parent
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {manifest.name}
    where = folder.relative_to(ROOT)
    return [
        *(f"{where}: {name} states no licence." for name, package in packages.items() if not package.get("licence")),
        *(f"{where}/{name} is missing." for name in sorted(expected.keys() - present)),
        *(f"{where}/{name} is in no manifest." for name in sorted(present - expected.keys())),
        *(
            f"{where}/{name} was changed."
            for name in sorted(present & expected.keys())
            if digest(folder / name) != expected[name]
        ),
    ]


def digest(path: Path) -> str:
    """Answer the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Print each fault; answer the exit status."""
    found = [fault for manifest in manifests() for fault in faults(manifest)]
    print("\n".join(found) or f"vendored files: as in {len(manifests())} manifests.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
