"""An exercise as a file, there and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises import services, store
from exercises.domain.play import commands
from exercises.enums import Phase
from exercises.errors import Refusal
from exercises.models import Exercise, Line, Script, ScriptVersion


def exported(cast: Any, **options: Any) -> list[str]:
    return list(store.export(cast.exercise, **options))


def carried(cast: Any, lines: list[str]) -> Exercise:
    store.erase(cast.exercise.code, by="test", reason="to be read back")
    return store.carried(lines)


def test_an_export_read_back_is_the_same_record(cast: Any) -> None:
    cast.play_to(Phase.BRIEF, turn=2)
    services.step_back(cast.ito, turn=1, reason="again")
    before = store.present(cast.exercise).board
    lines = exported(cast)
    epoch = cast.exercise.epoch

    exercise = carried(cast, lines)

    assert list(store.export(exercise)) == lines
    assert store.verify(exercise) == ()
    assert store.present(exercise).board == before
    assert exercise.epoch != epoch
    assert store.position(exercise, "us")[1] == 1


def test_play_goes_on_after_an_import(cast: Any) -> None:
    exercise = carried(cast, exported(cast))

    store.act(exercise.code, commands.Advance(by=commands.Actor("control")))

    assert store.present(exercise).board.phase is Phase.LOCK
    assert exercise.due.exists()


def test_names_are_left_out_unless_asked_for(cast: Any) -> None:
    assert "Reyes" not in "\n".join(exported(cast))

    exercise = carried(cast, exported(cast, names=True))

    assert exercise.seats.get(code="us-treasury").name == "Reyes"


def test_a_code_in_use_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        store.carried(exported(cast))

    assert refused.value.code == "code_in_use"


@pytest.mark.parametrize("first", ["", "no json", "[]", '{"format": "other/1"}'])
def test_what_is_no_export_is_refused(db: None, first: str) -> None:
    with pytest.raises(Refusal) as refused:
        store.carried([first])

    assert refused.value.code == "not_an_export"


def swapped(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[4], lines[3], *lines[5:]]


@pytest.mark.parametrize(
    "spoil,number",
    [
        (lambda lines: [*lines[:3], *lines[4:]], 3),
        (swapped, 3),
        (lambda lines: [*lines[:4], lines[4].replace('"by":"', '"by":"x'), *lines[5:]], 5),
        (lambda lines: [*lines[:3], "no json", *lines[4:]], 3),
        (lambda lines: lines[:1], 1),
    ],
)
def test_a_broken_export_names_the_line_and_leaves_nothing(cast: Any, spoil: Any, number: int) -> None:
    lines = spoil(exported(cast))

    with pytest.raises(Refusal) as refused:
        carried(cast, lines)

    assert (refused.value.code, refused.value.params["number"]) == ("export_broken", number)
    assert not Exercise.objects.exists()


def test_a_cut_export_is_refused(cast: Any) -> None:
    lines = exported(cast)

    with pytest.raises(Refusal) as refused:
        carried(cast, lines[:-1])

    assert refused.value.code == "export_broken"


def elsewhere(lines: list[str]) -> list[str]:
    """As if it came from a house with another SECRET_KEY."""
    return [json.dumps(json.loads(lines[0]) | {"key_mark": "0" * 16}), *lines[1:]]


def test_an_exercise_still_in_play_is_not_taken_from_another_house(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        carried(cast, elsewhere(exported(cast)))

    assert refused.value.code == "made_elsewhere"


def test_an_exercise_that_is_over_can_be_reviewed_elsewhere(cast: Any) -> None:
    services.end(cast.ito, reason="Done.")

    exercise = carried(cast, elsewhere(exported(cast)))

    assert store.verify(exercise) == ()


def test_erasing_leaves_its_own_record_and_nothing_else(cast: Any) -> None:
    head = Exercise.objects.get(pk=cast.exercise.pk)

    record = store.erase(cast.exercise.code, by="M. Ito", reason="The school's deadline.")

    assert (record.code, record.lines, record.head_hash) == (head.code, head.head_number, head.head_hash)
    assert (record.by, record.reason, record.door_id) == ("M. Ito", "The school's deadline.", None)
    assert not Line.objects.exists()
    assert not Exercise.objects.exists()


def test_a_script_that_is_not_here_comes_with_the_exercise(cast: Any) -> None:
    lines = exported(cast)
    digest = cast.exercise.version.digest
    store.erase(cast.exercise.code, by="test", reason="x")
    ScriptVersion.objects.all().delete()
    Script.objects.all().delete()

    exercise = store.carried(lines)

    assert (exercise.version.digest, exercise.version.script.code) == (digest, "FW")
    assert store.verify(exercise) == ()
