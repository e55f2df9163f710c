"""After ENDEX: the review, the record and the exports open what was true, and nothing that was said in private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from exercises import services
from exercises.enums import State
from exercises.models import Role
from tests import factories
from tests.abuse import world

if TYPE_CHECKING:
    from exercises.models import Viewer

pytestmark = pytest.mark.django_db

PAGES = (
    *("review/", "review/?as=cn", "review/?as=control", "review/export.json", "review/export.csv", "wall/", "lobby/"),
    *(f"review/?panel={panel}" for panel in ("timeline", "decisions", "injects", "log", "report")),
)
CALLS = (
    *(
        "report/",
        "report/?stream=cn",
        "report/record/",
        "report/at/?n=1",
        "report/at/?n=9999",
        "board/",
        "me/",
        "wash/",
    ),
    *("frames/?after=", "injects/", "outcomes/", "orders/", "messages/", "messages/older/?room=cn", "ratings/"),
    *("observations/", "objectives/", "export/", "export/?names=yes", "control/", "transactions/", "lobby/"),
)
OPENED = re.compile(
    r"expected act of .*|title of (KC|an improvised).*|a reply or attachment of .*|reason of an override|purpose of .*"
)
"""The ground truth that the hot wash opens to everybody at the table: what reached whom, what was hoped for, what
control set by hand, the request that the turning points name, and the injects that conditions of the outcome name."""
AT_TABLE = (*world.SEATS, "evaluator")


def over() -> tuple[world.World, Viewer]:
    made = world.built()
    control = factories.staff_viewer(made.exercise, Role.CONTROL)
    services.end(control, reason="Enough.")
    services.move_wash(control)
    for code in world.SEATS:
        answer = made.canaries.plant(f"silent answer of {code}", f"seat:{code}", *world.STAFF)
        services.answer_wash(factories.seat_viewer(made.exercise, code), answers={"1": answer})
    return made, control


def leaks(made: world.World) -> dict[str, set[str]]:
    """Who → where each canary was planted that they should not have read."""
    base, api = f"/x/{made.exercise.code}/", f"/api/v1/exercises/{made.exercise.code}/"
    found: dict[str, set[str]] = {}
    for who, client in made.browsers.items():
        hears = made.hears.get(who, frozenset())
        for where in (*(base + page for page in PAGES), *(api + call for call in CALLS)):
            cache.clear()
            answer = client.get(where)
            assert answer.status_code < 500, where
            text = answer.content.decode() + str(answer.headers)
            found.setdefault(who, set()).update(made.canaries.leaks(text, hears).values())
    return found


def test_until_the_second_step_a_team_reads_nothing_new() -> None:
    made, _ = over()
    assert {who: what for who, what in leaks(made).items() if what and who not in ("control", "evaluator")} == {}


@pytest.mark.parametrize("steps", [2, 3, 4, 5])
def test_afterwards_the_truth_is_open_and_private_words_are_not(steps: int) -> None:
    made, control = over()
    for _ in range(steps - 1):
        services.move_wash(control)
    found = leaks(made)
    assert {who for who, what in found.items() if what} <= set(AT_TABLE)
    assert {what for who in AT_TABLE for what in found[who] if not OPENED.fullmatch(what)} == set()
    made.exercise.refresh_from_db()
    assert made.exercise.state == (State.CLOSED if steps == 5 else State.HOT_WASH)
