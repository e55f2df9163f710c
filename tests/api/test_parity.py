"""Everything the screens can do, programs can do: every button and form has its address in the API."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from exercises import admin, services, web
from exercises.api import accounts, exercise, joining
from exercises.services import authoring
from exercises.web.verbs import CONTROL, SEAT, WATCH

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
ENTRIES = (*exercise.ENTRIES, *accounts.ENTRIES, *joining.ENTRIES)
SERVED = {entry.does.__name__ for entry in ENTRIES if entry.method != "get"}

BY_ITSELF = {"tick": "the clock", "sit": "join/", "check_words": "checks/", "draft_of": "GET orders/draft/"}
"""What has another name there, and what nobody does."""
OTHER_FORMS = {
    "/join/": "join/walk-in/",
    "/join/seats/": "join/walk-in/",
    "/join/{{ page.token }}/": "join/",
    "/theme/": "",
    "/i18n/setlang/": "",
    "{{ me.here }}": "",
}
"""Forms that are no verb, with their addresses; colours and language are the browser's own, Accept-Language says the
latter to the API, and a page that asks for itself asks nothing."""
PAGES = {
    "open_text": "scripts/import/",
    "problems": "scripts/validate/",
    "publish": "scripts/<int:script>/publish/",
    "text_of": "scripts/<int:script>/",
    "versions": "scripts/",
    "create": "exercises/",
    "export": "scripts/<int:script>/export/",
    "account_token": "account/tokens/",
    "revoke_account_token": "account/tokens/<int:token>/revoke/",
    "faults": "scripts/validate/",
    "secrets": "scripts/validate/",
}
"""What trainers' pages do, with its address; a row that is edited there is a line of the text here."""


def named(package, *modules):
    """Every `module.verb` that the files of a package speak of."""
    found = set()
    for path in Path(inspect.getfile(package)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                found.add(node.attr)
    return found


def test_every_verb_of_the_services_has_an_address():
    verbs = {name for name in services.__all__ if inspect.isfunction(getattr(services, name))}
    account = {"account_token": "new_token", "revoke_account_token": "revoke_token"}
    assert {name for name in verbs - BY_ITSELF.keys() if account.get(name, name) not in SERVED} == set()


def test_every_button_calls_a_verb_that_has_an_address():
    assert named(web, "services") - SERVED - BY_ITSELF.keys() == set()


def test_everything_on_trainers_pages_has_an_address():
    addresses = {entry.path for entry in ENTRIES}
    used = named(admin, "services", "lifecycle", "scripts", "authoring") - {
        name for name in dir(authoring) if name[0].isupper()
    }
    assert {name: PAGES.get(name) for name in used if PAGES.get(name) not in addresses} == {}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_form_is_a_verb_or_listed(path):
    addresses = {entry.path for entry in ENTRIES} | {""}
    for action in re.findall(r'(?:form)?action="([^"]*)"', path.read_text(encoding="utf-8")):
        verb = re.search(r"(?:do/|me\.do }})([a-z_]+)/$", action)
        if verb:
            assert verb[1] in SEAT | CONTROL | WATCH, action
        elif "{% url" not in action and "me.do }}{%" not in action and "do/{{ verb }}" not in action:
            assert OTHER_FORMS.get(action) in addresses, action
