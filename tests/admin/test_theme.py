from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.admin.desk import draft_of, page, trainer

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+\s*=", re.IGNORECASE
)


def css(name):
    return Path(finders.find(f"exercises/css/{name}")).read_text(encoding="utf-8")


@pytest.mark.django_db
def test_pages_are_in_our_theme_and_hold_nothing_inline():
    user, client = trainer()
    draft = draft_of(user)
    pages = [("scriptdraft", "changelist"), ("scriptdraft", "import"), ("scriptdraft", "add")]
    pages += [("scriptdraft", name, draft.pk) for name in ("change", "check", "publish", "history", "delete")]
    pages += [("injectdraft", "change", draft.injects.first().pk)]
    for where in pages:
        answer = client.get(page(*where))
        shown = answer.content.decode()
        assert "exercises/css/admin.css" in shown
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert INLINE.findall(shown) == [], where


def test_accent_is_the_one_of_the_tokens():
    name = re.compile(r"--accent:\s*(#[0-9A-F]{6});")
    assert name.search(css("admin.css"))[1] == name.search(css("tokens.css"))[1]


def test_only_colours_of_the_tokens_are_used():
    assert len(re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=\s*;)", css("admin.css"))) == 1
