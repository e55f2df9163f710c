"""The way through the house holds: the contracts in pyproject.toml, and that they cover every package."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, modules

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
APART = {
    "exercises": {"apps", "library", "management", "migrations", "static", "templatetags"},
    "exercises.domain": set(),
}


def test_import_contracts_are_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", ["exercises", "exercises.domain"])
def test_every_part_has_its_layer(package):
    contract = next(each for each in CONTRACTS if each.get("containers") == [package])
    placed = {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}
    folder = ROOT.joinpath(*package.split("."))
    parts = {path.stem for path in folder.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))} - {"__init__"}
    assert parts - APART[package] - placed == set()
    assert set(contract.get("exhaustive_ignores", [])) <= APART[package]


def test_only_the_store_and_the_services_write_rows():
    """Screens, tasks and projections call a service; a row written beside it would be in no log."""
    writers = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete"}
    readers = ("exercises/web", "exercises/api", "exercises/realtime", "exercises/projections", "exercises/render")
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path.startswith(readers)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writers
        if isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "objects"
    ]
    assert found == []
