"""The exercise as a whole: made, mustered, started, stopped, ended. Control's verbs, and the two that anybody has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from exercises import store
from exercises.domain.play import commands
from exercises.errors import Refusal
from exercises.models import Exercise, Place, Role
from exercises.services.doors import Sent, anybody_named, ask, control, seat
from exercises.services.orders import saved_sheets
from exercises.services.seats import rename
from exercises.services.words import LINE, MESSAGE, TITLE, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from exercises.models import ScriptVersion, Viewer
    from exercises.store import Answer

SLOWEST, FASTEST = 4.0, 0.05


def create(  # noqa: PLR0913 - each is named
    user: User | None,
    version: ScriptVersion,
    *,
    title: str = "",
    pace: float = 1.0,
    luck: bool | None = None,
    code: str = "",
    kept_by: str = "",
    **fields: Any,
) -> Exercise:
    """A new exercise of a script version, its maker at control.

    `pace` multiplies every wall-clock duration; `luck` overrides the script; `kept_by` owns the record; `fields` are
    `planned_at`, `kept_until`, `show_names`, `walk_in`. Refuses `pace_range`, `code_in_use`.
    """
    if not FASTEST <= pace <= SLOWEST:
        raise Refusal("pace_range", 400, low=FASTEST, high=SLOWEST)
    if code and Exercise.objects.filter(code=code).exists():
        raise Refusal("code_in_use", code=code)
    exercise = store.make(
        version,
        code=code or store.fresh_code(),
        title=words(title, TITLE) or version.script.title,
        pace=pace,
        luck=luck,
        created_by=user,
        kept_by=words(kept_by, TITLE),
        **fields,
    )
    if user is not None:
        Place.objects.create(exercise=exercise, role=Role.CONTROL, user=user, name=user.get_full_name())
    return exercise


def ready(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    """Opens the lobby."""
    return ask(viewer, commands.Ready(by=control(viewer)), sent)


def muster(viewer: Viewer, *, name: str = "", text: str = "", **sent: Unpack[Sent]) -> Answer:
    """A seat confirms its name, sends control a test message, and a custodian's key signs one."""
    by = seat(viewer)
    if name:
        rename(viewer, name=name)
    if text:
        ask(
            viewer,
            commands.Say(by=by, room="~".join(sorted(("control", by.team))), text=words(text)),
            {"key": sent.get("key", "") and f"{sent['key']}:text"},
        )
    return ask(viewer, commands.Muster(by=by), sent)


def start(viewer: Viewer, *, anyway: bool = False, **sent: Unpack[Sent]) -> Answer:
    """STARTEX. Refuses `muster_incomplete` with the missing seats unless `anyway`."""
    return ask(viewer, commands.Start(by=control(viewer), anyway=anyway), sent)


def pause(viewer: Viewer, *, reason: str = "", **sent: Unpack[Sent]) -> Answer:
    """PAUSEX: every clock stops and keeps what was left."""
    return ask(viewer, commands.Pause(by=control(viewer), reason=words(reason, LINE)), sent)


def resume(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.Resume(by=control(viewer)), sent)


def extend(viewer: Viewer, *, reason: str, minutes: float = 2.0, **sent: Unpack[Sent]) -> Answer:
    """More time for everybody at once, at most twice a turn."""
    return ask(viewer, commands.Extend(by=control(viewer), reason=words(reason, LINE), minutes=minutes), sent)


def advance(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    """Ends the running phase now; from Deliberate it rings the bell, and saved drafts count.

    Two facilitators who press at once end one phase: the viewer's exercise says which phase was seen.
    """
    by, exercise = control(viewer), viewer.exercise
    turn, generation, *_ = sent.get("expects") or (exercise.turn, exercise.generation)
    seen: Sent = {**sent, "expects": (turn, generation, exercise.phase)}
    return ask(viewer, commands.Advance(by=by, drafts=saved_sheets(exercise)), seen)


def end(viewer: Viewer, *, reason: str, **sent: Unpack[Sent]) -> Answer:
    """ENDEX before the last turn is over."""
    return ask(viewer, commands.End(by=control(viewer), reason=words(reason, LINE)), sent)


def move_wash(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    """The next step of the hot wash; after the last one the file is closed."""
    return ask(viewer, commands.MoveWash(by=control(viewer)), sent)


def step_back(viewer: Viewer, *, turn: int, reason: str, **sent: Unpack[Sent]) -> Answer:
    """Back to the start of a turn, for everybody to see. Nothing is unseen and nothing is deleted."""
    return ask(viewer, commands.StepBack(by=control(viewer), turn=turn, reason=words(reason, LINE)), sent)


def no_duff(viewer: Viewer, *, text: str = "", **sent: Unpack[Sent]) -> Answer:
    """Something real has happened: all clocks stop, for everybody."""
    return ask(viewer, commands.NoDuff(by=anybody_named(viewer), text=words(text, MESSAGE)), sent)


def lift_no_duff(viewer: Viewer, **sent: Unpack[Sent]) -> Answer:
    return ask(viewer, commands.LiftNoDuff(by=control(viewer)), sent)
