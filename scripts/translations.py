"""Check the translations: every text has one, none is doubtful, and the compiled catalogues are those of the sources.

Where GNU gettext is installed, also that the catalogues know every text that the code and the templates show now.
"""

from __future__ import annotations

import ast
import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "zh_Hans"
DOMAINS = ("django", "djangojs")
SOURCES = ("exercises", "wargame", "templates", "manage.py")
LINE = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d+)\])? )?(".*")$')


@dataclass(slots=True)
class Entry:
    """One text of a catalogue and its translations, one for each plural form."""

    context: str = ""
    text: str = ""
    plural: str = ""
    translations: dict[int, str] = field(default_factory=dict)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """The text as compiled catalogues name it."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


def entries(path: Path) -> list[Entry]:
    """Read a .po file; its header is left out."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    found = [entry(block) for block in blocks if re.search(r"^msgid ", block, re.MULTILINE)]
    return [each for each in found if each.text]


def entry(block: str) -> Entry:
    """Read one block of a .po file."""
    result, part, form = Entry(), "", 0
    for line in block.splitlines():
        if line.startswith("#,") and "fuzzy" in line:
            result.fuzzy = True
        match = LINE.match(line)
        if match:
            part, form = match[1] or part, int(match[2] or 0) if match[1] else form
            add(result, part, form, ast.literal_eval(match[3]))
    return result


def add(result: Entry, part: str, form: int, text: str) -> None:
    """Add a piece of text to the part of the entry that it continues."""
    match part:
        case "msgctxt":
            result.context += text
        case "msgid":
            result.text += text
        case "msgid_plural":
            result.plural += text
        case _:
            result.translations[form] = result.translations.get(form, "") + text


def faults(domain: str) -> list[str]:
    """Answer what is wrong with one catalogue, one sentence each."""
    source = ROOT / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
    wanted = shown(domain)
    if not source.exists():
        return [f"{source.relative_to(ROOT)} is missing; {len(wanted)} texts are shown."] if wanted else []
    known = entries(source)
    keys = {each.key for each in known}
    return [
        *(f"{domain}: not in the catalogue: {text!r}" for text in sorted((wanted or set()) - keys)),
        *(f"{domain}: not translated: {each.text!r}" for each in known if not all(each.translations.values())),
        *(f"{domain}: marked fuzzy: {each.text!r}" for each in known if each.fuzzy),
        *stale(source, known),
    ]


def stale(source: Path, known: list[Entry]) -> list[str]:
    """Compare the compiled catalogue with its source, text by text."""
    compiled = source.with_suffix(".mo")
    if not compiled.exists():
        return [f"{compiled.relative_to(ROOT)} is missing; run manage.py compilemessages."]
    with compiled.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = vars(gettext.GNUTranslations(file))["_catalog"]
    expected = {
        (each.key, form) if each.plural else each.key: text
        for each in known
        for form, text in each.translations.items()
    }
    if {key: text for key, text in catalogue.items() if key} == expected:
        return []
    return [f"{compiled.relative_to(ROOT)} is not that of its source; run manage.py compilemessages."]


def shown(domain: str) -> set[str] | None:
    """Answer every text that code and templates show now, or None where GNU gettext is missing."""
    if not shutil.which("xgettext"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        for name in SOURCES:
            copy(ROOT / name, Path(folder) / name)
        (Path(folder) / "locale").mkdir()
        command = [
            sys.executable,
            "manage.py",
            "makemessages",
            "--locale",
            LANGUAGE,
            "--domain",
            domain,
            "--no-location",
        ]
        ignored = ["--ignore", "vendor"]
        subprocess.run([*command, *ignored], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        found = Path(folder) / "locale" / LANGUAGE / "LC_MESSAGES" / f"{domain}.po"
        return {each.key for each in entries(found)} if found.exists() else set()


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder, if it exists; makemessages writes beside what it reads."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "library"))
    elif source.exists():
        shutil.copy(source, target)


def main() -> int:
    """Print each fault; answer the exit status."""
    if not shutil.which("xgettext"):
        print("translations: GNU gettext is not installed; whether a new text is missing was not checked.")
    found = [fault for domain in DOMAINS for fault in faults(domain)]
    print("\n".join(found) or "translations: complete and compiled.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
