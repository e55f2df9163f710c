"""Bots in the seats that nobody holds. They see their own stream and use the same commands as people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import structlog

from exercises import store
from exercises.domain.board.setting import stream_of
from exercises.domain.bots import POLICIES, Sight
from exercises.domain.visibility import decoded, fingerprints
from exercises.domain.visibility.glance import Glance
from exercises.enums import Occupant
from exercises.errors import Refusal

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.play import Command
    from exercises.models import Exercise

log = structlog.get_logger(__name__)


def play(exercise: Exercise, *, last: bool = False) -> int:
    """Let every bot act once, on what its stream showed as the round began. Answers how many moves were accepted."""
    standing = store.present(exercise)
    glance = Glance(standing.setting)
    seats = [code for code, seat in standing.board.seats.items() if seat.occupant is Occupant.BOT]
    return sum(_turn(exercise, glance, standing.board, code, last=last) for code in seats)


def _turn(exercise: Exercise, glance: Glance, board: Board, code: str, *, last: bool) -> int:
    seat = board.seats[code]
    sight = Sight(
        code,
        seat,
        partial(glance.section, board, stream_of(seat.team, seat.clearances)),
        lambda public: decoded(glance.setting, store.present(exercise).board, code, public),
        lambda public: fingerprints(store.present(exercise).board, code, public),
        last,
    )
    try:
        return sum(_try(exercise, command) for command in POLICIES[exercise.bots](sight))
    except Exception:
        log.exception("bot_failed", exercise=exercise.code, seat=code)
        return 0


def _try(exercise: Exercise, command: Command) -> bool:
    """A bot may want what the rules refuse; then nothing happens."""
    try:
        store.act(exercise.code, command)
    except Refusal:
        return False
    return True
