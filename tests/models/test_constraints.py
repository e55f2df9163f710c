"""What the tables refuse, by the name of the constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from exercises.models import (
    ApiToken,
    Draft,
    Due,
    Exercise,
    Frame,
    Line,
    Place,
    ReadMark,
    Receipt,
    Role,
    Script,
    Seat,
    Snapshot,
    StreamHead,
)
from exercises.models.exercise import CODE_ALPHABET
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

H = "a" * 64


def again(row: Any, **changes: Any) -> Callable[[], Any]:
    """The same row once more, with these columns changed."""

    def act() -> None:
        values = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
        }
        type(row).objects.create(**{**values, **changes})

    return act


def cases(game: Exercise, user: Any) -> dict[str, Callable[[], Any]]:
    """Constraint → what breaks it."""
    version, seat = game.version, game.seats.all()[0]
    place = Place.objects.create(exercise=game, role=Role.CONTROL, user=user, token_hash=H)
    token = {"name": "x", "token_hash": H, "expires_at": timezone.now()}
    due = Due.objects.create(exercise=game, what="x", ref="y", at=1.0)
    draft = Draft.objects.create(exercise=game, owner="us", turn=1, seat="us-fed", body="[]")
    receipt = Receipt.objects.create(exercise=game, actor="us-fed", key="k", body_hash=H, answer="{}")
    mark = ReadMark.objects.create(exercise=game, seat="us-fed", what="us", last="x")
    frame, head = Frame.objects.first(), StreamHead.objects.first()
    row = {"exercise": game, "kind": "x", "text": "{}", "hash": H}
    seats = Seat.objects.filter(pk=seat.pk)
    exercise = Exercise.objects.filter(pk=game.pk)
    seats.update(token_hash=H, link_hash=H)
    seat.refresh_from_db()
    return {
        "script_shipped_code_once": lambda: Script.objects.create(code="FW", text="", shipped=True),
        "script_code_once_per_owner": lambda: [Script.objects.create(code="A", text="", owner=user) for _ in range(2)],
        "script_version_number_once": again(version, digest=H),
        "script_version_text_once": again(version, number=9),
        "script_version_number_from_one": again(version, digest=H, number=0),
        "exercise_code_readable": lambda: exercise.update(code="O0I1LX"),
        "exercise_state_known": lambda: exercise.update(state="odd"),
        "exercise_phase_known": lambda: exercise.update(phase="odd"),
        "exercise_head_whole": lambda: exercise.update(head_hash=""),
        "seat_code_once": again(seat, token_hash="", link_hash=""),
        "seat_token_once": again(seat, code="other", link_hash=""),
        "seat_link_once": again(seat, code="other", token_hash=""),
        "seat_occupant_known": lambda: seats.update(occupant="odd"),
        "place_once_per_account": again(place, token_hash="b" * 64),
        "place_token_once": again(place, role=Role.PUBLIC),
        "place_role_known": again(place, role="seat", user_id=None, token_hash="c" * 64),
        "place_held_by_account_or_link": again(place, user_id=None, token_hash=""),
        "api_token_one_holder": lambda: ApiToken.objects.create(user=user, seat=seat, **token),
        "line_number_once": lambda: Line.objects.create(number=1, **row),
        "line_number_from_one": lambda: Line.objects.create(number=0, **row),
        "snapshot_one_present": lambda: Snapshot.objects.create(exercise=game, number=9, text="{}"),
        "snapshot_number_once": lambda: [
            Snapshot.objects.create(exercise=game, number=9, turn=turn, text="{}") for turn in (1, 2)
        ],
        "stream_head_once": again(head),
        "frame_number_once": again(frame),
        "frame_number_from_one": again(frame, number=0),
        "due_once": again(due),
        "draft_once": again(draft),
        "receipt_once": again(receipt),
        "read_mark_once": again(mark),
    }


@pytest.mark.parametrize(
    "_database", [None, pytest.param(None, marks=pytest.mark.postgres)], ids=["sqlite", "postgres"]
)
@pytest.mark.django_db
def test_every_constraint_refuses_what_it_is_named_after(_database: None) -> None:
    known = cases(factories.exercise(), factories.user())
    for act in known.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_says_which_constraint_it_was() -> None:
    for name, act in cases(factories.exercise(), factories.user()).items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            act()


@pytest.mark.django_db
def test_no_constraint_is_without_a_case() -> None:
    drafts = {"exercises.models.drafts"}
    named = {
        constraint.name
        for model in apps.get_app_config("exercises").get_models()
        if model.__module__ not in drafts
        for constraint in model._meta.constraints
    }

    assert named == set(cases(factories.exercise(), factories.user()))


def test_codes_avoid_what_people_misread() -> None:
    assert not set(CODE_ALPHABET) & set("01OIL")
    assert len(CODE_ALPHABET) == 31
