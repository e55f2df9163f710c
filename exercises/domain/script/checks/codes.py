"""Codes are unique, turns are counted without a gap, and fields name things that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.domain.grammar import Kind
from exercises.domain.world.entries import PRINCIPALS
from exercises.enums import TeamKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path

READERS = ("all", "control")


def check_codes(scope: Scope) -> None:
    script = scope.script
    for field in ("vaults", "transactions", "injects", "cards", "documents"):
        _unique(scope, (((field, index, "code"), row.code) for index, row in enumerate(getattr(script, field))))
    _unique(scope, _team_codes(scope))
    _unique(scope, _objective_codes(scope))
    for index, inject in enumerate(script.injects):
        _unique(
            scope,
            ((("injects", index, "replies", place, "code"), reply.code) for place, reply in enumerate(inject.replies)),
        )


def check_turn_numbers(scope: Scope) -> None:
    for index, turn in enumerate(scope.script.turns):
        if turn.number != index + 1:
            scope.error("turn_number", ("turns", index, "number"), number=turn.number, expected=index + 1)
    if scope.script.turns[0].starts is None:
        scope.error("first_turn_starts", ("turns", 0))


def check_references(scope: Scope) -> None:
    """Pack, cards, objectives, readers of documents, indicators."""
    script = scope.script
    scope.expect("pack", script.pack, scope.packs, ("pack",))
    for index, card in enumerate(script.cards):
        scope.expect("team", card.team, scope.names[Kind.TEAM], ("cards", index, "team"))
    for index, inject in enumerate(script.injects):
        known = (*script.objectives_by_code, *script.tasks)
        scope.expect("objective", inject.objective, known, ("injects", index, "objective"))
    for index, page in enumerate(script.documents):
        for place, reader in enumerate(page.readers):
            known = (*READERS, *script.teams_by_code, *script.seats)
            scope.expect("reader", reader, known, ("documents", index, "for", place))


def check_teams(scope: Scope) -> None:
    """The two principals are there, and every team that has seats has one lead."""
    script = scope.script
    for code in PRINCIPALS:
        if code not in script.teams_by_code:
            scope.error("principal_missing", ("teams",), team=code)
    for index, team in enumerate(script.teams):
        if (team.kind is TeamKind.PRINCIPAL) is not (team.code in PRINCIPALS):
            scope.error("principal_kind", ("teams", index, "kind"), team=team.code)
        leads = [seat.code for seat in team.seats if seat.lead]
        if team.seats and len(leads) != 1:
            scope.error("one_lead", ("teams", index, "seats"), team=team.code, leads=len(leads))
        if team.minimum > len(team.seats):
            scope.error("too_few_seats", ("teams", index, "minimum"), team=team.code, minimum=team.minimum)


def _team_codes(scope: Scope) -> Iterable[tuple[Path, str]]:
    """Teams and seats share rooms and addresses, so they share one list of codes."""
    for index, team in enumerate(scope.script.teams):
        yield ("teams", index, "code"), team.code
        for place, seat in enumerate(team.seats):
            yield ("teams", index, "seats", place, "code"), seat.code


def _objective_codes(scope: Scope) -> Iterable[tuple[Path, str]]:
    for index, objective in enumerate(scope.script.objectives):
        path: Path = ("objectives", index)
        yield (*path, "code"), objective.code
        for place, target in enumerate(objective.targets):
            for step, task in enumerate(target.tasks):
                yield (*path, "targets", place, "tasks", step, "code"), task.code


def _unique(scope: Scope, rows: Iterable[tuple[Path, str]]) -> None:
    seen: set[str] = set()
    for path, code in rows:
        if code in seen:
            scope.error("duplicate_code", path, found=code)
        seen.add(code)
