"""Every address does what it is there for, at least once, in one exercise played through by programs alone."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import resolve

from exercises.api import accounts, catalogue, exercise, joining
from exercises.services.scripts import shipped
from tests import factories
from tests.api.conftest import Caller, callers_of
from tests.cast import seated

ALL = {entry.operation: entry for entry in (*joining.ENTRIES, *accounts.ENTRIES, *catalogue.ENTRIES, *exercise.ENTRIES)}
FEELING = {"trust": 6, "prediction": "They will call."}


class Played:
    """Calls that must be answered well, and the operations they have been."""

    def __init__(self):
        self.operations = set()

    def __call__(self, who, method, path, body=None):
        answer = who.call(method.upper(), path, body)
        assert answer.status_code in (200, 201), f"{method} {path}: {answer.status_code} {answer.content.decode()}"
        where = path.partition("?")[0]
        where = where if where.startswith("/") else f"/api/v1/exercises/{who.code}/{where}"
        self.operations.add(resolve(where).func.cls.entries[method].operation)
        return answer.json() if answer["Content-Type"] == "application/json" else answer


def to(play, ito, turn, phase):
    while True:
        now = play(ito, "get", "")
        if (now["turn"], now["phase"]) == (turn, phase):
            return
        play(ito, "post", "advance/")


def first(play, who, path):
    return play(who, "get", path)["items"][0]["id"]


class SignedIn(Caller):
    """A member of staff at a browser: no token, a session."""

    def call(self, method, path, body=None):
        browser = Client()
        browser.force_login(User.objects.get(username="trainer"))
        return browser.generic(method, path, json.dumps(body), content_type="application/json")


@pytest.fixture
def staff(db):
    """A member of staff, as a program with a token of the account; an older one is taken back."""
    factories.user("trainer", is_staff=True)
    play, where = Played(), "/api/v1/account/tokens/"
    older, token = (play(SignedIn(), "post", where, {"name": name, "days": 2})["token"] for name in ("old", "studio"))
    program = Caller(token=token)
    listed = play(program, "get", where)["items"]
    play(program, "post", f"{where}{next(row['id'] for row in listed if row['name'] == 'old')}/revoke/")
    assert Caller(token=older).get(where).status_code == 401
    return program, play


def library(play, staff):
    """A script from its text to an exercise."""
    text = next(path for path in shipped() if path.stem == "first-watch").read_text(encoding="utf-8")
    assert play(staff, "post", "/api/v1/scripts/validate/", {"text": text})["good"]
    script = play(staff, "post", "/api/v1/scripts/import/", {"text": text})
    where = f"/api/v1/scripts/{script['id']}/"
    assert play(staff, "get", where)["text"] == text
    play(staff, "put", where, {"text": f"{text}\n# a remark\n", "edition": script["edition"]})
    version = play(staff, "post", f"{where}publish/", {"note": "for the spring course"})
    assert play(staff, "get", f"{where}export/?number=1")["version"] == version["version"]
    assert play(staff, "get", "/api/v1/scripts/?code=FW")["items"][0]["versions"][0]["note"] == "for the spring course"
    made = play(
        staff, "post", "/api/v1/exercises/", {"version": version["version"], "title": "Spring", "walk_in": True}
    )
    assert [item["code"] for item in play(staff, "get", "/api/v1/exercises/?state=draft")["items"]] == [made["code"]]
    for name in ("actions", "variables", "presets", "packs"):
        assert play(staff, "get", f"/api/v1/world/{name}/")["items"]
    return Caller(code=made["code"], token=staff.token)


def joining_it(play, control):
    """People come by link and by code; control keeps the doors."""
    play(control, "post", "ready/")
    link = play(control, "post", "seats/us-treasury/invite/", {"name": "Reyes"})["token"]
    assert play(Caller(), "post", "/api/v1/join/look/", {"token": link})["seat"] == "us-treasury"
    joined = play(Caller(), "post", "/api/v1/join/", {"token": link, "name": "Dana Reyes"})
    reyes = Caller(code=joined["exercise"], token=joined["token"])
    came = play(Caller(), "post", "/api/v1/join/walk-in/", {"code": control.code, "seat": "us-fed", "name": "Okafor"})
    assert came["seat"] == "us-fed"
    play(control, "post", "seats/us-fed/revoke/")
    play(control, "post", "seats/us-fed/fill/", {"occupant": "bot"})
    play(control, "post", "seats/us-fed/clear/")
    play(control, "post", "seats/lead/", {"team": "us", "seat": "us-treasury"})
    play(control, "post", "seats/names/", {"on": True})
    play(control, "post", "places/", {"role": "evaluator", "name": "Brandt", "hours": 8})
    places = play(control, "get", "control/")["places"]
    play(control, "post", f"places/{next(place['id'] for place in places if place['role'] == 'evaluator')}/close/")
    play(reyes, "post", "tokens/", {"name": "bot", "days": 2})
    play(reyes, "post", f"tokens/{first(play, reyes, 'tokens/')}/revoke/")
    play(reyes, "post", "me/name/", {"name": "D. Reyes"})
    play(reyes, "post", "muster/", {"text": "Here."})
    assert play(reyes, "get", "lobby/")["documents"]


def first_turn(play, all_):
    """Talk, injects, proposals, orders."""
    ito, reyes, liu = all_.ito, all_.reyes, all_.liu
    play(ito, "post", "start/", {"anyway": True})
    to(play, ito, 1, "deliberate")
    play(ito, "post", "pause/", {"reason": "A lamp fell."})
    play(ito, "post", "resume/")
    play(ito, "post", "extend/", {"reason": "To make up for it.", "minutes": 1.5})
    play(reyes, "post", "no-duff/", {"text": "Somebody is unwell."})
    play(ito, "post", "no-duff/lift/")
    if play(ito, "get", "")["state"] == "paused":
        play(ito, "post", "resume/")
    injects(play, all_)
    play(reyes, "post", "messages/", {"room": "us", "text": "Read FW07."})
    assert [item["text"] for item in play(reyes, "get", "messages/?room=us")["items"]] == ["Read FW07."]
    assert play(reyes, "get", "messages/older/?room=us")["items"]
    play(reyes, "post", "me/read/", {"what": "us", "last": "x"})
    play(reyes, "post", "me/typing/", {"what": "sheet"})
    play(reyes, "post", "me/drafts/", {"kind": "reply-1", "fields": {"text": "We"}, "version": 0})
    play(reyes, "post", "notes/", {"to": "cn", "text": "Shall we talk?"})
    assert play(liu, "get", "notes/?from=us")["items"]
    play(reyes, "post", "statements/", {"text": "All is calm.", "stance": "calm"})
    assert play(liu, "get", "statements/?turn=1")["items"]
    calls(play, reyes, liu)
    proposals(play, reyes, liu)
    sheet(play, reyes, liu, all_.lindgren)
    play(ito, "post", "rulings/override/", {"variable": "market.price", "value": 71_000, "reason": "A slip."})


def injects(play, all_):
    ito, reyes = all_.ito, all_.reyes
    assert play(ito, "get", "injects/plan/?status=planned")["items"]
    for step in ("hold", "unhold", "release"):
        play(ito, "post", f"injects/FW07/{step}/")
    play(ito, "post", "injects/FW02B/skip/", {"reason": "Not today."})
    play(ito, "post", "injects/FW07/not-done/")
    body = {"title": "A word", "sender": "Control", "to": ["us"], "medium": "cable", "text": {"en": "EXERCISE. Look."}}
    play(ito, "post", "injects/", body)
    credit = {"team": "us", "action": "raise_posture", "evidence": "Said aloud at the table."}
    play(ito, "post", "injects/credit/", credit)
    seen = play(reyes, "get", "injects/?turn=1")["items"]
    asked = next(item["id"] for item in seen if "yes_two_sets" in item.get("replies", {}))
    play(reyes, "post", f"injects/{asked}/open/")
    play(reyes, "post", f"injects/{asked}/reply/", {"reply": "yes_two_sets", "text": "Two of them."})


def calls(play, reyes, liu):
    """Declined, taken, ended."""
    play(reyes, "post", "hotline/ring/", {"to": "cn"})
    play(liu, "post", "hotline/decline/")
    play(liu, "post", "hotline/ring/", {"to": "us"})
    play(reyes, "post", "hotline/answer/")
    play(reyes, "post", "hotline/hang-up/")
    assert play(liu, "get", "hotline/")["state"] == "idle"


def proposals(play, reyes, liu):
    one = play(reyes, "post", "proposals/", {"action": "test_hotline", "to": "cn"})["id"]
    play(liu, "post", f"proposals/{one}/decline/")
    two = play(liu, "post", "proposals/", {"action": "test_hotline", "to": "us", "text": "Now?"})["id"]
    play(reyes, "post", f"proposals/{two}/accept/")
    assert play(liu, "get", "proposals/?state=declined")["items"][0]["id"] == one


def sheet(play, reyes, liu, lindgren):
    lines = [{"action": "raise_posture"}]
    version = play(reyes, "put", "orders/draft/", {"orders": lines, "version": 0})["version"]
    version = play(reyes, "post", "orders/draft/add/", {"action": "free_text", "text": "A tug.", "version": version})[
        "version"
    ]
    line = play(reyes, "get", "orders/draft/")["orders"][0]["id"]
    version = play(reyes, "post", "orders/draft/remove/", {"order": line, "version": version})["version"]
    play(reyes, "post", "orders/lock/")
    play(reyes, "post", "orders/withdraw/")
    rotate = {"action": "rotate_keys", "args": {"vault": "pilot"}}
    play(reyes, "post", "orders/submit/", {"orders": [rotate]})
    play(liu, "post", "orders/submit/", {"orders": [rotate]})
    play(lindgren, "post", "orders/submit/", {"orders": [{"action": "free_text", "text": "We send a tug."}]})
    assert play(reyes, "get", "orders/")["us"]["locked"]


def reveal(play, all_):
    """Feelings at the lock, then outcomes, contests, rulings."""
    ito, reyes, brandt = all_.ito, all_.reyes, all_.brandt
    to(play, ito, 1, "lock")
    play(reyes, "post", "feelings/", FEELING)
    to(play, ito, 1, "reveal")
    free = play(ito, "get", "orders/")["bis"]["free"]
    play(
        ito, "post", "rulings/rule-act/", {"act": next(iter(free)), "text": "It arrives.", "preset": "trust_gain_small"}
    )
    shown = play(ito, "get", "outcomes/?turn=1")["items"]
    for _ in shown:
        play(ito, "post", "rulings/reveal-next/")
    mine = next(item["id"] for item in shown if item["team"] == "us")
    play(reyes, "post", "rulings/contest/", {"outcome": mine, "text": "We were first."})
    play(ito, "post", "rulings/rule-contest/", {"outcome": mine, "upheld": False, "text": "They were."})
    play(brandt, "post", "observations/", {"team": "us", "text": "They read it twice."})
    assert play(brandt, "get", "observations/")["items"][0]["text"] == "They read it twice."
    play(brandt, "post", "ratings/", {"objective": "FW-O1", "rating": "performed"})
    assert play(brandt, "get", "ratings/?rating=performed")["items"][0]["id"] == "FW-O1"


def custody(play, all_):
    """A transaction decoded, signed, confirmed, refused; a ceremony up to the new vault."""
    ito, reyes, okafor, liu = all_.ito, all_.reyes, all_.okafor, all_.liu
    to(play, ito, 2, "deliberate")
    if not play(reyes, "get", "transactions/?state=open")["items"]:
        play(ito, "post", "injects/FW03/release/")
    tx = f"transactions/{first(play, reyes, 'transactions/?state=open')}/"
    for who in (reyes, okafor):
        play(who, "post", f"{tx}decode/")
    play(reyes, "post", f"{tx}sign/")
    play(okafor, "post", f"{tx}confirm/", {"key": "US-1"})
    play(liu, "post", f"{tx}refuse/", {"reason": "Not before I have read it."})
    assert play(reyes, "get", tx)["mine"]["bytes"]["outputs"]
    assert play(reyes, "get", "vaults/")["items"][0]["id"] == "pilot"
    play(reyes, "post", "acts/", {"action": "prove_control", "args": {"key": "US-1"}})
    proof = play(liu, "get", "board/")["view"]["proofs"].popitem()[1]
    words = {"key": "US-1", "message": proof["nonce"], "signature": proof["signature"]}
    checked = play(liu, "post", "checks/", words)["id"]
    assert [(item["id"], item["ok"]) for item in play(liu, "get", "checks/")["items"]] == [(checked, True)]
    ceremony(play, all_)


def ceremony(play, all_):
    reyes, liu = all_.reyes, all_.liu
    open_ = first(play, reyes, "ceremonies/?state=open")
    where = f"ceremonies/{open_}/"
    for who in (all_.reyes, all_.okafor, all_.liu, all_.qiu, all_.lindgren):
        play(who, "post", f"{where}offer-key/")
    words = play(liu, "get", "me/")["ceremonies"][open_]["CN-1"]["read_out"]
    play(reyes, "post", f"{where}hear-words/", {"key": "CN-1", "words": words})
    play(reyes, "post", f"{where}build/")


def end(play, all_):
    """Back once, out, and through the hot wash."""
    ito, reyes = all_.ito, all_.reyes
    play(ito, "post", "step-back/", {"to": 2, "reason": "The wrong paper went out."})
    again = first(play, reyes, "ceremonies/?state=open")
    play(reyes, "post", f"ceremonies/{again}/abandon/")
    play(ito, "post", "end/", {"reason": "Time is up."})
    play(ito, "post", "hot-wash/")
    assert play(reyes, "get", "wash/")["questions"]["1"]
    play(reyes, "post", "wash/", {"answers": {"1": "Call earlier."}})
    play(ito, "post", "hot-wash/")
    assert play(reyes, "get", "report/")["moments"]
    assert play(reyes, "get", "report/record/")["log"]
    assert play(all_.brandt, "get", "objectives/")["items"][0]["title"]["en"]
    assert play(reyes, "get", "report/at/?n=1")["view"]["exercise"]["state"] == "draft"
    play(ito, "post", "hot-wash/")
    play(reyes, "post", "wash/fixes/", {"kind": "fix", "text": "A second line.", "owner": "Duty desk"})
    lines = play(ito, "get", "export/?names=yes").content.decode().splitlines()
    assert '"format":"parley-exercise/1"' in lines[0]
    assert len(lines) > 50


def test_every_address_works(staff):
    program, play = staff
    joining_it(play, library(play, program))
    all_ = callers_of(seated())
    board = play(all_.liu, "get", "board/")
    assert play(all_.liu, "get", "me/")["seat"] == "cn-pboc"
    assert play(all_.liu, "get", "seats/?filled=human")["items"]
    first_turn(play, all_)
    frames = play(all_.liu, "get", f"frames/?after={board['epoch']}.{board['n']}")
    assert [frame["n"] for frame in frames["frames"]] == list(range(board["n"] + 1, frames["n"] + 1))
    reveal(play, all_)
    custody(play, all_)
    end(play, all_)
    assert ALL.keys() - play.operations == set()
