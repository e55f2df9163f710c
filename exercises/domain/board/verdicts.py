"""How a resolution, a ruling or an override changes the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from exercises.domain.board.injects import row
from exercises.domain.board.put import put, replace, struck
from exercises.domain.board.state import Answer, Board, Contest, Deed, Override, Proposal, Resolved, Team
from exercises.domain.events import Entry
from exercises.domain.events.parts import Outcome
from exercises.domain.events.verdicts import (
    ActCredited,
    ActNotDone,
    ActRuled,
    ContestRuled,
    OutcomeContested,
    OutcomeShown,
    Overridden,
    Reckoned,
    TurnResolved,
    VerdictEvent,
)

UNDONE = ("failed", "ruling")
"""Results of an order that left no deed; every other one tells what came of it."""


def evolve_verdict(board: Board, event: VerdictEvent, entry: Entry) -> Board:
    match event:
        case TurnResolved():
            return _resolved(board, event)
        case Reckoned(impact=impact):
            return struck(board, impact)
        case OutcomeShown(turn=turn, count=count):
            return _turn(board, turn, shown=count)
        case OutcomeContested(id=public, turn=turn, team=team, text=text):
            contest = Contest(team=team, text=text)
            contested = _turn(board, turn, contests=put(board.resolved[str(turn)].contests, public, contest))
            return replace(contested, teams=put(board.teams, team, replace(board.teams[team], contested=turn)))
        case ContestRuled(id=public, turn=turn, upheld=upheld, text=text):
            contests = board.resolved[str(turn)].contests
            ruled = replace(contests[public], state="upheld" if upheld else "dismissed", ruling=text)
            return struck(_turn(board, turn, contests=put(contests, public, ruled)), event.impact)
        case ActRuled(id=public, preset=preset, scale=scale, text=text):
            ruled_act = replace(board.free[public], state="ruled", preset=preset, scale=scale, ruling=text)
            return struck(replace(board, free=put(board.free, public, ruled_act)), event.impact)
        case ActCredited():
            return _credited(board, event, entry)
        case ActNotDone(inject=code):
            return replace(board, injects=put(board.injects, code, replace(row(board, code), denied=True)))
        case Overridden():
            return _overridden(board, event, entry)
        case _:
            assert_never(event)


def _turn(board: Board, turn: int, *, shown: int | None = None, contests: Mapping[str, Contest] | None = None) -> Board:
    was = board.resolved[str(turn)]
    now = replace(
        was, shown=was.shown if shown is None else shown, contests=was.contests if contests is None else contests
    )
    return replace(board, resolved=put(board.resolved, str(turn), now))


def _resolved(board: Board, event: TurnResolved) -> Board:
    outcomes = {outcome.id: outcome for outcome in event.outcomes}
    ended = Resolved(
        outcomes=outcomes,
        before=board.world,
        earlier=board.changes,
        changes=(*board.changes, *event.impact.changes),
    )
    done = struck(board, event.impact)
    return replace(
        done,
        resolved=put(board.resolved, str(event.turn), ended),
        teams={code: _heard(board, code, team) for code, team in board.teams.items()},
        deeds=(*board.deeds, *(_deed(board, outcome) for outcome in event.outcomes if outcome.result not in UNDONE)),
        proposals=_fulfilled(board, event),
        later=tuple(later for later in done.later if later.turn > event.turn),
    )


def _heard(board: Board, code: str, team: Team) -> Team:
    spoke = code in board.sheets and board.sheets[code].state != "posture"
    return replace(team, silent=0 if spoke else team.silent + 1)


def _deed(board: Board, outcome: Outcome) -> Deed:
    return Deed(
        team=outcome.team,
        action=outcome.action,
        turn=board.turn,
        at=board.clock.ends,
        story=board.story,
        partner=outcome.partner,
        args=outcome.args,
        id=outcome.id,
    )


def _fulfilled(board: Board, event: TurnResolved) -> Mapping[str, Proposal]:
    done = {outcome.id for outcome in event.outcomes}
    return {
        code: replace(proposal, state="done") if code in done else proposal
        for code, proposal in board.proposals.items()
    }


def _credited(board: Board, event: ActCredited, entry: Entry) -> Board:
    at = board.clock.play(entry.at)
    deed = Deed(team=event.team, action=event.action, turn=board.turn, at=at, story=board.story, credited=True)
    credited = replace(board, deeds=(*board.deeds, deed)) if event.action else board
    if not event.reply:
        return credited
    item = row(board, event.inject)
    answer = Answer(team=event.team, seat="", reply=event.reply, text=event.evidence, at=entry.at)
    answered = replace(item, answers=put(item.answers, event.team, answer))
    return replace(credited, injects=put(board.injects, event.inject, answered))


def _overridden(board: Board, event: Overridden, entry: Entry) -> Board:
    note = Override(
        variable=event.variable,
        before=event.before,
        after=event.after,
        reason=event.reason,
        at=entry.at,
        turn=board.turn,
    )
    return replace(board, world={**board.world, event.variable: event.after}, overrides=(*board.overrides, note))
