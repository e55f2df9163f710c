"""What each page is made of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises import projections, services, store
from exercises.enums import Phase
from exercises.errors import Refusal
from exercises.models import Role
from tests import cast as people
from tests import factories

PAGES = {
    "reyes": projections.desk_for,
    "ito": projections.control_for,
    "brandt": projections.watch_for,
    "wall": projections.wall_for,
}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_plain_data_with_a_view_a_me_and_a_link(cast: Any, who: str) -> None:
    page = PAGES[who](getattr(cast, who))

    assert {"view", "me", "link"} <= set(page)
    json.dumps(page)
    look = store.look(cast.exercise, getattr(cast, who).stream)
    assert page["view"] == look.view
    assert page["link"]["after"] == f"{look.epoch}.{look.number}"


def test_the_link_names_seat_role_and_team(cast: Any) -> None:
    code = cast.exercise.code
    watching = factories.staff_viewer(cast.exercise, Role.EVALUATOR)

    assert (
        projections.desk_for(cast.reyes)["link"]["socket"]
        == f"/ws/exercises/{code}/?seat=us-treasury&form=html&lang=en"
    )
    assert (
        projections.watch_for(watching)["link"]["socket"] == f"/ws/exercises/{code}/?role=evaluator&form=html&lang=en"
    )


def test_nothing_personal_is_in_the_view(cast: Any) -> None:
    services.save_text(cast.reyes, kind="statement", fields={"text": "a private draft"}, version=0)

    page = projections.desk_for(cast.reyes)

    assert "a private draft" not in json.dumps(page["view"])
    assert page["me"]["drafts"] == {"statement": {"version": 1, "text": "a private draft"}}
    assert projections.desk_for(cast.okafor)["me"]["drafts"] == {}
    assert "Reyes" not in json.dumps(page["view"])


def test_names_stay_with_the_team_unless_control_shows_them(cast: Any) -> None:
    assert projections.me_for(cast.reyes)["names"] == {"us-treasury": "Reyes", "us-fed": "Okafor"}
    assert len(projections.me_for(cast.ito)["names"]) == 5
    assert projections.me_for(cast.wall)["names"] == {}

    services.show_names(cast.ito, on=True)
    cast.reyes.exercise.refresh_from_db()

    assert len(projections.me_for(cast.reyes)["names"]) == 5


def test_unread_are_the_injects_that_this_seat_has_not_opened(cast: Any) -> None:
    services.release(cast.ito, code="FW07")
    (public,) = [item.id for item in store.present(cast.exercise).board.injects.values() if item.code == "FW07"]
    assert public in projections.me_for(cast.reyes)["unread"]

    services.open_inject(cast.reyes, inject=public)
    services.reply(cast.reyes, inject=public, reply="no")

    me = projections.me_for(cast.reyes)
    assert public not in me["unread"]
    assert me["replied"] == [public]
    assert public in projections.me_for(cast.okafor)["unread"]


def test_the_sheet_says_what_it_costs_and_what_would_be_refused(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[{"action": "raise_posture"}, {"action": "accuse"}], version=0)

    sheet = projections.me_for(cast.okafor)["sheet"]

    good, bad = sheet["orders"]
    assert (sheet["version"], sheet["by"], sheet["problems"]) == (1, "us-treasury", [])
    assert "warning" not in good
    assert bad["warning"]["code"] == "act_now_instead"
    assert sheet["ap_left"] == 3 - sheet["ap_used"]


def test_a_sheet_beyond_the_teams_means_is_a_problem(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[{"action": "free_text", "text": "x"}] * 4, version=0)

    (problem,) = projections.me_for(cast.reyes)["sheet"]["problems"]

    assert problem["code"] == "actions_short"


def test_verbs_follow_the_phase_and_the_role(cast: Any) -> None:
    assert {"lock", "order_add", "statement", "decode"} <= set(projections.me_for(cast.reyes)["can"])
    assert "lock" not in projections.me_for(cast.okafor)["can"]
    assert {"observe", "rate"} <= set(projections.me_for(cast.brandt)["can"])
    assert "advance" in projections.me_for(cast.ito)["can"]
    assert projections.me_for(cast.wall)["can"] == []

    cast.play_to(Phase.LOCK)
    me = projections.me_for(cast.reyes)
    assert not {"lock", "order_add", "reply"} & set(me["can"])
    assert me["feeling"] == {"due": True}
    services.give_feeling(cast.reyes, trust=4, prediction="?")
    assert projections.me_for(cast.reyes)["feeling"] == {"due": False, "trust": 4, "prediction": "?"}


def test_the_lobby_says_what_is_recorded(db: None) -> None:
    cast = people.seated()
    services.muster(cast.reyes, text="Here.")

    page = projections.lobby_for(cast.reyes)

    assert page["me"]["muster"] == {"name": True, "link": True, "message": "Here.", "done": True, "signature": True}
    assert page["record"]["show_names"] is False
    assert "manual" in page["documents"] or isinstance(page["documents"], dict)


def test_only_the_seat_that_decoded_sees_the_bytes(cast: Any) -> None:
    cast.play_to(Phase.DELIBERATE, turn=2)
    if not store.present(cast.exercise).board.transactions:
        services.release(cast.ito, code="FW03")
    (public,) = store.present(cast.exercise).board.transactions
    services.decode(cast.reyes, transaction=public)

    mine = projections.me_for(cast.reyes)["tx"][public]
    others = projections.me_for(cast.okafor)["tx"][public]

    assert mine["bytes"]["digest"]
    assert (mine["keys"], mine["asks_reason"]) == (["US-1"], False)
    assert (others["bytes"], others["keys"]) == ({}, ["US-2"])


def test_a_seat_that_refused_is_offered_to_sign_after_all(cast: Any) -> None:
    test_only_the_seat_that_decoded_sees_the_bytes(cast)
    (public,) = store.present(cast.exercise).board.transactions
    services.refuse(cast.reyes, transaction=public, reason="We were not told.")

    mine = projections.me_for(cast.reyes)["tx"][public]

    assert (mine["keys"], mine["refused"]) == ([], ["US-1"])
    services.sign(cast.reyes, transaction=public, reason="Basel has told us now.")
    assert projections.me_for(cast.reyes)["tx"][public]["refused"] == []


def test_a_colleagues_signature_waits_for_confirmation(cast: Any) -> None:
    test_only_the_seat_that_decoded_sees_the_bytes(cast)
    (public,) = store.present(cast.exercise).board.transactions
    services.sign(cast.reyes, transaction=public)

    (offer,) = projections.me_for(cast.okafor)["confirms"]

    assert (offer["tx"], offer["key"], offer["seat"]) == (public, "US-1", "us-treasury")
    assert "digest" not in offer
    services.decode(cast.okafor, transaction=public)
    assert projections.me_for(cast.okafor)["confirms"][0]["digest"]
    assert projections.me_for(cast.reyes)["confirms"] == []
    assert projections.me_for(cast.liu)["confirms"] == []


def test_control_sees_people_places_schedule_and_the_tail_of_the_log(cast: Any) -> None:
    services.place_link(cast.ito, role="public", name="Corridor")

    page = projections.control_for(cast.ito)

    assert page["people"]["us-fed"]["name"] == "Okafor"
    assert [(place["role"], place["name"], place["link"]) for place in page["places"]] == [("public", "Corridor", True)]
    assert "bell" in [row["what"] for row in page["due"]]
    assert page["log"][0]["event"] == "PhaseBegan"


def test_control_sees_the_acts_that_are_still_waited_for(cast: Any) -> None:
    services.release(cast.ito, code="FW02")

    assert "FW02" in projections.control_for(cast.ito)["unmet"]
    services.not_done(cast.ito, inject="FW02")

    assert "FW02" not in projections.control_for(cast.ito)["unmet"]


def test_control_sees_what_is_promised_for_the_bell(cast: Any) -> None:
    def promised() -> bool:
        return bool(projections.control_for(cast.ito)["unmet"]["FW02"]["promised"])

    services.release(cast.ito, code="FW02")
    services.lock_sheet(cast.reyes, orders=[{"id": "1", "action": "test_hotline", "args": {}}])
    assert not promised(), "one sheet alone makes no joint act"

    services.lock_sheet(cast.liu, orders=[{"id": "1", "action": "test_hotline", "args": {}}])
    assert promised()


def test_control_sees_what_two_parties_have_agreed_on(cast: Any) -> None:
    services.release(cast.ito, code="FW02")
    services.propose(cast.reyes, action="test_hotline", to="cn")
    (proposal,) = store.look(cast.exercise, "us").view["proposals"]

    services.accept(cast.liu, proposal=proposal)

    assert projections.control_for(cast.ito)["unmet"]["FW02"]["promised"]


def test_frames_can_be_polled(cast: Any) -> None:
    look = store.look(cast.exercise, "us+custodian")
    services.say(cast.reyes, room="us", text="one")

    found = projections.frames_since(cast.reyes, f"{look.epoch}.{look.number}")

    assert [frame["n"] for frame in found["frames"]] == [look.number + 1]
    assert projections.frames_since(cast.reyes, "nonsense")["reload"]


def test_a_desk_costs_a_bounded_number_of_queries(cast: Any, django_assert_max_num_queries: Any) -> None:
    projections.desk_for(cast.reyes)

    with django_assert_max_num_queries(20):
        projections.desk_for(cast.reyes)


def test_the_review_is_closed_to_teams_before_its_step(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        projections.review_for(cast.reyes)
    assert (refused.value.code, refused.value.status) == ("review_closed", 403)

    services.end(cast.ito, reason="Done.")
    services.move_wash(cast.ito)
    with pytest.raises(Refusal):
        projections.seen_at(cast.reyes, 1)
    services.move_wash(cast.ito)

    assert projections.review_for(cast.reyes)["streams"] == ["us+custodian"]


def test_the_review_shows_a_stream_as_it_was_at_every_moment(cast: Any) -> None:
    before = json.loads(json.dumps(store.look(cast.exercise, "us").view))
    number = store.look(cast.exercise, "us").number
    services.say(cast.reyes, room="us", text="later")

    assert projections.seen_at(cast.brandt, number, "us") == before
    page = projections.review_for(cast.brandt, "us")
    assert page["moments"][-1]["n"] == number + 1
    assert page["moments"][-1]["paths"] == ["rooms"]
    assert page["head"]["hash"] == store.head_hash(cast.exercise)


def test_what_control_saw_is_not_for_evaluators(cast: Any) -> None:
    assert "control" in projections.review_for(cast.ito)["streams"]
    assert "control" not in projections.review_for(cast.brandt)["streams"]
    for stream in ("control", "fr"):
        with pytest.raises(Refusal) as refused:
            projections.review_for(cast.brandt, stream)
        assert refused.value.code == "not_your_stream"


def test_older_pages_of_a_room_are_read_from_the_log_by_who_may(cast: Any) -> None:
    for text in ("one", "two"):
        services.say(cast.reyes, room="us", text=text)

    newest, oldest = projections.transcript_for(cast.okafor, "us")

    assert (newest["text"], oldest["text"]) == ("two", "one")
    assert projections.transcript_for(cast.okafor, "us", before=oldest["at"]) == []
    assert projections.transcript_for(cast.liu, "us") == []
    assert len(projections.transcript_for(cast.brandt, "us")) == 2
