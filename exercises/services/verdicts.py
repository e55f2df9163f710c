"""What control decides, and what teams may hold against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from exercises.domain.play import commands
from exercises.services.doors import Sent, ask, control, seat
from exercises.services.words import LINE, detail, words

if TYPE_CHECKING:
    from exercises.domain.events.parts import Value
    from exercises.models import Viewer
    from exercises.store import Answer


def show_next(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    """Advances the reveal by one outcome."""
    return ask(viewer, commands.ShowNext(by=control(viewer)), sent)


def contest(viewer: Viewer, *, outcome: str, text: str, **sent: Unpack[Sent]) -> Answer:
    """A team holds that an outcome is wrong; once a turn, until the next Lock."""
    return ask(viewer, commands.Contest(by=seat(viewer), outcome=outcome, text=words(text)), sent)


def rule_contest(  # noqa: PLR0913 - each is named
    viewer: Viewer,
    *,
    outcome: str,
    upheld: bool,
    text: str,
    preset: str = "",
    scale: float = 1.0,
    **sent: Unpack[Sent],
) -> Answer:
    command = commands.RuleContest(
        by=control(viewer), outcome=outcome, upheld=upheld, text=words(text), preset=preset, scale=scale
    )
    return ask(viewer, command, sent)


def rule_act(
    viewer: Viewer, *, act: str, preset: str = "", scale: float = 1.0, text: str = "", **sent: Unpack[Sent]
) -> Answer:
    """Control's ruling on a free-text act."""
    command = commands.RuleAct(by=control(viewer), act=act, preset=preset, scale=scale, text=words(text))
    return ask(viewer, command, sent)


def override_value(viewer: Viewer, *, variable: str, value: Value, reason: str, **sent: Unpack[Sent]) -> Answer:
    """Sets a number of the world by hand; the review shows it with its reason."""
    by, number = control(viewer), detail(value)
    command = commands.OverrideValue(by=by, variable=variable, value=number, reason=words(reason, LINE))
    return ask(viewer, command, sent)
