"""Rows of the events list: sent, held, opened, answered."""

from __future__ import annotations

from exercises.domain.board.injects import by_id, row
from exercises.domain.board.state import Inject as Row
from exercises.domain.events.injects import Added, Answered, Held, Queued, Released, Seen, Skipped, Unheld
from exercises.domain.events.parts import NOTHING, Text
from exercises.domain.events.talk import HotlineRang
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.ceremony import open_ceremony
from exercises.domain.play.custody import open_transaction
from exercises.domain.play.deeds import deed
from exercises.domain.play.impact import Strike, strike
from exercises.domain.play.keys import signed_words
from exercises.domain.play.readings import reading
from exercises.domain.play.talk import LONGEST_MESSAGE, LONGEST_REASON, RING_SECONDS, checked
from exercises.domain.script import Inject
from exercises.domain.world import PRINCIPALS, Cause
from exercises.enums import Medium
from exercises.errors import Refusal

EVERYBODY = ("all", "public")
OWN_ANSWER_MINUTES = 5.0
"""Script minutes to answer an inject that control wrote with a question."""


def release(case: Case, code: str, *, early: bool = False, why: tuple[str, ...] = ()) -> None:
    """Sends a row of the script: texts frozen with each team's figures, effects at once, things brought along."""
    spec = case.script.inject(code)
    blow = Strike(case, f"inject/{code}")
    if spec.on_arrival:
        blow.apply(spec.on_arrival, Cause("inject", {"inject": code}))
        blow.settle()
    asks = spec.asks
    case.emit(
        Released(
            id=case.id("inject", code),
            code=code,
            turn=case.board.turn,
            at=case.at,
            story=story_now(case),
            to=tuple(reader_of(address.team, address.clearance) for address in spec.to),
            text=reading(case.setting, case.board, spec),
            answer_by=case.at + asks.by * case.minute if asks else 0.0,
            of=tuple(asks.of) if asks else (),
            early=early,
            why=why,
            impact=blow.impact(),
            signed=tuple(
                signed_words(case, part.signed.key, part.signed.message) for part in spec.attachments if part.signed
            ),
        )
    )
    _bring(case, spec)
    for spawn in blow.spawned:
        if spawn.kind == "tx":
            open_transaction(case, spawn.name)


def reader_of(team: str, clearance: str | None) -> str:
    return f"{team}+{clearance}" if clearance else team


def story_now(case: Case) -> float:
    """Story time of this moment: Deliberate spans the turn's simulated length."""
    clock, turn = case.board.clock, case.script.turn(case.board.turn)
    lasts = turn.minutes.deliberate * 60 * case.board.pace
    part = min(1.0, max(0.0, case.at - clock.deliberate) / lasts) if clock.deliberate and lasts else 0.0
    return case.board.story + part * turn.length


def _bring(case: Case, spec: Inject) -> None:
    for brought in spec.brings:
        if brought.kind == "tx":
            open_transaction(case, brought.code)
        elif brought.kind == "ceremony":
            open_ceremony(case, brought.code)
        elif brought.kind == "hotline":
            _ring_for(case, spec)


def _ring_for(case: Case, spec: Inject) -> None:
    """A scripted call: control's desk rings the first principal it is addressed to."""
    to = next((address.team for address in spec.to if address.team in PRINCIPALS), PRINCIPALS[0])
    if case.board.hotline.id:
        return
    until = case.at + RING_SECONDS * case.board.pace
    case.emit(
        HotlineRang(id=case.id("call", "control"), team="control", to=to, seat="control", until=until, drill=True)
    )


def release_now(case: Case, command: commands.Release) -> None:
    """Control sends a row before, or without, its moment."""
    case.need_control()
    case.need_open()
    state = _row(case, command.code)
    if state.status == "sent":
        raise Refusal("already_sent", inject=command.code)
    release(case, command.code, early=True)


def hold(case: Case, command: commands.Hold) -> None:
    case.need_control()
    if _row(case, command.code).status not in ("planned", "queued"):
        raise Refusal("not_planned", inject=command.code)
    case.emit(Held(code=command.code))


def unhold(case: Case, command: commands.Unhold) -> None:
    case.need_control()
    if _row(case, command.code).status != "held":
        raise Refusal("not_held", inject=command.code)
    case.emit(Unheld(code=command.code))


