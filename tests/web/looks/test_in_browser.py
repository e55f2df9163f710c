"""The pages in a browser, under the strict policy, with the socket and the server played by the test."""

from __future__ import annotations

import json

import pytest

from tests.web.looks import samples
from tests.web.looks.drawing import ROOT, SITE, draw, serve
from tests.web.looks.pages import PAGES

pytestmark = pytest.mark.browser
AXE = ROOT / "tests" / "browser" / "vendor" / "axe.min.js"
DESK = "/x/KQ47RM/us-treasury/"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = [name for name in PAGES if not name.startswith("error")]
NARROW = [name for name in WIDE if not name.startswith(("control", "wall"))]


def themed(name: str, theme: str) -> str:
    template, context = PAGES[name]()
    context["page"]["theme"] = theme
    return draw(template, context)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", WIDE)
def test_page_is_accessible_and_clean(page, name, theme):
    look(page, name, theme, 1920 if name == "wall" else 1440)


@pytest.mark.parametrize("name", NARROW)
def test_page_fits_a_phone(page, name):
    look(page, name, "light", 390)


def look(page, name: str, theme: str, width: int) -> None:
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    serve(page, {DESK: themed(name, theme)}, {DESK + "do/open/": lambda route: route.fulfill(json={})})
    page.goto(SITE + DESK)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert said == []


# --- The live link ----------------------------------------------------------------------------------------------------


def live(page, answers=None, poll=None):
    """Open the desk with a socket of the test's own; answers the list of connections."""
    context = samples.desk("injects")
    context["view"]["hotline"] = {"state": "idle", "calls": {}}
    context["link"] |= {"socket": "/ws/exercises/KQ47RM/?seat=us-treasury", "poll": poll or ""}
    sockets = []
    page.route_web_socket("**/ws/**", lambda socket: keep(sockets, socket))
    serve(page, {DESK: draw("exercises/desk/page.html", context)}, answers)
    page.goto(SITE + DESK)
    until(page, "document.querySelector('[data-link]').dataset.link === 'catching'")
    return sockets


def keep(sockets, socket) -> None:
    """A function of our own: the driver marks the handler it is given."""
    sockets.append(socket)


def send(socket, **message) -> None:
    socket.send(json.dumps(message))


def frame(number: int, **more) -> dict[str, object]:
    return {"type": "frame", "epoch": "e1", "n": number, **more}


def said(public: str, text: str) -> str:
    message = {"seat": "cn-pboc", "team": "cn", "text": text, "at": samples.NOW, "kind": "talk"}
    return draw("exercises/desk/message.html", {"view": samples.us(), "id": public, "message": message})


