# ruff: noqa: E501 – one mistake is one row
from __future__ import annotations

import string
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from exercises.domain.script import Reading, ScriptError, Severity, check, load
from exercises.domain.script.mistakes import mistakes
from exercises.domain.script.sentences import SENTENCES
from tests.domain.script.page import CATALOGUE, PACKS, PAGE, edited, place, problems

ERROR, WARNING = Severity.ERROR, Severity.WARNING

# What is on the page, what a careless author writes instead, what is said about it, where (the first such piece of the
# new text), and what is suggested. Without a code: this is no mistake.
MISTAKES = (
    # shape
    ("pack: calm\n", "", ERROR, "missing_field", "parley", None),
    ("pack: calm", "pack: calm\ncolour: red", ERROR, "unknown_field", "colour", None),
    ("    medium: cable\n", "    medium: cable\n    branchs: []\n", ERROR, "unknown_field", "branchs", "branches"),
    ("medium: cable", "medium: cabel", ERROR, "not_one_of", "cabel", "cable"),
    ("kind: observer", "kind: obsever", ERROR, "not_one_of", "obsever", "observer"),
    ("parley: 1", "parley: 2", ERROR, "not_one_of", "2", None),
    ("kind: refresh", "kind: fresh", ERROR, "not_one_of", "fresh", "refresh"),
    ("minimum: 1", "minimum: lots", ERROR, "expected_whole_number", "lots", None),
    ("minimum: 1", "minimum: 1.5", ERROR, "expected_whole_number", "1.5", None),
    ("minimum: 1", "minimum: 100", ERROR, "out_of_range", "100", None),
    ("btc: 100", "btc: many", ERROR, "expected_number", "many", None),
    ("btc: 100", "btc: -1", ERROR, "out_of_range", "-1\n    whitelist", None),
    ("lead: true\n        clearances: [custodian]\n        holds: [US-1]", "lead: yes\n        holds: [US-1]", ERROR, "expected_truth", "yes", None),
    ("code: TS\n", "code: 7\n", ERROR, "expected_text", "7", None),
    ("code: TS\n", "code: T S\n", ERROR, "bad_code", "T S", None),
    ("code: us_card", "code: " + "c" * 41, ERROR, "text_too_long", "c" * 41, None),
    ('en: "Read."', 'en: ""', ERROR, "empty_text", '""', None),
    ("to: [all]", "to: all", ERROR, "expected_list", "all\n    medium", None),
    ("to: [all]", "to: []", ERROR, "empty_list", "[]", None),
    ("to: [all]", "to: [all+custodian]", ERROR, "bad_address", "all+custodian", None),
    ("to: [all]", "to: [us cn]", ERROR, "bad_address", "us cn", None),
    ('{en: "Desk", zh-hans: "值班台"}', '"Desk"', ERROR, "expected_mapping", '"Desk"\n    to', None),
    ("brings: [tx:T1]", "brings: [tx]", ERROR, "not_one_of", "tx]", "tx"),
    ("brings: [tx:T1]", "brings: [hotlin]", ERROR, "not_one_of", "hotlin]", "hotline"),
    ("{to: unknown, btc: 9.99}", "{to: unknow, btc: 9.99}", ERROR, "not_one_of", "unknow,", "unknown"),
    ("stage: 3", "stage: [3]", ERROR, "expected_setting", "[3]", None),
    ("length: 6h", "length: 6 hours", ERROR, "bad_duration", "6 hours", None),
    ("length: 6h", "length: 0h", ERROR, "bad_duration", "0h", None),
    ("length: 6h", "length: 9999y", ERROR, "bad_duration", "9999y", None),
    ('"2031-03-14T06:00Z"', "2031-03-14T06:00", ERROR, "bad_time", "2031-03-14T06:00", None),
    ('"2031-03-14T06:00Z"', "tomorrow", ERROR, "bad_time", "tomorrow", None),
    ('"2031-03-14T06:00Z"', "5", ERROR, "bad_time", "5\n    brief", None),
    ("brings: [tx:T1]", "attachments: [{title: {en: T}, text: {en: T}, signed: {key: US-9, message: m}}]", ERROR, "unknown_key", "US-9", "US-1"),
    # conditions and effects as texts
    ('"did(us, accuse)"', '"did(us accuse)"', ERROR, "grammar_expected_mark", "accuse)", None),
    ('"flag(theft)"', '"flog(theft)"', ERROR, "grammar_unknown_effect", "flog", "flag"),
    ('"ever(turn >= 2)"', '"ever(trn >= 2)"', ERROR, "grammar_unknown_word", "trn", "turn"),
    ('"ever(turn >= 2)"', "ever(trn >= 2)", ERROR, "grammar_unknown_word", "trn", "turn"),
    ('"ever(turn >= 2)"', "[turn]", ERROR, "expected_text", "[turn]", None),
    ('"flag(theft)"', "7", ERROR, "expected_text", "7", None),
    # names
    ("stage: 3", "stag: 3", ERROR, "unknown_variable", "stag", "stage"),
    ("var(trust.us)", "var(trust.uk)", ERROR, "unknown_variable", "trust.uk", "trust.us"),
    ("add(trust.other, 2)", "add(trist.other, 2)", ERROR, "unknown_variable", "trist.other", None),
    ("key.CN-1.true_status", "key.CN-2.true_status", ERROR, "unknown_variable", "key.CN-2", "key.CN-1.true_status"),
    ("indicators: [market.price,", "indicators: [market.prise,", ERROR, "unknown_variable", "market.prise", "market.price"),
    ("Price {var:market.price|usd}.", "Price {var:market.prize|usd}.", ERROR, "unknown_variable", '"Price', "market.price"),
    ("did(us, accuse)", "did(us, acuse)", ERROR, "unknown_action", "acuse", "accuse"),
    ("bis: [call, attest]", "bis: [call, attes]", ERROR, "unknown_action", "attes]", "attest"),
    ("did(us, accuse)", "did(uk, accuse)", ERROR, "unknown_team", "uk, accuse", "us"),
    ("to: [us, cn+custodian, bis]", "to: [us, cm+custodian, bis]", ERROR, "unknown_team", "cm+custodian", "cn"),
    ("asks: {of: [us, cn]", "asks: {of: [us, cm]", ERROR, "unknown_team", "cm]", "cn"),
    ("team: us,", "team: uz,", ERROR, "unknown_team", "uz", "us"),
    ("cn: [call, sign], bis: [call, attest]}", "cm: [call, sign], bis: [call, attest]}", ERROR, "unknown_team", "cm:", "cn"),
    ("decides: {us-desk:", "decides: {us-dask:", ERROR, "unknown_seat", "us-dask", "us-desk"),
    ("N-1: bis-desk}", "N-1: bis-disk}", ERROR, "unknown_seat", "bis-disk", "bis-desk"),
    ("holds: [N-1]", "holds: [N-2]", ERROR, "unknown_key", "N-2", "N-1"),
    ("reply(us, TS01)", "reply(us, TS10)", ERROR, "unknown_inject", "TS10", "TS01"),
    ("contingency: TS02", "contingency: TS20", ERROR, "unknown_inject", "TS20", "TS02"),
    ("to: TS03}", "to: TS30}", ERROR, "unknown_inject", "TS30", "TS03"),
    ("refused(tx:T1) by >= 1", "refused(tx:T2) by >= 1", ERROR, "unknown_tx", "T2", "T1"),
    ("brings: [tx:T1]", "brings: [tx:T2]", ERROR, "unknown_tx", "tx:T2", "T1"),
    ("brings: [tx:T1]", "brings: [tx:T1, ceremony:pilott]", ERROR, "unknown_vault", "ceremony", "pilot"),
    ("vault: pilot", "vault: polit", ERROR, "unknown_vault", "polit", "pilot"),
    ('"flag(theft)"', '"flag(theft) when swept(pilat)"', ERROR, "unknown_vault", "pilat", "pilot"),
    ('"flag(theft)"', '"flag(theft) when key(US-9).status == lost"', ERROR, "unknown_key", "US-9", "US-1"),
    ('"flag(theft)"', '"flag(theft) when key(US-1).status == last"', ERROR, "unknown_status", "last", "lost"),
    ('"flag(theft)"', '"flag(theft)", "preset(vault_theft_x)"', ERROR, "unknown_preset", "vault_theft_x", "vault_theft"),
    ("policy: escrow_2of3", "policy: escrow_3of3", ERROR, "unknown_policy", "escrow_3of3", "escrow_2of3"),
    ("set(hotline.state, tested)", "set(hotline.state, testet)", ERROR, "unknown_state", '"set(', "tested"),
    ("hotline.state: installed", "hotline.state: instaled", ERROR, "unknown_state", "instaled", "installed"),
    ("== yes_now", "== yes_then", ERROR, "unknown_reply", "yes_then", "yes_now"),
    ("pack: calm", "pack: clam", ERROR, "unknown_pack", "clam", "calm"),
    ("objective: O1", "objective: O2", ERROR, "unknown_objective", "O2", "O1"),
    ("for: [all]", "for: [alles]", ERROR, "unknown_reader", "alles", "all"),
    ("cn+custodian, bis", "cn+custodien, bis", ERROR, "unknown_clearance", "cn+custodien", "custodian"),
    ("{to: unknown, btc: 9.99}", "{to: whitelist:bazel, btc: 9.99}", ERROR, "unknown_address", "whitelist:bazel", "basel"),
    ("Price {var:market.price|usd}.", "Price {var:market.price|usdd}.", ERROR, "unknown_format", '"Price', "usd"),
    ("Price {var:market.price|usd}.", "Price {var:market price}.", ERROR, "unknown_figure", '"Price', None),
    ("Price {var:market.price|usd}.", "Price {var:market.price|usd.", ERROR, "broken_placeholder", '"Price', None),
    ("not flag(theft)", "not flag(teft)", WARNING, "flag_never_raised", '"var(trust.us)', "theft"),
    # values and places
    ("stage: 3", "stage: 7", ERROR, "out_of_range", "7", None),
    ("stage: 3", "stage: three", ERROR, "expected_number", "three", None),
    ("stage: 3", "stage: 3\n  joc.open: 1", ERROR, "expected_truth", "1\n  hotline", None),
    ('"flag(theft)"', '"flag(theft)", "add(hotline.state, 1)"', ERROR, "not_a_number", '"add(hot', None),
    ('"flag(theft)"', '"flag(theft) when var(hotline.state) > 2"', ERROR, "not_a_number", '"flag(theft)', None),
    ('"flag(theft)"', '"flag(theft) when var(joc.open) == open"', ERROR, "expected_truth", '"flag(theft)', None),
    ('"flag(theft)"', '"flag(theft)", "set(stage, 9)"', ERROR, "out_of_range", '"set(stage', None),
    ('"flag(theft)"', '"flag(theft)", "add(trust.own, 1)"', ERROR, "no_acting_team", '"add(trust.own', None),
    ('"flag(theft)"', '"flag(theft)", "add(trust.us, 1) after 3"', WARNING, "effect_too_late", '"add(trust.us, 1)', None),
    ("kind: observer", "kind: observer\n    resources: {pc: 3}", ERROR, "no_such_resource", "3}", None),
    ("indicators: [market.price,", "indicators: [red.plan,", WARNING, "hidden_indicator", "red.plan", None),
    ("Price {var:market.price|usd}.", "{var:market.price} {var:red.plan}", WARNING, "hidden_figure", '"{var', None),
    # codes
    ("- code: TS02", "- code: TS01", ERROR, "duplicate_code", 'TS01\n    title: {en: "Gone"', None),
    ("code: us-desk", "code: us-lead", ERROR, "duplicate_code", 'us-lead, title: {en: "Desk"', None),
    ("code: us-desk", "code: us", ERROR, "duplicate_code", 'us, title: {en: "Desk"', None),
    ("O1-T1", "O1", ERROR, "duplicate_code", "O1, text", None),
    ("us: [call, sign, freeze]", "us: [call, sign, call]", ERROR, "duplicate_code", "call], cn", None),
    ("- number: 2", "- number: 4", ERROR, "turn_number", "4\n", None),
    ('    starts: "2031-03-14T06:00Z"\n', "", ERROR, "first_turn_starts", "number: 1", None),
    ('length: 1d\n    brief: {en: "Later', 'length: 1d\n    starts: "2031-03-14T07:00Z"\n    brief: {en: "Later', ERROR, "starts_too_early", '"2031-03-14T07', None),
    # people
    ("  - code: cn\n", "  - code: ru\n", ERROR, "principal_missing", "- code: us\n", None),
    ("kind: observer", "kind: principal", ERROR, "principal_kind", "principal\n    seats:\n      - code: bis", None),
    ("role: desk, deputy: true", "role: desk, lead: true", ERROR, "one_lead", "- code: us-lead", None),
    ("minimum: 1", "minimum: 3", ERROR, "too_few_seats", "3\n    resources", None),
    ("to: [public]", "to: [press]", ERROR, "empty_audience", "press]", None),
    ("asks: {of: [us, cn]", "asks: {of: [us, press]", ERROR, "empty_audience", "press], by", None),
    ("to: [us, cn+custodian, bis]", "to: [us, bis]", ERROR, "asked_not_addressed", "cn], by", None),
    ("reply(us, TS01)", "reply(press, TS01)", WARNING, "reply_not_addressed", '"final(tx', None),
    ("medium: press", "medium: press\n    confidence: low", WARNING, "confidence_without_intel", "low\n", None),
    ("pack: calm", "pack: calm\nactions: {deny: [freeze]}", ERROR, "action_denied", "freeze], cn", None),
    ("pack: calm", "pack: calm\nactions: {deny: [accuse]}", ERROR, "action_denied", '"did(us, accuse)', None),
    ("pack: calm", "pack: calm\nactions: {allow: [call, sign, freeze, atest]}", ERROR, "unknown_action", "atest", "attest"),
    ("bis: [call, attest]", "bis: [call, freeze]", ERROR, "cannot_choose", "freeze]}", None),
    ("did(us, accuse)", "count(did(bis, accuse)) > 1", WARNING, "cannot_choose", '"count(did(bis', None),
    ("did(us, accuse)", "did_within(bis, accuse, 1)", WARNING, "cannot_choose", '"did_within(bis', None),
    ("did(us, accuse)", "alone(acuse)", ERROR, "unknown_action", "acuse", "accuse"),
    ("did(us, accuse)", "alone(accuse)", None, None, None, None),
    ("did(us, accuse)", "var(trust.us) > var(trust.cn)", None, None, None, None),
    ("did(us, accuse)", "var(joc.open) == true", None, None, None, None),
    ("did(us, accuse)", "did(bis, accuse)", WARNING, "cannot_choose", '"did(bis', None),
    ("us: [call, sign, freeze]", f"us: [{', '.join(['call'] * 13)}]", ERROR, "too_many_at_hand", "[call, call", None),
    ('decides: {us-desk: {en: "Call.", zh-hans: "通话。"}}', "decides: {}", None, None, None, None),
    ("to: [us, cn+custodian, bis]", 'to: [us+custodian, cn, bis]\n    label: {en: "x", zh-hans: "x"}', None, None, None, None),
    ("to: [public]", "to: [us+custodian]", WARNING, "idle_seat", "{code: us-desk", None),
    # texts
    (', zh-hans: "阅读。"', "", WARNING, "missing_chinese", '{en: "Read."', None),
    ("价格{var:market.price|usd}。", "价格。", WARNING, "figures_differ", '{en: "Price', None),
    ('"Please sign."', '"Send it to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa."', ERROR, "real_secret", '"Send', None),
    ("medium: cable", "medium: cable  # 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", ERROR, "real_secret", "# 1A1z", None),
    ("brings: [tx:T1]", "attachments: [{title: {en: T, zh-hans: T}, text: {en: T, zh-hans: T}, signed: {key: US-1, message: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa}}]\n    brings: [tx:T1]", ERROR, "real_secret", "1A1z", None),
    ("medium: cable", 'medium: cable\n    label: {en: "TOP SECRET", zh-hans: "测试"}', ERROR, "real_marking", '{en: "TOP', None),
    # coins
    ("policy: escrow_2of3", "policy: split_custody", ERROR, "no_joint_vault", "split_custody", None),
    ("policy: escrow_2of3", "policy: multi_3of5", ERROR, "keys_do_not_fit", "{US-1", None),
    ("policy: escrow_2of3", "policy: dual_key", ERROR, "key_without_place", "bis-desk}", None),
    ("holds: [N-1]", "holds: []", ERROR, "does_not_hold", "bis-desk}\n", None),
    ("deputy: true}", "deputy: true, holds: [US-1]}", ERROR, "held_by_another", "US-1]}\n  - code: cn", None),
    ("clearances: [custodian]\n        holds: [N-1]", "holds: [N-1]", WARNING, "holder_not_cleared", "bis-desk}\n", None),
    ("{to: vault, btc: 90}", "{to: vault, btc: 91}", ERROR, "more_than_vault", "[{to: vault, btc: 91", None),
    ("{to: vault, btc: 90}", "{to: vault, btc: 89}", ERROR, "less_than_vault", "[{to: vault, btc: 89", None),
    ("says: [{to: vault, btc: 99.99}]", "says: [{to: vault, btc: 101}]", ERROR, "more_than_vault", "[{to: vault, btc: 101", None),
    ("    brings: [tx:T1]\n", "", WARNING, "never_brought", "code: T1", None),
    # timing
    ("expires: {turn: 2}", "expires: {turn: 4}", ERROR, "after_last_turn", "4}", None),
    ("contingency: TS02", "contingency: TS02\n    by: 4", ERROR, "after_last_turn", "4\n", None),
    ("turn: 2\n    from", "turn: 2\n    by: 1\n    from", ERROR, "deadline_before_turn", '1\n    from: {en: "Chain', None),
    ("    turn: 1\n", "", ERROR, "time_needs_turn", "code: TS01", None),
    ("trigger: after", "trigger: condition", ERROR, "condition_needs_when", "code: TS03", None),
    ("trigger: manual", "trigger: manual\n    after: TS01", WARNING, "after_without_trigger", "TS01\n    when", None),
    ("    turn: 1\n", "    turn: 1\n    offset: 9\n", ERROR, "asks_too_late", "9\n", None),
    ("    turn: 1\n", "    turn: 1\n    offset: 8\n", WARNING, "answer_after_bell", "5}", None),
    # reach
    ('    expects: "refused(tx:T1) by >= 1"\n', "", ERROR, "contingency_needs_expects", "TS02\n", None),
    ("contingency: TS02", "contingency: TS02\n    by: 3", WARNING, "contingency_too_late", "TS02\n", None),
    ("contingency: TS02", "contingency: TS01", ERROR, "leads_to_itself", "TS01\n    branches", None),
    ("trigger: manual", "trigger: manual\n    branches: [{if: flag(theft), to: TS01}]", ERROR, "leads_back", "TS01}]\n    when", None),
    ("trigger: after", "trigger: after\n    after: TS01", None, None, None, None),
    ("turn: 1\n", "turn: 1\n    trigger: after\n    after: TS02\n", ERROR, "leads_back", "TS02\n    from", None),
    ("trigger: after", "trigger: time", WARNING, "sent_anyway", "TS03}", None),
    ('    branches: [{if: "did(us, accuse)", to: TS03}]\n', "", ERROR, "unreachable", "code: TS03", None),
    ("trigger: after", "trigger: after\n    after: TS03", ERROR, "leads_to_itself", "TS03\ncards", None),
    ('trigger: manual\n    when: "final(tx:T1) or', 'when: "turn >= 3 or', None, None, None, None),
    ('when: "final(tx:T1) or reply(us, TS01) == yes_now"', 'when: "turn < 2"', ERROR, "trigger_never", '"turn < 2"', None),
    ('if: "did(us, accuse)"', 'if: "var(stage) > 6"', ERROR, "branch_never", '"var(stage)', None),
    ('expects: "refused(tx:T1) by >= 1"', 'expects: "refused(tx:T1) by >= 4"', WARNING, "never_true", '"refused(tx:T1) by >= 4', None),
    ('"ever(turn >= 2)"', '"ever(turn >= 4)"', WARNING, "never_true", '"ever(turn >= 4)', None),
    ('"flag(theft)"', '"flag(theft) when chance(0)"', WARNING, "never_true", '"flag(theft) when', None),
    ("    objective: O1\n", "", None, None, None, None),
)  # fmt: skip


