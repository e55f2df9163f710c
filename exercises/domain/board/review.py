"""How private answers, observations and ratings are kept."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import counted, put, replace
from exercises.domain.board.state import Board, Feeling, Fix, Observation, RatingNote
from exercises.domain.events.review import (
    FeelingGiven,
    FixNoted,
    ObjectiveRated,
    ObservationNoted,
    ReviewEvent,
    WashAnswered,
)


def evolve_review(board: Board, event: ReviewEvent) -> Board:
    match event:
        case FeelingGiven(seat=seat, turn=turn, trust=trust, prediction=prediction):
            given = put(board.feelings.get(str(turn), {}), seat, Feeling(trust=trust, prediction=prediction))
            return replace(board, feelings=put(board.feelings, str(turn), given))
        case WashAnswered(seat=seat, step=step, answers=answers):
            return replace(board, answers=put(board.answers, f"{seat}/{step}", answers))
        case FixNoted(id=public, kind=kind, text=text, owner=owner, seat=seat):
            fixes = put(board.fixes, public, Fix(kind=kind, text=text, owner=owner, seat=seat))
            return replace(board, fixes=fixes, counts=counted(board, "fix", seat))
        case ObservationNoted():
            return _observed(board, event)
        case ObjectiveRated(objective=objective, rating=rating, note=note, seat=seat):
            rated = RatingNote(rating=rating, note=note, seat=seat)
            return replace(board, ratings=put(board.ratings, objective, rated))
        case _:
            assert_never(event)


def _observed(board: Board, event: ObservationNoted) -> Board:
    note = Observation(
        seat=event.seat,
        turn=event.turn,
        at=event.at,
        team=event.team,
        objective=event.objective,
        text=event.text,
    )
    return replace(
        board,
        observations=put(board.observations, event.id, note),
        counts=counted(board, "observation", event.seat),
    )
