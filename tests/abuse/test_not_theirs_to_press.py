"""Every button as everybody: who may not press it is told so, and the record does not move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client

from exercises import services
from exercises.access.browsers import HELD
from exercises.models import Draft, Exercise, Place, Role
from exercises.services.tokens import hashed
from exercises.web.verbs import CONTROL, SEAT, WATCH
from tests import cast as people
from tests import factories
from tests.abuse.surface import form

if TYPE_CHECKING:
    from exercises.models import Viewer

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
IDS = dict.fromkeys(("inject", "transaction", "proposal", "place"), "0")
ONLY_CONTROL = sorted(CONTROL.keys() - SEAT.keys() - WATCH.keys())
ONLY_SEATS = sorted(SEAT.keys() - CONTROL.keys())


@pytest.fixture
def cast() -> people.Cast:
    cache.clear()
    return people.at_play()


def browser(held: dict[str, str], *, checked: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checked)
    session: Any = client.session
    session[HELD] = held
    session.save()
    return client


def at_seat(viewer: Viewer, *, checked: bool = False) -> Client:
    return browser({f"seat/{viewer.claim.row}": viewer.claim.hash}, checked=checked)


def beside(exercise: Exercise, role: Role) -> Client:
    token = services.place_link(factories.staff_viewer(exercise, Role.CONTROL), role=role)
    place = Place.objects.get(token_hash=hashed(token))
    return browser({f"place/{place.pk}": place.token_hash})


def record(cast: people.Cast) -> tuple[int, str, int]:
    """What must not move: the log's head, and what is being written."""
    row = Exercise.objects.get(pk=cast.exercise.pk)
    return row.head_number, row.head_hash, Draft.objects.count()


def pressed(client: Client, where: str, **fields: str) -> int:
    return int(client.post(where, {**form(IDS), **fields}, headers=JSON).status_code)


def test_a_participant_cannot_control(cast: people.Cast) -> None:
    """Neither by control's address, nor by control's word at one's own."""
    before, client, base = record(cast), at_seat(cast.reyes), f"/x/{cast.exercise.code}"
    assert {verb: pressed(client, f"{base}/control/do/{verb}/") for verb in CONTROL} == dict.fromkeys(CONTROL, 403)
    own = {verb: pressed(client, f"{base}/us-treasury/do/{verb}/") for verb in ONLY_CONTROL}
    assert own == dict.fromkeys(ONLY_CONTROL, 404)
    assert record(cast) == before


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.PUBLIC, Role.TRAINER])
def test_who_sits_beside_the_table_neither_plays_nor_controls(cast: people.Cast, role: Role) -> None:
    client, base = beside(cast.exercise, role), f"/x/{cast.exercise.code}"
    before = record(cast)
    assert {pressed(client, f"{base}/control/do/{verb}/") for verb in CONTROL} == {403}
    assert {pressed(client, f"{base}/us-treasury/do/{verb}/") for verb in SEAT} == {404}
    if role is Role.EVALUATOR:
        assert {pressed(client, f"{base}/watch/us/do/{verb}/") for verb in (*ONLY_CONTROL, *ONLY_SEATS)} == {404}
    assert record(cast) == before


def test_nobody_plays_for_another_seat(cast: people.Cast) -> None:
    """Not for a colleague's seat either."""
    client, base = at_seat(cast.reyes), f"/x/{cast.exercise.code}"
    before = record(cast)
    for seat in ("us-fed", "cn-pboc", "bis-custody"):
        assert {pressed(client, f"{base}/{seat}/do/{verb}/") for verb in SEAT} == {404}
    assert record(cast) == before


def test_a_member_who_does_not_lead_cannot_lock(cast: people.Cast) -> None:
    before = record(cast)
    assert pressed(at_seat(cast.okafor), f"/x/{cast.exercise.code}/us-fed/do/lock/") == 403
    assert record(cast) == before


def test_no_button_works_by_looking_at_it(cast: people.Cast) -> None:
    before, client, base = record(cast), at_seat(cast.reyes), f"/x/{cast.exercise.code}"
    control = beside(cast.exercise, Role.CONTROL)
    assert {client.get(f"{base}/us-treasury/do/{verb}/").status_code for verb in SEAT} == {405}
    assert {control.get(f"{base}/control/do/{verb}/").status_code for verb in CONTROL} == {405}
    assert record(cast) == before


def test_no_button_works_without_the_form_s_token(cast: people.Cast) -> None:
    before, client = record(cast), at_seat(cast.reyes, checked=True)
    where = f"/x/{cast.exercise.code}/us-treasury/do/say/"
    assert client.post(where, {"room": "us", "text": "Hello."}, headers=JSON).status_code == 403
    for address in ("/leave/", "/join/", "/join/seats/", "/theme/"):
        assert client.post(address, {"code": cast.exercise.code}).status_code == 403
    assert record(cast) == before


def test_a_press_from_a_turn_that_is_over_changes_nothing(cast: people.Cast) -> None:
    cast.advance()
    before = record(cast)
    where = f"/x/{cast.exercise.code}/us-treasury/do/lock/"
    assert pressed(at_seat(cast.reyes), where) == 409
    control = beside(cast.exercise, Role.CONTROL)
    assert pressed(control, f"/x/{cast.exercise.code}/control/do/pause/", turn="9", generation="0") == 409
    assert record(cast) == before


# What no page would send

LONG = "x" * 30_000
STRANGE = {
    "nothing": {},
    "too long": {"room": "us", "text": LONG},
    "too long a name": {"room": LONG, "text": "Hello."},
    "no room of that name": {"room": "us'; DROP TABLE exercises_line; --", "text": "Hello."},
    "zero bytes": {"room": "us\x00", "text": "Hello."},
    "not a turn": {"room": "us", "text": "Hello.", "turn": "NaN", "generation": "0"},
    "no end of a turn": {"room": "us", "text": "Hello.", "turn": "1e400", "generation": "0"},
    "half a turn": {"room": "us", "text": "Hello.", "turn": "7"},
    "only spaces": {"room": "us", "text": " \n\t "},
    "only controls": {"room": "us", "text": "\x00\x01\u202e"},
}


@pytest.mark.parametrize("fields", STRANGE.values(), ids=STRANGE)
def test_a_malformed_form_is_refused_and_leaves_no_line(cast: people.Cast, fields: dict[str, str]) -> None:
    before = record(cast)
    answer = at_seat(cast.reyes).post(f"/x/{cast.exercise.code}/us-treasury/do/say/", fields, headers=JSON)
    assert answer.status_code in (400, 404, 409), answer.content
    assert record(cast) == before


def test_an_oversize_body_is_refused(cast: people.Cast) -> None:
    before, where = record(cast), f"/x/{cast.exercise.code}/us-treasury/do/say/"
    body = "room=us&text=" + "x" * 6_000_000
    answer = at_seat(cast.reyes).post(where, body, content_type="application/x-www-form-urlencoded", headers=JSON)
    assert answer.status_code in (400, 413)
    assert record(cast) == before


@pytest.mark.parametrize("token", ["x", "x" * 4_000, "%00", "..%2f..", "%F0%9F%92%A3", "' OR 1=1 --"])
def test_a_token_that_was_never_given_opens_nothing(cast: people.Cast, token: str) -> None:
    before, client = record(cast), Client()
    for answer in (client.get(f"/join/{token}/"), client.post(f"/join/{token}/", {"name": "Me"})):
        assert answer.status_code == 404
    bearer = client.get(f"/api/v1/exercises/{cast.exercise.code}/board/", headers={"Authorization": f"Bearer {token}"})
    assert bearer.status_code == 401
    assert record(cast) == before
