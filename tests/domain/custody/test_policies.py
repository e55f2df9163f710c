from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.domain import custody
from exercises.domain.custody import Path, Policy, policies, trees, vaults
from exercises.errors import Refusal
from tests.domain.custody import oracle
from tests.domain.custody.scene import JOINT, LATE, ROSTER, contributor, places, scene

POLICIES = st.sampled_from(list(Policy))


def listed(policy: str, path: Path) -> set[frozenset[str]]:
    found = policies.coalitions(policy, places(policy), contributor=contributor(policy))
    return {frozenset(coalition.holders) for coalition in found if coalition.path is path}


def subsets(names: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


@pytest.mark.parametrize("policy", JOINT)
def test_coalitions_equal_what_the_finaliser_accepts_from_every_subset_of_keys(policy):
    stage = scene(policy)
    for path in stage.vault.paths:
        psbt = stage.spend(path)
        plan = vaults.plan(stage.vault)
        signers = [holder for holder in stage.vault.holders if plan.branch_of(holder, path) is not None]
        signatures = stage.signed(psbt, signers)
        spending = set()
        for holders in subsets(stage.vault.holders):
            offered = {holder: signatures[holder] for holder in holders if holder in signatures}
            count = custody.tally(stage.vault, psbt, offered)
            if count.complete:
                final = custody.finalise(stage.vault, psbt, offered, coins=stage.coins, height=LATE)
                assert oracle.accepts(final.hex, stage.coins, LATE)
                spending.add(holders)
            else:
                with pytest.raises(Refusal, match="not_enough_signatures"):
                    custody.finalise(stage.vault, psbt, offered, coins=stage.coins, height=LATE)
        smallest = {one for one in spending if not any(other < one for other in spending)}
        assert smallest == listed(policy, path)


@pytest.mark.parametrize("policy", JOINT)
def test_coalitions_equal_what_the_bytes_of_the_script_demand(policy):
    plan = vaults.plan(scene(policy).vault)
    owners = {
        plan.key_of(name, quorum.branch).hex(): name for quorum in trees.quorums(plan.tree) for name in quorum.names
    }
    for path in plan.coalitions:
        choice = None if len(plan.coalitions) == 1 else path is Path.NOW
        assert oracle.spenders(plan.script, owners, choice) == listed(policy, path)


@pytest.mark.parametrize(
    "policy, excluded",
    [
        (Policy.ESCROW_2OF3, ("CN", "US")),
        (Policy.MULTI_3OF5, ("CN", "US")),
        (Policy.DUAL_KEY, ()),
        (Policy.DUAL_KEY_QUORUM, ()),
        (Policy.DUAL_KEY_RECOVERY, ("CN", "US")),
        (Policy.SUNSET, ("US",)),
        (Policy.SPLIT_CUSTODY, ("CN", "US")),
    ],
)
def test_left_out_names_the_governments_a_policy_can_do_without(policy, excluded):
    assert policies.left_out(policy, places(policy), contributor=contributor(policy)) == excluded


def test_three_of_five_lets_two_keys_of_one_government_and_the_neutral_one_spend():
    without_china = [c for c in policies.coalitions("multi_3of5", places("multi_3of5")) if c.without == ("CN",)]
    assert [c.holders for c in without_china] == [("US-1", "US-2", "N-1")]


@pytest.mark.parametrize(
    "policy, attack, loss",
    [
        (Policy.ESCROW_2OF3, 2, 1),
        (Policy.MULTI_3OF5, 3, 2),
        (Policy.DUAL_KEY, 2, 1),
        (Policy.DUAL_KEY_QUORUM, 4, 1),
        (Policy.SPLIT_CUSTODY, 1, 3),
    ],
)
def test_distances_of_an_untouched_vault(policy, attack, loss):
    assert policies.attack_distance(policy, places(policy)) == attack
    assert policies.loss_distance(policy, places(policy)) == loss


def test_attack_distance_counts_only_the_paths_asked_for():
    stolen = ["N-1", "US-1"]
    assert policies.attack_distance("dual_key_recovery", places("dual_key_recovery"), stolen) == 0
    assert policies.attack_distance("dual_key_recovery", places("dual_key_recovery"), stolen, paths=[Path.NOW]) == 1


@given(policy=POLICIES, data=st.data())
def test_every_stolen_key_brings_an_attacker_nearer_by_one_step_at_most(policy, data):
    members = places(policy)
    stolen = data.draw(st.sets(st.sampled_from(members)))
    another = data.draw(st.sampled_from(members))
    before = policies.attack_distance(policy, members, stolen, contributor=contributor(policy))
    after = policies.attack_distance(policy, members, stolen | {another}, contributor=contributor(policy))
    assert before - 1 <= after <= before


@given(policy=POLICIES, data=st.data())
def test_loss_distance_is_what_any_further_losses_leave_alive(policy, data):
    members = places(policy)
    lost = data.draw(st.sets(st.sampled_from(members)))
    whose = contributor(policy)
    left = [holder for holder in members if holder not in lost]
    distance = policies.loss_distance(policy, members, lost, contributor=whose)
    spendable = policies.completes(policy, members, left, contributor=whose)
    survives = [
        all(
            policies.completes(policy, members, set(left) - set(gone), contributor=whose)
            for gone in combinations(left, size)
        )
        for size in range(len(left) + 1)
    ]
    assert distance == (max(size for size, alive in enumerate(survives) if alive) if spendable else 0)


@given(roster=st.permutations(ROSTER))
def test_places_do_not_depend_on_the_order_of_the_roster(roster):
    assert policies.places("multi_3of5", roster) == ("CN-1", "CN-2", "US-1", "US-2", "N-1")


@pytest.mark.parametrize("policy", list(Policy))
def test_places_refuse_a_roster_without_the_second_government(policy):
    if policy is Policy.SPLIT_CUSTODY:
        assert policies.places(policy, ["US-1"]) == ("US-1",)
        return
    with pytest.raises(Refusal) as caught:
        policies.places(policy, ["US-1", "US-2", "US-3", "N-1"])
    assert caught.value.code == "keys_do_not_fit"


def test_a_script_is_not_made_for_more_or_fewer_keys_than_its_policy_has():
    with pytest.raises(Refusal, match="keys_do_not_fit"):
        policies.spending_tree("multi_3of5", ROSTER)


def test_coalitions_of_a_whole_tree_are_the_smallest_of_all_its_paths():
    tree = policies.spending_tree("dual_key_recovery", places("dual_key_recovery"))
    smallest = set(trees.coalitions(tree))
    by_path = {names for part in trees.branches(tree).values() for names in trees.coalitions(part)}
    assert smallest == {names for names in by_path if not any(other < names for other in by_path)}


def test_an_unknown_policy_is_refused():
    with pytest.raises(Refusal) as caught:
        policies.coalitions("one_of_one", ["US-1"])
    assert caught.value.code == "no_such_policy"


def test_sunset_without_its_contributor_is_refused():
    with pytest.raises(Refusal) as caught:
        policies.coalitions("sunset", places("sunset"))
    assert caught.value.code == "contributor_missing"
