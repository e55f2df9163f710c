"""The whole of First Watch in Chromium: control, five people and a bot, on a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests import servers
from tests.browser.people import Person

pytestmark = pytest.mark.browser

SEATS = {"reyes": ("us", 0), "okafor": ("us", 1), "liu": ("cn", 0), "lindgren": ("bis", 0)}
SECRET = "Between ourselves: the second key is in the small safe."
QUIET = "Only Beijing and Washington read this line."
OPEN = "Good morning to all three desks."
SIGHTED = 'form[action$="do/sign/"]:not([data-confirm])'
SIGNED = '[id^=tx-sigs] li:has-text("{key}"):has(.tag-ok), [id^=tx-sigs] li:has-text("{key}"):has-text("signed")'


@dataclass(frozen=True)
class Table:
    """Everybody who plays, each at a window of their own."""

    url: str
    code: str
    ito: Person
    reyes: Person
    okafor: Person
    liu: Person
    lindgren: Person
    wall: Person

    @property
    def everybody(self) -> tuple[Person, ...]:
        return (self.ito, self.reyes, self.okafor, self.liu, self.lindgren, self.wall)

    @property
    def desks(self) -> tuple[Person, ...]:
        return (self.reyes, self.okafor, self.liu, self.lindgren)

    def goes_on(self, phase: str, turn: int) -> None:
        """Control ends the phase; everybody's page follows by itself."""
        self.ito.does("lock_now", sure=True)
        for person in self.everybody:
            person.sees(f'#top-turn[data-turn="{turn}"][data-phase="{phase}"]')

    def releases(self, inject: str) -> None:
        """What is planned for the very start comes by itself; control sees it go."""
        self.ito.sees(f"#row-{inject}.gone")

    def ends_turn(self, turn: int) -> None:
        """Both leads lock; then the reveal with everything shown, and on to the Deliberate of the next turn."""
        for lead in (self.reyes, self.liu):
            lead.panel("injects")
            if lead.page.locator('form[action$="do/lock/"]').count():
                lead.does("lock", sure=True)
        self.goes_on("lock", turn)
        if turn == 1:
            self.reyes.page.locator('#feeling label:has(input[value="6"])').click()
            self.reyes.does("trust_given")
        self.goes_on("reveal", turn)
        self.reyes.panel("outcomes")
        if turn == 1:
            for outcome in ("Test the hotline", "Raise cyber posture"):
                self.ito.does("reveal_next")
                self.reyes.sees("#outcomes article", outcome)
        self.goes_on("brief", turn + 1)
        self.goes_on("deliberate", turn + 1)


@pytest.fixture
def table(installation: servers.Installation, browser: Any) -> Iterator[Table]:
    installation.manage("demo", "--no-serve")
    links = json.loads((installation.folder / "demo-links.json").read_text(encoding="utf-8"))
    with installation.serving() as url:
        contexts = [browser.new_context(viewport={"width": 1440, "height": 900}) for _ in range(6)]
        names = ("ito", "wall", *SEATS)
        people = {name: Person(name.title(), context.new_page()) for name, context in zip(names, contexts, strict=True)}
        people["ito"].enters(links["control"])
        people["wall"].enters(links["wall"])
        for name, (team, place) in SEATS.items():
            people[name].enters(links["seats"][team][place])
        yield Table(url=url, code=links["exercise"], **people)
        for context in contexts:
            context.close()


def test_first_watch_is_played_to_its_end_in_the_browser(table: Table) -> None:
    muster_and_start(table)
    loads = {person.name: person.loads for person in table.everybody}
    table.goes_on("deliberate", 1)
    injects_are_opened_and_answered(table)
    rooms_stay_closed(table)
    the_hotline_is_answered_and_its_test_agreed(table)
    orders_are_written_and_locked(table)
    assert {person.name: person.loads for person in table.everybody} == loads, "a press loaded a page"
    table.ends_turn(1)
    table.reyes.sees("#strip", "tested")
    the_refresh_is_decoded_and_signed(table)
    table.ends_turn(2)
    keys_answer_and_both_sides_speak(table)
    table.ends_turn(3)
    the_trap_is_refused(table)
    the_hot_wash_is_held(table)
    nothing_leaked(table)
    for person in table.everybody:
        person.is_clean()


def muster_and_start(table: Table) -> None:
    table.reyes.finds_no_barrier("lobby")
    for person in table.desks:
        person.does("muster")
    table.ito.does("start")
    for person in table.desks:
        person.sees("#inbox")
    for person in table.everybody:
        person.sees('#top-turn[data-turn="1"]')
        person.page.wait_for_load_state("load")  # What is seen may come before it; only later loads are counted.


def injects_are_opened_and_answered(table: Table) -> None:
    for code in ("FW02", "FW07"):
        table.ito.does("release", value=code)
    for person in (table.reyes, table.okafor, table.liu, table.lindgren):
        person.sees("#inbox-list", "One question about the lock")
    table.reyes.presses('#inbox-list li:has-text("One question") a')
    table.reyes.sees("#inject h1", "One question")
    table.reyes.presses("#inject-acts summary")
    table.reyes.page.locator("#inject-acts label", has_text="Two of the ten").locator("input").check()
    table.reyes.writes("#inject-acts textarea", "We counted two sets.")
    table.reyes.sees("#inject-acts [data-saved]", "Saved")
    table.reyes.does("reply")
    table.reyes.sees("#inject .answers", "We counted two sets.")
    table.okafor.presses('#inbox-list li:has-text("One question") a')
    table.okafor.sees("#inject .answers", "We counted two sets.")
    table.ito.sees("#row-FW07", "opened by 2")
    table.reyes.finds_no_barrier("an open inject")
    table.ito.finds_no_barrier("control, injects")