def test_the_page_has_no_fault():
    assert problems(PAGE) == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"{case[3]}: {case[1]}")
def test_one_mistake_is_found_where_it_stands(case):
    old, new, severity, code, needle, suggestion = case
    text = edited(old, new)
    found = problems(text)
    if code is None:
        assert found == []
        return
    problem = next((problem for problem in found if problem.code == code), None)
    assert problem is not None, [str(problem) for problem in found]
    assert problem.severity is severity
    assert (problem.line, problem.column) == place(text, needle)
    assert problem.suggestion == suggestion
    for language, ends in (("en", (".", "?")), ("zh-hans", ("。", "？"))):
        assert all(problem.sentence(language).endswith(ends) for problem in found)


def test_an_error_stops_a_script_and_brings_its_warnings_along():
    text = edited("pack: calm", "pack: clam").replace(', zh-hans: "阅读。"', "")
    with pytest.raises(ScriptError) as caught:
        load(text, CATALOGUE, PACKS)
    assert list(caught.value.problems) == problems(text)
    assert str(caught.value).splitlines() == [
        "12:7 error: There is no data pack clam. Did you mean calm?",
        "135:76 warning: The Chinese text is missing.",
    ]


def test_a_warning_stops_nothing():
    assert load(edited(', zh-hans: "阅读。"', ""), CATALOGUE, PACKS).document("manual").text.say("zh-hans") == "Read."


