from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from exercises.domain.board.addresses import unknown_address
from exercises.domain.board.setting import Setting
from exercises.domain.events.keys import CeremonyOpened, KeyDeclared, KeyOffered, KeyTurned, VaultFrozen, WordsHeard
from exercises.domain.events.transactions import Decoded, Signed, SigningRefused, TransactionClosed, TransactionFinal
from exercises.domain.script import load
from exercises.domain.visibility import decoded, fingerprints, shares, view
from exercises.domain.visibility.checks import displayed_checks
from exercises.domain.world import CATALOGUE, PACKS
from tests.domain.visibility import boards

if TYPE_CHECKING:
    from exercises.domain.board import Board


def part(board: Board, stream: str, section: str) -> Any:
    return view(boards.setting(), board, stream).get(section)


def card(board: Board, stream: str) -> Any:
    return part(board, stream, "transactions")["tx-1"]


def signed(key: str, seat: str) -> Signed:
    return Signed(id="tx-1", key=key, seat=seat, second="", alone=True, blind=True, signatures=("s",))


# Vaults


def test_vaults_card_says_who_can_spend_and_whom_they_leave_out():
    vault = part(boards.started().board, "us", "vaults")["pilot"]
    assert len(vault["coalitions"]) == 10
    assert vault["excludes"] == ["CN", "US"]
    assert vault["needs"] == 3
    assert vault["btc"] == 20_000.0
    assert vault["limit"] == 200.0
    assert list(vault["whitelist"]) == ["larkspur"]


@pytest.mark.parametrize("stream", ["public", "press", "red"])
def test_vaults_on_the_wall_are_title_policy_and_coins(stream: str):
    assert set(part(boards.started().board, stream, "vaults")["pilot"]) == {"title", "policy", "btc"}


def test_vaults_distances_follow_what_is_declared_and_controls_what_is_true():
    board = (
        boards.started()
        .add(
            KeyDeclared(key="CN-2", status="suspected", team="cn"),
            KeyTurned(key="US-2", status="compromised", cause="x"),
        )
        .add(KeyTurned(key="US-1", status="compromised", cause="x"))
        .board
    )
    custodian = part(board, "us+custodian", "vaults")["pilot"]
    assert (custodian["attack_distance"], custodian["loss_distance"]) == (2, 2)
    assert custodian["keys"]["CN-2"]["status"] == "suspected"
    assert part(board, "control", "vaults")["pilot"]["true_attack_distance"] == 1
    assert "true_attack_distance" not in part(board, "evaluator", "vaults")["pilot"]


@pytest.mark.parametrize("count, light", [(0, "green"), (1, "green"), (2, "amber"), (3, "red")])
def test_vaults_colleague_sees_a_light_and_others_nothing(count: int, light: str):
    log = boards.started().add(
        *(KeyDeclared(key=key, status="compromised", team="cn") for key in ("CN-1", "CN-2", "US-1")[:count])
    )
    assert part(log.board, "us", "vaults")["pilot"]["light"] == light
    assert {"light", "attack_distance"}.isdisjoint(part(log.board, "imf", "vaults")["pilot"])


def test_vaults_freeze_shows_while_it_holds():
    board = boards.started().add(VaultFrozen(vault="pilot", until=2, team="cn")).board
    assert part(board, "imf", "vaults")["pilot"]["frozen_until"] == 2
    assert "frozen_until" not in part(boards.started().board, "imf", "vaults")["pilot"]


# Transactions


def test_transactions_colleague_sees_a_light_others_nothing():
    log = boards.started().add(boards.opened())
    assert set(card(log.board, "us")) == {"vault", "state", "needs", "count", "turn", "expires", "light"}
    assert card(log.board, "us")["light"] == "amber"
    assert [part(log.board, stream, "transactions") for stream in ("imf", "public", "red")] == [None, None, None]
    log.add(SigningRefused(id="tx-1", key="N-1", seat="bis-custody", reason="no"))
    assert card(log.board, "us")["light"] == "red"


def test_transactions_card_counts_down_the_signatures():
    log = boards.started().add(boards.opened())
    assert (card(log.board, "us+custodian")["needs"], card(log.board, "us+custodian")["count"]) == (3, 0)
    log.add(signed("US-1", "us-treasury"), signed("CN-1", "cn-pboc"))
    shown = card(log.board, "us+custodian")
    assert (shown["needs"], shown["count"]) == (1, 2)
    assert set(shown["waiting"]) == {"US-2", "CN-2", "N-1"}
    assert shown["checks"]["signatures"] == {"ok": False, "have": 2, "needs": 1}


def test_transactions_how_a_key_signed_is_its_own_teams():
    board = boards.started().add(boards.opened(), signed("CN-1", "cn-pboc")).board
    assert set(card(board, "us+custodian")["signatures"]["CN-1"]) == {"seat", "team", "at"}
    assert card(board, "cn+custodian")["signatures"]["CN-1"]["blind"] is True
    assert card(board, "evaluator")["signatures"]["CN-1"]["alone"] is True