def rooms_stay_closed(table: Table) -> None:
    table.reyes.says("us", SECRET)
    table.okafor.sees("#talk", SECRET)
    table.liu.opens_room("cn~us")
    table.reyes.says("cn~us", QUIET)
    table.liu.sees("#talk", QUIET)
    table.okafor.opens_room("plenary")
    table.lindgren.says("plenary", OPEN)
    table.okafor.sees("#talk", OPEN)
    table.liu.says("cn~control", "Are we late?")


def the_hotline_is_answered_and_its_test_agreed(table: Table) -> None:
    table.reyes.does("answer")
    table.okafor.sees("#hotline .out", "Hotline, open")
    table.reyes.does("hang_up")
    table.reyes.orders("test_hotline")
    table.reyes.does("propose")
    table.liu.sees("#count-diplomacy", "1")
    table.liu.does_elsewhere("diplomacy", "accept")
    table.reyes.panel("diplomacy")
    table.reyes.sees("#proposals .tag-ok")
    table.reyes.panel("injects")


def orders_are_written_and_locked(table: Table) -> None:
    table.reyes.orders("raise_posture", search="posture")
    table.reyes.does("order_add")
    table.okafor.sees("#sheet .order")
    table.reyes.orders("free")
    table.reyes.writes(".orderform textarea", "We ask the auditors to dinner.")
    table.reyes.does("order_add")
    table.okafor.sees("#sheet", "auditors")
    table.reyes.does("lock", sure=True)
    table.okafor.sees("#orders", "Locked")
    table.reyes.does("reopen")
    table.okafor.sees("#sheet .order")
    table.reyes.does("lock", sure=True)
    table.wall.sees("#wall-orders", "locked")


def the_refresh_is_decoded_and_signed(table: Table) -> None:
    table.releases("FW03")
    for person in table.desks:
        person.panel("custody")
    for person in (table.reyes, table.okafor):
        person.does("decode")
        person.sees(SIGHTED)
    table.reyes.finds_no_barrier("a decoded transaction")
    table.reyes.does("sign")
    table.okafor.sees("#confirm form")
    table.okafor.does("confirm_signature")
    table.liu.sees(SIGNED.format(key="US-1"))
    for person, key in ((table.liu, "CN-1"), (table.lindgren, "N-1")):
        person.does("decode")
        person.sees(SIGHTED)
        person.does("sign")
        table.reyes.sees(SIGNED.format(key=key))
    table.reyes.sees("[id^=tx-sigs]", "enough")


def keys_answer_and_both_sides_speak(table: Table) -> None:
    for person in table.desks:
        person.panel("custody")
        person.does("prove_control")
    table.reyes.sees("#proofs", "N-1")
    table.reyes.panel("injects")
    table.reyes.orders("joint_statement")
    table.reyes.writes(".orderform input[name^=arg_]", "Every key has answered.")
    table.reyes.does("propose")
    table.liu.does_elsewhere("diplomacy", "accept")
    table.reyes.panel("diplomacy")
    table.reyes.sees("#proposals .tag-ok")
    table.reyes.finds_no_barrier("diplomacy")


def the_trap_is_refused(table: Table) -> None:
    table.releases("FW05")
    for person in table.desks:
        person.panel("custody")
    table.reyes.does("decode")
    table.reyes.sees(".outs .bad")
    table.reyes.finds_no_barrier("the trap")
    table.reyes.writes('form[action$="refuse/"] input[name="reason"]', "400 coins go to a stranger.")
    table.reyes.does("refuse")
    table.liu.sees("[id^=tx-sigs]", "400 coins go to a stranger.")


def the_hot_wash_is_held(table: Table) -> None:
    table.goes_on("lock", 4)
    table.goes_on("reveal", 4)
    table.ito.does("lock_now", sure=True)
    table.ito.sees('button[formaction="do/hot_wash_next/"]')
    table.ito.does("hot_wash_next")
    table.reyes.sees('form[action$="wash_answer/"]')
    table.reyes.writes('form[action$="wash_answer/"] textarea', "We decoded before we signed.")
    table.reyes.does("wash_answer")
    table.reyes.finds_no_barrier("hot wash, alone")
    with table.reyes.page.expect_event("load"):  # Each step of the hot wash is a page of its own.
        table.ito.does("hot_wash_next")
    table.reyes.sees("#wash-step .know, #wash-step article, #wash-step h2")
    table.reyes.finds_no_barrier("hot wash, what was known")


def nothing_leaked(table: Table) -> None:
    """What was said behind a door reached no other window, neither its page nor its wire."""
    for person in (table.liu, table.lindgren, table.wall):
        assert not person.ever_got(SECRET), person.name
    for person in (table.lindgren, table.wall):
        assert not person.ever_got(QUIET), person.name
    assert not table.wall.ever_got(OPEN)
    assert table.okafor.ever_got(SECRET)
