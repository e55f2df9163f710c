"""Who sees what: a table of every page against a trainer, another trainer, a participant and nobody."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from exercises.models import Exercise, ScriptVersion
from exercises.models.drafts import InjectDraft, ScriptDraft, SeatDraft, TeamDraft
from exercises.services import authoring, lifecycle
from tests import factories
from tests.admin.desk import draft_of, errors, filled, page, row_prefix, trainer

pytestmark = pytest.mark.django_db
PARTS = ("teamdraft", "turndraft", "objectivedraft", "injectdraft", "documentdraft")
LISTS = ("scriptdraft", *PARTS, "scriptversion", "exercise", "line")
OURS = [model for model in admin.site._registry if model._meta.app_label == "exercises"]


@pytest.fixture
def ann():
    return trainer()


@pytest.fixture
def bob():
    return trainer()


@pytest.fixture
def draft(ann):
    return draft_of(ann[0])


@pytest.fixture
def rows(ann, draft):
    """One row of each kind, all Ann's."""
    ScriptDraft.objects.filter(pk=draft.pk).update(title_en="Canary")
    version = authoring.publish(ScriptDraft.objects.get(pk=draft.pk), ann[0])
    exercise = lifecycle.create(ann[0], version, title="Canary")
    found = {"scriptdraft": draft, "scriptversion": version, "exercise": exercise, "line": exercise.lines.first()}
    parts = {
        "teamdraft": draft.teams,
        "turndraft": draft.turns,
        "objectivedraft": draft.objectives,
        "injectdraft": draft.injects,
        "documentdraft": draft.documents,
    }
    return found | {name: manager.first() for name, manager in parts.items()}


def addresses(rows):
    """Every page about one row."""
    tools = {"scriptdraft": ("check", "publish", "export"), "scriptversion": ("export", "start", "rewrite")}
    for model, row in rows.items():
        for name in ("change", "delete", "history", *tools.get(model, ())):
            yield page(model, name, row.pk)


def test_table_knows_every_kind_of_row():
    assert {model._meta.model_name for model in OURS} == set(LISTS)


def test_owner_sees_every_page(ann, rows):
    shut = {page(model, "delete", rows[model].pk) for model in ("scriptversion", "exercise", "line")}
    only_posted = {page("scriptversion", "rewrite", rows["scriptversion"].pk)}
    for address in set(addresses(rows)) - only_posted:
        assert ann[1].get(address).status_code == (403 if address in shut else 200), address


def test_other_trainer_finds_nothing(bob, rows):
    for address in addresses(rows):
        posted_only = address.endswith("/rewrite/")
        assert bob[1].post(address).status_code == 404, address
        assert posted_only or bob[1].get(address).status_code == 404, address
    assert ScriptDraft.objects.filter(title_en="Canary").exists()
    assert Exercise.objects.count() == ScriptVersion.objects.count() == 1


def test_lists_hold_only_what_is_theirs(ann, bob, rows):
    for model in LISTS:
        shown = bob[1].get(page(model, "changelist"))
        assert shown.context["cl"].result_count == 0, model
        assert "Canary" not in shown.content.decode(), model
        assert ann[1].get(page(model, "changelist")).context["cl"].result_count > 0, model


def test_shipped_versions_are_for_every_trainer(bob):
    version = factories.version()
    assert bob[1].get(page("scriptversion", "start", version.pk)).status_code == 200
    bob[1].post(page("scriptversion", "rewrite", version.pk))
    assert ScriptDraft.objects.get().owner == bob[0]


def test_superuser_sees_everything(rows):
    _root, client = trainer(is_superuser=True)
    for model in LISTS:
        assert client.get(page(model, "change", rows[model].pk)).status_code == 200
        assert client.get(page(model, "changelist")).context["cl"].result_count > 0


@pytest.mark.parametrize("client", ["nobody", "participant"])
def test_strangers_are_led_to_the_sign_in(rows, client):
    browser = Client()
    if client == "participant":
        browser.force_login(factories.user())
    for address in [*addresses(rows), page("scriptdraft", "import"), *(page(model, "changelist") for model in LISTS)]:
        answer = browser.post(address) if address.endswith("/rewrite/") else browser.get(address)
        assert (answer.status_code, "login" in answer.headers.get("Location", "")) in {(302, True), (403, False)}


