from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exercises.domain.script import load
from exercises.domain.world import CATALOGUE, PACKS
from exercises.models import ScriptVersion
from exercises.models.drafts import InjectDraft, ReplyDraft, ScriptDraft
from exercises.services import authoring, scripts
from tests import factories
from tests.admin.desk import draft_of, errors, filled, page, row_prefix, trainer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return trainer()


@pytest.fixture
def draft(ann):
    return draft_of(ann[0])


def digest(draft):
    return load(authoring.text_of(ScriptDraft.objects.get(pk=draft.pk)), CATALOGUE, PACKS).digest


# --- Writing ----------------------------------------------------------------------------------------------------------


def test_saving_a_draft_without_a_change_leaves_the_script_as_it_was(ann, draft):
    before, address = digest(draft), page("scriptdraft", "change", draft.pk)
    saved = ann[1].post(address, filled(ann[1].get(address)))
    assert saved.status_code == 302
    assert digest(draft) == before


@pytest.mark.parametrize("model, rows", [("injectdraft", "injects"), ("teamdraft", "teams"), ("turndraft", "turns")])
def test_saving_a_row_without_a_change_leaves_the_script_as_it_was(ann, draft, model, rows):
    before, address = digest(draft), page(model, "change", getattr(draft, rows).first().pk)
    saved = ann[1].post(address, filled(ann[1].get(address)))
    assert saved.headers["Location"] == page("scriptdraft", "change", draft.pk)
    assert digest(draft) == before


def test_line_ends_of_browsers_do_not_enter_the_script(ann, draft):
    inject = draft.injects.get(code="FW01")
    address = page("injectdraft", "change", inject.pk)
    text = inject.text_en.replace("\n", "\r\n")
    ann[1].post(address, filled(ann[1].get(address), text_en=text))
    inject.refresh_from_db()
    assert inject.text_en == text.replace("\r\n", "\n")


def test_new_draft_belongs_to_who_made_it(ann):
    ann[1].post(page("scriptdraft", "add"), {"code": "NEW", "title_en": "New", "title_zh": ""})
    assert ScriptDraft.objects.get().owner == ann[0]


def test_rows_of_a_draft_are_edited_in_one_page(ann, draft):
    address = page("scriptdraft", "change", draft.pk)
    shown = ann[1].get(address)
    team, inject = row_prefix(shown, "teams", code="bis"), row_prefix(shown, "injects", code="FW01")
    ann[1].post(address, filled(shown, **{f"{team}-name_en": "Basel", f"{inject}-DELETE": "on"}))
    assert draft.teams.get(code="bis").name_en == "Basel"
    assert not draft.injects.filter(code="FW01").exists()


def test_inject_is_added_with_its_replies(ann, draft):
    shown = ann[1].get(f"{page('injectdraft', 'add')}?draft={draft.pk}")
    more = {"code": "FW90", "title_en": "More", "trigger": "manual", "to": "us"}
    more |= {"replies-TOTAL_FORMS": "1", "replies-0-code": "yes", "replies-0-effects": "add(tension, -1)"}
    saved = ann[1].post(page("injectdraft", "add"), filled(shown, **more))
    assert saved.headers["Location"] == page("scriptdraft", "change", draft.pk)
    assert draft.injects.get(code="FW90").replies.get().effects == "add(tension, -1)"


def test_what_is_still_open_is_said_after_saving(ann, draft):
    draft.injects.filter(code="FW02B").delete()
    address = page("scriptdraft", "change", draft.pk)
    saved = ann[1].post(address, filled(ann[1].get(address)), follow=True)
    assert "1 thing in this script is still to be put right." in saved.content.decode()


# --- Mistakes ---------------------------------------------------------------------------------------------------------


def test_bad_condition_is_shown_at_its_field_and_nothing_is_kept(ann, draft):
    inject = draft.injects.get(code="FW02")
    address = page("injectdraft", "change", inject.pk)
    shown = ann[1].post(
        address, filled(ann[1].get(address), expects="did(any, test_hotlin)", title_en="Not kept", asks_of="nobody")
    )
    assert errors(shown) == {"expects": ["Column 10: There is no action test_hotlin. Did you mean test_hotline?"]}
    inject.refresh_from_db()
    assert (inject.expects, inject.title_en) == ("did(any, test_hotline)", "The hotline rings")


