"""People in Chromium: a window each, and everything in it that should not have happened."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 15.0


@dataclass
class Person:
    """One person at one window. Faults and everything the window was sent are kept for the end."""

    name: str
    page: Any
    faults: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    loads: int = 0
    """Pages that loaded without this person having gone there."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("response", self._response)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        self.page.on("load", lambda _: setattr(self, "loads", self.loads + 1))

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text} at {self.page.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.request.method} {response.url}")

    def _frame(self, text: Any) -> None:
        self.received.append(str(text))

    # What a person does

    def goes(self, address: str) -> None:
        self.page.goto(address)
        self.loads -= 1
        if self.page.locator("[data-link]").count():
            self.sees('[data-link="live"]')

    def enters(self, link: str) -> None:
        """Open an invitation, say a name, take the place."""
        self.page.goto(link)
        name = self.page.locator('input[name="name"]')
        if name.count():
            name.fill(self.name)
        self.page.locator('form[action^="/join/"] button').first.click()
        self.sees('[data-link="live"]')

    def panel(self, name: str, **more: str) -> None:
        query = "&".join(f"{key}={value}" for key, value in {"panel": name, **more}.items())
        self.goes(f"{self.page.url.partition('?')[0].partition('#')[0]}?{query}")

    def presses(self, selector: str, *, sure: bool = False) -> None:
        """Press a button without leaving the page; `sure` answers the question that it asks."""
        self.page.locator(selector).first.click()
        if sure:
            self.page.locator('#ask button[value="yes"]').click()

    def does(self, verb: str, *, value: str = "", sure: bool = False) -> None:
        """Press the button of a verb, wherever on the page it stands."""
        which = f'[value="{value}"]' if value else ""
        button = f'button[formaction$="do/{verb}/"]{which}:visible, form[action$="do/{verb}/"] button{which}:visible'
        with self.page.expect_response(lambda answer: f"do/{verb}/" in answer.url) as answer:
            self.presses(button, sure=sure)
        if not answer.value.ok:
            self.faults.append(f"{verb}: {answer.value.text()}")

    def does_elsewhere(self, panel: str, verb: str) -> None:
        self.panel(panel)
        self.does(verb)

    def opens_room(self, room: str) -> None:
        if self.page.locator('#compose [name="room"]').input_value() != room:
            self.presses(f'[data-room-tab="{room}"]')
        self.sees(f'#compose [name="room"][value="{room}"]')

    def says(self, room: str, text: str) -> None:
        self.opens_room(room)
        self.writes("#say", text)
        self.does("say")
        self.sees("#talk", text)

    def orders(self, action: str, search: str = "") -> None:
        """Take an action from the list, by hand or by search."""
        self.sees("#levers")
        if not self.page.locator("#levers").is_visible():
            self.presses("#picker summary")
        if search:
            self.writes("#find", search)
        self.presses(f'#levers a[href*="action={action}#"]:visible')
        self.sees(f'.orderform [name="action"][value="{"" if action == "free" else action}"]')

    def writes(self, selector: str, text: str) -> None:
        self.page.locator(f"{selector}:visible").first.fill(text)

    def sees(self, selector: str, text: str = "") -> None:
        found = self.page.locator(selector)
        (found.filter(has_text=text) if text else found).first.wait_for(state="attached")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Look again and again until it holds."""
        ends = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < ends, f"{self.name}: {what}"
            self.page.wait_for_timeout(50)

    # What the test looks at

    def ever_got(self, text: str) -> bool:
        """Whether these words ever came to this window, on its page or over the wire."""
        return text in self.page.content() or any(text in sent for sent in self.received)

    def is_clean(self) -> None:
        assert self.faults == [], f"{self.name}: {self.faults}"

    def finds_no_barrier(self, screen: str) -> None:
        """The screen as it stands has no fault that the accessibility checker knows."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        faults = [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found["violations"]]
        assert faults == [], f"{self.name}, {screen}: {faults}"
