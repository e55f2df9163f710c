"""The style sheets: light enough for a slow line, alike in both ways of being dark, and whole on every page."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.web.looks.drawing import ROOT, draw
from tests.web.looks.pages import PAGES

SHEETS = ROOT / "exercises" / "static" / "exercises" / "css"
DESKS = ("injects", "custody", "decoded", "diplomacy", "outcomes", "library", "stopped", "locked", "ordering")
MOST = 12 * 1024
"""Compressed bytes of style on one page of a desk."""


def sheet(name: str) -> str:
    return (SHEETS / f"{name}.css").read_text(encoding="utf-8")


def loaded(page: str) -> list[str]:
    template, context = PAGES[page]()
    return re.findall(r"css/(\w+)(?:\.[0-9a-f]+)?\.css", draw(template, context))


def dark(pattern: str) -> list[str]:
    found = re.search(pattern + r" \{\n(.*?)\n\s*\}", sheet("tokens"), re.DOTALL)
    assert found
    return [line.strip() for line in found[1].splitlines()]


@pytest.mark.parametrize("page", DESKS)
def test_desk_loads_little_style(page):
    weights = {name: len(gzip.compress(sheet(name).encode(), 9)) for name in loaded(page)}
    assert sum(weights.values()) <= MOST, weights


def test_following_the_system_is_as_dark_as_dark():
    assert dark(r'\n\[data-theme="dark"\]') == dark(r'  \[data-theme="auto"\]')


def test_every_sheet_is_loaded_somewhere():
    everywhere = {name for page in PAGES for name in loaded(page)} | {"admin"}
    assert {path.stem for path in SHEETS.glob("*.css")} == everywhere


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_theme_is_in_the_first_byte(theme):
    template, context = PAGES["injects"]()
    context["page"]["theme"] = theme
    assert f'data-theme="{theme}"' in draw(template, context)
