"""Joint acts: one side proposes, the other consents, or both had it in mind."""

from __future__ import annotations

from exercises.domain.board.state import Proposal
from exercises.domain.custody import guard
from exercises.domain.events.acts import ProposalAccepted, ProposalClosed, Proposed
from exercises.domain.play import commands
from exercises.domain.play.case import Case
from exercises.domain.play.costs import affordable_now, cost_of
from exercises.domain.play.legality import LONGEST_TEXT, check_args, check_needs, known_action, may_choose
from exercises.enums import Mode
from exercises.errors import Refusal


def propose(case: Case, command: commands.Propose) -> None:
    """Asks another team to do something together; it lapses at the end of the turn."""
    case.need_open()
    case.need_lead()
    action = known_action(case, command.action)
    team = case.seat.team
    may_choose(case, team, action)
    if action.mode is not Mode.JOINT:
        raise Refusal("not_a_joint_act", 400, action=action.code)
    if command.to == team or command.to not in case.board.teams:
        raise Refusal("no_such_team", 400, team=command.to)
    may_choose(case, command.to, action)
    if len(command.text) > LONGEST_TEXT:
        raise Refusal("too_long", 400, limit=LONGEST_TEXT)
    if guard.real_secrets(command.text):
        raise Refusal("never_real_keys", 400)
    check_args(case, team, action, command.args)
    check_needs(case, action)
    affordable_now(case, team, cost_of(action.code, team))
    if any(_same(item, action.code, team, command.to) for item in case.board.proposals.values()):
        raise Refusal("already_proposed", action=action.code)
    case.emit(
        Proposed(
            id=case.id("proposal", team),
            action=action.code,
            team=team,
            to=command.to,
            seat=case.by.seat,
            turn=case.board.turn,
            args=command.args,
            text=command.text.strip(),
        )
    )


def accept(case: Case, command: commands.Accept) -> None:
    """Consent. The act is done at the bell, like those that stand on both sheets."""
    case.need_open()
    proposal = _open(case, command.proposal)
    if case.seat.team != proposal.to:
        raise Refusal("no_such_proposal", 404)
    case.need_lead()
    action = known_action(case, proposal.action)
    check_needs(case, action)
    for team in (proposal.team, proposal.to):
        affordable_now(case, team, cost_of(action.code, team))
    case.emit(ProposalAccepted(id=command.proposal, seat=case.by.seat))


def decline(case: Case, command: commands.Decline) -> None:
    """The other side declines; the proposer withdraws."""
    case.need_running()
    proposal = _open(case, command.proposal)
    case.need_lead()
    how = "withdrawn" if case.seat.team == proposal.team else "declined"
    case.emit(ProposalClosed(id=command.proposal, how=how, seat=case.by.seat))


def _open(case: Case, public: str) -> Proposal:
    proposal = case.board.proposals.get(public)
    if proposal is None or case.seat.team not in (proposal.team, proposal.to):
        raise Refusal("no_such_proposal", 404)
    if proposal.state != "open":
        raise Refusal("proposal_closed", state=proposal.state)
    return proposal


def _same(item: Proposal, action: str, team: str, to: str) -> bool:
    return item.state == "open" and (item.action, item.team, item.to) == (action, team, to)
