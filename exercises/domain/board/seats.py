"""How seats fill and empty."""

from __future__ import annotations

from typing import assert_never

from exercises.domain.board.put import put, replace
from exercises.domain.board.state import Board
from exercises.domain.events.seats import LeadPassed, SeatCleared, SeatEvent, SeatFilled
from exercises.enums import Occupant


def evolve_seat(board: Board, event: SeatEvent) -> Board:
    match event:
        case SeatFilled(seat=seat, occupant=occupant):
            bot = Occupant(occupant) is Occupant.BOT
            taken = replace(board.seats[seat], occupant=Occupant(occupant), mustered=bot)
            return replace(board, seats=put(board.seats, seat, taken))
        case SeatCleared(seat=seat):
            empty = replace(board.seats[seat], occupant=Occupant.EMPTY, mustered=False)
            return replace(board, seats=put(board.seats, seat, empty))
        case LeadPassed(team=team, seat=leader):
            seats = {
                code: replace(seat, lead=code == leader) if seat.team == team else seat
                for code, seat in board.seats.items()
            }
            return replace(board, seats=seats)
        case _:
            assert_never(event)