@pytest.mark.parametrize(
    "model, lookup",
    [
        ("scriptdraft", "owner__password__startswith"),
        ("scriptdraft", "injects__text_en__contains"),
        ("injectdraft", "draft__owner__email"),
        ("scriptversion", "text__contains"),
        ("scriptversion", "published_by__password__startswith"),
        ("exercise", "salt__startswith"),
        ("exercise", "seats__token_hash__startswith"),
        ("line", "exercise__salt__startswith"),
    ],
)
def test_lists_are_not_narrowed_by_what_they_do_not_show(ann, model, lookup):
    assert ann[1].get(page(model, "changelist"), {lookup: "a"}).status_code == 400


def test_filters_reach_only_what_is_theirs(bob, rows):
    mine = draft_of(bob[0])
    for model, rows_of in (("injectdraft", "injects"), ("turndraft", "turns")):
        found = [
            bob[1].get(page(model, "changelist"), {"draft": draft.pk}).context["cl"].result_count
            for draft in (mine, rows["scriptdraft"])
        ]
        assert found == [getattr(mine, rows_of).count(), 0]
    lifecycle.create(bob[0], factories.version())
    shown = bob[1].get(page("line", "changelist"), {"exercise": rows["exercise"].code})
    assert shown.context["cl"].result_count == 0


def test_completion_gives_nothing_away(bob, rows):
    fields = ("exercise", "version"), ("exercise", "created_by"), ("scriptdraft", "owner"), ("injectdraft", "draft")
    for model, field in fields:
        asked = {"app_label": "exercises", "model_name": model, "field_name": field, "term": "Can"}
        answer = bob[1].get("/admin/autocomplete/", asked)
        assert answer.status_code == 403 or answer.json()["results"] == [], (model, field)


def test_row_of_another_draft_cannot_be_taken_over_through_a_list(bob, draft):
    theirs, mine = draft.injects.first(), draft_of(bob[0])
    address = page("scriptdraft", "change", mine.pk)
    shown = bob[1].get(address)
    prefix = row_prefix(shown, "injects", code="FW01")
    forged = {f"{prefix}-id": theirs.pk, f"{prefix}-title_en": "forged", f"{prefix}-draft": mine.pk}
    bob[1].post(address, filled(shown, **forged))
    bob[1].post(address, filled(shown, **forged, **{f"{prefix}-DELETE": "on"}))
    assert not InjectDraft.objects.filter(title_en="forged").exists()
    assert draft.injects.count() == mine.injects.count() == 14


def test_row_cannot_be_pushed_into_another_draft(bob, draft):
    mine = draft_of(bob[0])
    shown = bob[1].get(f"{page('injectdraft', 'add')}?draft={mine.pk}")
    answer = bob[1].post(page("injectdraft", "add"), filled(shown, draft=draft.pk, code="FORGED", title_en="x"))
    assert "draft" in errors(answer)
    row = mine.teams.first()
    address = page("teamdraft", "change", row.pk)
    bob[1].post(address, filled(bob[1].get(address), draft=draft.pk))
    row.refresh_from_db()
    assert row.draft_id == mine.pk
    assert not InjectDraft.objects.filter(code="FORGED").exists()


def test_seat_cannot_be_pushed_into_another_team(bob, draft):
    mine = draft_of(bob[0])
    target = TeamDraft.objects.get(draft=draft, code="us")
    address = page("teamdraft", "change", mine.teams.get(code="us").pk)
    forged = {"seats-TOTAL_FORMS": "3", "seats-2-code": "forged", "seats-2-title_en": "x", "seats-2-role": "x"}
    bob[1].post(address, filled(bob[1].get(address), **forged, **{"seats-2-team": target.pk}))
    assert not SeatDraft.objects.filter(team=target, code="forged").exists()


def test_owner_is_nobodys_to_choose(bob, ann):
    made = {"code": "NEW", "title_en": "New", "owner": ann[0].pk}
    bob[1].post(page("scriptdraft", "add"), made)
    assert ScriptDraft.objects.get().owner == bob[0]


def test_trainer_sees_no_accounts(ann):
    for address in ("/admin/auth/user/", "/admin/auth/group/", f"/admin/auth/user/{ann[0].pk}/change/"):
        assert ann[1].get(address).status_code == 403
