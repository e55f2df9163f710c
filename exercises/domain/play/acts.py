"""Acts that count at once: their cost, their mechanics, their effects, and the deed they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from exercises.domain.board.injects import by_id
from exercises.domain.events.injects import Shared
from exercises.domain.events.parts import Value
from exercises.domain.play import commands, keys
from exercises.domain.play.case import Case
from exercises.domain.play.deeds import deed
from exercises.domain.play.legality import check_args, check_needs, has_read, known_action, may_choose
from exercises.domain.world import other_principals
from exercises.enums import Mode, Timing
from exercises.errors import Refusal

Mechanic = Callable[[Case, Mapping[str, Value]], None]


def act(case: Case, command: commands.Act) -> None:
    """An action of the catalogue that one team may take alone, now: its mechanics first, for they may refuse."""
    case.need_open()
    action = known_action(case, command.action)
    may_choose(case, case.seat.team, action)
    if action.mode is Mode.JOINT:
        raise Refusal("propose_it", 400, action=action.code)
    if action.timing is not Timing.NOW:
        raise Refusal("put_it_on_the_sheet", 400, action=action.code)
    if action.code in OWN_VERB:
        raise Refusal("own_verb", 400, action=action.code)
    check_args(case, case.seat.team, action, command.args)
    check_needs(case, action)
    if action.code in MECHANICS:
        MECHANICS[action.code](case, command.args)
    deed(case, action.code, command.args)


def _share(case: Case, args: Mapping[str, Value]) -> None:
    """Hands an inject to another team, as it was read."""
    item = by_id(case.board, str(args["inject"]))
    team = case.seat.team
    if not any(reader.split("+")[0] == team for reader in item.to):
        raise Refusal("no_such_inject", 404)
    if item.code in case.board.improvised or not case.script.inject(item.code).shareable:
        raise Refusal("not_shareable", 400)
    told = [to for to in _receivers(case, args, team) if not has_read(item, to)]
    if not told:
        raise Refusal("already_knows")
    for to in told:
        case.emit(Shared(id=item.id, by=team, to=to))


def _receivers(case: Case, args: Mapping[str, Value], team: str) -> tuple[str, ...]:
    """The team that is named, or else the other principal; an observer tells both."""
    named = str(args.get("team", ""))
    if named and (named not in case.board.teams or named == team):
        raise Refusal("no_such_team", 400, team=named)
    return (named,) if named else other_principals(team)


MECHANICS: dict[str, Mechanic] = {
    "share_intel": _share,
    "emergency_freeze": keys.freeze,
    "declare_key_suspect": keys.declare_suspect,
    "prove_control": keys.prove_control,
}
"""What the platform does beside the effects, for acts that touch more than numbers."""

OWN_VERB = frozenset(
    {"sign", "refuse", "call", "answer", "decline_call", "statement", "send_backchannel"}
    | {"propose", "accept_proposal", "reject_proposal", "catch_forgery", "reply"}
)
"""Acts with a command of their own, which asks for more than an action does."""