def test_transactions_first_signature_and_looks_are_the_teams_own():
    board = boards.busy().board
    assert card(board, "us+custodian")["offers"]["US-2"]["ends"] == boards.OFFSET + 600.0
    assert card(board, "us+custodian")["decoded"] == {"us-treasury": True}
    assert (card(board, "cn+custodian")["offers"], card(board, "cn+custodian")["decoded"]) == ({}, {})


def test_transactions_checklist_believes_the_request_until_a_seat_looks():
    log = boards.started().add(boards.opened())
    before = card(log.board, "us+custodian")["checks"]
    assert before["destination"] == {"ok": True, "unknown": 0}
    assert before["amount"]["ok"] is True
    assert before["text"] == {"ok": False, "decoded": False}
    log.add(Decoded(id="tx-1", seat="us-treasury"))
    assert card(log.board, "us+custodian")["checks"] == before
    assert "bytes" not in card(log.board, "us+custodian")


def test_decoded_shows_the_bytes_to_the_seat_that_looked_alone():
    board = boards.started().add(boards.opened(), Decoded(id="tx-1", seat="us-treasury")).board
    setting = boards.setting()
    shown = decoded(setting, board, "us-treasury", "tx-1")
    assert [(out["kind"], out["btc"], out["said"]) for out in shown["outputs"].values()] == [
        ("vault", 12_000.0, True),
        ("vault", 5_849.99, False),
        ("unknown", 2_150.0, False),
    ]
    assert shown["outputs"]["2"]["address"] == unknown_address("T17")
    assert shown["fee"] == 0.01
    assert shown["checks"]["destination"] == {"ok": False, "unknown": 1}
    assert shown["checks"]["amount"] == {"ok": False, "btc": 2_150.0, "limit": 200.0}
    assert shown["checks"]["text"] == {"ok": False, "decoded": True, "outputs": False, "amounts": False}
    assert set(shown["turned"]) == {"destination", "amount", "purpose", "delay"}
    assert decoded(setting, board, "us-fed", "tx-1") == {}
    assert decoded(setting, board, "cn-pboc", "tx-1") == {}
    assert decoded(setting, board, "nobody", "tx-1") == {}
    assert decoded(setting, board, "us-treasury", "no-such") == {}


def test_transactions_frozen_vault_fails_its_line():
    board = boards.started().add(boards.opened(), VaultFrozen(vault="pilot", until=2, team="cn")).board
    assert card(board, "us+custodian")["checks"]["frozen"] == {"ok": False, "until": 2}


def test_transactions_final_one_has_its_txid_and_nobody_to_wait_for():
    opened = boards.opened()
    final = TransactionFinal(
        id="tx-1", txid=opened.txid, raw="00", spent=(), made={}, lost=215_000_000_000, height=900_001
    )
    board = boards.started().add(opened, final).board
    shown = card(board, "us+custodian")
    assert (shown["state"], shown["needs"], shown["waiting"], shown["txid"]) == ("final", 0, {}, opened.txid)
    assert card(board, "us")["light"] == "green"
    assert part(board, "imf", "vaults")["pilot"]["lost"] == 2_150.0


def test_transactions_closed_one_is_red_for_colleagues():
    board = boards.started().add(boards.opened(), TransactionClosed(id="tx-1", how="expired")).board
    assert card(board, "us")["light"] == "red"


def test_shares_go_to_the_seat_that_holds_the_key():
    board = boards.busy().board
    assert shares(board, "cn-pboc") == {"CN-1": [["canary-share", "two"]]}
    assert shares(board, "cn-safe") == {}
    assert shares(board, "nobody") == {}


# Ceremonies


def ceremony() -> boards.Log:
    offered: dict[str, Any] = {
        "id": "ce-1",
        "xpub": "tpub",
        "words": "one two three four",
        "spoken": "five six seven eight",
    }
    return boards.started().add(
        CeremonyOpened(id="ce-1", vault="pilot", policy="multi_3of5", era=1, turn=1),
        KeyOffered(key="N-1", seat="bis-custody", forged=True, **offered),
        KeyOffered(key="US-1", seat="us-treasury", **offered),
    )


def test_ceremonies_hide_words_and_other_teams_comparisons():
    log = ceremony().add(WordsHeard(id="ce-1", key="N-1", seat="cn-pboc", heard="five six seven eight", match=False))
    shown = part(log.board, "us+custodian", "ceremonies")["ce-1"]
    assert (shown["count"], shown["needs"]) == (2, 5)
    assert shown["keys"]["N-1"] == {"seat": "bis-custody", "team": "bis", "offered": True, "heard": {}}
    assert shown["keys"]["CN-2"]["offered"] is False
    assert part(log.board, "cn+custodian", "ceremonies")["ce-1"]["keys"]["N-1"]["heard"] == {"cn-pboc": False}
    assert "keys" not in part(log.board, "us", "ceremonies")["ce-1"]
    assert part(log.board, "imf", "ceremonies") is None


