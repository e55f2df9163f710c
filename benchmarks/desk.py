"""A desk page on a Cold Iron board under way: the server's time, and how often it asks the database."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.place import Figures, awake, percentile, private, tell

TURN = 4


def measure(*, quick: bool = False) -> Figures:
    """The page of a custodian's desk, each time after somebody's command has changed the board."""
    with private() as installation:
        installation.manage("collectstatic", "--noinput", "--verbosity", "0")
        awake(installation)
        return _loaded(5 if quick else 40)


def _loaded(times: int) -> Figures:
    from django.db import connection  # noqa: PLC0415 - Django is awake now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from benchmarks.game import SEAT, Game  # noqa: PLC0415
    from exercises import services  # noqa: PLC0415

    game = Game()
    game.play_to(TURN)
    browser, path = _browser(game), f"/x/{game.exercise.code}/{SEAT}/"
    with CaptureQueriesContext(connection) as asked:
        _get(browser, path)
        queries = len(asked)
    spent = []
    for number in range(times):
        services.say(game.control, room="control~us", text=f"EXERCISE. Message {number}.")
        spent.append(_get(browser, path))
    return {
        "desk_page_ms": percentile(spent, 0.5),
        "desk_page_p95_ms": percentile(spent, 0.95),
        "desk_page_queries": float(queries),
    }


def _browser(game: Any) -> Any:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from tests.realtime.conftest import session_of  # noqa: PLC0415

    browser = Client(HTTP_HOST="localhost")
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(game.viewer)
    return browser


def _get(browser: Any, path: str) -> float:
    """Milliseconds from the request to the last byte of the page."""
    began = time.perf_counter()
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    tell(measure)
