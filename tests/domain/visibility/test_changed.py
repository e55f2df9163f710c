"""Sections that are not built again must be those that would come out the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import pytest

from exercises.domain.board import Board
from exercises.domain.board.setting import streams
from exercises.domain.events.talk import Said
from exercises.domain.visibility import SECTIONS, apply, changed, difference, view
from exercises.domain.visibility.glance import Glance
from exercises.domain.visibility.reader import reader_of
from exercises.domain.visibility.sections import Section
from tests.domain.visibility import boards

ALL = streams(boards.setting())
PARTS = {field.name for field in fields(Board)}


class Numbers(Mapping[str, Any]):
    """A world that remembers which of its numbers were looked up."""

    def __init__(self, world: Mapping[str, Any]) -> None:
        self._world = world
        self.seen: set[str] = set()

    def __getitem__(self, code: str) -> Any:
        self.seen.add(code)
        return self._world[code]

    def __iter__(self) -> Iterator[str]:
        self.seen.add("all of them")
        return iter(self._world)

    def __len__(self) -> int:
        return len(self._world)


class Watched:
    """A board that remembers which of its parts were looked at, and which numbers of its world."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._world = Numbers(board.world)
        self._seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self._seen.add(name)
        return self._world if name == "world" else getattr(self._board, name)

    def undeclared(self, section: Section) -> set[str]:
        """What was looked at without being named by the section."""
        numbers = set() if "world" in section.reads else self._world.seen - set(section.numbers)
        return self._seen - {"world"} - set(section.reads) | numbers


def boards_of_every_kind() -> list[Board]:
    return [
        boards.Log().add(boards.created()).board,
        boards.started().board,
        boards.busy().board,
        boards.paused().board,
        boards.washed(1).board,
        boards.washed(4).board,
    ]


@pytest.mark.parametrize("name", SECTIONS)
def test_section_reads_no_part_of_the_board_that_it_does_not_declare(name: str):
    section = SECTIONS[name]
    for board in boards_of_every_kind():
        for stream in ALL:
            watched: Any = Watched(board)
            section.build(boards.setting(), watched, reader_of(stream))
            assert not watched.undeclared(section), stream


@pytest.mark.parametrize("name", SECTIONS)
def test_section_declares_only_parts_that_exist(name: str):
    assert set(SECTIONS[name].reads) <= PARTS


def test_glance_along_a_whole_log_shows_what_the_views_show():
    glance, setting = Glance(boards.setting()), boards.setting()
    for board in boards.washed(4).boards:
        for stream in ALL:
            seen = {name: glance.section(board, stream, name) for name in SECTIONS}
            assert {name: part for name, part in seen.items() if part is not None} == view(setting, board, stream)


@pytest.mark.parametrize("stream", ALL)
def test_glance_at_rumours_is_what_the_facts_say_of_them(stream: str):
    board = boards.started(**{"rumour.coins_gone": 50.0, "rumour.inside_job": 20.0}).board
    seen = Glance(boards.setting()).section(board, stream, "rumours")
    shown = view(boards.setting(), board, stream)["facts"]
    assert seen == {code: fact for code, fact in shown.items() if code.startswith("rumour.")} != {}


@pytest.mark.parametrize("stream", ALL)
def test_changed_along_a_whole_log_is_the_plain_view_and_difference(stream: str):
    setting = boards.setting()
    steps = boards.washed(4).boards[1:]
    shown = view(setting, steps[0], stream)
    for old, new in pairwise(steps):
        plain = view(setting, new, stream)
        after, frame = changed(setting, old, new, stream, shown)
        assert after == plain
        assert frame == difference(shown, plain)
        assert apply(json.loads(json.dumps(shown)), json.loads(json.dumps(frame))) == plain
        shown = after


def test_changed_untouched_sections_are_the_same_objects():
    setting, board = boards.setting(), boards.busy().board
    shown = view(setting, board, "us")
    said = boards.Log(board).add(Said(id="m9", room="us", seat="us-nsc", team="us", text="hello")).board
    after, frame = changed(setting, board, said, "us", shown)
    assert list(frame) == ["rooms/us/messages/m9"]
    assert after["facts"] is shown["facts"]
    assert after["rooms"] is not shown["rooms"]


def test_changed_of_something_foreign_is_an_empty_frame():
    setting, board = boards.setting(), boards.busy().board
    shown = view(setting, board, "us")
    said = boards.Log(board).add(Said(id="m9", room="cn", seat="cn-mfa", team="cn", text="hello")).board
    assert changed(setting, board, said, "us", shown) == (shown, {})


def test_changed_section_that_begins_comes_whole():
    setting = boards.setting()
    before, after = boards.washed(1).board, boards.washed(2).board
    shown = view(setting, before, "us")
    now, frame = changed(setting, before, after, "us", shown)
    assert "review" not in shown
    assert frame["review"] == now["review"]


def reversed_maps(value: Any) -> Any:
    """The same record with every mapping in the opposite order, as a snapshot may give it back."""
    if isinstance(value, dict):
        return {key: reversed_maps(value[key]) for key in reversed(value)}
    if isinstance(value, tuple):
        return tuple(reversed_maps(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: reversed_maps(getattr(value, field.name)) for field in fields(value)})
    return value


@pytest.mark.parametrize("stream", ALL)
def test_view_does_not_depend_on_the_order_of_mappings(stream: str):
    for board in boards_of_every_kind():
        turned = replace(reversed_maps(board), resolved=board.resolved)
        assert view(boards.setting(), turned, stream) == view(boards.setting(), board, stream)
