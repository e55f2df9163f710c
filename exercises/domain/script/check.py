"""All mistakes of a script in one list, and the way from a text to a script that has none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from exercises.domain.script.checks import ALL, Scope
from exercises.domain.script.compiled import Script
from exercises.domain.script.mistakes import mended, mistakes
from exercises.domain.script.problems import Problem, ScriptError, Severity
from exercises.domain.script.reader import Reading, scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.domain.script.parts import Setting
    from exercises.domain.world.entries import Catalogue

    Packs = Mapping[str, Mapping[str, Setting]]


def check(source: str | bytes | Reading | Script, catalogue: Catalogue, packs: Packs) -> list[Problem]:
    """Every error and warning of a script, in the order of its text. Raises nothing, whatever the text.

    A `Script` has lost its text, so its problems carry paths but no lines.
    """
    if isinstance(source, Script):
        return _in_order(_meant(source, Reading(None), catalogue, packs))
    reading = source if isinstance(source, Reading) else scan(source)
    if reading.data is None:
        return list(reading.problems) or [
            Problem(code="expected_mapping", params={"field": "", "found": ""}, line=1, column=1)
        ]
    script, found = _shaped(reading)
    meant = _meant(script, reading, catalogue, packs) if script else []
    return _in_order([*reading.problems, *found, *meant])


def load(text: str | bytes, catalogue: Catalogue, packs: Packs) -> Script:
    """The script a text describes. Raises ScriptError with every problem if one of them is an error."""
    reading = scan(text)
    problems = check(reading, catalogue, packs)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ScriptError(problems)
    return _validated(reading.data)


def _shaped(reading: Reading) -> tuple[Script | None, list[Problem]]:
    """The script, as far as its shape allows, and what is wrong with the shape."""
    try:
        return _validated(reading.data), []
    except ValidationError as error:
        found = mistakes(error, reading)
    try:
        return _validated(mended(reading.data, found)), found
    except ValidationError:
        return None, found


def _validated(data: Any) -> Script:
    # As JSON, because pydantic reads that strictly: "3" is no number and 3 no text, but a list may fill a tuple.
    return Script.model_validate_json(json.dumps(data))


def _meant(script: Script, reading: Reading, catalogue: Catalogue, packs: Packs) -> list[Problem]:
    scope = Scope(script, reading, catalogue, packs)
    for look in ALL:
        look(scope)
    return scope.problems


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column, problem.severity, problem.code))
