"""A custodian's own part: what this seat decoded, whose signature waits for it, which words it heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.play.case import Case
from exercises.domain.play.commands import Actor
from exercises.domain.play.custody import crosses_red_line
from exercises.domain.visibility import decoded, fingerprints
from exercises.domain.visibility.moments import moment

if TYPE_CHECKING:
    from exercises.domain.board.vaults import Transaction
    from exercises.models import Viewer
    from exercises.store import Standing


def transactions_of(viewer: Viewer, item: Standing) -> dict[str, dict[str, Any]]:
    """Transaction → what this seat sees and may still answer, for those who hold a key.

    `{"bytes", "keys": own keys without an answer, "refused": own keys that may sign after all, "asks_reason"}`
    """
    found = {}
    for public, waiting in item.board.transactions.items():
        opened = decoded(item.setting, item.board, viewer.seat, public)
        keys, refused = _answering(viewer, item, waiting)
        if opened or keys or refused:
            found[public] = {
                "bytes": opened,
                "keys": keys,
                "refused": refused,
                "asks_reason": bool(opened) and _crosses(viewer, item, waiting),
            }
    return found


def _answering(viewer: Viewer, item: Standing, waiting: Transaction) -> tuple[list[str], list[str]]:
    """Own keys that have given no answer, and those whose refusal stands."""
    seat, vault = item.board.seats[viewer.seat], item.board.vaults[waiting.vault]
    if waiting.state != "open":
        return [], []
    done = {*waiting.signatures, *waiting.offers}
    free = [key for key in seat.holds if key in vault.keys and key not in done]
    refused = set(waiting.refusing)
    return [key for key in free if key not in refused], [key for key in free if key in refused]


def _crosses(viewer: Viewer, item: Standing, waiting: Transaction) -> bool:
    """Asked only of seats that decoded it, or the question would give the answer away."""
    return crosses_red_line(Case(item.setting, item.board, Actor(viewer.seat, viewer.team), 0.0), waiting)


def confirms_of(viewer: Viewer, item: Standing) -> list[dict[str, Any]]:
    """First signatures of colleagues that this seat could confirm."""
    board = item.board
    return [
        {
            "tx": public,
            "code": waiting.code,
            "key": key,
            "seat": offer.seat,
            "purpose": dict(waiting.purpose),
            **moment(board, offer.until),
            **_digest(viewer, item, public),
        }
        for public, waiting in board.transactions.items()
        for key, offer in waiting.offers.items()
        if offer.seat != viewer.seat and board.seats[offer.seat].team == viewer.team
    ]


def _digest(viewer: Viewer, item: Standing, public: str) -> dict[str, str]:
    """Eight figures to compare with the colleague; only for who has decoded it."""
    opened = decoded(item.setting, item.board, viewer.seat, public)
    return {"digest": opened["digest"]} if opened else {}


def check_of(viewer: Viewer, public: str) -> dict[str, Any]:
    """What came of a signed message that this viewer's team verified."""
    found: dict[str, Any] = store.look(viewer.exercise, viewer.stream).view.get("checks", {}).get(public, {})
    return found


def ceremonies_of(viewer: Viewer, item: Standing) -> dict[str, dict[str, Any]]:
    """Ceremony → the words this seat reads out and those it has compared, and the keys it may still bring."""
    board = item.board
    return {
        public: {
            **fingerprints(board, viewer.seat, public),
            "offer": [key for key in board.seats[viewer.seat].holds if _missing(ceremony.keys, ceremony.state, key)],
        }
        for public, ceremony in board.ceremonies.items()
        if "custodian" in board.seats[viewer.seat].clearances
    }


def _missing(keys: Any, state: str, key: str) -> bool:
    return state == "open" and key not in keys
