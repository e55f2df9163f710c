from __future__ import annotations

import json

import pytest

from exercises.domain.script import ScriptError, check, load
from exercises.domain.world import CATALOGUE, PACKS
from exercises.errors import Refusal
from exercises.models import ScriptVersion
from exercises.models.drafts import InjectDraft, ReplyDraft, ScriptDraft, TaskDraft
from exercises.services import authoring, scripts
from tests import factories

pytestmark = pytest.mark.django_db
LIBRARY = ("first-watch", "cold-iron")


def script_of(text):
    return load(text, CATALOGUE, PACKS)


def opened(code="first-watch", owner=None):
    draft = authoring.open_text(factories.library_text(code), owner or factories.user())
    return ScriptDraft.objects.get(pk=draft.pk)


@pytest.mark.parametrize("code", LIBRARY)
def test_shipped_script_comes_back_from_rows_as_it_was(code):
    back = authoring.text_of(opened(code))
    assert check(back, CATALOGUE, PACKS) == []
    assert script_of(back).digest == script_of(factories.library_text(code)).digest


@pytest.mark.postgres
@pytest.mark.parametrize("code", LIBRARY)
def test_shipped_script_comes_back_from_postgres_as_it_was(code):
    back = authoring.text_of(opened(code))
    assert script_of(back).digest == script_of(factories.library_text(code)).digest


def test_comments_of_the_file_come_back():
    assert authoring.text_of(opened()).startswith("# First Watch: the tutorial.")


def test_rows_hold_what_people_would_type():
    draft = opened("cold-iron")
    inject = InjectDraft.objects.get(draft=draft, code="KC01")
    assert inject.to == "us+custodian, cn+custodian, bis+custodian"
    assert inject.expects == "refused(tx:T17)"
    assert draft.gold_must.splitlines()[1] == "swept(pilot)"
    assert draft.turns.get(number=1).at_hand.startswith("us: sign, refuse, ")
    assert draft.vaults.startswith("- code: pilot\n  title: ")


def test_only_the_first_task_of_a_target_names_it():
    tasks = TaskDraft.objects.filter(objective__draft=opened(), objective__code="FW-O4")
    assert [bool(task.target_en) for task in tasks] == [True, False, False]


def test_target_without_tasks_comes_back():
    target = '      - title: {en: "Nothing to do yet"}\n'
    text = factories.library_text("first-watch")
    text = text.replace("    targets:\n", f"    targets:\n{target}", 1)
    assert script_of(authoring.text_of(authoring.open_text(text, factories.user()))).digest == script_of(text).digest


def test_every_kind_of_empty_cell_stays_empty():
    text = factories.library_text("first-watch").replace("    minimum: 1\n", "", 1)
    draft = authoring.open_text(text, factories.user())
    assert script_of(authoring.text_of(draft)).digest == script_of(text).digest


def test_script_with_a_mistake_keeps_nothing_and_says_where():
    text = factories.library_text("first-watch").replace("did(any, test_hotline)", "did(any, test_hotlin)", 1)
    with pytest.raises(ScriptError) as caught:
        authoring.open_text(text, factories.user())
    problem = caught.value.problems[0]
    assert (problem.code, problem.suggestion) == ("unknown_action", "test_hotline")
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith("test_hotlin")
    assert not ScriptDraft.objects.exists()


def test_second_draft_of_a_code_is_refused_unless_it_replaces_the_first():
    owner = factories.user()
    first = opened(owner=owner)
    InjectDraft.objects.filter(draft=first).first().delete()
    with pytest.raises(Refusal) as caught:
        opened(owner=owner)
    assert caught.value.code == "draft_exists"
    again = authoring.open_text(factories.library_text("first-watch"), owner, replace=True)
    assert again.pk == first.pk
    assert authoring.problems(again) == []


def test_two_people_may_each_have_a_draft_of_one_code():
    assert opened().pk != opened().pk


def test_text_over_a_mebibyte_is_refused():
    with pytest.raises(Refusal) as caught:
        authoring.open_text("#" * (scripts.LARGEST + 1), None)
    assert (caught.value.code, caught.value.status) == ("too_long", 400)


def test_code_too_long_for_a_published_script_is_refused():
    text = factories.library_text("first-watch").replace("code: FW\n", f"code: {'F' * 25}\n", 1)
    with pytest.raises(Refusal) as caught:
        authoring.open_text(text, factories.user())
    assert caught.value.code == "code_too_long"


def test_unfinished_draft_comes_out_as_text_all_the_same():
    draft = ScriptDraft.objects.create(owner=factories.user(), code="NEW", title_en="New: a test")
    said = json.loads(authoring.text_of(draft))
    assert (said["code"], said["title"]) == ("NEW", {"en": "New: a test"})


def test_publishing_gives_a_version_with_the_digest_of_the_rows():
    draft = opened()
    draft.title_en = "First Watch, shortened"
    draft.save()
    version = authoring.publish(draft, draft.owner, note="shorter")
    assert (version.number, version.note) == (1, "shorter")
    assert version.digest == script_of(authoring.text_of(draft)).digest


def test_publishing_twice_gives_two_numbers_and_unchanged_rows_none():
    draft = opened()
    for title in ("one", "two"):
        draft.title_en = title
        draft.save()
        authoring.publish(draft, draft.owner)
    authoring.publish(draft, draft.owner)
    assert [version.number for version in authoring.versions(draft)] == [2, 1]


def test_draft_with_an_error_is_not_published():
    draft = opened()
    ReplyDraft.objects.filter(inject__draft=draft).update(effects="add(tensoin, 1)")
    with pytest.raises(ScriptError):
        authoring.publish(draft, draft.owner)
    assert not ScriptVersion.objects.exists()