def test_all_mistakes_come_in_one_list_in_the_order_of_the_text():
    text = (
        PAGE.replace("stage: 3", "stage: 7")
        .replace("    medium: cable\n", "    medium: cable\n    branchs: []\n")
        .replace("contingency: TS02", "contingency: TS20")
        .replace('"flag(theft)"', '"flog(theft)"')
        .replace("pack: calm", "pack: clam")
    )
    found = problems(text)
    assert {"unknown_pack", "out_of_range", "unknown_field", "unknown_inject", "grammar_unknown_effect"} <= {
        problem.code for problem in found
    }
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_a_second_key_of_a_field_is_told_together_with_the_rest():
    found = problems(PAGE.replace("pack: calm", "pack: calm\npack: storm").replace("stage: 3", "stage: 7"))
    assert [problem.code for problem in found] == ["duplicate_key", "out_of_range"]


def test_nothing_readable_is_one_problem():
    assert [problem.code for problem in problems("")] == ["expected_mapping"]
    assert [problem.code for problem in problems("just words")] == ["expected_mapping"]
    assert [problem.code for problem in problems("[1, 2")] == ["not_yaml"]


def test_a_script_without_its_text_is_checked_by_path():
    script = load(PAGE, CATALOGUE, PACKS)
    assert check(script, CATALOGUE, PACKS) == []
    found = check(script, CATALOGUE, {"storm": {}})
    assert [(problem.code, problem.line, problem.path) for problem in found] == [("unknown_pack", 0, ("pack",))]