def test_all_mistakes_of_a_page_are_shown_at_once(ann, draft):
    inject = draft.injects.get(code="FW02")
    address = page("injectdraft", "change", inject.pk)
    bad = {"when": "turn >=", "on_arrival": "add(tension, 1)\nadd(tensoin, 1)", "replies-0-effects": "flg(x)"}
    said = errors(ann[1].post(address, filled(ann[1].get(address), **bad)))
    assert set(said) == {"when", "on_arrival", "replies-0-effects"}
    assert said["on_arrival"] == ["Line 2, column 5: There is no variable tensoin. Did you mean tension?"]


def test_bad_condition_in_a_list_is_shown_in_its_row_and_nothing_is_kept(ann, draft):
    address = page("scriptdraft", "change", draft.pk)
    shown = ann[1].get(address)
    inject = row_prefix(shown, "injects", code="FW04C")
    shown = ann[1].post(address, filled(shown, title_en="Not kept", **{f"{inject}-when": "proved_key < 3"}))
    assert set(errors(shown)) == {f"{inject}-when"}
    draft.refresh_from_db()
    assert draft.title_en == "First Watch"


def test_mistake_in_yaml_is_shown_with_line_and_column(ann, draft):
    address = page("scriptdraft", "change", draft.pk)
    bad = draft.vaults.replace("policy: multi_3of5", "policy: multi_3of6")
    (said,) = errors(ann[1].post(address, filled(ann[1].get(address), vaults=bad)))["vaults"]
    assert said == "Line 3, column 11: There is no vault policy multi_3of6. Did you mean multi_3of5?"


def test_mistakes_are_said_in_the_language_of_the_page(ann, draft):
    address = page("injectdraft", "change", draft.injects.get(code="FW02").pk)
    shown = ann[1].get(address)
    answer = ann[1].post(address, filled(shown, expects="did(any, sing)"), headers={"accept-language": "zh-hans"})
    assert "没有行动 sing" in errors(answer)["expects"][0]


# --- Files ------------------------------------------------------------------------------------------------------------


def upload(client, text, **more):
    file = SimpleUploadedFile("script.yaml", text if isinstance(text, bytes) else text.encode())
    return client.post(page("scriptdraft", "import"), {"file": file, **more})


@pytest.mark.parametrize("code", ["first-watch", "cold-iron"])
def test_file_comes_in_and_goes_out_as_the_same_script(ann, code):
    text = factories.library_text(code)
    made = upload(ann[1], text)
    draft = ScriptDraft.objects.get(owner=ann[0])
    assert made.headers["Location"] == page("scriptdraft", "change", draft.pk)
    file = ann[1].get(page("scriptdraft", "export", draft.pk))
    assert file.headers["Content-Disposition"] == f'attachment; filename="{draft.code}.yaml"'
    assert load(file.content, CATALOGUE, PACKS).digest == load(text, CATALOGUE, PACKS).digest


def test_pasted_text_comes_in(ann):
    ann[1].post(page("scriptdraft", "import"), {"text": factories.library_text("first-watch")})
    assert ScriptDraft.objects.get().injects.count() == 14


def test_file_with_mistakes_lists_them_all_and_keeps_nothing(ann):
    text = factories.library_text("first-watch")
    text = text.replace("did(any, test_hotline)", "did(any, test_hotlin)")
    text = text.replace("    coins: 2\n", "    coins: 2\n    coin: 3\n", 1)
    shown = upload(ann[1], text).content.decode()
    assert "There is no action test_hotlin. Did you mean test_hotline?" in shown
    assert "There is no field coin here. Did you mean coins?" in shown
    line = text.splitlines().index("    coin: 3") + 1
    assert f'<td class="number">{line}</td><td class="number">5</td>' in shown
    assert not ScriptDraft.objects.exists()


@pytest.mark.parametrize(
    "data, said",
    [
        ({}, "Choose a file or paste its text"),
        ({"text": "parley: 1"}, "nothing was kept"),
        ({"text": "&a [*a, *a]"}, "Aliases (*name) are not allowed"),
    ],
)
def test_import_without_a_script_says_why(ann, data, said):
    assert said in ann[1].post(page("scriptdraft", "import"), data).content.decode()


