"""Everything as one file, and back: on either database, and from one to the other."""

from __future__ import annotations

import errno
import gzip
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from exercises import access, services, store
from exercises.errors import Refusal
from exercises.models import Due, Exercise, Line, Place, Role, Seat, guarded, without_triggers
from exercises.services import seats
from exercises.services.tokens import hashed
from exercises.store import archive, backing, boards
from tests import cast as people
from tests import databases, factories
from tests.realtime.conftest import session_of
from tests.timing import wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOTH = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
pytestmark = pytest.mark.django_db(transaction=True)
RENEWED = {
    "exercises_exercise": {"epoch"},
    "exercises_seat": {"token_hash", "link_hash", "seen_at"},
    "exercises_place": {"token_hash", "revoked_at"},
    "exercises_apitoken": {"revoked_at"},
}


@pytest.fixture
def cast() -> people.Cast:
    """An exercise at play and paused, a trainer with rights, a program's key, something erased, something signed in."""
    erased = factories.exercise()
    store.erase(erased.code, by="test", reason="to leave a trace")
    found = people.at_play()
    services.say(found.reyes, room="us", text="早安 – good morning, “all”.")
    services.save_draft(found.liu, orders=[{"action": "share_dashboard"}], version=0)
    services.pause(found.ito, reason="Lunch.")
    services.api_token(found.reyes, name="a program")
    group = Group.objects.create(name="trainers")
    group.permissions.add(Permission.objects.get(codename="add_script"))
    factories.user("trainer").groups.add(group)
    session_of(found.reyes)
    found.exercise.refresh_from_db()
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every table that is kept, without what a restore makes anew."""
    return {
        model._meta.db_table: [
            {name: value for name, value in row.items() if name not in RENEWED.get(model._meta.db_table, ())}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in backing.kept()
    }


def emptied() -> None:
    """As a database is after `migrate`; the boards that this process remembers are forgotten too."""
    call_command("flush", verbosity=0, interactive=False)
    boards._kept.clear()


@BOTH
def test_what_comes_back_is_what_was_there(cast: Any, tmp_path: Path, database: str) -> None:
    before = rows()
    file = tmp_path / "all.gz"
    manifest = store.back_up(file)
    emptied()

    store.bring_back(file)

    assert connection.vendor.startswith(database)
    assert rows() == before
    assert manifest.counts == {table: len(found) for table, found in before.items()}
    assert store.verify(cast.exercise) == ()
    assert guarded(connection)


def test_a_backup_goes_from_one_database_to_the_other_and_back(
    cast: Any, tmp_path: Path, postgres_database: dict[str, Any]
) -> None:
    before = rows()
    store.back_up(tmp_path / "sqlite.gz")
    with databases.swapped(postgres_database):
        emptied()
        store.bring_back(tmp_path / "sqlite.gz")
        there = rows()
        store.back_up(tmp_path / "postgres.gz")
        emptied()
    emptied()

    store.bring_back(tmp_path / "postgres.gz")

    assert (there, rows()) == (before, before)


@BOTH
def test_what_is_made_afterwards_gets_a_number_of_its_own(cast: Any, tmp_path: Path, database: str) -> None:
    restored(tmp_path)

    assert factories.exercise().pk > cast.exercise.pk
    assert factories.user("another").pk > User.objects.get(username="trainer").pk


@BOTH
def test_a_backup_is_of_one_moment_and_keeps_nobody_from_writing(
    cast: Any, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody speaks when half of it is written: the exercise's row says one thing by then, its lines another."""
    services.resume(cast.ito)
    table = archive.Writer.table

    def interrupted(self: archive.Writer, name: str, *rest: Any) -> None:
        if name == "exercises_line":
            in_another_thread(lambda: services.say(cast.reyes, room="us", text="Meanwhile."))
        table(self, name, *rest)

    monkeypatch.setattr(archive.Writer, "table", interrupted)
    lines = Exercise.objects.get().head_number

    manifest = store.back_up(tmp_path / "all.gz")

    assert Exercise.objects.get().head_number == lines + 1
    assert manifest.counts["exercises_line"] == lines
    emptied()
    store.bring_back(tmp_path / "all.gz")


def in_another_thread(act: Callable[[], Any]) -> None:
    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hands:
        hands.submit(run).result()


# --- What must not be as it was ---------------------------------------------------------------------------------------


def restored(tmp_path: Path, **options: Any) -> None:
    """There and back."""
    store.back_up(tmp_path / "all.gz", force=True)
    emptied()
    store.bring_back(tmp_path / "all.gz", **options)


