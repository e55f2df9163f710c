from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercises.domain import world
from exercises.domain.grammar import Kind, names, parse_condition, parse_effect
from exercises.domain.world import (
    CATALOGUE,
    CAUSES,
    ENGINE_TRIGGERS,
    PRESET_TITLES,
    PRESETS,
    TRIGGERS,
    Action,
    Catalogue,
    Variable,
)
from exercises.domain.world.entries import FIELD_KINDS, Text
from exercises.enums import Mode, Visibility

TEAMS = {"us", "cn", "bis", "imf", "eu", "g20", "industry", "press"}
GROUPS = {"principals", "observers", "key_holders", "any"}
ACTIONS = sorted(CATALOGUE.actions.values(), key=lambda action: action.code)
VARIABLES = sorted(CATALOGUE.variables.values(), key=lambda variable: variable.code)
SOURCE = "".join(path.read_text("utf-8") for path in Path(world.__file__).parents[1].rglob("*.py"))
LINES = sorted({line for lines in PRESETS.values() for line in lines} | {line for a in ACTIONS for line in a.effects})
NEEDS = sorted({action.needs for action in ACTIONS if action.needs})


def speaks_both(text: Text) -> bool:
    return set(text) == {"en", "zh-hans"} and all(text.values()) and bool(re.search("[\u4e00-\u9fff]", text["zh-hans"]))


def known(kind: Kind, code: str) -> bool:
    match kind:
        case Kind.VARIABLE:
            return any(_exists(code, last) for last in ("us", "cn", "x"))
        case Kind.ACTION:
            return code in CATALOGUE.actions
        case Kind.PRESET:
            return code in PRESETS
        case Kind.TEAM:
            return code in TEAMS | {"any"}
        case _:
            return True


def _exists(code: str, last: str) -> bool:
    head, _, tail = code.rpartition(".")
    return CATALOGUE.knows(f"{head}.{last}" if tail in {"own", "other", "*"} else code)


def outside(line: str) -> Iterator[tuple[Kind, str]]:
    tree = parse_condition(line) if line in NEEDS else parse_effect(line)
    return ((kind, code) for kind, code, _ in names(tree))


@pytest.mark.parametrize("line", [*LINES, *NEEDS])
def test_line_parses_and_names_only_what_exists(line: str) -> None:
    assert [(kind, code) for kind, code in outside(line) if not known(kind, code)] == []


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("set(")])
def test_line_that_sets_a_state_uses_one_of_its_words(line: str) -> None:
    target, _, value = line.removeprefix("set(").partition(")")[0].partition(", ")
    variable = CATALOGUE.variable(target.replace(".own", ".us"))
    assert variable.kind != "state" or value in variable.options


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.code)
def test_action_is_whole(action: Action) -> None:
    assert speaks_both(action.title)
    assert speaks_both(action.about)
    assert action.about["en"].endswith(".")
    assert action.about["zh-hans"].endswith("。")
    assert set(action.who) <= TEAMS | GROUPS
    assert re.fullmatch(r"C\d\d", action.card)
    assert action.mode is not Mode.OBSERVER or not {"us", "cn", "principals"} & set(action.who)
    assert action.effects or action.triggers or action.public


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.code)
def test_action_asks_in_both_languages_for_known_kinds(action: Action) -> None:
    for field in action.fields:
        assert speaks_both(field.label)
        assert field.kind in FIELD_KINDS
    assert len({field.code for field in action.fields}) == len(action.fields)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.triggers], ids=lambda action: action.code)
def test_action_triggers_something_that_somebody_does(action: Action) -> None:
    assert action.triggers in TRIGGERS or action.triggers in ENGINE_TRIGGERS


@pytest.mark.parametrize("trigger", [*TRIGGERS, *ENGINE_TRIGGERS])
def test_trigger_belongs_to_an_action(trigger: str) -> None:
    assert any(action.triggers == trigger for action in ACTIONS)


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.code)
def test_variable_is_whole(variable: Variable) -> None:
    assert speaks_both(variable.title)
    assert variable.source
    assert variable.kind in {"number", "state", "flag"}
    if variable.kind == "number":
        assert variable.low <= float(variable.start) <= variable.high
    if variable.kind == "state":
        assert variable.start in variable.options
    if variable.seen.visibility is Visibility.TEAM:
        assert variable.seen.owner in TEAMS
    if variable.seen.visibility is Visibility.ESTIMATE:
        assert variable.spread > 0


