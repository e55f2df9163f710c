"""Words under a key's signature: made for real, and checked by whoever reads them."""

from __future__ import annotations

from exercises.domain.board.setting import EVALUATOR
from exercises.domain.custody import messages
from exercises.domain.events.keys import ControlProved
from exercises.domain.play import commands
from exercises.domain.visibility import view
from tests.domain.table import COLD_IRON, KEYHOLDERS, Table, rotating, sign

TREASURY, FED, PBOC, SAFE, BASEL = KEYHOLDERS.values()


def posted(turn=3, **more):
    """Cold Iron, the post that somebody holds a key of the vault: its message, signature and table."""
    table = Table(COLD_IRON).deliberating(*KEYHOLDERS.values(), "us-spokes", turn=turn, **more)
    table.control(commands.Release, code="KC08")
    (said,) = table.board.injects["KC08"].signed
    return table, said


def verdict(table, seat, **words):
    table.seat(seat, commands.CheckWords, **words)
    return list(view(table.setting, table.board, table.board.seats[seat].team)["checks"].values())[-1]


def test_the_post_of_the_thief_is_really_signed_with_the_key_it_names():
    table, said = posted()
    assert (said.key, said.message) == ("CN-2", "cold iron 5 june")
    assert messages.signed_by(table.board.vaults["pilot"].keys["CN-2"], said.message, said.signature)
    shown = view(table.setting, table.board, "us")["injects"][table.inject("KC08")]["signed"]
    assert shown == [{"key": "CN-2", "message": "cold iron 5 june", "signature": said.signature}]


def test_any_seat_verifies_a_signed_message():
    table, said = posted()
    words = {"key": said.key, "message": said.message, "signature": said.signature}
    found = verdict(table, "us-spokes", **words)
    assert (found["ok"], found["era"], found["old"], found["seat"]) == (True, 0, False, "us-spokes")
    for other in ({"key": "CN-1"}, {"message": "cold iron 6 june"}, {"signature": "00"}, {"signature": "no"}):
        assert verdict(table, TREASURY, **words | other)["ok"] is False
    assert table.no(TREASURY, commands.CheckWords, **words | {"key": "XX-1"}) == "not_a_key"
    table.control(commands.End, reason="Over.")
    assert table.no(TREASURY, commands.CheckWords, **words) == "not_running"


def test_what_a_team_verified_is_its_own():
    table, said = posted()
    table.seat(TREASURY, commands.CheckWords, key=said.key, message=said.message, signature=said.signature)
    counts = {stream: len(view(table.setting, table.board, stream)["checks"]) for stream in ("us", "cn", EVALUATOR)}
    assert counts == {"us": 1, "cn": 0, EVALUATOR: 1}
    assert "checks" not in view(table.setting, table.board, "public")


def test_the_old_key_still_signs_after_a_rotation():
    table = rotating(Table(COLD_IRON).deliberating(*KEYHOLDERS.values()))
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    table.control(commands.Release, code="KC08")
    (said,) = table.board.injects["KC08"].signed
    assert not any(change.variable == "trust.us" for change in table.board.changes)
    assert not messages.signed_by(table.board.vaults["pilot"].keys["CN-2"], said.message, said.signature)
    found = verdict(table, PBOC, key=said.key, message=said.message, signature=said.signature)
    assert (found["ok"], found["era"], found["old"]) == (True, 0, True)


def test_a_proof_of_control_is_verified_by_anybody():
    table = rotating(Table(COLD_IRON).deliberating(*KEYHOLDERS.values()))
    sign(table, table.newest("sweep"), "US-1", "CN-1", "N-1")
    table.act(TREASURY, "prove_control", key="US-1")
    (proof,) = table.events(ControlProved)
    found = verdict(table, PBOC, key="US-1", message=proof.nonce, signature=proof.signature)
    assert (found["ok"], found["era"], found["old"]) == (True, 1, False)


def test_the_last_hundred_verdicts_are_kept():
    table, said = posted()
    for _ in range(101):
        table.seat(TREASURY, commands.CheckWords, key=said.key, message=said.message, signature="00")
    assert len(table.board.checks) == 100
