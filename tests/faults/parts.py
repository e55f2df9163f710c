"""One process of an installation: it may be killed, stopped and started again, and nobody but the test does so."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 120.0
"""However slow the machine is: what has not happened by then does not happen."""


def until(ready: Callable[[], Any], what: str) -> Any:
    """Ask until the answer is a yes, and give it back; fail with words when patience is at its end."""
    deadline = time.monotonic() + PATIENCE
    while not (found := ready()):
        if time.monotonic() > deadline:
            raise AssertionError(f"never came to be: {what}")
        time.sleep(0.05)
    return found


@dataclass
class Part:
    """A process with its children, all in a group of their own. `death` is the signal that ends it without mercy."""

    name: str
    command: list[str]
    log: Path
    is_well: Callable[[], bool]
    options: dict[str, Any] = field(default_factory=dict)
    death: int = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it need not be well yet."""
        assert self.process is None, f"{self.name} was started already"
        with self.log.open("ab") as log:
            options: dict[str, Any] = {**self.options, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            self.process = subprocess.Popen(self.command, start_new_session=True, **options)

    def await_well(self) -> None:
        until(lambda: self.is_well() or not self.runs, f"{self.name} is well")
        assert self.runs, f"{self.name} has ended: {self.told[-2000:]}"

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def told(self) -> str:
        """What it wrote to its log, over all its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def signal(self, number: int) -> None:
        """Tell the process and its children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def stop(self) -> None:
        """It hangs, and does not know it."""
        self.signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once, and wait until it is gone."""
        self.signal(self.death)
        self.go_on()
        if self.process is not None:
            self.process.wait(timeout=PATIENCE)
        self.process = None