@pytest.mark.parametrize("text", [*CAUSES.values(), *PRESET_TITLES.values()], ids=lambda text: text["en"])
def test_text_speaks_both_languages_with_the_same_places(text: Text) -> None:
    assert speaks_both(text)
    places = [sorted(re.findall(r"{(\w+)}", words)) for words in text.values()]
    assert places[0] == places[1]


@pytest.mark.parametrize("code", sorted(set(re.findall(r'Cause\(\s*"([\w.]+)"', SOURCE))))
def test_cause_named_in_the_rules_has_its_sentence(code: str) -> None:
    assert code in CAUSES


def test_named_levers_have_their_codes() -> None:
    levers = {
        "collect", "publish_story", "brief_journalist", "plant_story", "retract", "bis_attest", "bis_inspect",
        "bis_not_signed", "imf_verify", "eu_guarantee", "eu_fact_check", "join_intervention", "apologise", "withdraw",
        "decline_call", "decline_membership", "accept_clause", "accept_proposal", "prove_control", "exchange_halt",
        "exchange_confirmations", "call_session", "breach_freeze", "trace", "freeze_request", "assess", "share_intel",
    }  # fmt: skip
    assert levers <= CATALOGUE.actions.keys()
    assert not {"phase", "decline", "accept", "usd", "rmb"} & (CATALOGUE.actions.keys() | CATALOGUE.variables.keys())


def test_catalogue_refuses_a_code_twice() -> None:
    tension = CATALOGUE.variables["tension"]
    with pytest.raises(ValueError, match="tension"):
        Catalogue((tension, tension), ())


def test_cost_of_a_joint_act_is_shared_and_observers_have_no_capital() -> None:
    audit, research = CATALOGUE.actions["joint_audit"], CATALOGUE.actions["research_fund"]
    assert audit.cost("us").money == 2.5
    assert research.cost("us").money == 20
    assert CATALOGUE.actions["emergency_freeze"].cost("us").pc == 4
    assert CATALOGUE.actions["emergency_freeze"].cost("bis").pc == 0
    plain = CATALOGUE.actions["calming_statement"]
    assert (plain.cost("cn").ap, plain.cost("cn").pc, plain.cost("cn").money) == (0, 1, 0)


@pytest.mark.parametrize(
    "code, team, holds, expected",
    [
        ("accuse", "us", False, True),
        ("accuse", "bis", False, False),
        ("sign", "bis", True, True),
        ("sign", "us", False, False),
        ("mediate", "eu", False, True),
        ("mediate", "us", False, False),
        ("mediate", "red", False, False),
        ("collect", "imf", False, True),
        ("collect", "red", False, False),
        ("assess", "imf", False, True),
        ("assess", "eu", False, False),
    ],
)
def test_action_allows_its_teams(code: str, team: str, holds: bool, expected: bool) -> None:
    assert CATALOGUE.actions[code].allows(team, holds_keys=holds) is expected


@pytest.mark.parametrize(
    "args, expected", [({"amount": 2_500}, 0.25), ({"amount": 99_999}, 1.0), ({}, 0.0), ({"amount": "much"}, 0.0)]
)
def test_contribution_scales_with_its_amount(args: dict[str, object], expected: float) -> None:
    assert CATALOGUE.actions["contribute"].scale(args) == expected
    assert CATALOGUE.actions["accuse"].scale(args) == 1


def test_calibrated_shocks_keep_their_sizes() -> None:
    assert "jump(market.price, -0.12 ± 0.06)" in PRESETS["vault_theft"]
    assert PRESETS["trust_loss_large"] == ("add(trust.other, -10)",)
    assert PRESETS["calm_gain_small"] == ("add(tension, -3)",)
    assert PRESETS["price_gain_shock"] == ("jump(market.price, 0.2)",)
    assert PRESET_TITLES["price_gain_shock"]["en"] == "Very large rise of the price"
