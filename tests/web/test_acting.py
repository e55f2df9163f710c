"""Every button: what it does, what it says, who may not press it, and how it works without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from exercises import services
from exercises.enums import Phase
from exercises.web import verbs
from tests import cast as people
from tests.web.conftest import Window, window

Enter = Callable[[str], Window]


def known(board: Any, code: str) -> str:
    return next(str(item.id) for item in board().injects.values() if item.code == code)


@pytest.mark.parametrize(
    "who, verb, fields",
    [
        ("reyes", "say", {"room": "us", "text": "Good morning."}),
        ("liu", "say", {"room": "cn~control", "text": "A question."}),
        ("reyes", "note", {"team": "cn", "text": "Call me."}),
        ("reyes", "call", {"team": "cn"}),
        ("reyes", "statement", {"text": "All is well.", "stance": "calm"}),
        ("reyes", "order_add", {"action": "raise_posture", "version": "0"}),
        ("reyes", "order_add", {"action": "", "text": "We bake a cake.", "version": "0"}),
        ("reyes", "propose", {"action": "test_hotline", "to": "cn"}),
        ("reyes", "prove_control", {"key_code": "US-1"}),
        ("reyes", "declare_suspect", {"key_code": "US-1", "reason": "An open drawer."}),
        ("reyes", "lock", {}),
        ("reyes", "noduff", {"text": "Fire alarm."}),
        ("ito", "say", {"room": "control~us", "text": "Two minutes."}),
        ("ito", "pause", {}),
        ("ito", "extend", {"minutes": "2", "reason": "A late question."}),
        ("ito", "lock_now", {}),
        ("ito", "release", {"inject": "FW07"}),
        ("ito", "hold", {"inject": "FW07"}),
        ("ito", "skip", {"inject": "FW07"}),
        ("ito", "inject_add", {"title": "A wire", "sender": "Wire", "medium": "press", "to": ["us"], "text": "More."}),
        ("ito", "override", {"variable": "tension", "value": "55", "reason": "A test."}),
        ("ito", "credit", {"team": "us", "action": "test_hotline", "evidence": "By telephone."}),
        ("ito", "step_back", {"back_to": "1", "reason": "Once more."}),
        ("ito", "seat_invite", {"seat": "cn-safe"}),
        ("ito", "seat_clear", {"seat": "cn-safe"}),
        ("ito", "pass_lead", {"seat": "us-fed"}),
        ("ito", "place_add", {"role": "wall", "name": "Corridor"}),
        ("ito", "show_names", {"on": "1"}),
        ("ito", "end", {"reason": "Enough."}),
        ("brandt", "mark", {"team": "us", "text": "They asked first."}),
        ("brandt", "rate", {"objective": "FW-O1", "rating": "performed", "note": ""}),
    ],
)
def test_a_button_does_what_it_says(enter: Enter, who: str, verb: str, fields: dict[str, Any]) -> None:
    answer = enter(who).presses(verb, **fields)

    assert answer.status_code == 200, answer.text
    assert answer.json()["said"] == str((verbs.SEAT | verbs.CONTROL)[verb].said) or "/join/" in answer.text


def test_the_verdict_on_a_signed_message_is_what_the_person_reads(enter: Enter, board: Any) -> None:
    enter("reyes").presses("prove_control", key_code="US-1")
    (proof,) = board().proofs.values()
    words = {"key_code": "US-1", "message": proof.nonce, "signature": proof.signature}

    assert enter("liu").presses("verify", **words).json()["said"].startswith("Valid: the key US-1")
    assert enter("liu").presses("verify", **words | {"key_code": "US-2"}).json()["said"].startswith("Not valid")
    assert enter("liu").presses("verify", **words | {"key_code": "US-9"}).status_code == 404


@pytest.mark.parametrize("who", ["reyes", "ito", "brandt", "wall"])
def test_a_verb_nobody_knows_is_not_there(enter: Enter, who: str) -> None:
    assert enter(who).presses("fly").status_code == 404


@pytest.mark.parametrize("who, verb", [("reyes", "pause"), ("reyes", "rate"), ("brandt", "say"), ("ito", "lock")])
def test_a_button_of_another_capacity_is_not_there(enter: Enter, who: str, verb: str) -> None:
    answer = enter(who).presses(verb, room="us", text="Hello.")

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["us-treasury/do/say/", "control/do/pause/", "watch/us/do/mark/"])
def test_a_stranger_cannot_press(cast: people.Cast, path: str) -> None:
    assert Client().post(f"/x/{cast.exercise.code}/{path}", {"room": "us", "text": "Hi"}).status_code == 404


def test_a_seat_cannot_press_for_another_nor_for_control(enter: Enter) -> None:
    reyes = enter("reyes")

    assert reyes.client.post(f"/x/{reyes.code}/cn-pboc/do/lock/", {}).status_code == 404
    assert reyes.client.post(f"/x/{reyes.code}/control/do/pause/", {}).status_code == 403


def test_a_button_is_pressed_by_post_alone(enter: Enter) -> None:
    reyes = enter("reyes")

    assert reyes.client.get(f"{reyes.home}do/lock/").status_code == 405


def test_a_refusal_is_a_sentence_and_changes_nothing(enter: Enter, board: Any) -> None:
    before = board()

    answer = enter("okafor").presses("lock")

    assert answer.status_code == 403
    assert set(answer.json()) == {"code", "detail"}
    assert answer.json()["detail"].endswith(".")
    assert board().sheets == before.sheets


def test_a_form_without_script_comes_back_to_its_page_and_says_so(enter: Enter) -> None:
    okafor = enter("okafor")
    page = f"{okafor.home}?panel=diplomacy"

    answer = okafor.presses("lock", script=False, next=page)

    assert (answer.status_code, answer.headers["location"]) == (302, page)
    assert okafor.sees(page).context["page"]["refusal"]["detail"].endswith(".")
    assert "refusal" not in okafor.sees(page).context["page"]


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_form_never_leads_out_of_the_house(enter: Enter, address: str) -> None:
    reyes = enter("reyes")

    answer = reyes.presses("say", script=False, room="us", text="Hi", next=address)

    assert answer.headers["location"] == reyes.home


def test_a_repeated_press_is_one_press(enter: Enter, board: Any) -> None:
    reyes = enter("reyes")
    for _ in range(2):
        assert reyes.presses("say", room="us", text="Once.", key="same-key").status_code == 200

    assert [message.text for message in board().rooms["us"].values()] == ["Once."]


def test_a_press_meant_for_another_turn_is_refused(enter: Enter) -> None:
    answer = enter("reyes").presses("lock", turn="3", generation="0")

    assert answer.status_code == 409


@pytest.mark.parametrize(
    "verb, fields, code",
    [
        ("statement", {"text": "x", "amount": "many"}, "not_a_number"),
        ("statement", {"text": "x", "amount": "nan"}, "not_a_number"),
        ("say", {"room": "us", "text": "x" * 20_001}, "too_long"),
        ("say", {"room": "us", "text": "  "}, "say_something"),
    ],
)
def test_a_malformed_field_is_refused_by_name(enter: Enter, verb: str, fields: dict[str, Any], code: str) -> None:
    answer = enter("reyes").presses(verb, **fields)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_draft_that_moved_on_brings_theirs(enter: Enter) -> None:
    reyes = enter("reyes")
    first = reyes.presses("draft", kind="statement", text="One", version=0).json()

    late = reyes.presses("draft", kind="statement", text="Two", version=0)

    assert first["version"] == 1
    assert late.status_code == 409
    assert late.json()["theirs"] == {"text": "One"}


def test_a_coded_reply_goes_out_with_its_words(cast: people.Cast, enter: Enter, board: Any) -> None:
    services.release(cast.ito, code="FW07")
    public = known(board, "FW07")
    reyes = enter("reyes")

    assert reyes.presses("reply", inject=public, code="yes_two_sets", text="Two sets.").status_code == 200

    page = reyes.sees(f"?inject={public}").text
    assert "Two sets." in page
    assert 'action="/x' in page
    assert "do/reply/" not in page


def test_opening_an_inject_takes_its_mark_away(cast: people.Cast, enter: Enter, board: Any) -> None:
    services.release(cast.ito, code="FW07")
    public, reyes = known(board, "FW07"), enter("reyes")
    assert public in reyes.sees().context["me"]["unread"]

    reyes.presses("open", inject=public)

    assert public not in reyes.sees().context["me"]["unread"]


def test_a_proposal_is_accepted_by_the_other_side(cast: people.Cast, enter: Enter, board: Any) -> None:
    reyes, liu = enter("reyes"), enter("liu")
    reyes.presses("propose", action="test_hotline", to="cn")
    (proposal,) = board().proposals

    assert reyes.presses("accept", proposal=proposal).status_code >= 400
    assert liu.presses("accept", proposal=proposal).status_code == 200
    cast.play_to(Phase.REVEAL)
    assert board().world["hotline.state"] == "tested"


def test_a_call_is_declined_and_answered(enter: Enter, board: Any) -> None:
    reyes, liu = enter("reyes"), enter("liu")
    reyes.presses("call", team="cn")
    assert liu.presses("decline_call").status_code == 200
    reyes.presses("call", team="cn")
    assert liu.presses("answer").status_code == 200
    assert reyes.presses("hang_up").status_code == 200


def test_own_words_are_ruled_on_after_the_bell(cast: people.Cast, enter: Enter, board: Any) -> None:
    reyes, ito = enter("reyes"), enter("ito")
    reyes.presses("order_add", action="", text="We bake a cake.", version=0)
    reyes.presses("lock")
    cast.play_to(Phase.LOCK)
    (act,) = board().free
    assert f'name="act" value="{act}"' in ito.sees("?panel=orders").text

    answer = ito.presses("rule", act=act, preset="", scale="1", text="It is eaten.")

    assert answer.status_code == 200, answer.text
    assert "It is eaten." in reyes.sees().text
    assert f'name="act" value="{act}"' not in ito.sees("?panel=orders").text


def test_the_unmet_can_be_credited_or_said_not_to_have_happened(cast: people.Cast, enter: Enter) -> None:
    services.release(cast.ito, code="FW07")
    ito = enter("ito")
    assert 'name="reply" value="yes_two_sets"' in ito.sees().text

    credit: dict[str, Any] = {"inject": "FW07", "team": "us", "reply": "yes_two_sets", "evidence": "Said aloud."}
    assert ito.presses("credit", **credit).status_code == 200
    assert ito.presses("not_done", inject="FW07").status_code == 200

    assert 'id="unmet-FW07"' not in ito.sees().text


def test_a_fresh_link_is_shown_once(enter: Enter) -> None:
    ito = enter("ito")

    answer = ito.presses("seat_invite", seat="cn-safe").json()

    assert answer["link"] in answer["said"]
    assert answer["seconds"] > 60
    assert answer["link"] not in ito.sees("?panel=seats").text


def test_an_empty_seat_is_given_to_a_bot(enter: Enter) -> None:
    ito = enter("ito")
    assert 'formaction="do/seat_bot/"' not in ito.sees("?panel=seats").text

    ito.presses("seat_clear", seat="cn-safe")
    assert 'formaction="do/seat_bot/" name="seat" value="cn-safe"' in ito.sees("?panel=seats").text
    assert ito.presses("seat_bot", seat="cn-safe").status_code == 200


def test_a_muster_is_kept(lobby: people.Cast) -> None:
    reyes = window(lobby, "reyes")

    answer = reyes.presses("muster", name="Dana Reyes", test="Here.")

    assert answer.status_code == 200
    assert reyes.sees().context["me"]["muster"]["done"] is True
    assert reyes.sees().context["me"]["name"] == "Dana Reyes"
