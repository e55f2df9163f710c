from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.events import Entry
from exercises.domain.events.injects import Shared
from exercises.domain.events.lifecycle import Paused
from exercises.domain.events.talk import HotlineClosed, HotlineRang, NotePassed, Said
from exercises.domain.events.verdicts import Overridden
from exercises.domain.visibility import aside, sees, view
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board

STREAMS = ("us", "us+custodian", "cn", "bis", "imf", "press", "red", "public", "evaluator", "control")


def part(board: Board, stream: str, section: str) -> Any:
    return view(boards.setting(), board, stream).get(section)


def test_rooms_of_a_team_are_its_own_the_bilateral_ones_the_plenary_and_controls():
    rooms = part(boards.started().board, "us", "rooms")
    assert set(rooms) == {"us", "cn~us", "bis~us", "imf~us", "press~us", "plenary", "control~us"}
    assert rooms["bis~us"] == {"with": ["bis", "us"], "messages": {}}
    assert rooms["control~us"]["with"] == ["us"]
    assert rooms["plenary"]["with"] == ["bis", "cn", "imf", "us"]


def test_rooms_hide_the_red_cell_and_give_the_wall_none():
    board = boards.started().board
    assert not any("red" in room for room in part(board, "us", "rooms"))
    assert "red" in part(board, "red", "rooms")
    assert "red~us" in part(board, "evaluator", "rooms")
    assert "plenary" not in part(board, "press", "rooms")
    assert part(board, "public", "rooms") is None


def test_rooms_hold_messages_by_their_public_id():
    message = part(boards.busy().board, "cn", "rooms")["cn~us"]["messages"]["m3"]
    assert message["seat"] == "cn-mfa"
    assert message["kind"] == "talk"


def test_notes_are_unsigned_for_the_other_side():
    board = boards.busy().board
    assert part(board, "us", "notes")["n1"]["seat"] == "us-nsc"
    assert "seat" not in part(board, "cn", "notes")["n1"]
    assert part(board, "bis", "notes") == {}


def test_news_tell_a_leaked_note_without_its_author():
    news = part(boards.busy().board, "public", "news")
    assert news["n2"]["kind"] == "leak"
    assert "seat" not in news["n2"]
    assert "n1" not in news


def test_hotline_rings_for_the_two_who_speak():
    board = boards.busy().board
    line = part(board, "cn", "hotline")
    assert {name: line[name] for name in ("state", "from", "to", "ends")} == {
        "state": "ringing",
        "from": "us",
        "to": "cn",
        "ends": boards.OFFSET + 400.0,
    }
    assert part(board, "bis", "hotline") is None
    assert part(board, "public", "hotline") is None
    assert part(board, "evaluator", "hotline")["state"] == "ringing"


def test_hotline_after_the_call_is_idle_and_remembers():
    log = boards.started().add(
        HotlineRang(id="c1", team="us", to="cn", seat="us-treasury", until=400.0),
        HotlineClosed(id="c1", how="declined"),
    )
    line = part(log.board, "us", "hotline")
    assert line["state"] == "idle"
    assert line["calls"]["c1"]["how"] == "declined"


def test_hotline_of_others_looks_idle_to_a_principal():
    log = boards.started().add(HotlineRang(id="c1", team="bis", to="cn", seat="bis-custody", until=400.0))
    assert part(log.board, "us", "hotline") == {"state": "idle", "calls": {}}
    assert part(log.board, "bis", "hotline")["state"] == "ringing"


def test_statements_are_everybodys_their_author_their_teams():
    board = boards.busy().board
    assert part(board, "public", "statements")["s1"]["stance"] == "calm"
    assert "seat" not in part(board, "us", "statements")["s1"]
    assert part(board, "cn", "statements")["s1"]["seat"] == "cn-mfa"


# Lines of the log


def line(event: Any) -> Entry:
    return Entry(number=1, at=boards.OFFSET, by="control", event=event)


@pytest.mark.parametrize(
    "room, readers",
    [
        ("us", {"us", "us+custodian"}),
        ("cn~us", {"us", "us+custodian", "cn"}),
        ("plenary", {"us", "us+custodian", "cn", "bis", "imf"}),
        ("control~imf", {"imf"}),
    ],
)
def test_sees_a_message_where_the_view_shows_its_room(room: str, readers: set[str]):
    said = Said(id="m", room=room, seat="us-nsc", team="us", text="x")
    log = boards.started().add(said)
    assert {name for name in STREAMS if sees(boards.setting(), log.board, name, line(said))} == readers | {
        "evaluator",
        "control",
    }
    shown = {
        name for name in STREAMS if "m" in str((part(log.board, name, "rooms") or {}).get(room, {}).get("messages"))
    }
    assert shown == readers | {"evaluator", "control"}


def test_sees_agrees_with_the_view_about_injects_notes_calls_and_statements():
    log = boards.busy()
    for event in (*boards.sent(), *boards.talked()):
        public = getattr(event, "id", "")
        for stream in STREAMS:
            shown = view(boards.setting(), log.board, stream)
            collections = [shown["injects"], shown.get("notes", {}), shown["statements"], shown["news"]]
            collections += [room["messages"] for room in shown.get("rooms", {}).values()]
            collections += [shown.get("hotline", {}).get("calls", {})]
            if type(event).__name__ in ("Released", "Said", "NotePassed", "HotlineRang", "StatementMade"):
                held = any(public in items for items in collections)
                handed = public == "inj-2" and stream == "bis"
                assert (sees(boards.setting(), log.board, stream, line(event)) or handed) is held, (event, stream)


def test_sees_of_an_unknown_kind_is_controls_alone():
    event = Overridden(variable="tension", before=1.0, after=2.0, reason="x")
    board = boards.started().board
    assert {name for name in STREAMS if sees(boards.setting(), board, name, line(event))} == {"control"}


def test_sees_the_clock_everywhere():
    board = boards.started().board
    assert all(sees(boards.setting(), board, name, line(Paused(reason="tea", at=1.0))) for name in STREAMS)


def test_sees_how_a_call_ended_where_the_call_is_known():
    log = boards.busy()
    ended = line(HotlineClosed(id="canary-call", how="answered"))
    assert {name for name in STREAMS if sees(boards.setting(), log.board, name, ended)} == {
        *("us", "us+custodian", "cn", "evaluator", "control")
    }
    assert not sees(boards.setting(), log.board, "us", line(HotlineClosed(id="no-such-call", how="answered")))


def test_sees_a_leaked_note_everywhere():
    note = line(NotePassed(id="n", team="us", to="cn", seat="us-nsc", text="x", leaked=True))
    assert sees(boards.setting(), boards.started().board, "public", note)


def test_aside_goes_to_ones_own_streams_and_control():
    board = boards.started().board
    assert set(aside(boards.setting(), board, "editing", "us")) == {"control", "us", "us+custodian"}
    assert set(aside(boards.setting(), board, "presence", "imf")) == {"control", "imf"}


def test_sees_what_was_handed_on_and_answered_by_its_own_teams():
    board = boards.busy().board
    shared, answered = line(Shared(id="inj-2", by="us", to="bis")), line(boards.sent()[6])
    assert {name for name in STREAMS if sees(boards.setting(), board, name, shared)} == {
        *("us", "us+custodian", "bis", "evaluator", "control")
    }
    assert {name for name in STREAMS if sees(boards.setting(), board, name, answered)} == {"cn", "evaluator", "control"}
