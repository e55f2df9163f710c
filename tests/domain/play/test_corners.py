"""What scripts may hold that the shipped ones hardly use, and what happens once in a thousand turns."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from exercises.domain.events.keys import CeremonyClosed
from exercises.domain.luck import Luck
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.custody import vault_named
from exercises.domain.play.facts import Known, Promised
from exercises.domain.play.schedule import Due
from exercises.domain.play.wakes import wake
from exercises.domain.script import load
from exercises.domain.world import CATALOGUE, PACKS
from exercises.enums import KeyStatus, Phase
from exercises.errors import Refusal
from tests.domain.table import COLD_IRON, CONTROLLER, FIRST_WATCH, KEYHOLDERS, Table, edited, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()
BARE = Path(__file__).with_name("bare.yaml").read_text(encoding="utf-8")
WHY = {"vault": "pilot", "reason": "Something is not right."}


def case_of(table):
    return Case(table.setting, table.board, CONTROLLER, table.now)


def test_a_team_has_the_actions_its_script_gives_or_the_usual_ones():
    script = edited(FIRST_WATCH, ("resources: {ap: 3, ", "resources: {"), ("resources: {ap: 2, ", "resources: {"))
    table = Table(script).made()
    assert {code: team.ap for code, team in table.board.teams.items()} == {"us": 3, "cn": 3, "bis": 2}


def test_a_script_may_do_without_vaults():
    table = Table(load(BARE, CATALOGUE, PACKS)).deliberating("us-lead")
    table.act("us-lead", "calming_statement")
    table.to_end()
    assert (table.board.vaults, table.board.tier) == ({}, "gold")


def test_a_transaction_may_pay_a_known_place():
    change = ("      - {to: unknown, btc: 2150}", '      - {to: "whitelist:larkspur", btc: 2150}')
    table = Table(edited(COLD_IRON, change)).deliberating(*KEYHOLDERS.values()).minutes(1)
    sign(table, table.transaction("T17"), "US-1", "CN-1", "N-1")
    assert table.board.vaults["pilot"].lost == 0


def test_a_sweep_of_the_script_without_a_ceremony_changes_no_keys():
    change = ("    vault: pilot\n    kind: refresh", "    vault: pilot\n    kind: sweep")
    table = Table(edited(COLD_IRON, change)).deliberating(*KEYHOLDERS.values()).minutes(1)
    sign(table, table.transaction("T17"), "US-1", "CN-1", "N-1")
    assert table.board.vaults["pilot"].era == 0
    assert not table.events(CeremonyClosed)


def test_an_empty_vault_brings_no_transaction():
    changes = (
        (
            "      - {to: vault, btc: 12000}\n      - {to: vault, btc: 5849.99}\n      - {to: unknown, btc: 2150}",
            "      - {to: unknown, btc: 19999.99}",
        ),
        ('on_arrival: ["flag(recovered_200)"]', 'on_arrival: ["spawn(tx, T17)"]'),
    )
    table = Table(edited(COLD_IRON, *changes)).deliberating(*KEYHOLDERS.values()).minutes(1)
    sign(table, table.transaction("T17"), "US-1", "CN-1", "N-1")
    assert table.board.vaults["pilot"].sats == 0
    before = len(table.board.transactions)
    table.control(commands.Release, code="KC13C")
    assert len(table.board.transactions) == before


def test_a_custodian_without_a_key_of_the_vault_does_not_sign():
    script = edited(COLD_IRON, ("role: nsc}", "role: nsc, clearances: [custodian]}"))
    table = Table(script).deliberating("us-nsc").minutes(1)
    assert table.no("us-nsc", commands.Sign, transaction=table.transaction("T17")) == "no_key_of_yours"


def test_an_effect_that_waits_is_felt_in_its_turn():
    change = ('on_arrival: ["flag(recovered_200)"]', 'on_arrival: ["add(tension, 10) after 1"]')
    table = Table(edited(COLD_IRON, change)).deliberating(TREASURY)
    table.control(commands.Release, code="KC13C")
    assert [later.turn for later in table.board.later] == [2]
    table.next_turn()
    table.bell()
    moved = [
        cause.size
        for change in table.board.changes
        for cause in change.causes
        if (change.variable, cause.code) == ("tension", "inject")
    ]
    assert moved == [10]
    assert table.board.later == ()


def test_once_in_a_long_while_a_key_falls_into_strange_hands():
    """The chance is tiny; here is a secret whose first turn has it."""
    secret = next(
        name
        for name in (str(number).encode() for number in count())
        if Luck(name).at(1, 0).chance(0.0001, "compromise", "US-1")
    )
    table = Table(COLD_IRON, luck=True, secret=secret).deliberating(TREASURY)
    for variable, value in {"threat.level": 100, "cyber.posture.us": 0, "insider.risk.us": 100}.items():
        table.control(commands.OverrideValue, variable=variable, value=value, reason="to see")
    table.bell()
    assert table.board.keys["US-1"].true_status is KeyStatus.COMPROMISED
    assert table.board.keys["US-1"].status is KeyStatus.HEALTHY
    assert table.world("vault.attack_distance.true") == 1


def test_what_the_clock_does_not_know_is_a_fault():
    with pytest.raises(ValueError, match="nonsense"):
        wake(case_of(Table().started()), Due(0.0, "nonsense"))


def test_a_vault_is_named_by_its_code():
    case = case_of(Table().started())
    assert vault_named(case, {"vault": "pilot"}) == "pilot"
    with pytest.raises(Refusal, match="no_such_vault"):
        vault_named(case, {"vault": "attic"})


def test_a_vault_with_a_recovery_path_is_signed_by_both_sides():
    script = edited(COLD_IRON, ("policy: multi_3of5", "policy: dual_key_recovery"))
    table = Table(script).deliberating(*KEYHOLDERS.values()).minutes(1)
    public = table.transaction("T17")
    assert table.no(BASEL, commands.Sign, transaction=public) == "not_a_signer"
    for key in ("US-1", "CN-1", "US-2", "CN-2"):
        if table.board.transactions[public].state == "open":
            sign(table, public, key)
    assert {key[:2] for key in table.board.transactions[public].signatures} == {"US", "CN"}
    table.act(TREASURY, "prove_control", key="US-1")
    assert table.until(Phase.BRIEF, 2).board.phase is Phase.BRIEF


def test_a_vault_with_a_sunset_is_played_too():
    vault = """vaults:
  - code: pilot
    title: {en: "Pilot"}
    policy: sunset
    contributor: us
    unlock: 1000000
    keys: {US-1: us-lead, US-2: us-lead, CN-1: cn-lead, CN-2: cn-lead}
    btc: 100
    coins: 1
