"""Templates under the strict content security policy: nothing inline."""

from __future__ import annotations

import inspect
import re

import pytest

from exercises.render.fragments import DESK, FOR_CONTROL, FOR_WALL, WHOLE, draw
from tests.architecture.sources import ROOT, tracked

TEMPLATES = [name for name in tracked() if name.startswith("templates/") and name.endswith(".html")]
FORBIDDEN = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on, which is evaluated": re.compile(r"\shx-on[:\s=-]", re.IGNORECASE),
    "hx-vals with js:": re.compile(r"""hx-(?:vals|headers)\s*=\s*["']\s*(?:js|javascript):""", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/json[\"'])[^>]*>", re.IGNORECASE
    ),
    "a javascript: address": re.compile(r"""=\s*["']\s*javascript:""", re.IGNORECASE),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_keeps_the_content_security_policy(name):
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert {what: match[0] for what, rule in FORBIDDEN.items() if (match := rule.search(text))} == {}


INCLUDED = re.compile(r"""{% include "([^"]+)" """)
DRAWN = re.compile(r"""draw\(f"{DESK}(\w+)\"""")


def shared():
    """Every template that is drawn once for a whole stream."""
    tables = (WHOLE, FOR_CONTROL, FOR_WALL)
    yield from {template for table in tables for parts in table.values() for _, template in parts}
    yield from (DESK + name for name in DRAWN.findall(inspect.getsource(inspect.getmodule(draw))))


def with_included(name):
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    return {name: text} | {key: item for inner in INCLUDED.findall(text) for key, item in with_included(inner).items()}


@pytest.mark.parametrize("template", sorted(set(shared())))
def test_what_is_drawn_for_a_stream_holds_nothing_of_one_person(template):
    """It would be drawn empty, and take from the page what somebody is writing there."""
    assert [name for name, text in with_included(f"{template}.html").items() if "data-mine=" in text] == []