def test_nobody_holds_anything_afterwards(cast: Any, tmp_path: Path) -> None:
    link = services.invite(cast.ito, seat="us-fed")
    place = seats.open_place(cast.exercise.pk, role=Role.CONTROL)
    token = services.api_token(cast.liu, name="another program")
    kept_by_account = factories.place(cast.exercise, Role.EVALUATOR, user=User.objects.get())

    restored(tmp_path)

    for gone in (link, place):
        with pytest.raises(Refusal, match="link_gone"):
            access.invitation(gone)
    with pytest.raises(Refusal, match="token_gone"):
        access.viewer_by_token(token, cast.exercise.code)
    assert access.lapsed([cast.reyes.claim, cast.liu.claim]) == {cast.reyes.claim, cast.liu.claim}
    assert not Session.objects.exists()
    assert list(Place.objects.filter(revoked_at=None)) == [kept_by_account]
    assert Seat.objects.get(code="us-treasury").name == "Reyes"


def test_a_seat_is_taken_again_by_a_new_link(cast: Any, tmp_path: Path) -> None:
    restored(tmp_path)

    link = services.invite(cast.ito, seat="us-treasury")
    seats.sit(Seat.objects.get(code="us-treasury"), link=hashed(link))

    assert Seat.objects.get(code="us-treasury").token_hash


def test_cursors_from_before_lead_nowhere(cast: Any, tmp_path: Path) -> None:
    cursor = store.position(cast.exercise, "us+custodian")

    restored(tmp_path)

    assert store.frames(cast.exercise, "us+custodian", cursor).reload


@pytest.mark.parametrize("away", [0, 10_000])
def test_what_was_running_is_paused_and_its_time_is_given_back(
    cast: Any, tmp_path: Path, settings: Any, away: float
) -> None:
    services.resume(cast.ito)
    first = Due.objects.order_by("at")[0].at - store.present(cast.exercise).board.clock.offset
    store.back_up(tmp_path / "all.gz")
    emptied()
    wait(settings, away)

    store.bring_back(tmp_path / "all.gz")

    board = store.present(Exercise.objects.get()).board
    assert (board.state, board.reason) == ("paused", "restored")
    assert board.clock.paused == pytest.approx(first) if away else board.clock.paused < first
    assert services.tick() == 0
    assert store.verify(cast.exercise) == ()
    services.resume(cast.ito)


# --- What is refused --------------------------------------------------------------------------------------------------


def test_a_database_with_anything_in_it_is_left_alone(cast: Any, tmp_path: Path) -> None:
    store.back_up(tmp_path / "all.gz")
    before = rows()

    with pytest.raises(store.Unusable, match="not empty"):
        store.bring_back(tmp_path / "all.gz")

    assert rows() == before


def test_one_account_is_something(db: None, tmp_path: Path) -> None:
    store.back_up(tmp_path / "all.gz")
    factories.user()

    with pytest.raises(store.Unusable, match="there are users"):
        store.bring_back(tmp_path / "all.gz")


def lines_of(file: Path) -> list[str]:
    return gzip.decompress(file.read_bytes()).decode().splitlines()


def written(file: Path, lines: list[str]) -> None:
    file.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode()))


def at(text: str, lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if text in line)


