"""Every page and every partial can be drawn, in both languages, and holds what it may hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.web.looks import samples
from tests.web.looks.drawing import ROOT, draw
from tests.web.looks.pages import PAGES

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
STREAM = [
    ("components/top_turn.html", {}),
    ("components/top_clock.html", {}),
    ("components/banner.html", {}),
    ("components/strip.html", {}),
    ("exercises/desk/inbox.html", {}),
    ("exercises/desk/inbox_row.html", {"id": "a05", "inject": samples.injects()["a05"]}),
    ("exercises/desk/inject.html", {"id": "a05", "inject": samples.injects()["a05"]}),
    ("exercises/desk/room.html", {"room": "cn~us", "row": samples.rooms()["cn~us"]}),
    ("exercises/desk/message.html", {"id": "m2", "message": samples.rooms()["cn~us"]["messages"]["m2"]}),
    ("exercises/desk/hotline.html", {}),
    ("exercises/desk/orders.html", {}),
    ("exercises/desk/proposals.html", {}),
    ("exercises/desk/calls.html", {}),
    ("exercises/desk/statements.html", {}),
    ("exercises/desk/notes.html", {}),
    ("exercises/desk/news.html", {}),
    ("exercises/desk/vault.html", {"code": "pilot", "vault": samples.vaults()["pilot"]}),
    ("exercises/desk/tx_head.html", {"id": "t17", "tx": samples.transactions()["t17"]}),
    ("exercises/desk/tx_request.html", {"id": "t17", "tx": samples.transactions()["t17"]}),
    ("exercises/desk/tx_signatures.html", {"id": "t17", "tx": samples.transactions()["t17"]}),
    ("exercises/desk/outcome_list.html", {}),
    ("exercises/desk/outcomes.html", {}),
    ("exercises/desk/numbers.html", {}),
    ("exercises/desk/count_custody.html", {}),
    ("exercises/desk/count_diplomacy.html", {}),
    ("exercises/wall/wire.html", {}),
    ("exercises/wall/orders.html", {}),
]


class Outline(HTMLParser):
    """Elements in order, their ids, and whether every one of them is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    found.close()
    return found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_and_says_nothing_twice(name, language):
    html = draw(*PAGES[name](), language)
    found = outline(html)
    assert found.faults == []
    assert found.open == []
    assert {each for each in found.ids if found.ids.count(each) > 1} == set()
    assert not re.search(r"\{[{%]|None\b|<[^>]*\s(?:style|on[a-z]+)=", html)


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(("error", "home", "code", "confirm"))])
def test_live_page_is_marked_as_exercise(name):
    assert "Everything on this screen is simulated" in draw(*PAGES[name]())


@pytest.mark.parametrize("template, more", STREAM, ids=[template for template, _ in STREAM])
def test_fragment_of_a_stream_is_the_same_for_every_reader(template, more):
    view = samples.us()
    bare = draw(template, {"view": view, **more})
    mine = draw(template, {"view": view, **more, "me": samples.me(), "page": {"inject": "a05"}, "csrf_token": "secret"})
    assert mine == bare
    assert "csrfmiddlewaretoken" not in bare


@pytest.mark.parametrize("template, more", STREAM, ids=[template for template, _ in STREAM])
def test_fragment_of_a_stream_has_one_root_with_an_id(template, more):
    html = draw(template, {"view": samples.us(), **more}).strip()
    assert re.match(r'<[a-z]+[^>]*\sid="[^"]+"', html)


@pytest.mark.parametrize("name", PAGES)
def test_command_of_a_page_carries_its_token(name):
    html = draw(*PAGES[name]())
    forms = re.findall(r'<form\b[^>]*method="post".*?</form>', html, re.DOTALL)
    bare = [form for form in forms if "csrfmiddlewaretoken" not in form and 'action="do/' not in form]
    assert bare == []


def test_every_partial_is_drawn_by_some_page():
    used = set()
    for path in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r'(?:include|extends) "([^"]+)"', path.read_text(encoding="utf-8")))
    for path in (ROOT / "exercises").rglob("*.py"):
        used |= set(re.findall(r'"((?:components|exercises|errors)/[a-z_/]+\.html)"', path.read_text(encoding="utf-8")))
    used |= {page()[0] for page in PAGES.values()} | {template for template, _ in STREAM}
    ours = {path.relative_to(ROOT / "templates").as_posix() for path in own_templates()}
    chosen_by_the_view = {"exercises/join/seats.html", "components/keys_desk.html"}
    assert ours - used - chosen_by_the_view == set()


def own_templates() -> list[Path]:
    folders = ("components", "exercises", "errors")
    return [path for folder in folders for path in (ROOT / "templates" / folder).rglob("*.html")]


def test_desk_shows_the_decoded_bytes_only_to_the_seat_that_decoded():
    shut = draw(*PAGES["custody"]())
    opened = draw(*PAGES["decoded"]())
    assert "Not opened at this seat" in shut
    assert "Unknown address" not in shut
    assert "Unknown address" in opened
    assert "3 lines turned" in opened


def test_locked_sheet_offers_no_draft():
    html = draw(*PAGES["locked"]())
    assert "Reopen the sheet" in html
    assert "Add an order" not in html


def test_watching_page_has_no_composer():
    html = draw(*PAGES["watch"]())
    assert "/do/say/" not in html
    assert set(re.findall(r'action="/x/KQ47RM/control/do/(\w+)/"', html)) == {"mark", "rate"}


@pytest.mark.parametrize(
    "step, shows, hides", [(1, "Alone and in silence", "Ground truth"), (2, "Ground truth", "I am finished")]
)
def test_hot_wash_shows_one_step_at_a_time(step, shows, hides):
    html = draw(*PAGES[f"hotwash-{step}"]())
    assert shows in html
    assert hides not in html


def test_stopped_exercise_is_covered_by_the_real_notice():
    assert "NO DUFF. This is real" in draw(*PAGES["stopped"]())