def test_fingerprints_open_to_a_seat_once_it_typed_what_it_heard():
    log = ceremony()
    assert fingerprints(log.board, "cn-pboc", "ce-1") == {}
    log.add(WordsHeard(id="ce-1", key="N-1", seat="cn-pboc", heard="five six seven eight", match=False))
    assert fingerprints(log.board, "cn-pboc", "ce-1") == {"N-1": {"words": "one two three four", "heard": False}}
    assert fingerprints(log.board, "cn-safe", "ce-1") == {}
    assert fingerprints(log.board, "us-treasury", "ce-1") == {"US-1": {"read_out": "five six seven eight"}}
    assert fingerprints(log.board, "us-nsc", "ce-1") == {}
    assert fingerprints(log.board, "us-treasury", "no-such") == {}


# The checklist


def checks(board: Board, **changes: Any) -> Any:
    item = replace(boards.busy().board.transactions["tx-1"], **changes)
    return displayed_checks(boards.setting(), board, item, 0)


def leaving(amount: float) -> tuple[dict[str, Any], ...]:
    return ({"to": "whitelist:larkspur", "btc": amount},)


@pytest.mark.parametrize("price, ok", [(100_000.0, True), (30_000.0, False), (3_000_000.0, False)])
def test_checks_coins_leave_only_between_the_agreed_prices(price: float, ok: bool):
    board = boards.started(**{"market.price": price}).board
    assert checks(board, kind="transfer", says=leaving(5.0))["price"]["ok"] is ok
    assert checks(board, kind="refresh")["price"] == {"ok": True}


@pytest.mark.parametrize("amount, ok", [(200.0, True), (200.5, False)])
def test_checks_amount_keeps_the_limit_of_the_vault(amount: float, ok: bool):
    board = boards.started().board
    assert checks(board, kind="transfer", says=leaving(amount))["amount"] == {"ok": ok, "btc": amount, "limit": 200.0}


def bare_vault() -> Setting:
    """The small script, its vault without a limit or a whitelist of its own."""
    lines = boards.SMALL.read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if not line.lstrip().startswith(("limit:", "whitelist:"))]
    return Setting.of(load("\n".join(bare), CATALOGUE, PACKS), b"a secret of the tests")


def test_checks_vault_without_a_limit_keeps_the_share_of_the_policy():
    board = boards.started(**{"policy.limit": 1.0}).board
    item = replace(boards.busy().board.transactions["tx-1"], kind="transfer", says=leaving(201.0))
    assert displayed_checks(bare_vault(), board, item, 0)["amount"] == {"ok": False, "btc": 201.0, "limit": 200.0}
    free = replace(board, world={})
    assert displayed_checks(bare_vault(), free, item, 0)["amount"] == {"ok": True, "btc": 201.0}
    assert {"limit", "whitelist"}.isdisjoint(view(bare_vault(), board, "us")["vaults"]["pilot"])


def test_checks_delay_counts_the_turns_since_the_request():
    board = boards.started(**{"policy.delay": 1.0}).board
    assert checks(board, kind="transfer", says=leaving(5.0))["delay"] == {"ok": False, "turns": 1}
    assert checks(board, kind="transfer", says=leaving(5.0), turn=0)["delay"]["ok"] is True


def test_checks_delay_is_not_asked_where_no_coin_leaves():
    """A refresh moves the vault's coins to the vault, a sweep to its successor: there is nothing to call back."""
    board = boards.started(**{"policy.delay": 1.0}).board
    assert checks(board, kind="refresh")["delay"] == {"ok": True}
    assert checks(board, kind="sweep", says=({"to": "new_vault", "btc": 19_999.99},))["delay"] == {"ok": True}


def test_checks_delay_is_asked_of_a_refresh_whose_bytes_send_coins_away():
    board = boards.started(**{"policy.delay": 1.0}).add(boards.opened(), Decoded(id="tx-1", seat="us-treasury")).board
    shown = decoded(boards.setting(), board, "us-treasury", "tx-1")
    assert shown["checks"]["delay"] == {"ok": False, "turns": 1}
    assert "delay" in shown["turned"]


def test_checks_delay_is_lifted_by_a_declared_emergency():
    board = boards.started(**{"policy.delay": 1.0, "emergency.turns": 3.0}).board
    assert checks(board, kind="transfer", says=leaving(5.0))["delay"] == {"ok": True, "turns": 0}


def test_checks_need_a_purpose():
    assert checks(boards.started().board, purpose={})["purpose"]["ok"] is False


def test_checks_agreed_sweep_passes_a_freeze():
    board = boards.started().add(VaultFrozen(vault="pilot", until=2, team="cn")).board
    assert checks(board, kind="sweep")["frozen"] == {"ok": True}
    assert checks(board, kind="refresh")["frozen"] == {"ok": False, "until": 2}