actions:"""
    text = BARE.replace("actions:", vault)
    for team in ("us", "cn"):
        held = f"lead: true, clearances: [custodian], holds: [{team.upper()}-1, {team.upper()}-2]"
        text = text.replace(
            f'code: {team}-lead, title: {{en: "Lead"}}, role: lead, lead: true',
            f'code: {team}-lead, title: {{en: "Lead"}}, role: lead, {held}',
        )
    table = Table(load(text, CATALOGUE, PACKS)).deliberating("us-lead", "cn-lead")
    for team in ("us", "cn"):
        table.act(f"{team}-lead", "prove_control", key=f"{team.upper()}-1")
    table.lock("us-lead", "refresh_coins", refresh_coins={"vault": "pilot"})
    table.to_end()
    assert (table.world("vault.attack_distance"), table.board.tier) == (2, "gold")


def test_a_sealed_act_is_promised_and_a_joint_one_only_by_two():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC).minutes(1)

    def promised(team, action):
        return Promised(table.setting, table.board).did(team, action)

    table.lock(TREASURY, "raise_posture", "joint_statement", joint_statement={"text": "We stand by it."})
    assert promised("us", "raise_posture")
    assert promised("any", "raise_posture")
    assert not promised("cn", "raise_posture")
    assert not promised("any", "joint_statement")
    table.lock(PBOC, "joint_statement", joint_statement={"text": "We stand by it."})
    assert promised("us", "joint_statement")


def test_what_two_parties_agreed_on_is_promised():
    table = Table(COLD_IRON).deliberating(TREASURY, PBOC)
    table.seat(TREASURY, commands.Propose, action="joint_statement", to="cn", args={"text": "We stand by it."})
    assert not Promised(table.setting, table.board).did("us", "joint_statement")
    table.seat(PBOC, commands.Accept, proposal=list(table.board.proposals)[-1])
    assert Promised(table.setting, table.board).did("cn", "joint_statement")
    assert not Known(table.setting, table.board).did("cn", "joint_statement")
