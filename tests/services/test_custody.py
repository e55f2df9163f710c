"""Keys and transactions, through the same doors as people use."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.enums import Phase
from exercises.errors import Refusal


@pytest.fixture
def waiting(cast: Any) -> Any:
    """T1 waits for signatures in turn 2. Answers the cast and the transaction's public id."""
    cast.play_to(Phase.DELIBERATE, turn=2)
    if not store.present(cast.exercise).board.transactions:
        services.release(cast.ito, code="FW03")
    (public,) = store.present(cast.exercise).board.transactions
    return cast, public


def test_three_of_five_signatures_make_the_transaction_final(waiting: Any) -> None:
    cast, public = waiting
    for holder, second in ((cast.reyes, cast.okafor), (cast.liu, cast.qiu)):
        services.decode(holder, transaction=public)
        services.decode(second, transaction=public)
        services.sign(holder, transaction=public)
        key = next(iter(store.present(cast.exercise).board.transactions[public].offers))
        services.confirm(second, transaction=public, key_id=key)
    services.decode(cast.lindgren, transaction=public)
    services.sign(cast.lindgren, transaction=public)

    item = store.present(cast.exercise).board.transactions[public]
    assert (item.state, sorted(item.signatures)) == ("final", ["CN-1", "N-1", "US-1"])
    assert store.verify(cast.exercise) == ()


def test_a_refusal_is_recorded_with_its_reason(waiting: Any) -> None:
    cast, public = waiting

    services.refuse(cast.okafor, transaction=public, reason="Not before I have read it.")

    assert (
        store.present(cast.exercise).board.transactions[public].refusals["US-2"].reason == "Not before I have read it."
    )


def test_a_real_key_in_a_reason_is_refused(waiting: Any) -> None:
    cast, public = waiting

    with pytest.raises(Refusal) as refused:
        services.refuse(cast.okafor, transaction=public, reason="abandon " * 11 + "about")

    assert refused.value.code == "never_real_keys"
