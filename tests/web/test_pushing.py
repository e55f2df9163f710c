"""What an open page fetches: its own parts, missed frames, the theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exercises.web import pushing
from tests import cast as people
from tests.web.conftest import Window, window

Enter = Callable[[str], Window]
SEAT = [
    part
    for part in pushing.PLAIN
    if part not in ("log", "seats", "unmet", "notes-rail", "objectives", "steps", "contest", "feeling")
]


@pytest.mark.parametrize("part", SEAT)
def test_a_seat_fetches_each_of_its_parts(enter: Enter, part: str) -> None:
    answer = enter("reyes").sees(f"mine/?part={part}")

    (drawn,) = answer.json()["fragments"]
    assert f'data-mine="{part}"' in drawn["html"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("part", ["log", "seats", "unmet"])
def test_control_fetches_its_parts(enter: Enter, part: str) -> None:
    (drawn,) = enter("ito").sees(f"mine/?part={part}").json()["fragments"]

    assert f'data-mine="{part}"' in drawn["html"]


@pytest.mark.parametrize("part", ["notes-rail", "objectives"])
def test_an_evaluator_fetches_their_parts(enter: Enter, part: str) -> None:
    (drawn,) = enter("brandt").sees(f"mine/?part={part}").json()["fragments"]

    assert f'data-mine="{part}"' in drawn["html"]


@pytest.mark.parametrize("part", ["nothing", "inject:nobody", "tx-acts:0", "sheet:1", ""])
def test_an_unknown_part_is_left_out(enter: Enter, part: str) -> None:
    assert enter("reyes").sees(f"mine/?part={part}").json() == {"fragments": []}


@pytest.mark.parametrize("who", ["reyes", "ito", "brandt", "wall"])
def test_the_poll_brings_what_was_missed(enter: Enter, who: str) -> None:
    somebody = enter(who)
    after = somebody.sees().context["link"]["after"]
    (head,) = somebody.sees(f"poll/?after={after}").json()
    assert head["type"] == "head"

    enter("liu").presses("statement", text="All is well in Beijing.", stance="calm")
    *frames, head = somebody.sees(f"poll/?after={after}").json()

    assert [frame["type"] for frame in frames] == ["frame"] * len(frames)
    assert frames
    assert head["n"] == frames[-1]["n"]


def test_the_poll_of_another_age_loads_anew(enter: Enter) -> None:
    (message,) = enter("reyes").sees("poll/?after=long-ago.3").json()

    assert message["type"] == "reload"


def test_talk_of_one_team_is_not_polled_by_another(enter: Enter) -> None:
    liu = enter("liu")
    after = liu.sees().context["link"]["after"]
    enter("reyes").presses("say", room="us", text="The second key is in the small safe.")

    assert "small safe" not in liu.sees(f"poll/?after={after}").text
    assert "small safe" not in liu.sees("?room=us").text


@pytest.mark.parametrize("chosen, kept", [("auto", "auto"), ("dark", "dark"), ("light", "light"), ("purple", "")])
def test_a_theme_is_kept_in_a_cookie(lobby: people.Cast, chosen: str, kept: str) -> None:
    reyes = window(lobby, "reyes")

    answer = reyes.client.post("/theme/", {"theme": chosen, "next": "/join/"})

    assert answer.headers["location"] == "/join/"
    assert answer.cookies["theme"].value == kept
    assert reyes.sees().context["page"]["theme"] == kept


def test_a_theme_never_leads_out_of_the_house(lobby: people.Cast) -> None:
    answer = window(lobby, "reyes").client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer.headers["location"] == "/"
