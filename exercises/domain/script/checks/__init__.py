"""What can be wrong with a script whose shape is right, one module for each kind of mistake.

Each check takes a `Scope` and notes problems in it. `ALL` lists them.
"""

from __future__ import annotations

from exercises.domain.script.checks.codes import check_codes, check_references, check_teams, check_turn_numbers
from exercises.domain.script.checks.coins import (
    check_brought,
    check_holdings,
    check_signed,
    check_transactions,
    check_vaults,
)
from exercises.domain.script.checks.people import (
    check_actions,
    check_audiences,
    check_desks,
    check_idle_seats,
    check_questions,
)
from exercises.domain.script.checks.reach import check_evidence, check_never, check_reach
from exercises.domain.script.checks.scope import Scope
from exercises.domain.script.checks.texts import check_secrets, check_texts
from exercises.domain.script.checks.timing import check_moments, check_story_time
from exercises.domain.script.checks.words import check_indicators, check_start, check_trees

ALL = (
    check_codes,
    check_turn_numbers,
    check_references,
    check_teams,
    check_vaults,
    check_holdings,
    check_transactions,
    check_brought,
    check_signed,
    check_audiences,
    check_questions,
    check_desks,
    check_actions,
    check_idle_seats,
    check_reach,
    check_never,
    check_evidence,
    check_moments,
    check_story_time,
    check_trees,
    check_start,
    check_indicators,
    check_texts,
    check_secrets,
)

__all__ = ["ALL", "Scope"]
