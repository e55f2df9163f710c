"""Who may use which verb: a table of all of them, asked as everybody."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from exercises import services
from exercises.errors import Refusal

CONTROL: dict[str, dict[str, Any]] = {
    "ready": {},
    "start": {},
    "pause": {},
    "resume": {},
    "extend": {"reason": "x"},
    "advance": {},
    "end": {"reason": "x"},
    "move_wash": {},
    "step_back": {"turn": 1, "reason": "x"},
    "lift_no_duff": {},
    "invite": {"seat": "us-fed"},
    "revoke": {"seat": "us-fed"},
    "fill": {"seat": "us-fed"},
    "clear": {"seat": "us-fed"},
    "pass_lead": {"team": "us", "seat": "us-fed"},
    "show_names": {"on": True},
    "place_link": {"role": "public"},
    "close_place": {"place": 1},
    "release": {"code": "FW02"},
    "hold": {"code": "FW02"},
    "unhold": {"code": "FW02"},
    "skip": {"code": "FW02"},
    "add_inject": {"title": "t", "sender": "s", "to": ["us"], "medium": "mail", "text": "x"},
    "credit": {"team": "us", "action": "call", "evidence": "x"},
    "not_done": {"inject": "FW02"},
    "show_next": {},
    "rule_contest": {"outcome": "x", "upheld": True, "text": "x"},
    "rule_act": {"act": "x"},
    "override_value": {"variable": "market.price", "value": 1.0, "reason": "x"},
}
SEAT: dict[str, dict[str, Any]] = {
    "muster": {},
    "open_inject": {"inject": "x"},
    "reply": {"inject": "x"},
    "save_draft": {"orders": [], "version": 0},
    "save_text": {"kind": "statement", "fields": {}, "version": 0},
    "draft_of": {},
    "add_order": {"action": "call", "version": 0},
    "remove_order": {"order": "x", "version": 0},
    "lock_sheet": {},
    "reopen_sheet": {},
    "act": {"action": "call"},
    "propose": {"action": "call", "to": "cn"},
    "accept": {"proposal": "x"},
    "decline": {"proposal": "x"},
    "pass_note": {"to": "cn", "text": "x"},
    "ring": {"to": "cn"},
    "answer_call": {},
    "decline_call": {},
    "hang_up": {},
    "make_statement": {"text": "x"},
    "mark_read": {"what": "us", "last": "x"},
    "typing": {"what": "us"},
    "rename": {"name": "x"},
    "decode": {"transaction": "x"},
    "check_words": {"key_id": "US-1", "message": "x", "signature": "x"},
    "sign": {"transaction": "x"},
    "confirm": {"transaction": "x", "key_id": "US-1"},
    "refuse": {"transaction": "x", "reason": "x"},
    "offer_key": {"ceremony": "x"},
    "hear_words": {"ceremony": "x", "key_id": "US-1", "heard": "x"},
    "build_vault": {"ceremony": "x"},
    "abandon_ceremony": {"ceremony": "x"},
    "contest": {"outcome": "x", "text": "x"},
    "give_feeling": {"trust": 5},
    "answer_wash": {"answers": {}},
}
EVALUATOR: dict[str, dict[str, Any]] = {
    "observe": {"team": "us", "text": "x"},
    "rate": {"objective": "FW-O1", "rating": "performed"},
}
SHARED: dict[str, dict[str, Any]] = {
    "say": {"room": "us", "text": "x"},
    "no_duff": {},
    "note_fix": {"kind": "fix", "text": "x"},
}
UNGUARDED = {"create", "sit", "tick", "api_token", "account_token", "revoke_token", "revoke_account_token"}
"""Made by accounts, by links and by the clock; a program's token for what one may do anyway, and its end."""


def test_the_table_names_every_verb() -> None:
    verbs = {name for name in services.__all__ if inspect.isfunction(getattr(services, name))}

    assert verbs == {*CONTROL, *SEAT, *EVALUATOR, *SHARED, *UNGUARDED}


def refusals(viewer: Any, table: dict[str, dict[str, Any]]) -> dict[str, tuple[str, int]]:
    """What each verb of a table answers to this viewer."""
    found = {}
    for verb, words in table.items():
        try:
            getattr(services, verb)(viewer, **words)
            found[verb] = ("allowed", 200)
        except Refusal as refusal:
            found[verb] = (refusal.code, refusal.status)
    return found


@pytest.mark.parametrize("who", ["reyes", "brandt", "wall"])
def test_control_verbs_are_forbidden_to_everybody_else(lobby: Any, who: str) -> None:
    assert refusals(getattr(lobby, who), CONTROL) == dict.fromkeys(CONTROL, ("control_only", 403))


@pytest.mark.parametrize("who", ["ito", "brandt", "wall"])
def test_seat_verbs_are_forbidden_beside_the_table(lobby: Any, who: str) -> None:
    assert refusals(getattr(lobby, who), SEAT) == dict.fromkeys(SEAT, ("seat_only", 403))


@pytest.mark.parametrize("who", ["reyes", "wall"])
def test_evaluators_verbs_are_forbidden_to_teams_and_public(lobby: Any, who: str) -> None:
    assert refusals(getattr(lobby, who), EVALUATOR) == dict.fromkeys(EVALUATOR, ("evaluators_only", 403))


def test_the_public_may_do_nothing(lobby: Any) -> None:
    assert {status for _, status in refusals(lobby.wall, SHARED).values()} == {403}


def test_nobody_is_refused_at_the_door_of_their_own_verbs(lobby: Any) -> None:
    doors = {"control_only", "seat_only", "evaluators_only"}

    assert not doors & {code for code, _ in refusals(lobby.ito, CONTROL).values()}
    assert not doors & {code for code, _ in refusals(lobby.reyes, {**SEAT, **SHARED}).values()}
    assert not doors & {code for code, _ in refusals(lobby.brandt, {**EVALUATOR, "no_duff": {}}).values()}