def test_more_than_two_questions_for_a_team_in_a_turn_are_a_warning():
    start = PAGE.index("  - code: TS02")
    rows = "".join(
        f"""  - code: Q{number}
    title: {{en: "Q", zh-hans: "问"}}
    turn: 1
    from: {{en: "Desk", zh-hans: "值班台"}}
    to: [us]
    medium: mail
    text: {{en: "Well?", zh-hans: "如何？"}}
    truth: true
    asks: {{of: [us], by: 3}}
"""
        for number in (1, 2)
    )
    found = problems(PAGE[:start] + rows + PAGE[start:])
    assert [(problem.code, problem.params["team"], problem.params["turn"]) for problem in found] == [
        ("too_many_questions", "us", 1)
    ]


def test_a_list_has_an_end():
    reply = '{code: r%d, text: {en: "x", zh-hans: "x"}}'
    text = edited(
        "    unanswered:", "      - " + "\n      - ".join(reply % number for number in range(20)) + "\n    unanswered:"
    )
    text = text.replace('    branches: [{if: "did(us, accuse)", to: TS03}]\n', "").replace(
        "    contingency: TS02\n", ""
    )
    text = text.replace('    expects: "refused(tx:T1) by >= 1"\n', "")
    found = next(problem for problem in problems(text) if problem.code == "list_too_long")
    assert found.sentence() == "replies has more than 20 entries."


