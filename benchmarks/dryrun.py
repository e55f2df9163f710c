"""Whole exercises by good bots, without a database: how many a core plays in a second of its time."""

from __future__ import annotations

import gc
import time

from benchmarks.place import Figures, tell
from exercises.domain.bots.rehearsal import dryrun
from exercises.domain.script import load
from exercises.domain.world import CATALOGUE, PACKS
from tests.servers import ROOT


def measure(*, quick: bool = False) -> Figures:
    """Cold Iron from the first muster to ENDEX, again and again; other people's load on the machine does not count."""
    text = (ROOT / "exercises/library/cold-iron.yaml").read_bytes()
    script = load(text, CATALOGUE, PACKS)
    dryrun(script, runs=1, seed=0, bots="good")
    gc.freeze()  # what a script is made of stays; a server keeps it out of the collector's way as well
    runs, began = 3 if quick else 60, time.process_time()
    dryrun(script, runs=runs, seed=1, bots="good")
    return {"dryrun_per_s": runs / (time.process_time() - began)}


if __name__ == "__main__":
    tell(measure)
