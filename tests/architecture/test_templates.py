"""Templates under the strict content security policy: nothing inline."""

from __future__ import annotations

import re

import pytest

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
