"""Every page: who may open it, what stands on it, how many questions it asks the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exercises import services
from exercises.enums import Phase
from tests import cast as people
from tests.web.conftest import Window, window

Enter = Callable[[str], Window]
BUDGETS = json.loads((Path(__file__).parents[1] / "budgets.json").read_text(encoding="utf-8"))
PANELS = ("injects", "custody", "diplomacy", "outcomes", "library")
CONTROL = ("injects", "orders", "rooms", "world", "seats", "notes")
PAGES = ("us-treasury/", "control/", "watch/us/", "wall/", "review/", "lobby/")


@pytest.mark.parametrize("panel", PANELS)
def test_a_desk_shows_each_of_its_panels(enter: Enter, panel: str) -> None:
    page = enter("reyes").sees(f"?panel={panel}")

    assert page.status_code == 200
    assert 'aria-current="page"' in page.text
    assert ">None<" not in page.text


@pytest.mark.parametrize("panel", CONTROL)
def test_control_shows_each_of_its_panels(enter: Enter, panel: str) -> None:
    page = enter("ito").sees(f"?panel={panel}")

    assert page.status_code == 200
    assert ">None<" not in page.text


@pytest.mark.parametrize("team", ["us", "cn", "bis"])
def test_an_evaluator_watches_each_team(enter: Enter, team: str) -> None:
    page = enter("brandt").sees(f"../{team}/".replace("../", f"/x/{enter('brandt').code}/watch/"))

    assert page.status_code == 200
    assert 'action="/x/' in page.text
    assert "do/say/" not in page.text


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing(cast: people.Cast, page: str) -> None:
    answer = Client().get(f"/x/{cast.exercise.code}/{page}")

    assert answer.status_code == 404


@pytest.mark.parametrize("seat", ["us-fed/", "cn-pboc/", "nobody/"])
def test_the_seat_of_somebody_else_is_not_there(enter: Enter, seat: str) -> None:
    reyes = enter("reyes")

    assert reyes.sees(f"/x/{reyes.code}/{seat}").status_code == 404
    assert reyes.sees(f"/x/{reyes.code}/{seat}mine/?part=sheet").status_code == 404
    assert reyes.sees(f"/x/{reyes.code}/{seat}poll/").status_code == 404


@pytest.mark.parametrize("page", ["control/", "watch/us/", "watch/cn/"])
def test_a_participant_is_told_that_the_place_is_not_theirs(enter: Enter, page: str) -> None:
    reyes = enter("reyes")

    assert reyes.sees(f"/x/{reyes.code}/{page}").status_code == 403


def test_a_watcher_of_no_team_finds_nothing(enter: Enter) -> None:
    brandt = enter("brandt")

    assert brandt.sees(f"/x/{brandt.code}/watch/nobody/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(enter: Enter, method: str) -> None:
    reyes = enter("reyes")

    assert getattr(reyes.client, method)(reyes.home).status_code == 405


def test_a_seat_waits_in_the_lobby_until_startex(lobby: people.Cast) -> None:
    reyes = window(lobby, "reyes")

    assert b"muster" in reyes.sees().content
    services.start(lobby.ito, anyway=True)
    assert b'id="inbox"' in reyes.sees().content


def test_a_room_is_found_by_either_order_of_its_ends(enter: Enter) -> None:
    page = enter("liu").sees("?room=control~cn")

    assert 'name="room" value="cn~control"' in page.text


def test_the_sheet_says_its_problems_in_sentences(enter: Enter) -> None:
    reyes = enter("reyes")
    for _ in range(4):
        version = reyes.sees().context["me"]["sheet"]["version"]
        reyes.presses("order_add", action="", text="Something.", version=version)

    (problem,) = reyes.sees().context["me"]["sheet"]["problems"]

    assert problem.endswith(".")
    assert problem in reyes.sees().text.replace("&#x27;", "'")


def test_the_draft_of_a_reply_stays_with_its_inject(cast: people.Cast, enter: Enter, board: Any) -> None:
    for code in ("FW02", "FW07"):
        services.release(cast.ito, code=code)
    ids = {item.code: item.id for item in board().injects.values() if item.id}
    reyes = enter("reyes")
    reyes.presses("draft", kind="reply", inject=ids["FW07"], text="Half a thought", version=0)

    assert "Half a thought" in reyes.sees(f"?inject={ids['FW07']}").text
    assert "Half a thought" not in reyes.sees(f"?inject={ids['FW02']}").text


BUDGETED = {
    "desk": ("reyes", ""),
    "control": ("ito", ""),
    "wall": ("wall", ""),
    "watch": ("brandt", ""),
    "lobby": ("reyes", "lobby"),
    "review": ("ito", "review"),
}


@pytest.mark.parametrize("name", BUDGETED)
def test_a_page_keeps_to_its_budget_of_queries(cast: people.Cast, name: str) -> None:
    who, place = BUDGETED[name]
    somebody = window(cast, who)
    if name == "review":
        cast.play_to(Phase.REVEAL)
        services.end(cast.ito, reason="Enough.")
        for _ in range(2):
            cast.exercise.refresh_from_db()
            services.move_wash(cast.ito)
    address = f"/x/{cast.exercise.code}/{place}/" if place else somebody.home
    somebody.sees(address)

    with CaptureQueriesContext(connection) as asked:
        assert somebody.sees(address).status_code == 200

    assert len(asked) <= BUDGETS[name], "\n".join(query["sql"][:150] for query in asked)
