"""Who sits in a seat. Names are kept elsewhere."""

from __future__ import annotations

from exercises.domain.events.seats import LeadPassed, SeatCleared, SeatFilled
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.enums import Occupant, State
from exercises.errors import Refusal


def fill(case: Case, command: commands.FillSeat) -> None:
    """A person takes an empty or bot-held seat; control may put a bot anywhere nobody sits."""
    seat = _seat(case, command.seat)
    if case.board.state in (State.ENDED, State.HOT_WASH, State.CLOSED):
        raise Refusal("already_over", state=case.board.state)
    occupant = Occupant(command.occupant)
    if occupant is Occupant.BOT:
        case.need_control()
    if seat is occupant:
        return
    if seat is Occupant.HUMAN:
        raise Refusal("seat_taken", seat=command.seat)
    case.emit(SeatFilled(seat=command.seat, occupant=occupant))


def clear(case: Case, command: commands.ClearSeat) -> None:
    case.need_control()
    if _seat(case, command.seat) is not Occupant.EMPTY:
        case.emit(SeatCleared(seat=command.seat))


def pass_lead(case: Case, command: commands.PassLead) -> None:
    case.need_control()
    _seat(case, command.seat)
    if case.board.seats[command.seat].team != command.team:
        raise Refusal("other_team", 400, seat=command.seat, team=command.team)
    case.emit(LeadPassed(team=command.team, seat=command.seat))


def _seat(case: Case, code: str) -> Occupant:
    if code not in case.board.seats:
        raise Refusal("no_such_seat", 404, seat=code)
    return case.board.seats[code].occupant
