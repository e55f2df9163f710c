"""`backup` and `restore` at the command line: what they say, and that they say it in one sentence."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from exercises import access, services
from exercises.models import Line, without_triggers
from tests import cast as people
from tests import factories
from tests.store.test_backing import emptied

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db(transaction=True)


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "all.gz")


def test_it_is_said_what_was_saved_and_how_control_comes_back(file: str) -> None:
    cast = people.at_play()
    code = cast.exercise.code
    closed = factories.exercise(title="Done")

    assert f"{file}: 2 exercises with " in said("backup", file)
    emptied()
    words = said("restore", file)

    assert words.startswith("Restored what was saved at 20")
    line = next(line for line in words.splitlines() if line.startswith(code))
    assert f"{code} First Watch: paused, " in line
    link = line.rsplit("/", 2)[1]
    assert access.invitation(link).role == "control"
    assert f"{closed.code} Done: draft" in words
    assert f"{code}: whole" in said("exercise", "verify")


def test_no_link_is_made_to_a_closed_file(file: str) -> None:
    cast = people.at_play()
    services.end(cast.ito, reason="Done.")
    while True:
        cast.exercise.refresh_from_db()
        if cast.exercise.state == "closed":
            break
        services.move_wash(cast.ito)
    said("backup", file)
    emptied()

    assert "joins at" not in said("restore", file)


def test_a_page_that_was_open_before_is_told_that_it_has_nothing(file: str) -> None:
    cast = people.at_play()
    browser, program = Client(), Client()
    link = services.invite(cast.ito, seat="us-treasury")
    assert browser.post(f"/join/{link}/", {"name": "Reyes"}).status_code == 302
    page = f"/x/{cast.exercise.code}/us-treasury/"
    assert browser.get(page).status_code == 200
    token = {"Authorization": f"Bearer {services.api_token(cast.liu, name='a program')}"}
    said("backup", file)
    emptied()
    said("restore", file)

    assert browser.get(page).status_code == 404
    assert "link" in browser.get(f"/join/{link}/").content.decode()
    answer = program.get(f"/api/v1/exercises/{cast.exercise.code}/board/", headers=token)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_gone")


@pytest.mark.parametrize(
    "words,sentence",
    [
        (("backup", "{file}"), "exists already; choose another name, or say --force"),
        (("backup", "/nowhere/at/all.gz"), "cannot be written: No such file"),
        (("restore", "{file}"), "is not a backup of Parley"),
        (("restore", "/nowhere/at/all.gz"), "cannot be read: No such file"),
    ],
)
def test_a_mistake_is_one_sentence(file: str, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    (tmp_path / "all.gz").write_text("something else", encoding="utf-8")

    with pytest.raises(CommandError, match=sentence):
        said(*(word.format(file=file) for word in words))


def test_a_broken_record_is_named(file: str) -> None:
    cast = people.at_play()
    with without_triggers(connection):
        Line.objects.filter(exercise=cast.exercise, number=4).update(text="{}")
    said("backup", file)
    emptied()
    out = StringIO()

    with pytest.raises(CommandError, match=f"Not whole: {cast.exercise.code}. Nothing was restored"):
        call_command("restore", file, stdout=out)

    assert f"{cast.exercise.code}: line 4 was changed." in out.getvalue()
    assert cast.exercise.code in said("restore", file, "--anyway")


def test_a_database_that_cannot_be_read_or_written_is_one_sentence(file: str) -> None:
    said("backup", file)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE exercises_seat RENAME TO elsewhere")
    try:
        with pytest.raises(CommandError, match="The database cannot be read: no such table"):
            said("backup", file, "--force")
        with pytest.raises(CommandError, match="The database cannot be written: no such table"):
            said("restore", file)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO exercises_seat")
