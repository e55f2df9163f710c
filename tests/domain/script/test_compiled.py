from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from exercises.domain.grammar import parse_condition, parse_effect
from exercises.domain.script import Address, Bring, Destination, ScriptError, check, from_canonical, json_schema, load
from exercises.domain.world import CATALOGUE as WORLD
from exercises.domain.world import PACKS as WORLD_PACKS
from exercises.enums import Medium, TeamKind, Truth
from tests.domain.script.page import CATALOGUE, PACKS, PAGE, edited

LIBRARY = sorted((Path(__file__).parents[3] / "exercises" / "library").glob("*.yaml"))


@pytest.fixture(scope="module")
def script():
    return load(PAGE, CATALOGUE, PACKS)


def test_everything_is_found_by_its_code(script):
    assert script.team("us").kind is TeamKind.PRINCIPAL
    assert script.seat("us-desk").title.en == "Desk"
    assert script.team_of("us-desk") is script.team("us")
    assert script.vault("pilot").btc == 100
    assert script.transaction("T1").fee == 0.01
    assert script.inject("TS01").medium is Medium.CABLE
    assert script.card("us_card").team == "us"
    assert script.objective("O1").title.zh == "看"
    assert script.tasks["O1-T1"].met == parse_condition("signed(tx:T1) by >= 2")
    assert script.document("manual").readers == ("all",)
    assert script.turn(2).length == 86_400
    assert script.holders == {"US-1": "us-lead", "CN-1": "cn-lead", "N-1": "bis-desk"}


def test_what_is_not_there_is_a_key_error(script):
    for look in (script.team, script.seat, script.inject, script.turn, script.vault, script.transaction, script.card):
        with pytest.raises(KeyError):
            look("nothing")


def test_conditions_and_effects_are_trees(script):
    inject = script.inject("TS01")
    assert inject.expects == parse_condition("refused(tx:T1)")
    assert inject.branches[0].when == parse_condition("did(us, accuse)")
    assert inject.unanswered == (parse_effect("add(trust.us, -1) after 1"),)
    assert inject.replies[0].effects == (parse_effect("add(trust.other, 2)"),)
    paths = [path for path, _ in script.conditions()]
    assert ("injects", 0, "branches", 0, "if") in paths
    assert ("outcome", "gold", "must_not", 0) in paths
    assert next(path for path, _ in script.effects()) == ("injects", 0, "replies", 0, "effects", 0)


def test_small_values_have_meaning(script):
    assert script.inject("TS01").to == (Address("us"), Address("cn", "custodian"), Address("bis"))
    assert script.inject("TS01").brings == (Bring("tx", "T1"),)
    assert script.inject("TS03").truth is Truth.FALSE
    assert script.transaction("T1").outputs[1].to == Destination("unknown")
    assert str(Destination("whitelist", "basel")) == "whitelist:basel"


def test_a_transaction_without_bytes_is_built_as_it_says():
    text = edited("    bytes: [{to: vault, btc: 90}, {to: unknown, btc: 9.99}]\n", "")
    tx = load(text, CATALOGUE, PACKS).transaction("T1")
    assert tx.outputs == tx.says


def test_the_opening_lays_start_over_resources_over_pack(script):
    assert script.opening(PACKS) == {
        "trust.us": 40.0,
        "market.price": 100_000.0,
        "pc.us": 40.0,
        "budget.us": 500.0,
        "stage": 3.0,
        "hotline.state": "installed",
        "key.CN-1.true_status": "compromised",
    }


def test_attention_follows_the_kind_of_the_team(script):
    assert [script.team(code).ap for code in ("us", "cn", "bis", "press")] == [3, 3, 2, 3]


def test_lead_and_deputy_are_seats(script):
    team = script.team("us")
    assert (team.lead, team.deputy) == (script.seat("us-lead"), script.seat("us-desk"))
    assert script.team("press").lead is None
    assert script.team("cn").deputy is None


