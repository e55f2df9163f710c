"""Nobody is written to in vain, asked too much at once, or left without anything to do."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exercises.domain.grammar import Kind
from exercises.domain.script.parts import ALL, PUBLIC, Address
from exercises.enums import Medium, TeamKind

if TYPE_CHECKING:
    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path
    from exercises.domain.script.schema import Inject, Seat, Team, Turn

MOST_AT_HAND = 12
MOST_QUESTIONS = 2
EVERYBODY = (ALL, PUBLIC)
EVERYBODY_AT_ONCE = frozenset(map(Address, EVERYBODY))


def check_audiences(scope: Scope) -> None:
    for index, inject in enumerate(scope.script.injects):
        for place, address in enumerate(inject.to):
            _check_address(scope, ("injects", index, "to", place), address)
        _check_asked(scope, ("injects", index, "asks", "of"), inject)
        if inject.confidence and inject.medium is not Medium.INTEL:
            scope.warn("confidence_without_intel", ("injects", index, "confidence"), medium=inject.medium)


def check_questions(scope: Scope) -> None:
    """At most two injects that want an answer, for one team in one turn."""
    asked: Counter[tuple[str, int]] = Counter()
    for index, inject in enumerate(scope.script.injects):
        for team in inject.asks.of if inject.asks and inject.turn else ():
            asked[team, inject.turn or 0] += 1
            if asked[team, inject.turn or 0] == MOST_QUESTIONS + 1:
                path: Path = ("injects", index, "asks")
                scope.warn("too_many_questions", path, team=team, turn=inject.turn or 0, most=MOST_QUESTIONS)


def check_desks(scope: Scope) -> None:
    """What is at hand and what each seat decides, turn by turn."""
    for index, turn in enumerate(scope.script.turns):
        for team, actions in turn.at_hand.items():
            path: Path = ("turns", index, "at_hand", team)
            if scope.expect("team", team, scope.names[Kind.TEAM], path, key=True):
                _check_at_hand(scope, path, scope.script.team(team), actions)
        for seat in turn.decides:
            scope.expect("seat", seat, scope.script.seats, ("turns", index, "decides", seat), key=True)


def check_actions(scope: Scope) -> None:
    known = scope.names[Kind.ACTION]
    for field in ("allow", "deny"):
        for place, action in enumerate(getattr(scope.script.actions, field)):
            if (field, action) != ("allow", ALL):
                scope.expect("action", action, known, ("actions", field, place))


def check_idle_seats(scope: Scope) -> None:
    """Every seat that people sit in has an inject or a decision in every turn."""
    reached: dict[int, set[Address]] = {turn.number: set() for turn in scope.script.turns}
    for inject in scope.script.injects:
        reached.get(inject.turn or 0, set()).update(inject.to)
    for index, team in enumerate(scope.script.teams):
        for place, seat in enumerate(team.seats if team.kind is not TeamKind.CELL else ()):
            idle = [turn.number for turn in scope.script.turns if _idle(turn, team, seat, reached[turn.number])]
            if idle:
                turns = ", ".join(map(str, idle))
                scope.warn("idle_seat", ("teams", index, "seats", place), seat=seat.code, turns=turns)


def _idle(turn: Turn, team: Team, seat: Seat, reached: set[Address]) -> bool:
    decides = seat.code in turn.decides or (seat.lead and turn.at_hand.get(team.code))
    own = {Address(team.code, clearance) for clearance in (None, *seat.clearances)}
    return not decides and reached.isdisjoint(own | EVERYBODY_AT_ONCE)


def _reaches(address: Address, seat: Seat) -> bool:
    return address.clearance is None or address.clearance in seat.clearances


def _check_address(scope: Scope, path: Path, address: Address) -> None:
    if address.team in EVERYBODY:
        return
    known = (*scope.names[Kind.TEAM], *EVERYBODY)
    if not scope.expect("team", address.team, known, path):
        return
    team = scope.script.team(address.team)
    if not team.seats:
        scope.error("empty_audience", path, found=str(address))
    elif not any(_reaches(address, seat) for seat in team.seats):
        clearances = {clearance for seat in team.seats for clearance in seat.clearances}
        scope.unknown("clearance", address.clearance or "", clearances, path)


def _check_asked(scope: Scope, path: Path, inject: Inject) -> None:
    reached = {address.team for address in inject.to}
    for place, team in enumerate(inject.asks.of if inject.asks else ()):
        if not scope.expect("team", team, scope.names[Kind.TEAM], (*path, place)):
            continue
        if not scope.script.team(team).seats:
            scope.error("empty_audience", (*path, place), found=team)
        elif not reached & {team, *EVERYBODY}:
            scope.error("asked_not_addressed", (*path, place), team=team)


def _check_at_hand(scope: Scope, path: Path, team: Team, actions: tuple[str, ...]) -> None:
    if len(actions) > MOST_AT_HAND:
        scope.error("too_many_at_hand", path, team=team.code, count=len(actions), most=MOST_AT_HAND)
    for place, action in enumerate(actions):
        here = (*path, place)
        if not scope.expect("action", action, scope.names[Kind.ACTION], here):
            continue
        if not scope.script.allows(action):
            scope.error("action_denied", here, action=action)
        elif not scope.catalogue.actions[action].allows(team.code, holds_keys=scope.holds_keys(team.code)):
            scope.error("cannot_choose", here, team=team.code, action=action)
        if action in actions[:place]:
            scope.error("duplicate_code", here, found=action)
