"""The leak test: every private word of a full board, and the streams that may hold it. Nothing else may."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from exercises.domain.board.addresses import unknown_address
from exercises.domain.board.setting import streams
from exercises.domain.events.acts import ActDone, SheetLocked
from exercises.domain.events.injects import Answered, Seen
from exercises.domain.events.keys import KeyTurned, WordsHeard
from exercises.domain.events.parts import Order
from exercises.domain.events.review import FeelingGiven
from exercises.domain.events.talk import NotePassed, Said
from exercises.domain.events.transactions import Decoded, SignatureOffered
from exercises.domain.events.verdicts import OutcomeContested
from exercises.domain.visibility import view
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board

CONTROL, OVERSEERS = {"control"}, {"control", "evaluator"}
US = OVERSEERS | {"us", "us+custodian"}
CN = OVERSEERS | {"cn", "cn+custodian"}
BIS = OVERSEERS | {"bis", "bis+custodian"}
IMF = OVERSEERS | {"imf"}
CUSTODIANS = OVERSEERS | {"us+custodian", "cn+custodian", "bis+custodian"}
EVERYONE = US | CN | BIS | IMF | {"press", "red", "public"}

MAY_HOLD = {
    # Injects
    "custodian-text": CUSTODIANS,
    "us-only-text": US | BIS,  # handed over to the BIS
    "forged-text": US | CN | {"red"},
    "canary-improvised": CN,
    "canary-frozen-us": {"us", "us+custodian", "control"},
    "canary-frozen-cn": {"cn", "cn+custodian", "control"},
    "canary-frozen-rest": EVERYONE - {"us", "us+custodian", "cn", "cn+custodian"},
    "canary-answer-cn": OVERSEERS | {"cn+custodian"},
    "unreleased-text": CONTROL,
    "secret-expected": CONTROL,
    "secret-note": CONTROL,
    "canary-why": CONTROL,
    "red-hand": OVERSEERS | {"red"},
    # Talk
    "canary-room-us": US,
    "canary-room-cn": CN,
    "canary-room-both": US | CN,
    "canary-plenary": US | CN | BIS | IMF,
    "canary-control-cn": CN,
    "canary-note": US | CN,
    "canary-leak": EVERYONE,
    "canary-statement": EVERYONE,
    "canary-call": US | CN,
    # Orders
    "canary-args-cn": CN,
    "canary-free-cn": CN,
    "canary-ruling-cn": CN,
    "canary-preset": CONTROL,
    "canary-deed-cn": CN,
    "canary-proposal": US | BIS,
    "canary-outcome-cn": CN,
    "canary-reason-cn": CN,
    "canary-contest-cn": CN,
    "canary-not-shown": CONTROL,
    "canary-hidden-action": CONTROL,
    "us-card": US,
    "cn-card": CN,
    "us-red-line": US,
    "cn-red-line": CN,
    "us-decision": US,
    "cn-decision": CN,
    # Custody
    "canary-request": CUSTODIANS,
    "canary-refusal": CUSTODIANS,
    "canary-sign-reason": OVERSEERS | {"cn+custodian"},
    unknown_address("T17"): CONTROL,
    boards.trap(): set(),
    "canary-signature": set(),
    "canary-share": set(),
    "canary-nonce": EVERYONE,
    "canary-xpub": set(),
    "canary-words": CONTROL,
    "canary-spoken": CONTROL,
    "canary-heard": set(),
    "canary-descriptor": set(),
    "true_status": CONTROL,
    '"compromised"': CONTROL,
    # Verdicts and review
    "canary-flag": CONTROL,
    "canary-later": CONTROL,
    "canary-override": CONTROL,
    "canary-prediction": CONTROL,
    "canary-wash": CONTROL,
    "canary-fix": CONTROL,
    "canary-observation": OVERSEERS,
    "canary-rating": OVERSEERS,
    "SM02": OVERSEERS,
    "SM05": CONTROL,
}


@cache
def texts() -> dict[str, str]:
    board = boards.busy().board
    return {
        name: json.dumps(view(boards.setting(), board, name), ensure_ascii=False) for name in streams(boards.setting())
    }


@pytest.mark.parametrize("secret", MAY_HOLD, ids=lambda secret: secret[:30])
def test_view_secret_is_held_by_its_streams_and_no_other(secret: str):
    assert {stream for stream, text in texts().items() if secret in text} == MAY_HOLD[secret]


@pytest.mark.parametrize("stream", streams(boards.setting()))
def test_view_any_stream_is_json_without_null_or_slash(stream: str):
    for board in (
        boards.busy().board,
        boards.paused().board,
        boards.washed(4).board,
        boards.Log().add(boards.created()).board,
    ):
        shown = view(boards.setting(), board, stream)
        assert json.loads(json.dumps(shown, allow_nan=False)) == shown
        assert not list(faults(shown, ""))


def faults(value: object, path: str):
    if value is None:
        yield path
    if isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or "/" in key or not key:
                yield f"{path}/{key}"
            yield from faults(part, f"{path}/{key}")
    if isinstance(value, list):
        for part in value:
            yield from faults(part, f"{path}[]")


def test_view_stream_of_an_unknown_team_holds_only_what_is_public():
    board = boards.busy().board
    stranger = view(boards.setting(), board, "nobody+custodian-not")
    public = view(boards.setting(), board, "public")
    assert stranger["facts"] == public["facts"]
    assert stranger["orders"] == {}
    assert stranger["rooms"] == {}
    assert "transactions" not in stranger


@pytest.mark.parametrize("stream", ["us", "us+custodian", "bis+custodian", "imf", "public", "press"])
def test_view_chinese_only_state_changes_nothing_elsewhere(stream: str):
    board = boards.busy().board
    busier = boards.Log(board).add(
        Said(id="z1", room="cn", seat="cn-mfa", team="cn", text="other"),
        SheetLocked(team="cn", seat="cn-pboc", orders=(Order(id="o-9", action="accuse"),)),
        ActDone(id="d-9", team="cn", seat="cn-pboc", action="triage", at=211.0),
        Decoded(id="tx-1", seat="cn-safe"),
        SignatureOffered(id="tx-1", key="CN-2", seat="cn-safe", until=700.0),
        WordsHeard(id="ce-1", key="N-1", seat="cn-safe", heard="x", match=True),
        boards.released("inj-9", "SM05", "cn"),
        Seen(id="inj-1", seat="cn-pboc"),
        Answered(id="inj-1", code="SM01", team="cn", seat="cn-safe", reply="nay", text="no"),
        NotePassed(id="n9", team="cn", to="red", seat="cn-mfa", text="psst"),
        OutcomeContested(id="o-1", turn=1, team="cn", seat="cn-pboc", text="again"),
        FeelingGiven(seat="cn-mfa", turn=1, trust=1, prediction="war"),
        KeyTurned(key="CN-1", status="compromised", cause="thief"),
    )
    after = replace(
        busier.board, world={**board.world, "pc.cn": 1.0, "intel.cn": 99.0, "trust.cn": 3.0, "holdings.cn.true": 5.0}
    )
    assert text(board, stream) == text(after, stream)
    assert text(board, "cn+custodian") != text(after, "cn+custodian")


def text(board: Board, stream: str) -> str:
    return json.dumps(view(boards.setting(), board, stream), sort_keys=True)