def skip(case: Case, command: commands.Skip) -> None:
    case.need_control()
    if _row(case, command.code).status == "sent":
        raise Refusal("already_sent", inject=command.code)
    reason = checked(command.reason, LONGEST_REASON) if command.reason.strip() else "control"
    case.emit(Skipped(code=command.code, reason=reason))


def queue(case: Case, code: str, by: str) -> None:
    """Another row calls for this one; it goes out at its own moment, or as soon as it may."""
    if row(case.board, code).status == "planned":
        case.emit(Queued(code=code, by=by, at=case.at))


def add(case: Case, command: commands.AddInject) -> None:
    """Control writes an inject and sends it at once."""
    case.need_control()
    case.need_open()
    title = _checked_text(command.title, 200)
    sender = _checked_text(command.sender, 200)
    text = _checked_text(command.text, 10_000)
    readers = tuple(dict.fromkeys(command.to))
    if not readers or any(reader.split("+")[0] not in (*case.board.teams, *EVERYBODY) for reader in readers):
        raise Refusal("nobody_to_read", 400)
    if command.medium not in set(Medium):
        raise Refusal("no_such_medium", 400, medium=command.medium)
    code = f"X{len(case.board.improvised) + 1:02d}"
    case.emit(
        Added(
            code=code,
            title=title,
            sender=sender,
            to=readers,
            medium=command.medium,
            text=text,
            asks=command.asks,
        )
    )
    asked = tuple(case.board.teams) if set(readers) & set(EVERYBODY) else tuple(r.split("+")[0] for r in readers)
    case.emit(
        Released(
            id=case.id("inject", code),
            code=code,
            turn=case.board.turn,
            at=case.at,
            story=story_now(case),
            to=readers,
            text={"": text},
            answer_by=case.at + OWN_ANSWER_MINUTES * case.minute if command.asks else 0.0,
            of=asked if command.asks else (),
        )
    )


def _checked_text(text: Text, limit: int) -> Text:
    return {language: checked(words, limit) for language, words in text.items() if words.strip()} or {
        "en": checked("", limit)
    }


def open_inject(case: Case, command: commands.Open) -> None:
    state = readable(case, command.inject)
    if case.by.seat not in state.seen:
        case.emit(Seen(id=state.id, seat=case.by.seat))


def reply(case: Case, command: commands.Reply) -> None:
    """One answer a team: a coded one, words, or both."""
    case.need_open()
    state = readable(case, command.inject)
    team = case.seat.team
    if team in state.answers:
        raise Refusal("already_answered", inject=state.code)
    if team in state.silent:
        raise Refusal("too_late_to_answer", inject=state.code)
    improvised = state.code in case.board.improvised
    choices = {} if improvised else {item.code: item for item in case.script.inject(state.code).replies}
    asked = team in state.of or not state.of
    if command.reply and not (asked and command.reply in choices):
        raise Refusal("no_such_reply", 400, reply=command.reply)
    text = checked(command.text, LONGEST_MESSAGE) if command.text.strip() or not command.reply else ""
    impact = NOTHING
    if command.reply and choices[command.reply].effects:
        cause = Cause("reply", {"inject": state.code, "reply": command.reply, "team": team})
        impact = strike(case, choices[command.reply].effects, cause, f"reply/{state.code}/{team}", own=team)
    case.emit(
        Answered(
            id=state.id,
            code=state.code,
            team=team,
            seat=case.by.seat,
            reply=command.reply,
            text=text,
            impact=impact,
        )
    )
    deed(case, "reply", {"inject": state.code, "reply": command.reply})


def readable(case: Case, public: str) -> Row:
    """The sent row with this id, if the acting seat may read it; otherwise it is not there."""
    try:
        state = by_id(case.board, public)
    except KeyError:
        raise Refusal("no_such_inject", 404) from None
    if not may_read(state, case.seat.team, case.seat.clearances):
        raise Refusal("no_such_inject", 404)
    return state


def may_read(state: Row, team: str, clearances: tuple[str, ...]) -> bool:
    own = {team, *(f"{team}+{clearance}" for clearance in clearances)}
    return bool(own & set(state.to)) or bool(set(EVERYBODY) & set(state.to)) or team in state.shared


def _row(case: Case, code: str) -> Row:
    try:
        case.script.inject(code)
    except KeyError:
        raise Refusal("no_such_inject", 404, inject=code) from None
    return row(case.board, code)
