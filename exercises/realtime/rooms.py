"""What a server process knows of an exercise with open sockets: one subscription, one reader per stream.

A hint says how far a stream is; the reader fetches the new frames once, encodes them once, and hands them to all.
Hints may be lost, so heads are read again every few seconds: every second where no layer joins the processes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import DatabaseError

from exercises import access, announce, store
from exercises.access import SPECTATORS
from exercises.models import Exercise, Role
from exercises.realtime import messages
from exercises.realtime.codes import Close, Closing
from exercises.realtime.threads import in_thread
from exercises.services.presence import came, seen

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from exercises.realtime.members import Member

log = structlog.get_logger(__name__)

HEARTBEAT = 15
CHECK = 5
"""Seconds after which heads are read even if nothing was heard: hints may be lost without anybody noticing."""
PATIENCE = 2
RECHECK = 10
SOCKETS_EACH = 5


class Channel:
    """One stream of an exercise, with those who read it here. `number` is the last frame that was handed out."""

    def __init__(self, exercise: Exercise, stream: str, epoch: str, number: int) -> None:
        self.exercise = exercise
        self.stream = stream
        self.epoch = epoch
        self.number = number
        self.known = number
        self.members: set[Member] = set()
        self.reader: asyncio.Task[None] | None = None

    def hear(self, number: int) -> None:
        """There is a frame of this number; start reading unless somebody does already."""
        self.known = max(self.known, number)
        if self.known > self.number and (self.reader is None or self.reader.done()):
            self.reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while self.known > self.number:
            forms = {member.form for member in self.members}
            batch = await in_thread(messages.batch, self.exercise, self.stream, (self.epoch, self.number), forms)
            if batch.reload:
                self.begin_again(batch.epoch, batch.number)
                return
            for number, texts in batch.frames:
                self._hand_out(number, texts)
            self.known = max(self.known, batch.number) if batch.frames else self.number

    def _hand_out(self, number: int, texts: Any) -> None:
        self.number = number
        for member in tuple(self.members):
            if member.form in texts:
                member.frame(number, texts)

    def begin_again(self, epoch: str, number: int) -> None:
        """The stream was made anew: everybody loads the page again."""
        self.epoch, self.number, self.known = epoch, number, number
        text = messages.reload(epoch, number)
        for member in self.members:
            member.position = number
            member.say(text)


class Room:
    """The sockets of one exercise in this process."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.channels: dict[str, Channel] = {}
        self.guests = 0
        """Sockets that are here or about to be."""
        self.errands: set[asyncio.Task[None]] = set()
        self.subscribed = asyncio.Event()
        self.tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._pulse())]

    @property
    def members(self) -> list[Member]:
        return [member for channel in self.channels.values() for member in channel.members]

    async def join(self, member: Member) -> Channel:
        """Listen before reading, so that nothing falls between; where the layer is away, heads are read instead."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.subscribed.wait(), PATIENCE)
        stream = member.viewer.stream
        if stream not in self.channels:
            epoch, number = await in_thread(store.position, self.exercise, stream)
            self.channels.setdefault(stream, Channel(self.exercise, stream, epoch, number))
        self.channels[stream].members.add(member)
        self._presence(member, here=True)
        return self.channels[stream]

    def leave(self, member: Member) -> None:
        channel = self.channels.get(member.viewer.stream)
        if channel is not None:
            channel.members.discard(member)
            self._presence(member, here=False)

    def _presence(self, member: Member, *, here: bool) -> None:
        """Team-mates see who is there. Only the first and the last socket of a seat say so."""
        viewer = member.viewer
        if viewer.role is Role.SEAT and sum(other.viewer.seat == viewer.seat for other in self.members) == int(here):
            self._errand(in_thread(came, self.exercise, viewer.seat, viewer.team, here=here))

    def _errand(self, work: Coroutine[Any, Any, None]) -> None:
        """Something to be done soon that nobody waits for."""
        task = asyncio.create_task(self._quietly(work))
        self.errands.add(task)
        task.add_done_callback(self.errands.discard)

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the next round does it again
            log.warning("errand_failed", exercise=self.exercise.code, error=repr(error))

    # Hints

    async def _listen(self) -> None:
        """Supervised: a subscription that breaks is made again, and what was missed meanwhile is read."""
        while True:
            try:
                await self._subscription()
            except Exception as error:  # noqa: BLE001 - whatever the layer throws, the room goes on
                log.warning("subscription_lost", exercise=self.exercise.code, error=repr(error))
            self.subscribed.clear()
            await asyncio.sleep(PATIENCE)

    async def _subscription(self) -> None:
        layer: Any = get_channel_layer()
        name = await layer.new_channel("feed")
        try:
            await layer.group_add(announce.group(self.exercise.code), name)
            self.subscribed.set()
            await self._heal()
            while True:
                self._hear(await layer.receive(name))
        finally:
            with contextlib.suppress(Exception):
                await layer.group_discard(announce.group(self.exercise.code), name)

    def _hear(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "reached":
                for stream, number in message["heads"].items():
                    if stream in self.channels:
                        self.channels[stream].hear(number)
            case "aside":
                for stream in message["streams"]:
                    self._pass_on(stream, messages.aside(message["remark"]))
            case "gone":
                self._errand(self._recheck())
            case _:
                log.warning("unknown_hint", exercise=self.exercise.code, type=message["type"])

    def _pass_on(self, stream: str, text: str) -> None:
        for member in self.channels[stream].members if stream in self.channels else ():
            if member.live:
                member.say(text)

    # Heartbeat and rechecks

    async def _pulse(self) -> None:
        second = 0
        while True:
            await asyncio.sleep(1)
            second += 1
            try:
                if settings.EMBEDDED or not self.subscribed.is_set() or second % CHECK == 0:
                    await self._heal(beat=second % HEARTBEAT == 0)
                if second % RECHECK == 0:
                    await self._recheck()
            except Exception as error:  # noqa: BLE001 - a database that is away comes back
                log.warning("pulse_missed", exercise=self.exercise.code, error=repr(error))

    async def _heal(self, *, beat: bool = False) -> None:
        epoch, heads, now = await in_thread(_position, self.exercise)
        for stream, channel in self.channels.items():
            if channel.epoch != epoch:
                channel.begin_again(epoch, heads.get(stream, 0))
            channel.hear(heads.get(stream, 0))
            if beat:
                self._pass_on(stream, messages.head(epoch, channel.number, now))

    async def _recheck(self) -> None:
        """Ask for every socket whether it may go on, with a handful of queries for all of them."""
        members = self.members
        seats = {member.viewer.seat for member in members if member.viewer.seat}
        gone = await in_thread(_lapsed, self.exercise, [member.viewer.claim for member in members], seats)
        for member in members:
            if member.viewer.claim in gone:
                member.close(Close.TAKEN_AWAY)

    async def close(self) -> None:
        """The server ends; clients come back to the next one."""
        for member in self.members:
            member.close(Close.RESTART)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, *self.errands, return_exceptions=True)


def _position(exercise: Exercise) -> tuple[str, dict[str, int], float]:
    epoch = Exercise.objects.values_list("epoch", flat=True).get(pk=exercise.pk)
    return epoch, store.heads(exercise), store.now()


def _lapsed(exercise: Exercise, claims: list[access.Claim], seats: set[str]) -> set[access.Claim]:
    gone = access.lapsed(claims)
    if seats:
        with contextlib.suppress(
            DatabaseError
        ):  # a database that takes nothing new must not keep anybody's socket open
            seen(exercise, seats)
    return gone


class Rooms:
    """The rooms of this process, and how many sockets each person has in it."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.sockets: Counter[str] = Counter()

    @contextlib.asynccontextmanager
    async def seat(self, member: Member) -> Any:
        """The channel a member reads, for as long as its socket lives."""
        exercise, person = member.viewer.exercise, self._person(member)
        if self.sockets[person] >= (SPECTATORS if member.viewer.role is Role.PUBLIC else SOCKETS_EACH):
            raise Closing(Close.TOO_MANY)
        self.sockets[person] += 1
        room = self.rooms.get(exercise.pk) or self.rooms.setdefault(exercise.pk, Room(exercise))
        room.guests += 1
        try:
            yield await room.join(member)
        finally:
            room.leave(member)
            room.guests -= 1
            self.sockets -= Counter([person])
            await self._tidy(room)

    def _person(self, member: Member) -> str:
        """Whose sockets are counted together: a seat's holder, a member of staff; all spectators of an exercise."""
        viewer = member.viewer
        return f"public/{viewer.exercise.pk}" if viewer.role is Role.PUBLIC else viewer.claim.person

    async def _tidy(self, room: Room) -> None:
        if not room.guests and self.rooms.get(room.exercise.pk) is room:
            del self.rooms[room.exercise.pk]
            await room.close()

    async def close(self) -> None:
        """Close every socket with 1012 and forget the rooms."""
        rooms, self.rooms = list(self.rooms.values()), {}
        for room in rooms:
            await room.close()


rooms = Rooms()
