"""Sockets that are killed and come back: exactly what was missed, once, in order, and nothing of anybody else's."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from exercises import services, store
from exercises.domain.visibility import apply
from exercises.models import Frame
from exercises.realtime.threads import in_thread
from tests.realtime.conftest import session_of

if TYPE_CHECKING:
    from tests.cast import Cast

SEATS = {"us+custodian": ("reyes", "us-treasury"), "cn+custodian": ("liu", "cn-pboc")}


class Client:
    """A page that remembers where it was: it loses its socket, comes back, and goes on."""

    def __init__(self, feed: Any, cast: Cast, stream: str) -> None:
        self.feed, self.cast, self.stream = feed, cast, stream
        self.name, self.seat = SEATS[stream]
        self.socket: Any = None
        self.numbers: list[int] = []

    async def load(self) -> None:
        look = await in_thread(store.look, self.cast.exercise, self.stream)
        self.view, self.epoch, self.number = json.loads(json.dumps(look.view)), look.epoch, look.number
        self.session = await in_thread(session_of, getattr(self.cast, self.name))

    async def connect(self) -> None:
        path = f"/ws/exercises/{self.cast.exercise.code}/"
        query = f"seat={self.seat}&after={self.epoch}.{self.number}"
        self.socket = self.feed(path, query, session=self.session)
        for message in await self.socket.until_live():
            self.take(message)

    async def hear(self, upto: int) -> None:
        while self.number < upto:
            self.take(await self.socket.next("frame"))

    def take(self, message: dict[str, Any]) -> None:
        assert (message["type"], message["n"]) == ("frame", self.number + 1)
        self.number = message["n"]
        self.view = apply(self.view, message["changes"])
        self.numbers.append(self.number)

    async def die(self) -> None:
        """The process is gone: nothing is said and nothing is read any more."""
        self.socket.task.cancel()
        await asyncio.wait([self.socket.task])


async def happened(cast: Cast, round_: int) -> None:
    """Something on every side."""
    await in_thread(services.say, cast.reyes, room="us", text=f"one {round_}")
    await in_thread(services.say, cast.liu, room="cn", text=f"private {round_}")
    await in_thread(services.say, cast.liu, room="cn~us", text=f"both {round_}")


async def test_a_client_that_is_killed_three_times_misses_nothing(feed: Any, cast: Cast) -> None:
    clients = [Client(feed, cast, stream) for stream in SEATS]
    for client in clients:
        await client.load()
    for round_ in range(3):
        for client in clients:
            await client.connect()
        await happened(cast, round_)
        heads = await in_thread(store.reading.heads, cast.exercise)
        for client in clients:
            await client.hear(heads[client.stream])
            await client.die()
        await happened(cast, round_ + 10)
    for client in clients:
        await client.connect()
        fresh = await in_thread(store.look, cast.exercise, client.stream)
        assert client.number == fresh.number
        assert client.numbers == list(range(client.numbers[0], fresh.number + 1))
        assert client.view == json.loads(json.dumps(fresh.view))


async def test_a_cursor_of_another_stream_brings_only_ones_own_frames(feed: Any, cast: Cast) -> None:
    """Numbers are counted for each stream; whatever number somebody names, the frames are their own stream's."""
    client = Client(feed, cast, "us+custodian")
    await client.load()
    await happened(cast, 1)
    own = await in_thread(
        lambda: list(Frame.objects.filter(exercise=cast.exercise, stream="us+custodian").values_list("body", flat=True))
    )
    foreign = (await in_thread(store.reading.heads, cast.exercise))["cn+custodian"]
    for number in {0, 1, foreign, foreign - 1}:
        socket = feed(
            f"/ws/exercises/{cast.exercise.code}/",
            f"seat=us-treasury&after={client.epoch}.{number}",
            session=client.session,
        )
        for message in await socket.until_live():
            assert message["type"] in ("frame", "reload")
            if message["type"] == "frame":
                assert json.loads(own[message["n"] - 1]) == message["changes"]
                assert "private" not in json.dumps(message)
        await socket.leave()


@pytest.mark.parametrize("number", ["-1", "9223372036854775808", "1e3", "١", "0x1", "1.1", "", "99999999999"])
async def test_a_cursor_that_is_no_number_means_reload(feed: Any, cast: Cast, number: str) -> None:
    client = Client(feed, cast, "us+custodian")
    await client.load()
    path, query = f"/ws/exercises/{cast.exercise.code}/", f"seat=us-treasury&after={client.epoch}.{number}"

    socket = feed(path, query, session=client.session)

    assert (await socket.next())["type"] == "reload"
