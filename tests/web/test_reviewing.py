"""The review in the browser, and the files to take home."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from exercises import services
from exercises.access.browsers import hold
from exercises.models import Exercise, Role
from exercises.web.reviewing import as_csv, cell
from tests import factories, played

PANELS = ("timeline", "decisions", "injects", "log", "report")


@pytest.fixture
def game(db: None) -> Exercise:
    return played.game()


def browser(game: Exercise, kind: str, code: str = "") -> Client:
    """Somebody whose browser holds a seat, or a place beside the table."""
    client = Client()
    row: Any = game.seats.get(code=code) if kind == "seat" else factories.place(game, Role(code), token_hash="a" * 64)
    if kind == "seat":
        type(row).objects.filter(pk=row.pk).update(token_hash="b" * 64)
        row.refresh_from_db()
    session = client.session
    hold(_Holder(session), kind, row.pk, row.token_hash)
    session.save()
    return client


class _Holder:
    def __init__(self, session: Any) -> None:
        self.session = session
        self.user: Any = None


def at(game: Exercise, what: str = "") -> str:
    return f"/x/{game.code}/review/{what}"


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_is_drawn_for_control_and_for_a_seat(game: Exercise, panel: str) -> None:
    played.opened(game)
    for client in (browser(game, "place", "control"), browser(game, "seat", played.PERSON)):
        answer = client.get(at(game), {"panel": panel})
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        assert "First Watch" in answer.content.decode()


def test_a_seat_waits_for_the_second_step(game: Exercise) -> None:
    client = browser(game, "seat", played.PERSON)
    played.opened(game, 1)
    for what in ("", "export.json", "export.csv"):
        assert client.get(at(game, what)).status_code == 403


def test_strangers_find_nothing(game: Exercise) -> None:
    played.opened(game)
    for what in ("", "export.json", "export.csv"):
        assert Client().get(at(game, what)).status_code == 404
    assert browser(game, "place", "control").get(at(game, "export.xlsx")).status_code == 404
    assert browser(game, "seat", played.PERSON).get(at(game), {"as": "cn"}).status_code == 404


def test_the_report_shows_the_hash_of_the_record(game: Exercise) -> None:
    played.opened(game)
    game.refresh_from_db()
    body = browser(game, "place", "control").get(at(game), {"panel": "report"}).content.decode()
    assert game.head_hash in body.replace("<wbr>", "")


def test_odd_questions_get_the_plain_page(game: Exercise) -> None:
    client = browser(game, "place", "control")
    for asked in (
        {"panel": "x"},
        {"panel": "log", "before": "-1"},
        {"panel": "log", "before": "9" * 40},
        {"thread": "x"},
    ):
        assert client.get(at(game), asked).status_code == 200


def test_the_files_are_attachments_that_nobody_keeps(game: Exercise) -> None:
    played.opened(game)
    client = browser(game, "seat", played.PERSON)
    for kind in ("json", "csv"):
        answer = client.get(at(game, f"export.{kind}"))
        assert answer["Content-Disposition"] == f'attachment; filename="{game.code}-review.{kind}"'
        assert answer["Cache-Control"] == "no-store"
    record = json.loads(client.get(at(game, "export.json")).content)
    assert record["stream"] == "us+custodian"


def test_a_spreadsheet_runs_nothing(game: Exercise) -> None:
    played.opened(game)
    text = browser(game, "seat", played.PERSON).get(at(game, "export.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert any(row["text"].startswith("'=HYPERLINK") for row in rows)
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx"])
def test_a_cell_that_would_run_is_quoted(text: str) -> None:
    assert cell(text) == f"'{text}"
    line = {"number": 1, "at": 0.0, "turn": 1, "by": "us", "event": "Said", "text": text}
    assert f"'{text}" in as_csv({"log": [line]})


def test_other_cells_stay_as_they_are() -> None:
    assert cell("a=1") == "a=1"
    assert cell(3) == "3"


def test_the_hot_wash_shows_one_step_at_a_time(game: Exercise) -> None:
    client = browser(game, "seat", played.PERSON)
    shown = []
    for _ in range(4):
        played.opened(game, 1)
        shown.append(client.get(f"/x/{game.code}/{played.PERSON}/").content.decode())

    assert "wash_answer" in shown[0]
    assert "moment" not in shown[0].split("wash-step")[1]
    assert 'class="moment"' in shown[1]
    assert "fix_note" in shown[2]
    assert 'name="answer_pace"' in shown[3]


def test_a_note_of_step_three_stands_in_the_report(game: Exercise) -> None:
    played.opened(game, 3)
    reyes = factories.seat_viewer(game, played.PERSON)
    services.note_fix(reyes, kind="fix", text="Nobody signs before Decode.", owner="Custody")
    body = browser(game, "place", "control").get(at(game), {"panel": "report"}).content.decode()
    assert "Nobody signs before Decode." in body


def test_every_link_of_the_review_leads_somewhere(game: Exercise) -> None:
    played.opened(game)
    client = browser(game, "place", "control")
    body = client.get(at(game)).content.decode()
    links = {unescape(link) for link in re.findall(r'href="(\?[^"]*)"', body)}

    assert any("custodian" in link for link in links)
    for link in links:
        assert client.get(at(game) + link).status_code == 200
