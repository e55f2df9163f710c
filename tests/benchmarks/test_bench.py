"""The benchmarks run and say what they promise; how fast this machine is, is not tested."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from benchmarks import BENCHMARKS, BUDGETS, keeps
from benchmarks.place import percentile
from tests.servers import Missing, postgres_user, program

if TYPE_CHECKING:
    from pathlib import Path


def test_every_budget_has_a_sense() -> None:
    assert {sense for sense, _ in BUDGETS.values()} <= {"at least", "at most"}
    assert not keeps("fanout_ratio", 0.1)
    assert not keeps("frame_p99_ms", 10_000)
    assert keeps("frame_p99_ms", 1)


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile([5, 1, 4, 2, 3], 0.99) == 5
    assert percentile([7], 0.01) == 7


def test_an_unknown_benchmark_is_refused() -> None:
    with pytest.raises(CommandError, match="no benchmark dreams"):
        call_command("bench", "dreams")


def test_dry_runs_are_counted(tmp_path: Path) -> None:
    file, out = tmp_path / "bench.json", StringIO()

    call_command("bench", "dryrun", "--quick", "--json", str(file), stdout=out)

    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures["dryrun_per_s"] > 0
    assert figures["quick"] is True
    assert "dryrun_per_s" in out.getvalue()


@pytest.mark.slow
def test_all_benchmarks_give_all_figures_with_a_budget(tmp_path: Path) -> None:
    try:
        program("initdb", "/usr/lib/postgresql/*/bin")
        postgres_user()
    except Missing as missing:
        pytest.skip(f"needs {missing}")
    file = tmp_path / "bench.json"

    call_command("bench", *BENCHMARKS, "--quick", "--json", str(file), stdout=StringIO())

    figures = json.loads(file.read_text(encoding="utf-8"))
    assert set(BUDGETS) <= set(figures)
    assert all(figures[name] > 0 for name in BUDGETS)
