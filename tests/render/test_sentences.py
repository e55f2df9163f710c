"""Every refusal that can be raised has its sentence, and every sentence gets the figures it names."""

from __future__ import annotations

import ast

import pytest
from django.utils import translation

from exercises.errors import Refusal
from exercises.render.sentences import SENTENCES, UNKNOWN, figures, named, sentence
from tests.architecture.sources import modules

# The two lines of the source that pass parameters on as they come: Refusal(code, status, **params).
PASSED_ON = "**"


def raised():
    """(place, code, names of its parameters) of every `Refusal("…")` in the source."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                names = {keyword.arg or PASSED_ON for keyword in node.keywords}
                for code in codes(node.args[0]):
                    yield f"{path}:{node.lineno}", code, names


def codes(node):
    """The texts that an expression may be."""
    if isinstance(node, ast.IfExp):
        return codes(node.body) + codes(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) else []


RAISED = list(raised())


def test_every_refusal_of_the_source_is_found():
    assert len(RAISED) > 150


def test_every_refusal_has_a_sentence():
    assert [f"{place} {code}" for place, code, _ in RAISED if code not in SENTENCES] == []


def test_every_refusal_brings_the_figures_its_sentence_names():
    missing = [
        f"{place} {code}: {sorted(set(named(str(SENTENCES[code]))) - names)}"
        for place, code, names in RAISED
        if code in SENTENCES and PASSED_ON not in names and set(named(str(SENTENCES[code]))) - names
    ]
    assert missing == []


def test_no_sentence_is_without_a_refusal():
    assert sorted(SENTENCES.keys() - {code for _, code, _ in RAISED}) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_translation_names_no_other_figures(code, language):
    with translation.override("en"):
        original = set(named(str(SENTENCES[code])))
    with translation.override(language):
        assert set(named(str(SENTENCES[code]))) == original


def test_sentence_holds_its_figures():
    refusal = Refusal("turn_moved_on", turn=4, generation=1)
    expected = "The turn has moved on while you were writing. Your text is kept; look at turn 4 and send it again."
    assert sentence(refusal, "en") == expected


def test_action_is_called_by_its_title():
    assert sentence(Refusal("put_it_on_the_sheet", 400, action="accuse"), "en").startswith("“")
    assert "accuse" not in sentence(Refusal("put_it_on_the_sheet", 400, action="public_accusation"), "en")


def test_variable_is_called_by_its_title_and_an_open_end_has_no_limit():
    text = sentence(Refusal("value_out_of_range", 400, variable="market.price", low=1.0, high=None), "en")
    assert "market.price" not in text
    assert "Lowest: 1; highest: no limit" in text


def test_lists_are_read_out():
    assert "US-1, CN-1" in sentence(Refusal("keys_do_not_fit", policy="p", holders=["US-1", "CN-1"]), "en")


def test_figure_that_no_sentence_names_stays_inside():
    refusal = Refusal("already_answered", inject="KC04A")
    assert figures(refusal) == {}
    assert "KC04A" not in sentence(refusal, "en")


def test_unknown_code_still_gets_a_friendly_answer():
    assert sentence(Refusal("a_code_from_nowhere"), "en") == str(UNKNOWN)


def test_braces_in_a_figure_are_only_text():
    assert "{0.__class__}" in sentence(Refusal("code_in_use", code="{0.__class__}"), "en")