def test_file_over_a_mebibyte_is_refused(ann):
    assert "at most 1048576 bytes" in upload(ann[1], "#" * (scripts.LARGEST + 1)).content.decode()


def test_file_of_another_encoding_is_refused(ann):
    assert "The file is not UTF-8." in upload(ann[1], "标题".encode("gb18030")).content.decode()


def test_draft_is_replaced_only_when_that_is_wanted(ann, draft):
    text = factories.library_text("first-watch").replace('en: "First Watch"', 'en: "Second Watch"', 1)
    assert "Tick the box to replace it." in upload(ann[1], text).content.decode()
    upload(ann[1], text, replace="on")
    assert ScriptDraft.objects.get().title_en == "Second Watch"


# --- Checking and publishing ------------------------------------------------------------------------------------------


def test_check_leads_to_the_row_of_each_problem(ann, draft):
    reply = ReplyDraft.objects.filter(inject__draft=draft).first()
    ReplyDraft.objects.filter(pk=reply.pk).update(effects="add(tensoin, 1)")
    shown = ann[1].get(page("scriptdraft", "check", draft.pk)).content.decode()
    assert "There is no variable tensoin. Did you mean tension?" in shown
    assert page("injectdraft", "change", reply.inject_id) in shown


def test_check_of_a_good_script_says_so(ann, draft):
    assert "Nothing is wrong" in ann[1].get(page("scriptdraft", "check", draft.pk)).content.decode()


def test_publishing_twice_gives_two_versions(ann, draft):
    for title in ("One", "Two"):
        ScriptDraft.objects.update(title_en=title)
        ann[1].post(page("scriptdraft", "publish", draft.pk), {"note": f"now {title}"})
    found = ScriptVersion.objects.order_by("number").values_list("number", "note", "published_by")
    assert list(found) == [(1, "now One", ann[0].pk), (2, "now Two", ann[0].pk)]


def test_unchanged_draft_is_not_published_again(ann, draft):
    for _ in range(2):
        answer = ann[1].post(page("scriptdraft", "publish", draft.pk), {"note": ""}, follow=True)
    assert "Nothing has changed since" in answer.content.decode()
    assert ScriptVersion.objects.count() == 1


def test_two_trainers_publish_the_same_text_each_for_themselves(ann, draft):
    bob, client = trainer()
    theirs = authoring.open_text(authoring.text_of(draft), bob)
    ann[1].post(page("scriptdraft", "publish", draft.pk), {"note": ""})
    client.post(page("scriptdraft", "publish", theirs.pk), {"note": ""})
    assert ScriptVersion.objects.filter(number=1).count() == 2
    assert ScriptVersion.objects.values("digest").distinct().count() == 1


def test_draft_with_an_error_is_not_published(ann, draft):
    InjectDraft.objects.filter(code="FW02B").delete()
    shown = ann[1].post(page("scriptdraft", "publish", draft.pk), {"note": ""})
    assert "cannot be published yet" in shown.content.decode()
    assert not ScriptVersion.objects.exists()


def test_draft_with_very_many_injects_is_still_editable(ann, draft):
    InjectDraft.objects.bulk_create(InjectDraft(draft=draft, code=f"X{n}", title_en="x") for n in range(80))
    address = page("scriptdraft", "change", draft.pk)
    sent = filled(ann[1].get(address))
    assert len(sent) < 2000
    assert "injects-TOTAL_FORMS" not in sent
    assert ann[1].post(address, sent).status_code == 302


def test_list_of_drafts_asks_the_database_no_more_for_more_rows(ann, draft, django_assert_max_num_queries):
    ScriptDraft.objects.bulk_create(ScriptDraft(owner=ann[0], code=f"D{n}", title_en="x") for n in range(20))
    with django_assert_max_num_queries(8):
        ann[1].get(page("scriptdraft", "changelist"))


def test_saving_a_draft_asks_the_database_a_bounded_number_of_times(ann, draft, django_assert_max_num_queries):
    address = page("scriptdraft", "change", draft.pk)
    sent = filled(ann[1].get(address), title_en="Other")
    with django_assert_max_num_queries(80):
        ann[1].post(address, sent)