def until(page, script: str, seconds: float = 5.0) -> None:
    """Ask again and again; the driver's own waiting would be evaluated in the page, which the policy forbids."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(f"Boolean({script})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


def test_chip_says_live_when_the_head_is_reached(page):
    (socket,) = live(page)
    assert "after=e1.41" in socket.url
    send(socket, type="head", n=41, now=samples.NOW)
    until(page, "document.querySelector('[data-link]').dataset.link === 'live'")


def test_frame_appends_a_message_once(page):
    (socket,) = live(page)
    fragment = {"target": "#room-cn-us", "html": said("m9", "One more thing."), "swap": "append"}
    send(socket, **frame(42, fragments=[fragment]))
    send(socket, **frame(42, fragments=[fragment]))
    until(page, "document.getElementById('m-m9')")
    assert page.locator("#room-cn-us .say").count() == 4


def test_typing_and_focus_survive_a_fragment(page):
    (socket,) = live(page)
    page.fill("#say", "We agree to")
    page.evaluate("document.getElementById('say').setSelectionRange(3, 3)")
    view = samples.us()
    view["facts"]["tension"] = {"v": 51.0, "was": 46.0}
    html = draw("components/strip.html", {"view": view})
    talk = page.evaluate("document.getElementById('talk').outerHTML")
    send(socket, **frame(42, fragments=[{"target": "#strip", "html": html}, {"target": "#talk", "html": talk}]))
    until(page, "document.getElementById('fact-tension').textContent.includes('51')")
    assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["say", 3]
    assert page.input_value("#say") == "We agree to"


def test_gap_makes_the_page_ask_again_from_its_cursor(page):
    sockets = live(page)
    send(sockets[0], **frame(42, fragments=[]))
    send(sockets[0], **frame(44, fragments=[]))
    page.wait_for_timeout(1500)
    assert len(sockets) == 2
    assert "after=e1.42" in sockets[1].url


def test_newer_head_makes_the_page_ask_again(page):
    sockets = live(page)
    send(sockets[0], type="head", n=45)
    page.wait_for_timeout(1500)
    assert len(sockets) == 2


def test_another_epoch_loads_the_page_anew(page):
    (socket,) = live(page)
    with page.expect_navigation():
        send(socket, type="frame", epoch="e2", n=1, fragments=[])


def test_closed_socket_says_so_and_comes_back(page):
    sockets = live(page)
    sockets[0].close()
    until(page, "document.querySelector('[data-link]').dataset.link === 'retry'")
    page.wait_for_timeout(2500)
    assert len(sockets) >= 2


def test_blocked_socket_falls_back_to_the_same_cursor(page):
    asked = []

    def answer(route):
        asked.append(route.request.url)
        messages = [frame(42, fragments=[]), {"type": "head", "n": 42}] if len(asked) == 1 else []
        route.fulfill(body=json.dumps(messages), headers={"content-type": "application/json"})

    context = samples.desk("injects")
    context["link"] |= {"socket": "/ws/exercises/KQ47RM/", "poll": "/x/poll/"}
    page.route_web_socket("**/ws/**", lambda socket: socket.close())
    serve(page, {DESK: draw("exercises/desk/page.html", context)}, {"/x/poll/": answer})
    page.goto(SITE + DESK)
    until(page, "document.querySelector('[data-link]').dataset.link === 'live'", 20)
    page.wait_for_timeout(4000)
    assert asked[0].endswith("after=e1.41")
    assert asked[1].endswith("after=e1.42")


def test_frame_that_touches_me_fetches_my_own_part(page):
    def answer(route):
        html = '<section id="sheet" data-mine="sheet"><p id="fresh">fresh</p></section>'
        route.fulfill(
            body=json.dumps({"fragments": [{"target": "#sheet", "html": html}]}),
            headers={"content-type": "application/json"},
        )

    (socket,) = live(page, {"/x/KQ47RM/us-treasury/mine/": answer})
    send(socket, **frame(42, fragments=[], mine=["sheet", "not-on-this-page"]))
    until(page, "document.getElementById('fresh')")


def test_arriving_inject_is_unread_and_spoken(page):
    (socket,) = live(page)
    view = samples.us()
    row = draw("exercises/desk/inbox_row.html", {"view": view, "id": "b1", "inject": samples.injects()["a03"]})
    fragment = {"target": "#inbox-list", "html": row, "swap": "prepend"}
    send(socket, **frame(42, fragments=[fragment], inject="b1", say="1 new inject."))
    until(page, "document.getElementById('in-b1')?.classList.contains('unread')")
    until(page, "document.getElementById('polite').textContent.includes('1 new inject')")


def test_message_in_another_room_counts_on_its_tab(page):
    (socket,) = live(page)
    fragment = {"target": "#room-plenary", "html": said("m9", "Hello"), "swap": "append"}
    send(socket, **frame(42, fragments=[fragment]))
    until(page, "document.querySelector('[data-room-tab=plenary] .count').textContent === '1'")


# --- Acts, drafts, keys -----------------------------------------------------------------------------------------------


def reply_json(body, status=200):
    posted = []

    def answer(route):
        posted.append((route.request.url, route.request.post_data or ""))
        route.fulfill(status=status, body=json.dumps(body), headers={"content-type": "application/json"})

    return posted, answer


def test_command_goes_out_without_leaving_the_page(page):
    posted, answer = reply_json({"said": "Sent."})
    live(page, {DESK + "do/say/": answer})
    page.fill("#say", "Understood.")
    page.press("#say", "Enter")
    until(page, "document.querySelector('.toast')")
    assert "Understood." in posted[0][1]
    assert 'name="turn"' in posted[0][1]
    assert page.input_value("#say") == ""
    assert "Sent." in page.locator(".toast").inner_text()


def test_refusal_keeps_the_text_and_says_why(page):
    _, answer = reply_json({"code": "too_long", "detail": "That is too long."}, 409)
    live(page, {DESK + "do/say/": answer})
    page.fill("#say", "Understood.")
    page.press("#say", "Enter")
    until(page, "document.querySelector('.toast-e')")
    assert page.input_value("#say") == "Understood."


def test_undo_sends_the_opposite_act(page):
    _, first = reply_json({"said": "Sent.", "undo": {"verb": "unsay", "fields": {"message": "m1"}}})
    posted, second = reply_json({})
    live(page, {DESK + "do/say/": first, DESK + "do/unsay/": second})
    page.fill("#say", "Oh.")
    page.press("#say", "Enter")
    page.click(".toast button")
    page.wait_for_timeout(300)
    assert 'name="message"' in posted[0][1]


def test_locking_asks_first(page):
    posted, answer = reply_json({})
    live(page, {DESK + "do/lock/": answer})
    page.keyboard.press("l")
    page.locator("#ask button[value=no]").click()
    page.wait_for_timeout(200)
    assert posted == []
    page.keyboard.press("l")
    page.locator("#ask button[value=yes]").click()
    page.wait_for_timeout(300)
    assert len(posted) == 1


def test_draft_is_saved_after_a_pause_and_said_so_only_then(page):
    posted, answer = reply_json({"version": 3, "saved": "14:58:21"})
    live(page, {DESK + "do/draft/": answer})
    page.keyboard.press("r")
    page.fill(".replybox textarea", "We offer a closed briefing.")
    page.wait_for_timeout(400)
    assert posted == []
    until(page, "document.querySelector('.replybox [data-saved]').textContent === 'Saved 14:58:21'")
    assert "closed briefing" in posted[0][1]


def test_conflict_of_drafts_shows_both_texts(page):
    _, answer = reply_json({"version": 5, "theirs": {"text": "Their words"}}, 409)
    live(page, {DESK + "do/draft/": answer})
    page.keyboard.press("r")
    page.fill(".replybox textarea", "My words")
    until(page, "document.querySelector('.conflict')")
    assert "Their words" in page.locator(".conflict").inner_text()
    page.locator(".conflict button").first.click()
    assert page.input_value(".replybox textarea") == "Their words"


def test_unsaved_text_survives_a_reload(page):
    _, answer = reply_json({"detail": "no"}, 503)
    live(page, {DESK + "do/draft/": answer})
    page.keyboard.press("r")
    page.fill(".replybox textarea", "Not lost")
    page.wait_for_timeout(1200)
    page.reload()
    assert page.input_value(".replybox textarea") == "Not lost"


def test_keys_rest_in_fields_and_when_switched_off(page):
    live(page)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.locator("[data-key-switch]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert not page.locator("dialog#keys").is_visible()
    page.focus("#say")
    page.keyboard.type("ljk")
    assert page.input_value("#say") == "ljk"


def test_keys_step_through_the_injects(page):
    live(page)
    before = page.locator("#inject article").get_attribute("id")
    assert before == "inject-a05"
    with page.expect_request("**/*inject=a04*"):
        page.keyboard.press("j")


def test_inject_opens_in_place_and_is_read_from_then_on(page):
    live(page)
    page.evaluate("window.kept = true")
    context = samples.desk("injects")
    context["page"]["inject"] = "a06"
    opened = draw("exercises/desk/page.html", context)
    page.route("**/*inject=a06*", lambda route: route.fulfill(body=opened, headers={"content-type": "text/html"}))
    page.click("[data-inject=a06] a")
    until(page, "location.search.includes('inject=a06')")
    until(page, "document.querySelector('[data-inject=a06] a').getAttribute('aria-current') === 'true'")
    assert page.evaluate("document.querySelector('[data-inject=a06]').classList.contains('unread')") is False
    assert page.evaluate("window.kept") is True


def test_clock_follows_the_server_and_never_shows_less_than_nothing(page):
    (socket,) = live(page)
    until(page, "/^07:4[0-2]$/.test(document.querySelector('#top-clock parley-clock').textContent)")
    send(socket, type="head", n=41, now=samples.NOW + 600)
    until(page, "document.querySelector('#top-clock parley-clock').textContent === '00:00'")


def test_action_list_opens_with_what_is_at_hand_and_finds_the_rest(page):
    live(page)
    page.keyboard.press("n")
    shown = page.locator("#levers li:visible")
    assert shown.count() == 6
    page.fill("#find", "accuse")
    until(
        page, "[...document.querySelectorAll('#levers li')].filter(li => !li.hidden && li.dataset.words).length === 1"
    )
