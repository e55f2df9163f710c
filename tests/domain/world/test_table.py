from __future__ import annotations

from pathlib import Path

import pytest

from exercises.domain.world import CATALOGUE
from exercises.domain.world.table import action_table, refreshed, rewrite, world_table

HANDBOOK = Path(__file__).parents[3] / "docs" / "world.md"


def test_handbook_is_current() -> None:
    page = HANDBOOK.read_text("utf-8")
    assert refreshed(page) == page, "run: python -m exercises.domain.world.table"


def test_tables_have_a_row_for_everything() -> None:
    assert len(world_table().splitlines()) == len(CATALOGUE.variables) + 2
    assert len(action_table().splitlines()) == len(CATALOGUE.actions) + 2


def test_rewrite_brings_a_stale_page_up_to_date(tmp_path: Path) -> None:
    stale = tmp_path / "world.md"
    stale.write_text(HANDBOOK.read_text("utf-8").replace("| `tension` |", "| `strain` |"), "utf-8")
    rewrite(stale)
    assert stale.read_text("utf-8") == HANDBOOK.read_text("utf-8")


def test_page_without_its_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="variables"):
        refreshed("# The world")
