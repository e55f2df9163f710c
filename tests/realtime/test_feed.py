"""The live feed: exactly what follows, to exactly those who may have it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from exercises import announce, services, store
from exercises.domain.visibility import apply
from exercises.models import Seat
from exercises.realtime import feed as feed_module
from exercises.realtime import messages
from exercises.realtime.rooms import rooms
from exercises.realtime.threads import in_thread
from tests import factories
from tests.realtime.conftest import session_of

STREAM = "us+custodian"


@pytest.fixture
def path(cast: Any) -> str:
    return f"/ws/exercises/{cast.exercise.code}/"


@pytest.fixture
def reyes(cast: Any) -> str:
    """The session of the American treasury's browser."""
    return session_of(cast.reyes)


async def position(cast: Any, stream: str = STREAM) -> tuple[str, int]:
    return await in_thread(store.position, cast.exercise, stream)


async def say(cast: Any, *texts: str) -> None:
    for text in texts:
        await in_thread(services.say, cast.reyes, room="us", text=text)


# --- Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://testserver",
        "http://testserver:81",
        "http://testserver.example.org",
        "http://sub.testserver",
        "http://testserver\x0bx",
        "",
    ],
)
async def test_another_origin_is_not_even_let_in(feed: Any, path: str, reyes: str, origin: str | None) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes, origin=origin)

    assert (await socket.event())["type"] == "websocket.close"


async def test_a_browser_without_a_session_is_signed_out(feed: Any, path: str) -> None:
    assert await feed(path, "seat=us-treasury").closed() == 4401


@pytest.mark.parametrize("query", ["seat=us-fed", "seat=cn-pboc", "seat=nobody", "role=control", "role=trainer"])
async def test_what_is_not_yours_is_not_there(feed: Any, path: str, reyes: str, query: str) -> None:
    code = await feed(path, query, session=reyes).closed()

    assert code == (4404 if query.startswith("seat") else 4403)


async def test_a_stranger_learns_nothing(feed: Any, path: str, cast: Any) -> None:
    stranger = await in_thread(session_of)

    for query in ("", "role=public", "role=control", "seat=us-treasury"):
        assert await feed(path, query, session=stranger).closed() == 4404
    assert await feed("/ws/exercises/ZZZZZZ/", "", session=stranger).closed() == 4404
    assert await feed("/ws/other/", "", session=stranger).closed() == 4404


@pytest.mark.parametrize("query", ["seat=us-treasury&form=xml", "lang=fr", "role=king", "x=" + "y" * 600])
async def test_an_address_that_makes_no_sense_is_malformed(feed: Any, path: str, reyes: str, query: str) -> None:
    assert await feed(path, query, session=reyes).closed() == 4400


async def test_a_program_comes_with_a_token_and_no_origin(feed: Any, path: str, cast: Any) -> None:
    reyes = await in_thread(factories.seat_viewer, cast.exercise, "us-treasury")
    token = await in_thread(services.api_token, reyes, name="bench")

    socket = feed(path, "seat=us-treasury", bearer=token, origin=None)

    assert (await socket.next("head"))["n"] == (await position(cast))[1]
    assert await feed(path, "seat=us-fed", bearer=token, origin=None).closed() == 4404
    assert await feed(path, "", bearer="nonsense", origin=None).closed() == 4401


async def test_who_holds_a_seat_may_watch_the_wall(feed: Any, path: str, reyes: str, cast: Any) -> None:
    socket = feed(path, "role=public", session=reyes)

    assert (await socket.next("head"))["n"] == (await position(cast, "public"))[1]


async def test_the_sixth_socket_of_a_seat_is_too_many(feed: Any, path: str, reyes: str) -> None:
    for _ in range(5):
        await feed(path, "seat=us-treasury", session=reyes).until_live()

    assert await feed(path, "seat=us-treasury", session=reyes).closed() == 4429


# --- Exactly the gap -------------------------------------------------------------------------------------------------


