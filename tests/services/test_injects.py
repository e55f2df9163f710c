"""The events list and what teams answer."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import services, store
from exercises.errors import Refusal


def sent(cast: Any, code: str) -> Any:
    return store.present(cast.exercise).board.injects[code]


def test_control_sends_a_row_and_a_team_opens_and_answers_it(cast: Any) -> None:
    services.release(cast.ito, code="FW07")
    public = sent(cast, "FW07").id

    services.open_inject(cast.reyes, inject=public)
    services.reply(cast.reyes, inject=public, reply="yes_two_sets", text="US with N, CN with N.")

    item = sent(cast, "FW07")
    assert item.seen == ("us-treasury",)
    assert (item.answers["us"].reply, item.answers["us"].text) == ("yes_two_sets", "US with N, CN with N.")


def test_rows_are_held_let_go_and_skipped(cast: Any) -> None:
    services.hold(cast.ito, code="FW07")
    assert sent(cast, "FW07").status == "held"
    assert not cast.exercise.due.filter(what="inject", ref="FW07").exists()
    services.unhold(cast.ito, code="FW07")
    assert sent(cast, "FW07").status == "planned"
    services.skip(cast.ito, code="FW07", reason="No time.")
    assert sent(cast, "FW07").status == "skipped"


@pytest.mark.parametrize(
    "text", ["In one language.", {"en": "In two.", "zh-hans": "两种语言。"}, {"zh-hans": "只有中文。"}]
)
def test_control_writes_an_inject_of_its_own(cast: Any, text: Any) -> None:
    services.add_inject(cast.ito, title="A call", sender="Duty desk", to=["us"], medium="call", text=text)

    (written,) = store.present(cast.exercise).board.improvised.values()
    assert written.text["en"]


def test_an_inject_to_nobody_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.add_inject(cast.ito, title="t", sender="s", to=[], medium="call", text="x")

    assert refused.value.code == "addressees_needed"


def test_an_inject_without_words_is_refused(cast: Any) -> None:
    with pytest.raises(Refusal) as refused:
        services.add_inject(cast.ito, title="t", sender="s", to=["us"], medium="call", text={"fr": "Bonjour"})

    assert refused.value.code == "say_something"


def test_what_was_said_aloud_is_credited_with_its_evidence(cast: Any) -> None:
    services.release(cast.ito, code="FW07")

    services.credit(cast.ito, team="cn", inject="FW07", reply="no", evidence="Liu said so at the table.")
    services.not_done(cast.ito, inject="FW02")

    assert sent(cast, "FW07").answers["cn"].text == "Liu said so at the table."
    assert sent(cast, "FW02").denied
