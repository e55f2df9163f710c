from __future__ import annotations

import pytest

from exercises.models import Exercise, Place, Role, ScriptVersion
from exercises.models.drafts import ScriptDraft
from exercises.services import authoring
from tests import factories
from tests.admin.desk import draft_of, page, trainer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return trainer()


@pytest.fixture
def version(ann):
    draft = draft_of(ann[0])
    draft.title_en = "Ann's watch"
    draft.save()
    return authoring.publish(draft, ann[0])


def started(ann, version, **fields):
    data = {"title": "Monday", "pace": "0.5", "luck": "", **fields}
    return ann[1].post(page("scriptversion", "start", version.pk), data, follow=True)


def test_exercise_starts_from_a_version_with_its_maker_at_control(ann, version):
    answer = started(ann, version, luck="yes")
    exercise = Exercise.objects.get()
    assert (exercise.title, exercise.version, exercise.luck) == ("Monday", version, True)
    assert Place.objects.get(exercise=exercise).user == ann[0]
    assert f"/x/{exercise.code}/control/" in answer.content.decode()


def test_luck_is_as_the_script_says_unless_chosen(ann, version):
    started(ann, version)
    assert Exercise.objects.get().luck is False


@pytest.mark.parametrize("pace", ["0", "5", "-1", "nan", "", "x"])
def test_pace_out_of_range_makes_no_exercise(ann, version, pace):
    assert started(ann, version, pace=pace).status_code == 200
    assert not Exercise.objects.exists()


def test_version_is_only_looked_at(ann, version):
    address = page("scriptversion", "change", version.pk)
    assert ann[1].get(address).status_code == 200
    assert ann[1].post(address, {"note": "forged", "text": "{}", "number": 9}).status_code == 403
    assert ann[1].post(page("scriptversion", "delete", version.pk), {"post": "yes"}).status_code == 403
    assert ann[1].get(page("scriptversion", "add")).status_code == 403
    kept = ScriptVersion.objects.get(pk=version.pk)
    assert (kept.note, kept.number, kept.text) == (version.note, version.number, version.text)


def test_version_goes_out_as_a_file_and_becomes_a_draft(ann, version):
    file = ann[1].get(page("scriptversion", "export", version.pk))
    assert "Ann's watch" in file.content.decode()
    ScriptDraft.objects.all().delete()
    assert ann[1].get(page("scriptversion", "rewrite", version.pk)).status_code == 405
    ann[1].post(page("scriptversion", "rewrite", version.pk))
    assert ScriptDraft.objects.get(owner=ann[0]).title_en == "Ann's watch"


def test_version_does_not_overwrite_a_draft(ann, version):
    ScriptDraft.objects.update(title_en="Half done")
    ann[1].post(page("scriptversion", "rewrite", version.pk))
    assert ScriptDraft.objects.get().title_en == "Half done"


@pytest.mark.parametrize("model", ["exercise", "line"])
def test_record_is_only_looked_at(ann, version, model):
    started(ann, version)
    exercise = Exercise.objects.get()
    row = exercise if model == "exercise" else exercise.lines.first()
    assert ann[1].get(page(model, "change", row.pk)).status_code == 200
    assert ann[1].post(page(model, "change", row.pk), {"title": "forged"}).status_code == 403
    assert ann[1].post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    everything = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    ann[1].post(page(model, "changelist"), everything)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_pages_of_an_exercise_show_no_secret(ann, version):
    started(ann, version)
    exercise = Exercise.objects.get()
    places = ("exercise", "change", exercise.pk), ("exercise", "changelist"), ("line", "changelist")
    for where in (*places, ("line", "change", exercise.lines.first().pk)):
        shown = ann[1].get(page(*where)).content.decode()
        assert exercise.salt not in shown
        assert exercise.key_mark not in shown


def test_trainer_whose_place_is_revoked_sees_the_exercise_no_more(ann, version):
    started(ann, version)
    address = page("exercise", "change", Exercise.objects.get().pk)
    Place.objects.update(revoked_at="2026-11-20T12:00Z")
    assert ann[1].get(address).status_code == 404


def test_evaluators_place_does_not_open_the_log(version):
    exercise = factories.exercise()
    bob, client = trainer()
    factories.place(exercise, Role.EVALUATOR, user=bob)
    assert client.get(page("exercise", "change", exercise.pk)).status_code == 404
    assert client.get(page("line", "change", exercise.lines.first().pk)).status_code == 404
