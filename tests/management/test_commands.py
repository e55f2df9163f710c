"""The command line says what it did, or in one sentence what was wrong."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from exercises import access, store
from exercises.models import Exercise, Line, Place, ScriptVersion, without_triggers
from exercises.services import scripts
from tests import cast as people
from tests import factories

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "first.yaml"
    path.write_text(factories.library_text("first-watch"), encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text("parley: 1\ncode: FW\ncode: FX\n", encoding="utf-8")
    return path


def test_the_library_has_nothing_to_complain_about() -> None:
    for path in scripts.shipped():
        assert "error" not in said("script", "validate", str(path))


def test_a_broken_script_is_named_by_line(broken: Path) -> None:
    out = StringIO()

    with pytest.raises(CommandError, match="found"):
        call_command("script", "validate", str(broken), stdout=out)

    assert f"{broken}:" in out.getvalue()


def test_a_script_with_mistakes_is_told_them_all_and_nothing_is_kept(script: Path, tmp_path: Path) -> None:
    text = factories.library_text("first-watch").replace("did(any, test_hotline)", "did(any, test_hotlin)", 1)
    path, out = tmp_path / "wrong.yaml", StringIO()
    path.write_text(f"{text}\n# pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\nlast: 1\n", encoding="utf-8")

    with pytest.raises(CommandError, match="3 errors found; nothing was kept"):
        call_command("script", "import", str(script), str(path), stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.startswith(f"{path}:") for line in lines] == [True, True, True]
    assert "Did you mean test_hotline?" in lines[0]
    assert not ScriptVersion.objects.exists()


def test_a_script_goes_in_and_out(script: Path, tmp_path: Path) -> None:
    assert said("script", "import", str(script)).startswith("FW v1 ")
    target = tmp_path / "out.yaml"
    said("script", "export", "FW", "--output", str(target))

    assert said("script", "import", str(target)).startswith("FW v1 ")
    assert said("script", "export", "FW", "--number", "1").startswith("#")
    assert said("script", "list").count("\n") == ScriptVersion.objects.count() == 1


def test_files_and_scripts_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        said("script", "validate", str(tmp_path / "none.yaml"))
    with pytest.raises(CommandError, match="no published script XX v3"):
        said("script", "export", "XX", "--number", "3")
    with pytest.raises(CommandError, match="no published script XX"):
        said("exercise", "create", "XX")
    with pytest.raises(CommandError, match="no exercise ZZZZZZ"):
        said("exercise", "verify", "ZZZZZZ")
    with pytest.raises(CommandError, match="cannot be read"):
        said("exercise", "import", str(tmp_path / "none.jsonl"))


def test_an_exercise_is_made_with_a_link_to_control() -> None:
    factories.version()

    words = said("exercise", "create", "FW", "--title", "Session 15", "--pace", "0.5")

    exercise = Exercise.objects.get()
    assert words.startswith(f"{exercise.code} Session 15")
    assert access.invitation(words.rsplit("/", 2)[1]).role == "control"


def test_an_exercise_is_exported_verified_erased_and_imported(tmp_path: Path) -> None:
    cast = people.at_play()
    code, path = cast.exercise.code, tmp_path / "x.jsonl"

    said("exercise", "export", code, str(path))
    assert "whole" in said("exercise", "verify", code)
    assert "lines erased" in said("exercise", "erase", code, "--by", "Ito", "--reason", "done")
    assert code in said("exercise", "import", str(path))
    assert "whole" in said("exercise", "verify")
    assert "written anew" in said("exercise", "replay", code)
    with pytest.raises(CommandError, match="is taken"):
        said("exercise", "import", str(path))


def test_a_tampered_record_is_named(tmp_path: Path) -> None:
    cast = people.at_play()
    with without_triggers(connection):
        Line.objects.filter(exercise=cast.exercise, number=4).update(text="{}")
    out = StringIO()

    with pytest.raises(CommandError, match=f"Not whole: {cast.exercise.code}"):
        call_command("exercise", "verify", stdout=out)

    assert "line 4 was changed" in out.getvalue()
    with pytest.raises(CommandError, match="does not hold together at entry"):
        said("exercise", "replay", cast.exercise.code)


def test_the_demo_prints_a_link_for_every_seat_and_writes_them_down(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.DEBUG = tmp_path, True

    words = said("demo", "--no-serve")

    links = json.loads((tmp_path / "demo-links.json").read_text(encoding="utf-8"))
    exercise = Exercise.objects.get(code=links["exercise"])
    assert {team: len(urls) for team, urls in links["seats"].items()} == {"us": 2, "cn": 2, "bis": 1}
    assert set(exercise.seats.values_list("occupant", flat=True)) == {"bot"}
    assert exercise.state == "ready"
    for url in [links["control"], links["wall"], *links["seats"]["us"]]:
        assert url in words
        assert access.invitation(url.rsplit("/", 2)[1]).exercise == exercise
    assert links["review"].endswith(f"?next=/x/{exercise.code}/review/")
    assert Place.objects.count() == 3
    assert store.verify(exercise) == ()


def test_the_demo_of_a_script_that_is_not_there(settings: Any, tmp_path: Path) -> None:
    settings.VAR, settings.DEBUG = tmp_path, True

    with pytest.raises(CommandError, match="no script XX"):
        said("demo", "--no-serve", "--script", "XX")


def test_the_demo_on_a_busy_port_is_one_sentence(settings: Any) -> None:
    import socket  # noqa: PLC0415

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        settings.PORT = holder.getsockname()[1]
        with pytest.raises(CommandError, match="is in use; choose another one: PORT="):
            said("demo")
