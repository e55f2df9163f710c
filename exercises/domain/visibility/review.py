"""Hindsight: open to all from the second step of the hot wash on, and what evaluators wrote down before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.domain.visibility.bytes import bytes_of
from exercises.domain.visibility.exercise import TRUTH_STEP, unsealed
from exercises.domain.visibility.static import both, static_of
from exercises.domain.visibility.transactions import missing
from exercises.enums import State

if TYPE_CHECKING:
    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.board.state import Feeling, Fix, Inject, Observation, Override, RatingNote
    from exercises.domain.visibility.reader import Reader


def review(setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """The ground truth. Absent until silent answers are in; the wall reads the tier only."""
    if not unsealed(board):
        return None
    ended = {"tier": board.tier} if board.tier else {}
    if reader.public:
        return ended
    return ended | {
        "why": list(board.tier_why),
        "injects": {item.id: _truth(setting, board, item) for item in board.injects.values() if item.status == "sent"},
        "keys": {code: key.true_status.value for code, key in board.keys.items()},
        "transactions": _transactions(setting, board),
        "ceremonies": {public: {"forged": list(item.forged)} for public, item in board.ceremonies.items()},
        "overrides": overrides(board),
        "feelings": {turn: _means(board, turn) for turn in board.feelings},
        "fixes": fixes(board) if board.wash > TRUTH_STEP or board.state is State.CLOSED else {},
    }


def evaluation(_setting: Setting, board: Board, reader: Reader) -> dict[str, Any] | None:
    """What was seen and how it was rated, for evaluators and control."""
    if not reader.overseer:
        return None
    return {
        "observations": {public: _observation(item) for public, item in board.observations.items()},
        "ratings": {code: _rating(item) for code, item in board.ratings.items()},
    }


def overrides(board: Board) -> dict[str, Any]:
    return {str(place): _override(item) for place, item in enumerate(board.overrides, 1)}


def fixes(board: Board) -> dict[str, Any]:
    return {public: _fix(item) for public, item in board.fixes.items()}


def feelings(board: Board) -> dict[str, Any]:
    """Turn → seat → private trust and prediction, for control."""
    return {turn: {seat: _feeling(item) for seat, item in given.items()} for turn, given in board.feelings.items()}


def _truth(setting: Setting, board: Board, item: Inject) -> dict[str, Any]:
    row = static_of(setting.script).rows.get(item.code)
    written = board.improvised.get(item.code)
    shown = {"code": item.code, "to": list(item.to), "at": item.sent_at, "seen": list(item.seen)}
    if row is None:
        return shown | ({"title": dict(written.title)} if written else {})
    expected = {"expected": both(row.expected)} if row.expected else {}
    return shown | {"title": both(row.title), "truth": row.truth.value} | expected


def _transactions(setting: Setting, board: Board) -> dict[str, Any]:
    return {
        public: {
            "bytes": bytes_of(setting, board, item, missing(setting, board, item)),
            "blind": [key for key, done in item.signatures.items() if done.blind],
            "alone": [key for key, done in item.signatures.items() if done.alone],
        }
        for public, item in board.transactions.items()
    }


def _means(board: Board, turn: str) -> dict[str, float]:
    """Team → mean trust: what one seat gave stays with that seat."""
    given: dict[str, list[int]] = {}
    for seat, feeling in board.feelings[turn].items():
        given.setdefault(board.seats[seat].team, []).append(feeling.trust)
    return {team: round(sum(marks) / len(marks), 2) for team, marks in given.items()}


def _feeling(item: Feeling) -> dict[str, Any]:
    return {"trust": item.trust, "prediction": item.prediction}


def _override(item: Override) -> dict[str, Any]:
    return {
        "variable": item.variable,
        "before": item.before,
        "after": item.after,
        "reason": item.reason,
        "at": item.at,
        "turn": item.turn,
    }


def _fix(item: Fix) -> dict[str, Any]:
    return {"kind": item.kind, "text": item.text} | ({"owner": item.owner} if item.owner else {})


def _observation(item: Observation) -> dict[str, Any]:
    return {
        "seat": item.seat,
        "turn": item.turn,
        "at": item.at,
        "team": item.team,
        "text": item.text,
        **({"objective": item.objective} if item.objective else {}),
    }


def _rating(item: RatingNote) -> dict[str, Any]:
    return {"rating": item.rating, "seat": item.seat} | ({"note": item.note} if item.note else {})
