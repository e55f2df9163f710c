"""Order sheets and their drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from exercises import services, store
from exercises.enums import Phase
from exercises.errors import Refusal
from exercises.services.orders import draft_of

LEGAL = {"action": "share_dashboard", "args": {}, "text": ""}


def test_a_draft_is_shared_by_the_team_and_leaves_no_line(cast: Any) -> None:
    before = store.present(cast.exercise).board

    version = services.save_draft(cast.reyes, orders=[LEGAL], version=0)

    assert version == 1
    assert [order["action"] for order in draft_of(cast.okafor)["orders"]] == ["share_dashboard"]
    assert draft_of(cast.liu)["orders"] == []
    assert store.present(cast.exercise).board is before


def test_a_draft_somebody_else_has_saved_meanwhile_is_refused_with_what_is_kept(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[LEGAL], version=0)

    with pytest.raises(Refusal) as refused:
        services.save_draft(cast.okafor, orders=[], version=0)

    assert (refused.value.code, refused.value.params["version"]) == ("draft_moved_on", 1)
    theirs: Any = refused.value.params["theirs"]
    assert [order["action"] for order in theirs] == ["share_dashboard"]


def test_the_same_sheet_sent_again_with_its_key_is_locked_once(cast: Any) -> None:
    orders: list[dict[str, Any]] = [LEGAL, {"action": "raise_posture"}]
    first = services.lock_sheet(cast.reyes, orders=orders, key="a")

    assert services.lock_sheet(cast.reyes, orders=orders, key="a") == replace(first, repeated=True)
    with pytest.raises(Refusal, match="key_reused"):
        services.lock_sheet(cast.reyes, orders=orders[:1], key="a")


def test_lines_keep_their_ids_and_their_authors_through_saves(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[LEGAL], version=0)
    (first,) = draft_of(cast.reyes)["orders"]

    services.save_draft(cast.okafor, orders=[first, {**LEGAL, "action": "raise_posture"}], version=1)

    kept, new = draft_of(cast.reyes)["orders"]
    assert kept == first
    assert (new["seat"], kept["seat"]) == ("us-fed", "us-treasury")


def test_orders_are_added_and_removed_one_by_one(cast: Any) -> None:
    services.add_order(cast.reyes, action="share_dashboard", version=0)
    services.add_order(cast.reyes, action="raise_posture", version=1)
    first = draft_of(cast.reyes)["orders"][0]

    services.remove_order(cast.reyes, order=first["id"], version=2)

    assert [order["action"] for order in draft_of(cast.reyes)["orders"]] == ["raise_posture"]


def test_too_many_orders_are_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.save_draft(cast.reyes, orders=[LEGAL] * 21, version=0)

    assert refused.value.code == "too_many_orders"


def test_the_saved_draft_is_locked_when_no_orders_are_given(cast: Any) -> None:
    services.save_draft(cast.okafor, orders=[LEGAL], version=0)

    services.lock_sheet(cast.reyes)

    sheet = store.present(cast.exercise).board.sheets["us"]
    assert (sheet.state, [order.seat for order in sheet.orders]) == ("locked", ["us-fed"])


def test_locking_the_same_sheet_again_with_its_key_is_one_act(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[LEGAL], version=0)
    first = services.lock_sheet(cast.reyes, orders=[LEGAL], key="k1")

    again = services.lock_sheet(cast.reyes, orders=[LEGAL], key="k1")

    assert again.repeated
    assert (again.turn, again.phase) == (first.turn, first.phase)


def test_a_locked_sheet_can_be_reopened(cast: Any) -> None:
    services.lock_sheet(cast.reyes, orders=[])

    services.reopen_sheet(cast.reyes)

    assert "us" not in store.present(cast.exercise).board.sheets


def test_drafts_belong_to_their_turn(cast: Any) -> None:
    services.save_draft(cast.reyes, orders=[LEGAL], version=0)
    cast.play_to(Phase.DELIBERATE, turn=2)
    cast.reyes.exercise.refresh_from_db()

    assert draft_of(cast.reyes)["version"] == 0


def test_a_text_draft_is_the_seats_own(cast: Any) -> None:
    services.save_text(cast.reyes, kind="statement", fields={"text": "We hold the keys."}, version=0)

    assert services.save_text(cast.okafor, kind="statement", fields={"text": "…"}, version=0) == 1
    with pytest.raises(Refusal) as refused:
        services.save_text(cast.reyes, kind="statement", fields={"text": "…"}, version=0)
    assert refused.value.params["theirs"] == {"text": "We hold the keys."}


def test_a_text_draft_may_not_pose_as_the_sheet(cast: Any) -> None:
    with pytest.raises(Refusal):
        services.save_text(cast.reyes, kind="sheet", fields={}, version=0)
