"""Something real, typed into any form of a trainer: said at its field, nothing kept, the text still there."""

from __future__ import annotations

import pytest

from exercises.models import Exercise, ScriptVersion
from exercises.models.drafts import InjectDraft, ScriptDraft
from exercises.services import authoring
from tests import factories
from tests.admin.desk import draft_of, errors, filled, page, row_prefix, trainer

pytestmark = pytest.mark.django_db

ADDRESS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SAID = "real network"


@pytest.fixture
def ann():
    return trainer()


@pytest.fixture
def draft(ann):
    return draft_of(ann[0])


def texts(model):
    """Every field of a row in which something of that length can be typed."""
    fields = model._meta.concrete_fields
    return [
        field.name
        for field in fields
        if field.editable
        and not field.choices
        and field.get_internal_type() in ("CharField", "TextField")
        and (field.max_length or 99) >= len(ADDRESS)
    ]


@pytest.mark.parametrize("name", texts(InjectDraft))
def test_every_text_of_an_inject_is_looked_at(ann, draft, name):
    inject = draft.injects.get(code="FW01")
    address = page("injectdraft", "change", inject.pk)
    shown = ann[1].post(address, filled(ann[1].get(address), **{name: f"# {ADDRESS}"}))
    assert shown.status_code == 200
    assert name in errors(shown)
    assert ADDRESS in shown.content.decode()
    assert not InjectDraft.objects.filter(**{f"{name}__contains": ADDRESS}).exists()


@pytest.mark.parametrize("name", [name for name in texts(ScriptDraft) if name != "pack"])
def test_every_text_of_a_head_is_looked_at(ann, draft, name):
    address = page("scriptdraft", "change", draft.pk)
    shown = ann[1].post(address, filled(ann[1].get(address), **{name: f"# {ADDRESS}"}))
    assert name in errors(shown)
    assert not ScriptDraft.objects.filter(**{f"{name}__contains": ADDRESS}).exists()


def test_a_row_of_a_list_is_looked_at(ann, draft):
    address = page("scriptdraft", "change", draft.pk)
    shown = ann[1].get(address)
    team = row_prefix(shown, "teams", code="bis")
    shown = ann[1].post(address, filled(shown, **{f"{team}-name_en": ADDRESS}))
    assert SAID in errors(shown)[f"{team}-name_en"][0]


def test_a_script_that_is_wrong_in_other_ways_is_looked_at_too(ann, draft):
    draft.turns.update(length="for ever")
    draft.teams.all().delete()
    test_every_text_of_an_inject_is_looked_at(ann, draft, "note_en")


def test_a_new_draft_is_looked_at(ann):
    shown = ann[1].post(page("scriptdraft", "add"), {"code": "NEW", "title_en": ADDRESS, "title_zh": ""})
    assert SAID in errors(shown)["title_en"][0]
    assert not ScriptDraft.objects.exists()


def test_a_file_is_looked_at_to_its_last_comment(ann):
    text = f"{factories.library_text('first-watch')}\n# pay {ADDRESS}\n"
    shown = ann[1].post(page("scriptdraft", "import"), {"text": text}).content.decode()
    assert SAID in shown
    assert ADDRESS in shown
    assert not ScriptDraft.objects.exists()


def test_a_note_and_a_title_are_looked_at(ann, draft):
    noted = ann[1].post(page("scriptdraft", "publish", draft.pk), {"note": ADDRESS}).content.decode()
    assert "looks like a real key" in noted
    assert not ScriptVersion.objects.exists()
    version = authoring.publish(draft, ann[0])
    titled = ann[1].post(page("scriptversion", "start", version.pk), {"title": ADDRESS, "pace": "1", "luck": ""})
    assert "looks like a real key" in titled.content.decode()
    assert ADDRESS in titled.content.decode()
    assert not Exercise.objects.exists()
