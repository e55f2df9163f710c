"""The bell: sealed orders, signatures, the world's own steps, and what follows from them, in one fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from exercises.domain.board import evolve
from exercises.domain.board.acts import FREE_TEXT
from exercises.domain.board.state import Proposal
from exercises.domain.events import Entry
from exercises.domain.events.acts import ProposalClosed
from exercises.domain.events.parts import Order, Outcome, Spent
from exercises.domain.events.verdicts import TurnResolved
from exercises.domain.grammar import holds, parse_effect
from exercises.domain.play.case import Case
from exercises.domain.play.ceremony import open_ceremony
from exercises.domain.play.costs import charge, cost_of, payable
from exercises.domain.play.custody import close, open_asked
from exercises.domain.play.deeds import take_effect
from exercises.domain.play.facts import Known, condition, memory
from exercises.domain.play.impact import Strike
from exercises.domain.play.injects import queue
from exercises.domain.play.keys import join_shares, need_key, need_shares, split_shares
from exercises.domain.play.legality import check_needs, known_action
from exercises.domain.play.talk import joint_statement
from exercises.domain.play.theft import rob
from exercises.domain.world import CATALOGUE, PRESETS, RESOLUTION_STEPS, Cause, Change, step
from exercises.domain.world.custody_risk import compromise_chance
from exercises.enums import KeyStatus, Mode
from exercises.errors import Refusal

DAY = 86_400
NEEDS = {"split_shares": need_key, "recover_from_shares": need_shares}
"""What the records of keys must say at the hour of an act."""
THEFT = tuple(parse_effect(text) for text in PRESETS["vault_theft"])


@dataclass(frozen=True, slots=True)
class Choice:
    """A sealed act that comes to its hour: one team's, or two teams' together."""

    team: str
    order: Order
    partner: str = ""


def resolve(case: Case) -> None:
    """Resolves the turn. Freezes and vetoes have already counted when they were made."""
    robbed = rob(case)
    _expire(case)
    blow = Strike(case, "turn", days=case.script.turn(case.board.turn).length / DAY)
    if robbed:
        blow.apply(THEFT, Cause("preset", {"preset": "vault_theft"}))
    blow.ripe()
    outcomes = [_carry_out(blow, choice) for choice in _joint(case)]
    outcomes += [_carry_out(blow, choice) for choice in _alone(case)]
    _hazards(blow)
    blow.settle()
    for name in RESOLUTION_STEPS:
        step(blow.world, name)
    case.emit(_remembering(case, TurnResolved(turn=case.board.turn, outcomes=tuple(outcomes), impact=blow.impact())))
    for outcome in outcomes:
        _afterwards(case, outcome)
    _lapse(case)
    _call_for(case)


def _remembering(case: Case, ended: TurnResolved) -> TurnResolved:
    """The event with a flag for each condition that scripts may ask about later, judged on the turn as it ended."""
    after = Known(case.setting, evolve(case.board, Entry(number=0, at=case.now, by=case.by.seat, event=ended)))
    held = {memory(text, ended.turn): holds(condition(text), after) for text in case.script.remembered}
    return replace(ended, impact=replace(ended.impact, flags={**ended.impact.flags, **held}))


# The orders


def _joint(case: Case) -> Iterator[Choice]:
    """Joint acts that both sides accepted, or that both put on their sheets."""
    for public, proposal in sorted(case.board.proposals.items(), key=lambda item: item[1].team):
        if proposal.state == "accepted":
            yield Choice(proposal.team, _order(public, proposal), proposal.to)
    for team, order in _sealed(case):
        partner = _partner(case, team, order)
        if partner and team < partner:
            yield Choice(team, order, partner)


def _order(public: str, proposal: Proposal) -> Order:
    return Order(id=public, action=proposal.action, args=proposal.args, text=proposal.text, seat=proposal.seat)


def _alone(case: Case) -> Iterator[Choice]:
    """Everything else, team by team in an order drawn for the turn, so that nobody gains by locking first."""
    turns = case.luck.order(tuple(case.board.teams), "teams")
    sealed = list(_sealed(case))
    for team in turns:
        for owner, order in sealed:
            if owner == team and not _partner(case, team, order):
                yield Choice(team, order)


def _sealed(case: Case) -> Iterator[tuple[str, Order]]:
    for team in sorted(case.board.sheets):
        for order in case.board.sheets[team].orders:
            yield team, order


def _partner(case: Case, team: str, order: Order) -> str:
    """The other principal, when it sealed the same joint act in the same turn, and as often."""
    action = CATALOGUE.actions.get(order.action)
    if action is None or action.mode is not Mode.JOINT:
        return ""
    sealed: dict[str, list[str]] = {}
    for owner, item in _sealed(case):
        if item.action == order.action:
            sealed.setdefault(owner, []).append(item.id)
    nth = sealed[team].index(order.id)
    return next((other for other, ids in sealed.items() if other != team and len(ids) > nth), "")


def _carry_out(blow: Strike, choice: Choice) -> Outcome:
    """What became of one choice; a choice that is not legal any more costs nothing."""
    order = choice.order
    outcome = partial(
        Outcome,
        id=order.id,
        team=choice.team,
        action=order.action,
        text=order.text,
        args=order.args,
        partner=choice.partner,
    )
    if order.action == FREE_TEXT:
        return outcome(result="ruling", spent=_pay(blow, choice.team, order.action))
    wrong = _wrong_now(blow, choice)
    if wrong:
        return outcome(result="failed", reason=wrong)
    result, spent, changes = _done(blow, choice)
    return outcome(result=result, spent=spent, changes=changes)


def _wrong_now(blow: Strike, choice: Choice) -> str:
    """The code of the refusal that a choice meets at its hour, on the world as the choices before it left it."""
    try:
        action = known_action(blow.case, choice.order.action)
        if action.mode is Mode.JOINT and not choice.partner:
            return "no_partner"
        if action.code in NEEDS:
            NEEDS[action.code](blow.case, choice.order.args)
        check_needs(blow.case, action)
        for party in filter(None, (choice.team, choice.partner)):
            payable(blow.world, party, action.cost(party))
    except Refusal as wrong:
        return wrong.code
    return ""


def _done(blow: Strike, choice: Choice) -> tuple[str, Spent, tuple[Change, ...]]:
    """How it ended, what it cost and the numbers it moved."""
    before = blow.world.marks()
    action = CATALOGUE.actions[choice.order.action]
    spent = _pay(blow, choice.team, action.code)
    if choice.partner:
        _pay(blow, choice.partner, action.code)
    result = take_effect(blow, action, choice.team, choice.order.args, partner=choice.partner)
    return "done" if result == "engine" else result, spent, blow.world.changes(since=before)


def _pay(blow: Strike, team: str, action: str) -> Spent:
    return charge(blow.world, team, action, cost_of(action, team))


# Before and after


def _hazards(blow: Strike) -> None:
    """Any key may fall into wrong hands, with a very small chance a day."""
    for code, key in blow.case.board.keys.items():
        if key.true_status is KeyStatus.HEALTHY:
            odds = compromise_chance(blow.world, key.team)
            if blow.case.luck.on and blow.case.luck.chance(odds, "compromise", code):
                blow.keys[code] = KeyStatus.COMPROMISED


def _afterwards(case: Case, outcome: Outcome) -> None:
    """What an act that came to its hour does to records: statements, transactions, ceremonies."""
    if outcome.result != "done":
        return
    match outcome.action:
        case "joint_statement" | "joint_press_line":
            joint_statement(case, outcome)
        case "propose_tx":
            open_asked(case, outcome.args, "transfer")
        case "refresh_coins":
            open_asked(case, outcome.args, "refresh")
        case "rotate_keys":
            open_ceremony(case, str(outcome.args.get("vault", "")))
        case "split_shares":
            split_shares(case, outcome.args)
        case "recover_from_shares":
            join_shares(case, outcome.args)
        case _:
            pass


def _expire(case: Case) -> None:
    for public, item in case.board.transactions.items():
        if item.state == "open" and item.expires <= case.board.turn:
            close(case, public, "expired")


def _lapse(case: Case) -> None:
    for public, proposal in case.board.proposals.items():
        if proposal.state == "open":
            case.emit(ProposalClosed(id=public, how="lapsed"))


def _call_for(case: Case) -> None:
    """Contingencies whose expected deed did not come, and branches whose condition holds, for the turns ahead."""
    facts = Known(case.setting, case.board, "branch")
    for code, state in case.board.injects.items():
        if state.status != "sent" or code in case.board.improvised:
            continue
        spec = case.script.inject(code)
        over = (spec.by or spec.turn or state.turn) <= case.board.turn
        if spec.contingency and spec.expects and over and not holds(spec.expects, facts):
            queue(case, spec.contingency, code)
        for branch in spec.branches:
            if holds(branch.when, facts):
                queue(case, branch.to, code)
                break
