"""What others receive does not depend on what a team does in private: not a byte, not a number, not a moment."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test import Client

from exercises import projections, services, store
from exercises.access.browsers import HELD
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.enums import Phase
from exercises.models import Frame
from exercises.render import fragments
from exercises.store import making, times
from tests import cast as people
from tests.timing import wait

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
OTHERS = ("us", "us+custodian", "bis", "bis+custodian", "public")
MOMENTS = re.compile(r'(nonce|value|name="csrf-token" content|data-csrf)="[^"]*"')


@pytest.fixture(autouse=True)
def _same_world(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Every exercise here has the same secret, code and epoch, and lives at the same moments."""
    monkeypatch.setitem(times.QUESTION, connection.vendor, "SELECT 1900000000.0")
    monkeypatch.setattr(making, "new_salt", lambda: "5a" * 32)
    monkeypatch.setattr(making, "new_epoch", lambda: "cafecafe")
    monkeypatch.setattr(store, "fresh_code", lambda: "SAME22")
    settings.CLOCK_OFFSET = 0.0


def idle(cast: people.Cast) -> None:
    sheet(cast, "cn-pboc", "share_dashboard")


def busy(cast: people.Cast) -> None:
    """Talk, a draft twice over, notes to control, a look at the transaction that is nobody's business, other orders."""
    for text in ("one", "two", "three"):
        services.say(cast.liu, room="cn", text=text)
        services.say(cast.qiu, room="cn~control", text=text)
    version = services.save_draft(cast.qiu, orders=[{"action": "raise_posture"}], version=0)
    services.save_draft(cast.liu, orders=[{"action": "share_dashboard"}], version=version)
    for inject in store.look(cast.exercise, "cn").view["injects"]:
        services.open_inject(cast.liu, inject=inject)
    services.typing(cast.liu, what="sheet")
    services.observe(cast.brandt, team="cn", text="Busy.")
    sheet(cast, "cn-pboc", "raise_posture")


def sheet(cast: people.Cast, seat: str, *actions: str) -> None:
    """A locked sheet whose orders have the same ids every time."""
    orders = tuple(Order(id=f"{seat}-{n}", action=action, seat=seat) for n, action in enumerate(actions))
    actor = commands.Actor(seat, seat.partition("-")[0])
    store.act(cast.exercise.code, commands.LockSheet(by=actor, orders=orders))


def transcripts(
    settings: Any, chinese: Callable[[people.Cast], None], upto: tuple[Phase, int] = (Phase.LOCK, 1)
) -> dict[str, str]:
    """Everything that each of the others receives from the first muster on, in an exercise that leaves no trace."""
    settings.CLOCK_OFFSET = 0.0
    with transaction.atomic():
        cast = people.at_play()
        wait(settings, 30)
        services.say(cast.reyes, room="us", text="Good morning.")
        chinese(cast)
        wait(settings, 30)
        services.ring(cast.reyes, to="cn")
        sheet(cast, "us-treasury", "share_dashboard")
        cast.play_to(*upto)
        found = {stream: received(cast, stream) for stream in OTHERS}
        found |= {f"page of {name}": page(cast, name) for name in ("reyes", "okafor", "lindgren")}
        transaction.set_rollback(True)
    return found


def received(cast: people.Cast, stream: str) -> str:
    """The view, every frame, and every fragment it is drawn as in both languages."""
    view = store.look(cast.exercise, stream).view
    rows = Frame.objects.filter(exercise=cast.exercise, stream=stream).order_by("number").values_list("number", "body")
    drawn = [fragments(stream, tongue, json.loads(body), view) for _, body in rows for tongue in ("en", "zh-hans")]
    return json.dumps([view, list(rows), drawn], ensure_ascii=False)


def page(cast: people.Cast, name: str) -> str:
    """The desk as the browser gets it, and what is the seat's own."""
    viewer, client = getattr(cast, name), Client()
    session: Any = client.session
    session[HELD] = {f"seat/{viewer.claim.row}": viewer.claim.hash}
    session.save()
    answer = client.get(f"/x/{viewer.exercise.code}/{viewer.seat}/")
    assert answer.status_code == 200
    headers = {key: value for key, value in answer.headers.items() if key in ("ETag", "Vary", "Cache-Control")}
    own = json.dumps(projections.me_for(viewer), sort_keys=True)
    return MOMENTS.sub("", answer.content.decode()) + own + str(headers)


def test_others_receive_the_same_whatever_china_does_in_private(settings: Any) -> None:
    quiet, loud = transcripts(settings, idle), transcripts(settings, busy)

    for name in quiet:
        assert loud[name] == quiet[name], name


def test_what_the_reveal_makes_public_does_reach_them(settings: Any) -> None:
    """The comparison can tell: once orders are revealed, the streams differ."""
    quiet, loud = (transcripts(settings, chinese, (Phase.BRIEF, 2)) for chinese in (idle, busy))

    assert loud["public"] != quiet["public"]
