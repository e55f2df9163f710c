"""The hot wash: first everybody alone, then what was true, then what to keep and what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.enums import Occupant, State
from exercises.projections.history import both
from exercises.projections.moments import moments_of
from exercises.projections.pages import page_for

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.models import Viewer

TRUTH_STEP = 2
FEEDBACK = {
    "pace": both("The pace left us time to think.", "节奏让我们有时间思考。"),
    "facts": both("We had what we needed to decide, or knew what was missing.", "我们掌握了决策所需，或知道缺了什么。"),
    "fair": both("Both sides were treated fairly.", "双方都得到公平对待。"),
    "tool": both("The platform helped more than it hindered.", "平台的帮助多于妨碍。"),
    "use": both("I shall do something differently at my own desk.", "回到岗位后我会改变某些做法。"),
}


def wash_for(viewer: Viewer) -> dict[str, Any]:
    """The page of the open step; what a later step shows is not in it.

    `page`: `{"questions", "finished": {"done", "all"}, "feedback", "moments", "review_url"}`.
    `me` holds the seat's own `wash` answers, `feelings` (trust at each Lock, 0 to 10) and `predictions`.
    """
    item = store.present(viewer.exercise)
    board, data = item.board, page_for(viewer)
    page = {
        "panel": "hotwash",
        "questions": {str(n): text.both for n, text in enumerate(item.setting.script.hot_wash.questions, 1)},
        "finished": _finished(board),
        "feedback": FEEDBACK,
        "moments": moments_of(viewer.exercise, item) if board.wash >= TRUTH_STEP else [],
        "review_url": f"/x/{viewer.exercise.code}/review/",
    }
    return data | {"me": data["me"] | _own(board, viewer.seat), "page": page}


def _finished(board: Board) -> dict[str, int]:
    """How many people have answered in this step: no names, no order."""
    people = [code for code, seat in board.seats.items() if seat.occupant is Occupant.HUMAN]
    step = board.wash if board.state is State.HOT_WASH else 1
    return {"done": sum(f"{code}/{step}" in board.answers for code in people), "all": len(people)}


def _own(board: Board, seat: str) -> dict[str, Any]:
    given = [board.feelings[turn][seat] for turn in sorted(board.feelings, key=int) if seat in board.feelings[turn]]
    return {
        "wash": dict(board.answers.get(f"{seat}/{board.wash}", {})),
        "feelings": [feeling.trust for feeling in given],
        "predictions": [feeling.prediction for feeling in given if feeling.prediction],
    }