def test_a_turn_without_a_start_follows_the_one_before(script):
    assert script.starts(1) == datetime(2031, 3, 14, 6, tzinfo=UTC)
    assert script.starts(3) == datetime(2031, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "line,allowed",
    [
        ("", {"call", "freeze"}),
        ("actions: {deny: [attest]}", {"call", "freeze"}),
        ("actions: {allow: [call, sign, freeze, attest, accuse], deny: [x]}", None),
    ],
)
def test_deny_wins_over_allow(line, allowed):
    text = edited("pack: calm", f"pack: calm\n{line}").replace(", attest]", "]")
    if allowed is None:
        with pytest.raises(ScriptError):
            load(text, CATALOGUE, PACKS)
        return
    script = load(text, CATALOGUE, PACKS)
    assert all(script.allows(action) for action in allowed)
    assert script.allows("attest") is ("deny" not in line)


def test_only_the_listed_actions_are_allowed():
    text = edited("pack: calm", "pack: calm\nactions: {allow: [call, sign, freeze, accuse]}").replace(", attest]", "]")
    script = load(text, CATALOGUE, PACKS)
    assert script.allows("call")
    assert not script.allows("attest")


def test_what_play_must_remember_is_listed_once(script):
    assert script.remembered == ("turn >= 2",)


def test_the_deadline_is_the_turn_of_the_inject_unless_it_says_so(script):
    assert script.inject("TS01").deadline == 1
    assert (
        load(edited("contingency: TS02", "contingency: TS02\n    by: 2"), CATALOGUE, PACKS).inject("TS01").deadline == 2
    )


def test_texts_speak_both_languages(script):
    title = script.title
    assert title.both == {"en": "Test", "zh-hans": "测试"}
    assert (title.say("en"), title.say("zh-hans"), title.say("fr")) == ("Test", "测试", "Test")


def test_nothing_in_a_script_changes(script):
    with pytest.raises(ValidationError):
        script.luck = False
    with pytest.raises(ValidationError):
        script.teams[0].minimum = 9
    with pytest.raises(TypeError):
        script.start["stage"] = 9
    with pytest.raises(TypeError):
        script.turns[0].at_hand["us"] = ()


def test_canonical_text_brings_the_same_script_back(script):
    text = script.canonical()
    again = from_canonical(text)
    assert again == script
    assert again.canonical() == text
    assert again.digest == script.digest
    assert from_canonical(text) is again


def test_canonical_text_is_sorted_json_without_defaults(script):
    data = json.loads(script.canonical())
    assert list(data) == sorted(data)
    assert "luck" not in data
    assert "minutes" not in data["turns"][0]
    assert data["injects"][0]["from"] == {"en": "Desk", "zh-hans": "值班台"}


def test_the_digest_knows_every_word_and_no_layout(script):
    assert load(PAGE.replace("Please sign.", "Please  sign."), CATALOGUE, PACKS).digest != script.digest
    assert load("# a remark\n" + PAGE, CATALOGUE, PACKS).digest == script.digest
    assert load(edited("pack: calm\n", "pack: calm\nluck: true\n"), CATALOGUE, PACKS).digest == script.digest
    spaced = edited('"refused(tx:T1) by >= 1"', '"  refused( T1 )"')
    assert load(spaced, CATALOGUE, PACKS).digest == script.digest


@pytest.mark.parametrize(
    "length,seconds", [("45s", 45), ("30m", 1_800), ("6h", 21_600), ("2w", 1_209_600), ("1y", 31_536_000)]
)
def test_lengths_are_seconds_and_come_back_as_written(length, seconds):
    script = load(edited("length: 6h", f"length: {length}"), CATALOGUE, PACKS)
    assert script.turn(1).length == seconds
    assert json.loads(script.canonical())["turns"][0]["length"] == length


def test_the_json_schema_knows_the_fields_as_authors_write_them():
    schema = json_schema()
    assert schema["title"] == "Parley script"
    assert "from" in schema["$defs"]["Inject"]["properties"]
    assert "zh-hans" in schema["$defs"]["Text"]["properties"]
    assert schema["additionalProperties"] is False
    json.dumps(schema)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_library_has_no_error(path):
    found = [problem for problem in check(path.read_text(), WORLD, WORLD_PACKS) if problem.severity == "error"]
    assert found == [], "\n".join(map(str, found))
