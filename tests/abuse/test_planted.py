"""What people write in private carries a canary when the matrix walks; a new verb with words has to as well."""

from __future__ import annotations

import ast
from pathlib import Path

from exercises import services
from tests.abuse import world
from tests.services.test_real_keys import VERBS, WORDS

SAID_TO_ALL = {
    "make_statement": "for the public",
    "muster": "the text is a message to control, planted as talk",
    "no_duff": "shown to everybody at once",
    "extend": "announced to everybody",
    "pause": "announced to everybody",
    "end": "announced to everybody",
    "step_back": "announced to everybody",
    "create": "the title is on the wall, and who keeps the record is on every join page",
    "rename": "a name, planted as people sit down",
    "account_token": "by its own person alone; see tests/api/test_tokens.py",
    "invite": "name and address, planted as people sit down",
}
AFTERWARDS = {
    "answer_wash": "planted by tests/abuse/test_leak_afterwards.py",
    "note_fix": "for everybody at the table",
}
ELSEWHERE = {
    "hear_words": "four words of a key, given back to the seat that typed them alone",
    "add_order": "the same line as save_draft",
}


def test_every_verb_with_words_is_planted_or_says_why_not() -> None:
    tree = ast.parse(Path(world.__file__).read_text(encoding="utf-8"))
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    writing = {name for name, (_, sample) in VERBS.items() if WORDS & sample.keys() and name in services.__all__}
    explained = {*SAID_TO_ALL, *AFTERWARDS, *ELSEWHERE}
    assert writing - called - explained == set()
