"""The same canaries, over sockets: every frame since the beginning, as JSON and as fragments in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as project

from exercises.realtime.lifespan import lifespan
from exercises.realtime.threads import in_thread
from tests.abuse import world
from tests.realtime.conftest import Socket

if TYPE_CHECKING:
    from django.test import Client

FORMS = ("form=json", "form=html&lang=en", "form=html&lang=zh-hans")
PLACES = {
    **{code: f"seat={code}" for code in world.SEATS},
    "public": "role=public",
    "evaluator": "role=evaluator",
    "control": "role=control",
}


@pytest.fixture
def cold_iron(transactional_db: None) -> world.World:
    return world.built()


def socket_of(made: world.World, client: Client, query: str) -> Socket:
    key = client.cookies[project.SESSION_COOKIE_NAME].value if client.cookies else ""
    return Socket(f"/ws/exercises/{made.exercise.code}/", query, session=key)


async def heard(made: world.World, who: str, query: str) -> str:
    """Everything that a socket brings from the first frame to the last."""
    socket = socket_of(made, made.browsers[who], query)
    text = "".join(str(message) for message in await socket.until_live())
    await socket.leave()
    return text


async def test_no_socket_brings_what_is_not_ones_own(cold_iron: world.World) -> None:
    epoch = await in_thread(lambda: type(cold_iron.exercise).objects.get(pk=cold_iron.exercise.pk).epoch)
    leaks: dict[str, Any] = {}
    async with lifespan():
        for who, place in PLACES.items():
            for form in FORMS:
                text = await heard(cold_iron, who, f"{place}&{form}&after={epoch}.0")
                assert who == "public" or cold_iron.canaries.found(text), (who, form)
                leaks[f"{who} {form}"] = cold_iron.canaries.leaks(text, cold_iron.hears[who])
    assert {name: found for name, found in leaks.items() if found} == {}


async def test_nobody_else_is_let_onto_a_stream(cold_iron: world.World) -> None:
    """Every visitor asks for every place that is not theirs."""
    let_in = []
    async with lifespan():
        for who, client in cold_iron.browsers.items():
            for name, place in PLACES.items():
                if who == name or (who in PLACES and name == "public") or (who == "control" and name == "evaluator"):
                    continue
                code = await socket_of(cold_iron, client, place).closed()
                if code not in (4401, 4403, 4404):
                    let_in.append((who, name, code))
    assert let_in == []
