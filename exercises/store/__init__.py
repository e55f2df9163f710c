"""The only reader and writer of the log: lock, decide, append, frame.

act(code, command, expects=…, key=…)    one command, in one transaction
look(exercise, stream)                  what a stream sees now, with the cursor that goes with it
frames(exercise, stream, after)         what it missed
verify(exercise)                        whether the record is whole
"""

from __future__ import annotations

from exercises.store.acting import Busy, Fence, act, locked
from exercises.store.boards import board, recall, setting_of
from exercises.store.carrying import carried, export, restore
from exercises.store.erasing import erase
from exercises.store.making import fresh_code, make
from exercises.store.reading import Look, Missed, cursor, entries, frames, heads, look, position
from exercises.store.receipts import Answer
from exercises.store.schedule import due_codes, due_kinds
from exercises.store.times import now
from exercises.store.verifying import Fault, verify

__all__ = [
    "Answer",
    "Busy",
    "Fault",
    "Fence",
    "Look",
    "Missed",
    "act",
    "board",
    "carried",
    "cursor",
    "due_codes",
    "due_kinds",
    "entries",
    "erase",
    "export",
    "frames",
    "fresh_code",
    "heads",
    "locked",
    "look",
    "make",
    "now",
    "position",
    "recall",
    "restore",
    "setting_of",
    "verify",
]
