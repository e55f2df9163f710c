"""A deed: what an act cost, what it did to the world, and that it was done."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from exercises.domain.events.acts import ActDone
from exercises.domain.events.parts import NOTHING, Impact, Spent, Value
from exercises.domain.grammar import Effect, parse_effect
from exercises.domain.play.case import Case
from exercises.domain.play.costs import affordable_now, charge
from exercises.domain.play.impact import Strike
from exercises.domain.world import CATALOGUE, TRIGGERS, Action, Cause, Cost, carry_out, gain_factor

Worth = tuple[Spent, Impact]
"""What an act cost, and what it moved."""
FREE: Worth = (Spent(), NOTHING)


def deed(case: Case, code: str, args: Mapping[str, Value] | None = None) -> None:
    """Records an act of one team, with its effects on the world. What two do together is done at the bell."""
    args = args or {}
    record(case, code, args, (case.seat.team, ""), _worth(case, code, args))


def record(case: Case, code: str, args: Mapping[str, Value], parties: tuple[str, str], worth: Worth = FREE) -> None:
    """Records that a team, with a partner or none, did something, and what it cost and moved."""
    team, partner = parties
    spent, impact = worth
    case.emit(
        ActDone(
            id=case.id("act", team),
            team=team,
            seat=case.by.seat,
            action=code,
            at=case.at,
            args=args,
            partner=partner,
            spent=spent,
            impact=impact,
        )
    )


def _worth(case: Case, code: str, args: Mapping[str, Value]) -> Worth:
    """What an act costs and moves; many, like a signature, cost nothing and move nothing but records."""
    action, team = CATALOGUE.actions.get(code), case.seat.team
    if action is None or not (action.effects or action.triggers in TRIGGERS or action.cost(team) != Cost(0, 0, 0)):
        return FREE
    affordable_now(case, team, action.cost(team))
    today = (item for item in case.board.deeds if item.turn == case.board.turn)
    before = sum((item.team, item.action) == (team, code) for item in today)
    blow = Strike(case, f"act/{team}/{code}/{before}")
    spent = charge(blow.world, team, code, action.cost(team))
    take_effect(blow, action, team, args)
    blow.settle()
    return spent, blow.impact()


def take_effect(blow: Strike, action: Action, team: str, args: Mapping[str, Value], *, partner: str = "") -> str:
    """An action's effects, whose gains shrink with repetition, and what it does beyond them. Answers a result code."""
    board = blow.case.board
    cause = Cause("action", {"action": action.code, "team": team})
    own = None if partner else team
    earlier = [item.turn for item in board.deeds if item.action == action.code and team in (item.team, item.partner)]
    earlier += [board.turn for party, code in blow.acts if (party, code) == (team, action.code)]
    blow.acts += [(party, action.code) for party in (team, partner)]
    blow.apply(
        effects_of(action.code),
        cause,
        own=own,
        gain=gain_factor(earlier, board.turn),
        scale=action.scale(args),
    )
    return carry_out(blow.world, action.triggers, own, args, cause) if action.triggers else "done"


@cache
def effects_of(action: str) -> tuple[Effect, ...]:
    """The effects that the catalogue gives an action, read once."""
    return tuple(parse_effect(text) for text in CATALOGUE.actions[action].effects)
