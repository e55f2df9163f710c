"""The text of an inject as each team reads it: its figures come from that team's own view, and then stand still."""

from __future__ import annotations

from collections.abc import Mapping

from exercises.domain.board import Board
from exercises.domain.board.setting import PUBLIC, Setting
from exercises.domain.events.parts import Text, Value
from exercises.domain.script import Inject, fill, placeholders
from exercises.domain.visibility import figures


def reading(setting: Setting, board: Board, spec: Inject) -> Mapping[str, Text]:
    """Team code (`` for those without figures of their own) → text in its languages."""
    texts = spec.text.both
    if not any(placeholders(text) for text in texts.values()):
        return {"": texts}
    teams = [*board.teams, ""]
    return {team: _filled(texts, figures(setting, board, team or PUBLIC, texts.values())) for team in teams}


def _filled(texts: Text, values: Mapping[str, Value]) -> Text:
    return {language: fill(text, values, language) for language, text in texts.items()}