def changed(old: str, new: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [line.replace(old, new) for line in lines]


def without_a_line(lines: list[str]) -> list[str]:
    number = at('"table":"exercises_line"', lines) + 3
    return lines[:number] + lines[number + 1 :]


@pytest.mark.parametrize(
    "spoil,words",
    [
        (changed("good morning", "good evening"), "not what was written"),
        (without_a_line, "not what was written"),
        (lambda lines: lines[:-1], "its end is missing"),
        (lambda lines: [*lines, "[]"], "something follows its end"),
        (lambda lines: [*lines[:5], "no json", *lines[5:]], "cannot be read"),
        (lambda lines: [lines[0], "[1]", *lines[1:]], "damaged"),
        (lambda lines: [lines[0], "5", *lines[1:]], "damaged"),
        (changed('"table":"exercises_seat"', '"table":"auth_user"'), "no table auth_user"),
        (changed('"table":"exercises_seat"', '"table":"sqlite_master"'), "no table sqlite_master"),
        (changed('"paused"', '"elsewhere"'), "does not take it"),
        (lambda lines: ["{}", *lines[1:]], "not a backup of Parley"),
        (lambda lines: ["no json", *lines[1:]], "not a backup of Parley"),
        (lambda _: [], "not a backup of Parley"),
        (changed("parley-backup/1", "parley-backup/2"), "of another kind"),
        (changed("exercises.0001_first", "exercises.0002_second"), "another release"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_leaves_the_database_empty(
    cast: Any, tmp_path: Path, spoil: Callable[[list[str]], list[str]], words: str
) -> None:
    file = tmp_path / "all.gz"
    store.back_up(file)
    written(file, spoil(lines_of(file)))
    emptied()
    fresh = rows()

    with pytest.raises(store.Unusable, match=words):
        store.bring_back(file)

    assert rows() == fresh


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_is_damaged(cast: Any, tmp_path: Path, share: float) -> None:
    file = tmp_path / "all.gz"
    store.back_up(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    emptied()

    with pytest.raises(store.Unusable, match="damaged"):
        store.bring_back(file)


def test_what_is_no_archive_is_not_a_backup(db: None, tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"\xff\xd8\xff")

    with pytest.raises(store.Unusable, match="not a backup"):
        store.bring_back(file)
    with pytest.raises(store.Unusable, match="cannot be read: No such file"):
        store.bring_back(tmp_path / "none.gz")


def test_a_record_that_is_not_whole_is_named_and_comes_back_only_anyway(cast: Any, tmp_path: Path) -> None:
    with without_triggers(connection):
        Line.objects.filter(exercise=cast.exercise, number=4).update(text="{}")
    store.back_up(tmp_path / "all.gz")
    emptied()

    with pytest.raises(store.NotWhole) as refused:
        store.bring_back(tmp_path / "all.gz")

    assert refused.value.faults == {cast.exercise.code: (store.Fault("line_changed", 4),)}
    assert not Exercise.objects.exists()
    store.bring_back(tmp_path / "all.gz", anyway=True)
    assert Line.objects.get(number=4).text == "{}"


def test_an_exercise_in_play_needs_the_key_it_was_made_with(cast: Any, tmp_path: Path, settings: Any) -> None:
    store.back_up(tmp_path / "all.gz")
    emptied()
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 6

    with pytest.raises(store.Unusable, match=f"Exercise {cast.exercise.code} was made with another SECRET_KEY"):
        store.bring_back(tmp_path / "all.gz")

    settings.SECRET_KEY_FALLBACKS = [before]
    store.bring_back(tmp_path / "all.gz")
    assert store.present(Exercise.objects.get()).view("us")


def test_an_exercise_that_is_over_can_be_reviewed_with_any_key(cast: Any, tmp_path: Path, settings: Any) -> None:
    services.end(cast.ito, reason="Done.")
    store.back_up(tmp_path / "all.gz")
    emptied()
    settings.SECRET_KEY = "another key " * 6

    store.bring_back(tmp_path / "all.gz")

    assert store.present(Exercise.objects.get()).view("us")


# --- The file ---------------------------------------------------------------------------------------------------------


def test_only_its_owner_may_read_it(cast: Any, tmp_path: Path) -> None:
    store.back_up(tmp_path / "all.gz")

    assert stat.S_IMODE((tmp_path / "all.gz").stat().st_mode) == 0o600


def test_nothing_in_it_opens_a_door(cast: Any, tmp_path: Path, settings: Any) -> None:
    link = services.invite(cast.ito, seat="us-fed")
    store.back_up(tmp_path / "all.gz")

    text = "\n".join(lines_of(tmp_path / "all.gz"))

    assert Session.objects.exists()
    for secret in (link, settings.SECRET_KEY, Session.objects.get().session_key):
        assert secret not in text


def test_a_file_is_overwritten_only_when_asked(cast: Any, tmp_path: Path) -> None:
    file = tmp_path / "all.gz"
    file.write_text("older", encoding="utf-8")

    with pytest.raises(store.Unusable, match="exists already"):
        store.back_up(file)

    assert file.read_text(encoding="utf-8") == "older"
    store.back_up(file, force=True)
    assert lines_of(file)


@pytest.mark.parametrize("force", [False, True])
def test_a_backup_that_fails_leaves_everything_as_it_was(
    cast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool
) -> None:
    file = tmp_path / "all.gz"
    if force:
        file.write_text("older", encoding="utf-8")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive.Writer, "seal", full)

    with pytest.raises(store.Unusable, match="cannot be written: No space left"):
        store.back_up(file, force=force)

    assert [path.name for path in tmp_path.iterdir()] == (["all.gz"] if force else [])
    assert not force or file.read_text(encoding="utf-8") == "older"


def test_somebody_who_was_quicker_is_not_overwritten(
    cast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "all.gz"
    seal = archive.Writer.seal

    def meanwhile(self: archive.Writer) -> Any:
        file.write_text("quicker", encoding="utf-8")
        return seal(self)

    monkeypatch.setattr(archive.Writer, "seal", meanwhile)

    with pytest.raises(store.Unusable, match="File exists"):
        store.back_up(file)

    assert file.read_text(encoding="utf-8") == "quicker"


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    left = [model for model in apps.get_models(include_auto_created=True) if model not in backing.kept()]

    assert {name for model in left for name in (model._meta.app_label, model._meta.label_lower)} >= backing.FORGOTTEN
    assert {model._meta.app_label for model in left} == {"account", "axes", "sessions"}
