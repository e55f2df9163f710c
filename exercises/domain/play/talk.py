"""What people say to each other."""

from __future__ import annotations

import math

from exercises.domain.custody import guard
from exercises.domain.events.parts import NOTHING, Impact, Outcome
from exercises.domain.events.talk import HotlineClosed, HotlineRang, NotePassed, Said, StatementMade
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.deeds import deed, effects_of
from exercises.domain.play.impact import Strike
from exercises.domain.world import CATALOGUE, PRINCIPALS, Cause, World
from exercises.domain.world.diplomacy import leak_chance
from exercises.enums import State
from exercises.errors import Refusal

LONGEST_MESSAGE = 4_000
LONGEST_REASON = 500
LONGEST_STANCE = 100
RING_SECONDS = 300.0
PLENARY = "plenary"
TALKING = (State.READY, State.RUNNING, State.PAUSED, State.ENDED, State.HOT_WASH)


def say(case: Case, command: commands.Say) -> None:
    """A message in a room. People may always talk, also while the clock stands still."""
    if case.board.state not in TALKING:
        raise Refusal("not_running", state=case.board.state)
    team = "" if case.by.control else case.seat.team
    if not may_talk(case, team, command.room):
        raise Refusal("no_such_room", 404, room=command.room)
    text = checked(command.text, LONGEST_MESSAGE)
    case.emit(Said(id=case.id("message", case.by.seat), room=command.room, seat=case.by.seat, team=team, text=text))


def checked(text: str, limit: int) -> str:
    """The text without its edges. Refuses emptiness, excess, and anything that looks like a real key."""
    text = text.strip()
    if not text:
        raise Refusal("say_something", 400)
    if len(text) > limit:
        raise Refusal("too_long", 400, limit=limit)
    if guard.real_secrets(text):
        raise Refusal("never_real_keys", 400)
    return text


def reason_of(text: str, limit: int = LONGEST_REASON) -> str:
    """The reason that somebody gives; there must be one."""
    if not text.strip():
        raise Refusal("reason_needed", 400)
    return checked(text, limit)


def may_talk(case: Case, team: str, room: str) -> bool:
    """A team talks in its own room, with one other team, in plenary, and with control; control everywhere."""
    teams = case.board.teams
    if room == PLENARY or room in teams:
        return not team or room in (PLENARY, team)
    ends = room.split("~")
    known = len(ends) == 2 and all(end in teams or end == "control" for end in ends)  # noqa: PLR2004 - two ends
    return known and ends[0] < ends[1] and (not team or team in ends)


def pass_note(case: Case, command: commands.PassNote) -> None:
    """A deniable note. Whether it leaks is drawn when it is passed."""
    case.need_open()
    team = case.seat.team
    if team not in PRINCIPALS or command.to not in case.board.teams or command.to == team:
        raise Refusal("no_such_team", 400, team=command.to)
    text = checked(command.text, LONGEST_MESSAGE)
    public = case.id("note", team)
    passed = sum(note.team == team and note.turn == case.board.turn for note in case.board.notes.values())
    leaked = case.luck.chance(leak_chance(_world(case)), "leak", team, passed)
    case.emit(NotePassed(id=public, team=team, to=command.to, seat=case.by.seat, text=text, leaked=leaked))
    deed(case, "send_backchannel")


def ring(case: Case, command: commands.Ring) -> None:
    """Rings the other principal; the duty desk there has five minutes."""
    case.need_open()
    case.need_lead()
    team = case.seat.team
    if team not in PRINCIPALS or command.to not in PRINCIPALS or command.to == team:
        raise Refusal("hotline_principals", 403)
    if case.board.hotline.id:
        raise Refusal("line_busy", state=case.board.hotline.state)
    if case.board.world.get("hotline.state") in ("none", "suspended"):
        raise Refusal("no_hotline")
    case.emit(
        HotlineRang(
            id=case.id("call", team),
            team=team,
            to=command.to,
            seat=case.by.seat,
            until=case.at + RING_SECONDS * case.board.pace,
        )
    )
    deed(case, "call")


def answer(case: Case, _: commands.AnswerCall) -> None:
    _close(case, "answered", "answer")


def decline(case: Case, _: commands.DeclineCall) -> None:
    _close(case, "declined", "decline_call")


def hang_up(case: Case, _: commands.HangUp) -> None:
    line = case.board.hotline
    if line.state != "open" or case.seat.team not in (line.team, line.to):
        raise Refusal("no_call")
    case.emit(HotlineClosed(id=line.id, how="hung_up", seat=case.by.seat))


def _close(case: Case, how: str, action: str) -> None:
    case.need_running()
    line = case.board.hotline
    if line.state != "ringing" or case.seat.team != line.to:
        raise Refusal("no_call")
    case.need_lead()
    case.emit(HotlineClosed(id=line.id, how=how, seat=case.by.seat))
    deed(case, action)


def unanswered_call(case: Case) -> Impact:
    """A call that nobody takes counts like a declined one."""
    line = case.board.hotline
    known = CATALOGUE.actions.get("decline_call")
    if line.team not in PRINCIPALS or known is None:
        return NOTHING
    blow = Strike(case, f"rang/{line.to}/{len(line.calls)}")
    blow.apply(effects_of(known.code), Cause("rang_out", {"team": line.to}), own=line.to)
    blow.settle()
    return blow.impact()


def make_statement(case: Case, command: commands.MakeStatement) -> None:
    """Words for the public, by the spokesperson, or where there is none by the lead."""
    case.need_open()
    _need_voice(case)
    team = case.seat.team
    text = checked(command.text, LONGEST_MESSAGE)
    stance = checked(command.stance, LONGEST_STANCE) if command.stance.strip() else ""
    if not math.isfinite(command.amount):
        raise Refusal("detail_not_a_number", 400, action="statement", field="amount")
    case.emit(
        StatementMade(
            id=case.id("statement", team),
            team=team,
            seat=case.by.seat,
            text=text,
            stance=stance,
            amount=command.amount,
        )
    )
    deed(case, "statement", {"stance": stance} if stance else {})


def joint_statement(case: Case, outcome: Outcome) -> None:
    """One text, two signatures, published at the bell."""
    case.emit(
        StatementMade(
            id=case.id("statement", outcome.team),
            team=outcome.team,
            seat="",
            text=str(outcome.args.get("text", "")) or outcome.text,
            stance=str(outcome.args.get("stance", "")),
            partner=outcome.partner,
        )
    )


def _need_voice(case: Case) -> None:
    team = case.script.team(case.seat.team)
    voices = [seat.code for seat in team.seats if seat.speaks]
    taken = [code for code in voices if case.board.seats[code].occupant != "empty"]
    if taken and case.by.seat not in taken and not case.seat.lead:
        raise Refusal("spokesperson_only", 403)


def _world(case: Case) -> World:
    return World(case.board.world, CATALOGUE, case.luck)