async def test_a_new_client_starts_from_the_present(feed: Any, path: str, reyes: str, cast: Any) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)

    assert await socket.until_live() == []
    await say(cast, "one")
    frame = await socket.next()
    assert (frame["type"], frame["n"]) == ("frame", (await position(cast))[1])


async def test_resume_gives_exactly_the_gap_and_goes_on_live(feed: Any, path: str, reyes: str, cast: Any) -> None:
    epoch, start = await position(cast)
    await say(cast, "one", "two", "three")

    socket = feed(path, f"seat=us-treasury&after={epoch}.{start + 1}", session=reyes)

    assert [frame["n"] for frame in await socket.until_live()] == [start + 2, start + 3]
    await say(cast, "four")
    assert (await socket.next())["n"] == start + 4


async def test_frames_lead_from_the_old_view_to_the_fresh_one(feed: Any, path: str, reyes: str, cast: Any) -> None:
    look = await in_thread(store.look, cast.exercise, STREAM)
    view = json.loads(json.dumps(look.view))
    socket = feed(path, f"seat=us-treasury&after={look.epoch}.{look.number}", session=reyes)
    await socket.until_live()

    await say(cast, "one", "two")
    await in_thread(services.ring, cast.reyes, to="cn")
    fresh = await in_thread(store.look, cast.exercise, STREAM)

    number = look.number
    while number < fresh.number:
        frame = await socket.next("frame")
        assert frame["n"] == number + 1
        number, view = frame["n"], apply(view, frame["changes"])
    assert view == json.loads(json.dumps(fresh.view))


