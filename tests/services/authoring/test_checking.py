from __future__ import annotations

import pytest

from exercises.models.drafts import BranchDraft, InjectDraft, ReplyDraft, ScriptDraft, TurnDraft
from exercises.services import authoring
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return authoring.open_text(factories.library_text("first-watch"), factories.user())


@pytest.fixture
def fresh():
    """A draft in which nearly nothing is written."""
    return ScriptDraft.objects.create(owner=factories.user(), code="NEW", title_en="New")


def said(found):
    return [(each.problem.code, each.field, each.problem.line, each.problem.column) for each in found]


@pytest.mark.parametrize("code", ["first-watch", "cold-iron"])
def test_shipped_script_as_rows_has_no_problems(code):
    assert authoring.problems(authoring.open_text(factories.library_text(code), factories.user())) == []


def test_bad_condition_is_found_at_its_column_with_the_nearest_name(draft):
    inject = draft.injects.get(code="FW02")
    inject.expects = "turn >= 1 and did(any, test_hotlin)"
    (found,) = authoring.faults([inject])
    assert (found.row, found.problem.suggestion) == (inject, "test_hotline")
    assert said([found]) == [("unknown_action", "expects", 1, 24)]


def test_every_bad_line_of_effects_is_found_by_its_number(draft):
    reply = ReplyDraft.objects.get(inject__draft=draft, code="words")
    reply.effects = "add(tension, -1)\n\nadd(tensoin, 1)\nadd(tension 1)"
    assert [(code, line) for code, _field, line, _column in said(authoring.faults([reply]))] == [
        ("unknown_variable", 3),
        ("grammar_expected_mark", 4),
    ]


def test_mistake_in_a_block_is_found_by_line_and_column_of_the_block(draft):
    draft.vaults = draft.vaults.replace("policy: multi_3of5", "polcy: multi_3of5")
    found = authoring.faults([draft])
    place = draft.vaults.splitlines().index("  polcy: multi_3of5") + 1
    assert ("unknown_field", "vaults", place) in [(code, field, line) for code, field, line, _column in said(found)]


def test_block_that_is_no_yaml_is_found(draft):
    draft.transactions = "- {code: T1"
    assert ("not_yaml", "transactions") in [(code, field) for code, field, *_rest in said(authoring.faults([draft]))]


def test_name_of_a_row_that_is_yet_to_be_written_is_no_fault_but_a_problem(draft):
    inject = draft.injects.get(code="FW02")
    branch = BranchDraft(inject=inject, when="released(inject:FW99)", to="FW99")
    assert authoring.faults([inject, branch]) == []
    branch.save()
    codes = {(each.problem.code, each.field) for each in authoring.problems(draft)}
    assert {("unknown_inject", "when"), ("unknown_inject", "to")} <= codes


def test_new_row_is_looked_at_before_it_is_kept(draft):
    inject = InjectDraft(draft=draft, code="FW77", title_en="New", trigger="condition", when="var(tensoin) > 3")
    assert said(authoring.faults([inject])) == [("unknown_variable", "when", 1, 5)]
    assert not draft.injects.filter(code="FW77").exists()


def test_names_are_checked_although_the_rest_is_unwritten(fresh):
    inject = InjectDraft(draft=fresh, code="N1", title_en="New", when="did(us, sing)")
    assert said(authoring.faults([inject])) == [("unknown_action", "when", 1, 9)]


def test_gaps_of_a_fresh_draft_are_problems_with_their_fields(fresh):
    TurnDraft.objects.create(draft=fresh, number=1, title_en="One")
    found = {(each.problem.code, each.row, each.field) for each in authoring.problems(fresh)}
    assert ("missing_field", fresh, "story_en") in found
    assert ("missing_field", fresh.turns.get(), "brief_en") in found


def test_gaps_do_not_hide_the_other_mistakes(fresh):
    InjectDraft.objects.create(draft=fresh, code="N1", title_en="New", when="did(us, sing)")
    assert "unknown_action" in {each.problem.code for each in authoring.problems(fresh)}


def test_something_of_the_real_network_is_a_fault(draft):
    inject = draft.injects.get(code="FW01")
    inject.text_en += "\nbc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    assert [each.field for each in authoring.faults([inject])] == ["text_en"]


def test_status_of_a_key_that_no_vault_has_yet_is_no_fault_but_a_problem(draft):
    inject = draft.injects.get(code="FW02")
    inject.when = "var(key.US-9.status) == healthy"
    assert authoring.faults([inject]) == []
    inject.save()
    assert "unknown_variable" in {each.problem.code for each in authoring.problems(draft)}
