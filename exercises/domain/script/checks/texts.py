"""Texts are there in both languages, their numbers can be filled, and they give away nothing real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exercises.domain.custody.guard import real_secrets
from exercises.domain.script.placeholders import PlaceholderError, placeholders
from exercises.domain.script.trees import texts, values
from exercises.enums import Visibility

if TYPE_CHECKING:
    from exercises.domain.script.checks.scope import Scope
    from exercises.domain.script.problems import Path
    from exercises.domain.script.schema import Text

# Handling labels are invented; the ones governments use would make a stray page look like the real thing.
_REAL_MARKING = re.compile(r"\bTOP SECRET\b|\bSECRET\s*//|\bNOFORN\b|\bREL TO\b|\bEYES ONLY\b|绝密|机密", re.IGNORECASE)
_MEANT_AS_PLACEHOLDER = re.compile(r"\{\s*var\b")


def check_texts(scope: Scope) -> None:
    for path, text in texts(scope.script):
        if not text.zh:
            scope.warn("missing_chinese", path)
        for language, words in (("en", text.en), ("zh-hans", text.zh)):
            _check_words(scope, (*path, language), words)
        if text.zh and _used(text.en) != _used(text.zh):
            scope.warn("figures_differ", path)
        if path[-1] == "label":
            _check_label(scope, path, text)


def check_secrets(scope: Scope) -> None:
    """Nothing of the real network anywhere: not in a text, and not in a message, a rule or a name either."""
    for path, value in values(scope.script):
        kind = real_secrets(value) if isinstance(value, str) else None
        if kind is not None:
            scope.error("real_secret", path, kind=kind)


def _check_words(scope: Scope, path: Path, words: str) -> None:
    try:
        found = placeholders(words)
    except PlaceholderError as error:
        scope.unknown(error.code, error.found, (error.suggestion,) if error.suggestion else (), path)
        return
    if len(_MEANT_AS_PLACEHOLDER.findall(words)) != len(found):
        scope.error("broken_placeholder", path)
    for placeholder in found:
        _check_figure(scope, path, placeholder.code)


def _check_figure(scope: Scope, path: Path, code: str) -> None:
    variable = scope.variable(code)
    if variable is None:
        scope.unknown("variable", code, scope.variables, path)
    elif variable.seen.visibility is Visibility.WHITE:
        scope.warn("hidden_figure", path, found=code)


def _check_label(scope: Scope, path: Path, text: Text) -> None:
    found = _REAL_MARKING.search(f"{text.en}\n{text.zh}")
    if found:
        scope.error("real_marking", path, found=found[0])


def _used(words: str) -> set[str]:
    try:
        return {placeholder.code for placeholder in placeholders(words)}
    except PlaceholderError:
        return set()