async def test_what_is_committed_between_joining_and_reading_is_not_lost_or_doubled(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch, start = await position(cast)
    batch, acts = messages.batch, iter(["during"])

    def slow(*args: Any) -> Any:
        found = batch(*args)
        for text in acts:
            services.say(cast.reyes, room="us", text=text)
        return found

    monkeypatch.setattr(messages, "batch", slow)
    socket = feed(path, f"seat=us-treasury&after={epoch}.{start}", session=reyes)
    await say(cast, "after")

    numbers = [(await socket.next("frame"))["n"], (await socket.next("frame"))["n"]]
    assert numbers == [start + 1, start + 2]


async def test_a_client_may_say_again_what_it_has(feed: Any, path: str, reyes: str, cast: Any) -> None:
    epoch, start = await position(cast)
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()
    await say(cast, "one", "two")
    assert [(await socket.next("frame"))["n"] for _ in range(2)] == [start + 1, start + 2]

    socket.say(json.dumps({"type": "resume", "after": f"{epoch}.{start + 1}"}))

    assert [frame["n"] for frame in await socket.until_live()] == [start + 2]


@pytest.mark.parametrize("after", ["feedbeef.1", "{epoch}.99999", "nonsense", "{epoch}.-1"])
async def test_a_cursor_that_leads_nowhere_means_reload(
    feed: Any, path: str, reyes: str, cast: Any, after: str
) -> None:
    epoch, head = await position(cast)

    socket = feed(path, f"seat=us-treasury&after={after.format(epoch=epoch)}", session=reyes)

    assert await socket.next() == {"type": "reload", "epoch": epoch, "n": head}


async def test_lost_hints_are_healed_by_reading_the_heads(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()
    monkeypatch.setattr(announce, "reached", lambda *_: None)

    await say(cast, "unannounced")

    assert (await socket.next("frame"))["n"] == (await position(cast))[1]


async def test_a_new_epoch_reloads_those_who_are_connected(feed: Any, path: str, reyes: str, cast: Any) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    await in_thread(store.restore, cast.exercise)

    assert (await socket.next("reload"))["epoch"] == (await position(cast))[0]


async def test_two_sockets_of_one_stream_are_served_by_one_reader(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sockets = [feed(path, "seat=us-treasury", session=reyes) for _ in range(3)]
    for socket in sockets:
        await socket.until_live()
    reads: list[Any] = []
    batch = messages.batch

    def counted(*args: Any) -> Any:
        reads.append(args)
        return batch(*args)

    monkeypatch.setattr(messages, "batch", counted)

    await say(cast, "one")

    numbers = {(await socket.next("frame"))["n"] for socket in sockets}
    assert numbers == {(await position(cast))[1]}
    assert len(reads) == 1


async def test_nothing_of_another_team_arrives(feed: Any, path: str, cast: Any) -> None:
    liu = feed(path, "seat=cn-pboc", session=await in_thread(session_of, cast.liu))
    await liu.until_live()

    await say(cast, "for American eyes")
    await in_thread(services.say, cast.liu, room="plenary", text="for everybody")

    frame = await liu.next("frame")
    assert "for everybody" in json.dumps(frame)
    assert "American" not in json.dumps(frame)


# --- Rules of the road -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event,code",
    [
        ({"bytes": b"\x00"}, 1003),
        ({"text": "no json"}, 1003),
        ({"text": "[1]"}, 1003),
        ({"text": "[" * 60_000}, 1003),
        ({"text": '"' + "x" * 65_536 + '"'}, 1009),
        ({"text": '"' + "汉" * 30_000 + '"'}, 1009),
    ],
)
async def test_what_is_no_message_closes_the_socket(
    feed: Any, path: str, reyes: str, event: dict[str, Any], code: int
) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    socket.inward.put_nowait({"type": "websocket.receive", **event})

    assert await socket.closed() == code


async def test_sixty_messages_in_twenty_seconds_are_enough(feed: Any, path: str, reyes: str) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    for _ in range(61):
        socket.say("{}")

    assert await socket.closed() == 1008


async def test_a_reader_that_does_not_read_is_cut_off_and_holds_up_nobody(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exercises.realtime import members  # noqa: PLC0415

    monkeypatch.setattr(members, "MOST_MESSAGES", 2)
    stuck, other = (feed(path, "seat=us-treasury", session=reyes) for _ in range(2))
    await stuck.until_live()
    await other.until_live()
    stuck.blocked.clear()

    await say(cast, "one", "two", "three", "four")

    head = (await position(cast))[1]
    assert [(await other.next("frame"))["n"] for _ in range(4)] == [head - 3, head - 2, head - 1, head]
    stuck.blocked.set()
    assert await stuck.closed() == 1013


async def test_a_seat_that_is_taken_away_is_cut_off_at_once(feed: Any, path: str, reyes: str, cast: Any) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    await in_thread(services.revoke, cast.ito, seat="us-treasury")

    assert await socket.closed() == 4403


async def test_a_browser_that_logs_out_is_cut_off_at_the_next_round(
    feed: Any, path: str, reyes: str, cast: Any
) -> None:
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    await in_thread(Session.objects.all().delete)
    await rooms.rooms[cast.exercise.pk]._recheck()

    assert await socket.closed() == 4403


async def test_team_mates_see_who_is_writing_and_others_do_not(feed: Any, path: str, cast: Any) -> None:
    reyes, okafor, liu = [
        feed(path, f"seat={viewer.seat}", session=await in_thread(session_of, viewer))
        for viewer in (cast.reyes, cast.okafor, cast.liu)
    ]
    for socket in (reyes, okafor, liu):
        await socket.until_live()

    reyes.say(json.dumps({"type": "typing", "what": "us"}))
    reyes.say(json.dumps({"type": "typing", "what": "us"}))

    remark = {"what": "editing", "where": "us", "seat": "us-treasury", "team": "us"}
    seen = await okafor.next("aside")
    while seen["remark"]["what"] == "presence":
        seen = await okafor.next("aside")
    assert seen["remark"] == remark
    await in_thread(services.say, cast.ito, room="plenary", text="end")
    heard = []
    while (event := await liu.event()) and '"frame"' not in event.get("text", ""):
        heard.append(event)
    assert "us-treasury" not in json.dumps(heard)


async def test_a_saved_sheet_is_mentioned_to_the_team(feed: Any, path: str, cast: Any) -> None:
    okafor = feed(path, "seat=us-fed", session=await in_thread(session_of, cast.okafor))
    await okafor.until_live()

    await in_thread(services.save_draft, cast.reyes, orders=[{"action": "raise_posture"}], version=0)

    seen = await okafor.next("aside")
    while seen["remark"]["what"] == "presence":
        seen = await okafor.next("aside")
    assert (seen["remark"]["version"], seen["mine"]) == (1, ["sheet"])


async def test_who_has_a_page_open_is_noted(feed: Any, path: str, reyes: str, cast: Any) -> None:
    def seen_at() -> float | None:
        return Seat.objects.get(exercise=cast.exercise, code="us-treasury").seen_at

    async def until(here: bool) -> None:
        while (await in_thread(seen_at) is not None) != here:  # noqa: ASYNC110 - the database has no events
            await asyncio.sleep(0.01)

    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()
    await asyncio.wait_for(until(here=True), 5)
    other = feed(path, "seat=us-fed", session=await in_thread(session_of, cast.okafor))
    await other.until_live()

    await socket.leave()

    await asyncio.wait_for(until(here=False), 5)


async def test_heads_are_told_with_the_heartbeat(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exercises.realtime import rooms as module  # noqa: PLC0415

    monkeypatch.setattr(module, "HEARTBEAT", 1)
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    head = await socket.next("head")

    assert head["n"] == (await position(cast))[1]
    assert abs(head["now"] - await in_thread(store.now)) < 5


async def test_the_end_of_the_server_is_said_as_a_restart(feed: Any, path: str, reyes: str) -> None:
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    await rooms.close()

    assert await socket.closed() == 1012


async def test_a_fault_is_said_as_a_fault(feed: Any, path: str, reyes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "viewer", lambda _: 1 / 0)

    assert await feed(path, "seat=us-treasury", session=reyes).closed() == 1011


async def test_a_subscription_that_breaks_is_made_again(
    feed: Any, path: str, reyes: str, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exercises.realtime.rooms import Room  # noqa: PLC0415

    hear, faults = Room._hear, iter([ConnectionError("gone")])

    def fragile(room: Room, message: dict[str, Any]) -> None:
        for fault in faults:
            raise fault
        hear(room, message)

    monkeypatch.setattr(Room, "_hear", fragile)
    socket = feed(path, "seat=us-treasury", session=reyes)
    await socket.until_live()

    await say(cast, "one")
    assert (await socket.next("frame"))["n"] == (await position(cast))[1]


async def test_pages_get_rendered_fragments(feed: Any, path: str, reyes: str, cast: Any) -> None:
    socket = feed(path, "seat=us-treasury&form=html&lang=zh-hans", session=reyes)
    await socket.until_live()

    await say(cast, "Shall we call them?")

    frame = await socket.next("frame")
    assert "changes" not in frame
    assert "Shall we call them?" in json.dumps(frame["fragments"], ensure_ascii=False)


@pytest.mark.redis
async def test_hints_travel_over_redis(feed: Any, path: str, reyes: str, cast: Any, redis_url: str) -> None:
    from channels.layers import channel_layers  # noqa: PLC0415
    from channels_redis.pubsub import RedisPubSubChannelLayer  # noqa: PLC0415

    layer = RedisPubSubChannelLayer(hosts=[redis_url])
    before = channel_layers.set("default", layer)
    try:
        socket = feed(path, "seat=us-treasury", session=reyes)
        await socket.until_live()
        await say(cast, "over Redis")
        assert (await socket.next("frame"))["n"] == (await position(cast))[1]
        await socket.leave()
    finally:
        await layer.flush()
        channel_layers.set("default", before)
