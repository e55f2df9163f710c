from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.domain.script import export_yaml, from_canonical, load, read
from exercises.domain.script.reader import _HIDDEN
from exercises.domain.world import CATALOGUE as WORLD
from exercises.domain.world import PACKS as WORLD_PACKS
from tests.domain.script.page import CATALOGUE, PACKS, PAGE, edited

LIBRARY = sorted((Path(__file__).parents[3] / "exercises" / "library").glob("*.yaml"))
TEXTS = st.text(min_size=1, max_size=60).filter(lambda text: not _HIDDEN.search(text))


@pytest.fixture(scope="module")
def script():
    return load(PAGE, CATALOGUE, PACKS)


def test_what_is_exported_loads_to_an_equal_script(script):
    assert load(export_yaml(script), CATALOGUE, PACKS) == script


def test_exporting_twice_changes_nothing(script):
    once = export_yaml(script)
    assert export_yaml(load(once, CATALOGUE, PACKS)) == once


def test_fields_come_in_one_order_whatever_the_author_did(script):
    start, end = PAGE.index("cards:"), PAGE.index("indicators:")
    moved = PAGE[:start] + PAGE[end:] + PAGE[start:end]
    assert export_yaml(load(moved, CATALOGUE, PACKS)) == export_yaml(script)


def test_comments_of_the_original_stay():
    original = "# A page of our own.\n" + edited("pack: calm\n", "pack: calm  # the quiet one\n").replace(
        "  - code: TS02", "  # what follows\n  - code: TS02"
    )
    text = export_yaml(load(original, CATALOGUE, PACKS), original)
    for comment in ("# A page of our own.", "# the quiet one", "# what follows"):
        assert comment in text
    assert load(text, CATALOGUE, PACKS) == load(original, CATALOGUE, PACKS)


def test_comments_follow_their_row_when_rows_move(script):
    original = edited("    medium: chain\n", "    medium: chain  # it never lies\n")
    data = script.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    data["injects"] = [data["injects"][1], data["injects"][0], data["injects"][2]]
    turned = type(script).model_validate_json(json.dumps(data))
    text = export_yaml(turned, original)
    assert "medium: chain  # it never lies" in text


@pytest.mark.parametrize("original", ["", "a: &x 1\nb: *x", "[", "just words", "- 1\n- 2", "pack: 2031-13-45"])
def test_an_original_that_is_no_page_is_left_aside(script, original):
    assert read(export_yaml(script, original)).data == read(export_yaml(script)).data


def test_comments_of_what_is_gone_are_gone_and_new_fields_stay(script):
    original = edited("pack: calm\n", "pack: calm\nluck: true  # no more\n").replace(
        "  stage: 3\n", "  stag: 3  # gone\n"
    )
    text = export_yaml(script, original)
    assert "# gone" not in text
    assert read(text).data == read(export_yaml(script)).data


def test_long_texts_are_blocks_and_short_ones_lines():
    text = export_yaml(load(edited('en: "Please sign."', 'en: "One.\\n\\nTwo.\\n"'), CATALOGUE, PACKS))
    assert "      en: |\n        One.\n\n        Two.\n" in text
    assert 'from: {en: Chain, zh-hans: "链上"}' in text


def test_numbers_lose_a_needless_fraction(script):
    assert "btc: 100\n" in export_yaml(script)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_survives_the_way_out_and_in(script, english, chinese):
    story = script.story.model_copy(update={"en": english, "zh": chinese})
    told = script.model_copy(update={"story": story})
    back = read(export_yaml(told)).data["story"]
    assert (back["en"], back["zh-hans"]) == (english, chinese)


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_any_text_survives_beside_the_comments_of_an_original(script, words):
    told = script.model_copy(update={"story": script.story.model_copy(update={"en": words})})
    original = "# kept\n" + PAGE.replace("story:", "# about\nstory:")
    assert read(export_yaml(told, original)).data["story"]["en"] == words


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_comes_back_as_it_was(path):
    text = path.read_text()
    script = load(text, WORLD, WORLD_PACKS)
    assert load(export_yaml(script, text), WORLD, WORLD_PACKS) == script
    assert from_canonical(script.canonical()) == script
