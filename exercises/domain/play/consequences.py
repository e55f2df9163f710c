"""What follows from any command: figures brought up to date, injects whose moment or condition has come."""

from __future__ import annotations

from exercises.domain.board.injects import row
from exercises.domain.events.keys import KeyDeclared, KeyTurned, SharesJoined, VaultRotated
from exercises.domain.events.transactions import TransactionFinal
from exercises.domain.events.verdicts import Overridden, Reckoned
from exercises.domain.grammar import evaluate, holds
from exercises.domain.play.case import Case
from exercises.domain.play.ceremony import swap_forged
from exercises.domain.play.facts import Known
from exercises.domain.play.impact import Strike
from exercises.domain.play.injects import release
from exercises.domain.play.schedule import OPEN_PHASES, planned_at, waiting
from exercises.domain.play.wakes import planned
from exercises.enums import State, Trigger

MOVES_FIGURES = (TransactionFinal, KeyDeclared, KeyTurned, VaultRotated, SharesJoined, Overridden)

WEIGHED = (
    *("world", "deeds", "injects", "transactions", "clock", "phase", "flags", "statements"),
    *("keys", "vaults", "turn"),
)
"""All that conditions ask about, what moves most first; `Known` looks at nothing else on a board."""
TIMED = ("injects", "clock", "phase", "turn", "state", "improvised")
"""All that the moment of a row hangs on."""


def settle(case: Case) -> None:
    """Repeats until nothing more follows; it comes to an end, for every row goes out once.

    After an outage nothing follows: the clock pauses first.
    """
    if case.board.state is not State.RUNNING or case.late:
        return
    _reckon(case)
    while _send_due(case) or _send_conditional(case) or swap_forged(case):
        _reckon(case)


def _reckon(case: Case) -> None:
    """Figures follow the records of keys and coins, and each other, whenever one of these was changed by itself."""
    if not any(isinstance(event, MOVES_FIGURES) for event in case.events):
        return
    blow = Strike(case, "reckon")
    blow.settle()
    impact = blow.impact()
    if impact.changes:
        case.emit(Reckoned(impact=impact))


def _send_due(case: Case) -> bool:
    """Sends a row whose moment has come: there is none while all that was due lies ahead and none of it moved."""
    if case.first and case.first.at > case.now and not _moved(case, TIMED):
        return False
    for inject in waiting(case.setting, case.board):
        at = planned_at(case.setting, case.board, inject)
        if at is not None and at <= case.at:
            planned(case, inject.code)
            return True
    return False


def _moved(case: Case, parts: tuple[str, ...]) -> bool:
    """Was any of these parts touched? The board was settled when this command found it."""
    return any(getattr(case.found, part) is not getattr(case.board, part) for part in parts)


def _send_conditional(case: Case) -> bool:
    if case.board.phase not in OPEN_PHASES or not _moved(case, WEIGHED):
        return False
    facts = Known(case.setting, case.board)
    for inject in case.setting.by_trigger[Trigger.CONDITION]:
        waits = row(case.board, inject.code).status == "planned"
        if not waits or (inject.turn or 1) > case.board.turn or inject.when is None:
            continue
        facts.context = inject.code
        if holds(inject.when, facts):
            release(case, inject.code, why=evaluate(inject.when, facts).why)
            return True
    return False
