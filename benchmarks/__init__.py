"""How fast Parley is, measured on this machine: each module is one benchmark and runs alone.

python -m benchmarks.dryrun [--quick]     prints its figures as one line of JSON
manage.py bench [--quick]                 runs them all, one after the other, and writes var/bench.json

Every benchmark starts what it needs for itself on free ports of the loopback interface, and ends it.
"""

from __future__ import annotations

BENCHMARKS = ("dryrun", "command", "desk", "fanout", "frames")

BUDGETS: dict[str, tuple[str, float]] = {
    "dryrun_per_s": ("at least", 20.0),
    "command_p95_ms": ("at most", 60.0),
    "desk_page_ms": ("at most", 120.0),
    "desk_page_queries": ("at most", 12.0),
    "fanout_ratio": ("at least", 0.5),
    "frame_p99_ms": ("at most", 250.0),
    "server_mib_300": ("at most", 250.0),
}
"""What each figure should keep to."""


def keeps(name: str, value: float) -> bool:
    """Whether a figure is within its budget; figures without one always are."""
    sense, bound = BUDGETS.get(name, ("at most", float("inf")))
    return value >= bound if sense == "at least" else value <= bound
