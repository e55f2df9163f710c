"""Scripts: kept as written, published as they are meant."""

from __future__ import annotations

import pytest

from exercises.domain.script import ScriptError
from exercises.errors import Refusal
from exercises.models import Script, ScriptVersion
from exercises.services import scripts
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_library_is_published_once_however_often_it_is_loaded() -> None:
    first = scripts.load_library()

    assert scripts.load_library() == first
    assert {version.script.code for version in first} >= {"FW"}
    assert all(version.script.shipped for version in first)


def test_a_version_is_known_by_the_hash_of_its_text() -> None:
    version = factories.version()

    assert len(version.digest) == 64
    assert scripts.publish(version.script, None) == version


def test_a_changed_draft_becomes_the_next_version() -> None:
    first = factories.version()
    changed = scripts.import_script(
        factories.library_text("first-watch").replace('"First Watch"', '"Second Watch"'), None, shipped=True
    )

    second = scripts.publish(changed, None, note="a better title")

    assert (first.number, second.number, second.note) == (1, 2, "a better title")
    assert ScriptVersion.objects.get(pk=first.pk).text == first.text


def test_two_owners_may_keep_scripts_of_the_same_code() -> None:
    text = factories.library_text("first-watch")

    scripts.import_script(text, factories.user("ito"))
    scripts.import_script(text, factories.user("mori"))

    assert Script.objects.filter(code="FW").count() == 2


def test_a_broken_file_is_not_imported() -> None:
    with pytest.raises(ScriptError):
        scripts.import_script("parley: 1\ncode: [", None)

    assert not Script.objects.exists()


def test_a_file_over_a_mebibyte_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        scripts.import_script("x" * 1_048_577, None)

    assert refused.value.code == "too_long"


def test_text_is_saved_right_or_wrong_but_not_over_somebody_elses() -> None:
    row = scripts.import_script(factories.library_text("first-watch"), None)

    scripts.save_text(row, "parley: half", edition=row.edition)

    with pytest.raises(Refusal) as refused:
        scripts.save_text(row, "parley: other", edition=1)
    assert (refused.value.code, refused.value.params) == ("draft_moved_on", {"version": 2})
    with pytest.raises(Refusal):
        scripts.save_text(row, "x" * 1_048_577, edition=2)
    with pytest.raises(ScriptError):
        scripts.publish(row, None)


def test_an_export_can_be_published_again_with_the_same_digest() -> None:
    version = factories.version()

    text = scripts.export(version)

    again = scripts.publish(scripts.import_script(text, factories.user()), None)
    assert (again.digest, again.text) == (version.digest, version.text)


def test_two_trainers_publish_the_same_text_each_for_themselves() -> None:
    text = factories.library_text("first-watch")

    first, second = (scripts.publish(scripts.import_script(text, factories.user(name)), None) for name in ("ada", "bo"))

    assert first != second
    assert (first.number, second.number) == (1, 1)


def test_validation_names_lines_and_never_raises() -> None:
    assert all(problem.severity == "warning" for problem in scripts.validate(factories.library_text("first-watch")))
    assert scripts.validate("a: b")[0].line >= 0
