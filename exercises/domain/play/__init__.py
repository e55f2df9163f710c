"""The only way into the rules. Live play and dry runs both use it.

decide(setting, board, command, now) -> Decision(events, board)      raises Refusal, and then nothing has changed
due(setting, board)                  -> what must happen later, and when
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exercises.domain.board import Board, Recall
from exercises.domain.board.setting import Setting
from exercises.domain.events import Event
from exercises.domain.play import (
    acts,
    ceremony,
    commands,
    custody,
    injects,
    keys,
    lifecycle,
    orders,
    proposals,
    review,
    seats,
    talk,
    verdicts,
)
from exercises.domain.play.case import Case
from exercises.domain.play.commands import Actor, Command
from exercises.domain.play.consequences import settle
from exercises.domain.play.schedule import Due, due, next_due

RULES: dict[type[Command], Callable[[Case, Any], None]] = {
    commands.Create: lifecycle.create,
    commands.Ready: lifecycle.ready,
    commands.Muster: lifecycle.muster,
    commands.Start: lifecycle.start,
    commands.Pause: lifecycle.pause,
    commands.Resume: lifecycle.resume,
    commands.Extend: lifecycle.extend,
    commands.Advance: lifecycle.advance,
    commands.End: lifecycle.end,
    commands.MoveWash: lifecycle.move_wash,
    commands.StepBack: lifecycle.step_back,
    commands.NoDuff: lifecycle.no_duff,
    commands.LiftNoDuff: lifecycle.lift_no_duff,
    commands.Tick: lifecycle.tick,
    commands.Bell: lifecycle.bell,
    commands.FillSeat: seats.fill,
    commands.ClearSeat: seats.clear,
    commands.PassLead: seats.pass_lead,
    commands.Release: injects.release_now,
    commands.Hold: injects.hold,
    commands.Unhold: injects.unhold,
    commands.Skip: injects.skip,
    commands.AddInject: injects.add,
    commands.Open: injects.open_inject,
    commands.Reply: injects.reply,
    commands.Credit: verdicts.credit,
    commands.NotDone: verdicts.not_done,
    commands.LockSheet: orders.lock,
    commands.ReopenSheet: orders.reopen,
    commands.Act: acts.act,
    commands.Propose: proposals.propose,
    commands.Accept: proposals.accept,
    commands.Decline: proposals.decline,
    commands.Say: talk.say,
    commands.PassNote: talk.pass_note,
    commands.Ring: talk.ring,
    commands.AnswerCall: talk.answer,
    commands.DeclineCall: talk.decline,
    commands.HangUp: talk.hang_up,
    commands.MakeStatement: talk.make_statement,
    commands.Decode: custody.decode,
    commands.Sign: custody.sign,
    commands.Confirm: custody.confirm,
    commands.Refuse: custody.refuse,
    commands.CheckWords: keys.check_words,
    commands.OfferKey: ceremony.offer_key,
    commands.HearWords: ceremony.hear_words,
    commands.BuildVault: ceremony.build_vault,
    commands.AbandonCeremony: ceremony.abandon,
    commands.ShowNext: verdicts.show_next,
    commands.Contest: verdicts.contest,
    commands.RuleContest: verdicts.rule_contest,
    commands.RuleAct: verdicts.rule_act,
    commands.OverrideValue: verdicts.override,
    commands.GiveFeeling: review.give_feeling,
    commands.AnswerWash: review.answer_wash,
    commands.NoteFix: review.note_fix,
    commands.Observe: review.observe,
    commands.Rate: review.rate,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command led to, in order, and the board that the events fold to."""

    events: tuple[Event, ...]
    board: Board


def decide(setting: Setting, board: Board, command: Command, now: float, recall: Recall | None = None) -> Decision:
    """What happens when this command meets this board. `now` is wall time in seconds since the epoch.

    Raises Refusal when the rules do not allow it. `recall` is needed to step back only.
    """
    case = Case(setting, board, command.by, now, recall)
    RULES[type(command)](case, command)
    settle(case)
    return Decision(tuple(case.events), case.board)


__all__ = ["Actor", "Command", "Decision", "Due", "decide", "due", "next_due"]
