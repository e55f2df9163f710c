"""The socket itself, as plain ASGI: say who you are and what you have; get exactly what follows."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import structlog

from exercises import access, services, store
from exercises.errors import Refusal
from exercises.models import Role
from exercises.realtime import messages
from exercises.realtime.address import Address, read, viewer, welcome
from exercises.realtime.codes import Close, Closing
from exercises.realtime.members import Member
from exercises.realtime.messages import Form
from exercises.realtime.rooms import rooms
from exercises.realtime.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from exercises.models import Viewer
    from exercises.realtime.rooms import Channel

    Receive = Callable[[], Awaitable[dict[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)

LARGEST_FRAME = 65_536
MOST_MESSAGES, WITHIN_SECONDS = 60, 20.0
PATIENCE = 5.0


class Left(Exception):
    """The other side has gone."""


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Serve one socket from handshake to close."""
    await receive()
    try:
        address = read(scope)
    except Closing as closing:
        await _refuse(send, closing.code)
        return
    if not welcome(address):
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "websocket.accept"})
    with contextlib.suppress(Left):
        await _close(send, await _served(address, receive, send))


async def _served(address: Address, receive: Receive, send: Send) -> Close:
    """Run the socket until it must be closed; answers why."""
    try:
        who = await asyncio.wait_for(in_thread(viewer, address), PATIENCE)
        await _connection(address, who, receive, send)
    except Closing as closing:
        return closing.code
    except TimeoutError:
        return Close.TOO_SLOW
    except Left:
        raise
    except Exception:
        log.exception("feed_failed", exercise=address.code)
    return Close.FAULT


async def _connection(address: Address, who: Viewer, receive: Receive, send: Send) -> None:
    member = Member(who, Form(address.form, address.language if address.form == "html" else ""))
    async with rooms.seat(member) as channel:
        await _catch_up(member, channel, store.cursor(address.after), send, anew=not address.after)
        await _until_one_ends(_hear(member, channel, receive, send), _speak(member, send), member.until_closed())


async def _until_one_ends(*jobs: Any) -> None:
    """Run together; when the first ends, the others are called off and its reason is passed on."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


# --- From us --------------------------------------------------------------------------------------------------------


async def _catch_up(
    member: Member, channel: Channel, after: tuple[str, int] | None, send: Send, *, anew: bool = False
) -> None:
    """Send what was missed, then go live. What arrives meanwhile is part of what was missed.

    `anew`: the client has nothing yet and starts from the present.
    """
    member.live = False
    member.forget()
    if anew:
        after = (channel.epoch, channel.number)
    batch = await _missed(member, after, send)
    while channel.number > member.position and channel.epoch == batch.epoch:
        batch = await _missed(member, (batch.epoch, member.position), send)
    member.live = True
    await _text(send, messages.head(batch.epoch, member.position, await in_thread(store.now)))


async def _missed(member: Member, after: tuple[str, int] | None, send: Send) -> messages.Batch:
    who = member.viewer
    batch = await in_thread(messages.batch, who.exercise, who.stream, after, (member.form,))
    if batch.reload:
        await _text(send, messages.reload(batch.epoch, batch.number))
    for _, texts in batch.frames:
        await _text(send, texts[member.form])
    member.position = batch.number
    return batch


async def _speak(member: Member, send: Send) -> None:
    while True:
        await _text(send, await member.next())


async def _text(send: Send, text: str) -> None:
    try:
        await send({"type": "websocket.send", "text": text})
    except OSError:
        raise Left from None


# --- From the other side --------------------------------------------------------------------------------------------


async def _hear(member: Member, channel: Channel, receive: Receive, send: Send) -> None:
    times: deque[float] = deque(maxlen=MOST_MESSAGES)
    while True:
        event = await receive()
        if event["type"] == "websocket.disconnect":
            raise Left
        now = time.monotonic()
        if len(times) == MOST_MESSAGES and now - times[0] < WITHIN_SECONDS:
            raise Closing(Close.TOO_FAST)
        times.append(now)
        await _obey(member, channel, _parsed(event), send)


def _parsed(event: dict[str, Any]) -> dict[str, Any]:
    text = event.get("text")
    if text is None:
        raise Closing(Close.NOT_TEXT)
    if len(text) > LARGEST_FRAME or len(text.encode()) > LARGEST_FRAME:
        raise Closing(Close.TOO_BIG)
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Closing(Close.NOT_TEXT) from None
    if not isinstance(message, dict):
        raise Closing(Close.NOT_TEXT)
    return message


async def _obey(member: Member, channel: Channel, message: dict[str, Any], send: Send) -> None:
    """Clients say what they have, and that they are writing; they never name a stream."""
    match message.get("type"):
        case "resume":
            await _allowed(member)
            await _catch_up(member, channel, store.cursor(str(message.get("after", ""))), send)
        case "typing" | "editing" if member.viewer.role is Role.SEAT and _once_a_second(member):
            with contextlib.suppress(Refusal):
                await in_thread(services.typing, member.viewer, what=str(message.get("what", ""))[:80])
        case _:
            pass


async def _allowed(member: Member) -> None:
    if await in_thread(access.lapsed, [member.viewer.claim]):
        raise Closing(Close.TAKEN_AWAY)


def _once_a_second(member: Member) -> bool:
    now = time.monotonic()
    if now - member.remarked < 1:
        return False
    member.remarked = now
    return True


# --- The end --------------------------------------------------------------------------------------------------------


async def _refuse(send: Send, code: Close) -> None:
    """A client can only read a close code once it was let in."""
    await send({"type": "websocket.accept"})
    await _close(send, code)


async def _close(send: Send, code: Close) -> None:
    """Say goodbye; whoever does not even read that is left alone."""
    with contextlib.suppress(TimeoutError, OSError, RuntimeError):
        await asyncio.wait_for(send({"type": "websocket.close", "code": int(code)}), PATIENCE)
