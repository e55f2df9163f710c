"""What the repository promises about itself: migrations, locks, vendored files."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from django.core.management import call_command

from tests.architecture.sources import ROOT, texts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
PATH = re.compile(r"[`(]([\w.-]+/[\w./<>-]*)[`)]")


def plain(package):
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", package).lower()


def pins(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {plain(package): version for package, version in PIN.findall(text)}


@pytest.mark.django_db
def test_migrations_are_those_of_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_vendored_files_are_those_of_their_manifests():
    done = subprocess.run(
        [sys.executable, "scripts/vendored.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_lock_has_a_hash_for_every_package(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_both_locks_agree():
    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}


def test_every_dependency_is_locked():
    wanted = {plain(re.split(r"[\[<>=~ ]", line)[0]) for line in PROJECT["project"]["dependencies"]}
    assert wanted - pins("run.txt").keys() == set()


def test_documents_lead_to_files_that_exist():
    """Whole paths in backticks and links; what is written from inside a folder cannot be told from an address."""
    named = [(path, words) for path, text in texts() if path.endswith(".md") for words in PATH.findall(text)]
    folders = {path.split("/")[0] for path, _ in texts() if "/" in path}
    lost = [
        (path, words)
        for path, words in named
        if words.split("/")[0] in folders and "<" not in words and not (ROOT / words).exists()
    ]
    assert named
    assert lost == []