def test_what_pydantic_alone_knows_is_said_in_its_words():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(UUID).validate_python("x")
    (found,) = mistakes(caught.value, Reading("x"))
    assert (found.code, found.params["found"]) == ("invalid", "x")
    assert "UUID" in found.sentence()


def test_an_objective_that_nothing_tests_is_a_warning():
    text = PAGE.replace("    objective: O1\n", "").replace(', met: "signed(tx:T1) by >= 2"', "")
    assert [problem.code for problem in problems(text)] == ["objective_untested"]


def test_a_sunset_vault_needs_its_contributor_and_height():
    text = (
        PAGE.replace("policy: escrow_2of3", "policy: sunset")
        .replace(", N-1: bis-desk}", "}")
        .replace("clearances: [custodian]\n        holds: [N-1]", "clearances: []")
    )
    assert "sunset_needs" in [problem.code for problem in problems(text)]
    whole = text.replace("btc: 100\n", "btc: 100\n    contributor: US\n    unlock: 900000\n")
    assert "sunset_needs" not in [problem.code for problem in problems(whole)]


def test_a_transfer_may_leave_coins_behind():
    assert problems(edited("kind: refresh", "kind: transfer")) == []
    text = edited("kind: refresh", "kind: transfer").replace("{to: vault, btc: 90}", "{to: vault, btc: 9}")
    assert problems(text) == []


