"""Cold Iron, seven turns over HTTP: eleven browsers and one at control, from the invitations to the closed file."""

from __future__ import annotations

from typing import Any

import pytest

from exercises import store
from tests.flows.hands import taken
from tests.flows.whole import debriefed, folds

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_careful_people_come_to_gold(same_luck: None, settings: Any) -> None:
    hands = taken(settings, "cold-iron")

    hands.play()

    hands.exercise.refresh_from_db()
    assert store.present(hands.exercise).board.tier == "gold"
    debriefed(hands)
    folds(hands.exercise)
