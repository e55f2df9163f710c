"""Whatever is uploaded, an author gets a list of problems and the server keeps its temper."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.script import ScriptError, load, read
from tests.domain.script.page import CATALOGUE, PACKS, PAGE, problems
from tests.work import calls

DATA = read(PAGE).data
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([10**15, -1e14, 0.5]),
    st.text(max_size=8),
    st.sampled_from(["us", "T1", "TS01", "turn >= 1", "flag(x)", "vault", "{var:x|y}", "\ud83d\ude00", "a" * 200]),
    st.just([]),
    st.just({}),
    st.just([{"code": "x"}]),
)


def paths(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from paths(child, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    head, *rest = path
    if not isinstance(value, (dict, list)):  # an earlier change took the place away
        return value
    if isinstance(value, dict):
        return {key: replaced(child, rest, new) if key == head else child for key, child in value.items()}
    return [replaced(child, rest, new) if index == head else child for index, child in enumerate(value)]


PATHS = [path for path in paths(DATA) if path]


@given(st.lists(st.tuples(st.sampled_from(PATHS), ODD), min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_a_page_with_odd_values_is_loaded_or_refused(changes):
    data = DATA
    for path, odd in changes:
        data = replaced(data, path, odd)
    text = json.dumps(data)  # JSON is YAML
    found = problems(text)
    for problem in found:
        assert problem.sentence()
        assert problem.sentence("zh-hans")
        assert problem.line >= 1
    if any(problem.severity == "error" for problem in found):
        with pytest.raises(ScriptError):
            load(text, CATALOGUE, PACKS)
    else:
        script = load(text, CATALOGUE, PACKS)
        assert type(script).model_validate_json(script.canonical()) == script


@given(st.integers(0, len(PAGE)), st.integers(0, 12), st.text("\n :-[]{}&*!|>#'\"x0\t", max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_page_with_a_torn_place_is_loaded_or_refused(place, length, patch):
    text = PAGE[:place] + patch + PAGE[place + length :]
    assert all(problem.sentence() for problem in problems(text))


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_upload_is_refused_with_problems(upload):
    with pytest.raises(ScriptError) as caught:
        load(upload, CATALOGUE, PACKS)
    assert caught.value.problems


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{x: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + "&x " * 100_000,
        "a: '" + "x" * 1_000_000,
        "\n".join(f"k{number}: {{}}" for number in range(9_000)),
        PAGE.replace('"flag(theft)"', ", ".join(f'"flog(t{number})"' for number in range(9_000))),
        PAGE.replace('"flag(theft)"', ", ".join(f'"add(nothing.at.all{number}, 1)"' for number in range(9_000))),
        PAGE.replace('"Read."', '"' + "abandon " * 4_900 + '"'),
    ],
    ids=["lists", "maps", "dashes", "keys", "anchors", "quote", "fields", "verbs", "names", "words"],
)
def test_a_hostile_page_costs_some_steps_a_character(text):
    found = []
    assert calls(lambda: found.extend(problems(text))) < 150 * len(text)
    assert all(problem.sentence() for problem in found)