def test_the_fees_of_earlier_transactions_may_be_missing_from_the_sum():
    start = PAGE.index("turns:")
    row = """  - code: T2
    vault: pilot
    kind: refresh
    purpose: {en: "Again", zh-hans: "再次"}
    request: {en: "Again.", zh-hans: "再次。"}
    says: [{to: vault, btc: 99.98}]
    fee: 0.01
"""
    text = (PAGE[:start] + row + PAGE[start:]).replace("brings: [tx:T1]", "brings: [tx:T1, tx:T2]")
    assert problems(text) == []


def test_queue_and_spawn_bring_things_into_play():
    text = edited('    branches: [{if: "did(us, accuse)", to: TS03}]\n', "").replace(
        '"flag(theft)"', '"flag(theft)", "queue(TS03)"'
    )
    assert problems(text) == []
    text = edited("    brings: [tx:T1]\n", "").replace('"flag(theft)"', '"flag(theft)", "spawn(tx, T1)"')
    assert problems(text) == []


def test_a_chain_of_followers_is_reached_from_its_head():
    text = edited("trigger: manual", "trigger: after").replace(
        "trigger: after\ncards", "trigger: after\n    after: TS02\ncards"
    )
    assert problems(text) == []


def test_two_that_wait_for_each_other_are_never_sent():
    start = PAGE.index("cards:")
    rows = "".join(
        f"""  - code: {code}
    title: {{en: "W", zh-hans: "等"}}
    turn: 3
    from: {{en: "Desk", zh-hans: "值班台"}}
    to: [us]
    medium: mail
    text: {{en: "Wait.", zh-hans: "等。"}}
    truth: true
    trigger: after
    after: {other}
"""
        for code, other in (("W1", "W2"), ("W2", "W1"))
    )
    found = problems(PAGE[:start] + rows + PAGE[start:])
    assert [(problem.code, problem.params["inject"]) for problem in found] == [
        ("unreachable", "W1"),
        ("unreachable", "W2"),
    ]


def test_a_flood_of_mistakes_is_cut_short():
    text = edited('"flag(theft)"', ", ".join(f'"add(nothing{number}, 1)"' for number in range(2_000)))
    assert len(problems(text)) == 500


def test_every_sentence_is_there_in_two_languages_with_the_same_figures():
    for code, (english, chinese) in SENTENCES.items():
        figures = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (english, chinese)]
        assert figures[0] == figures[1], code
