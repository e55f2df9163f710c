"""The only reader and writer of the log: lock, decide, append, frame.

act(code, command, expects=…, key=…)    one command, in one transaction
look(exercise, stream)                  what a stream sees now, with the cursor that goes with it
frames(exercise, stream, after)         what it missed
verify(exercise)                        whether the record is whole
back_up(path), bring_back(path)         everything as one file, and back
"""

from __future__ import annotations

from exercises.store.acting import Busy, Fence, act, locked
from exercises.store.archive import Manifest, Unusable
from exercises.store.backing import NotWhole, back_up, bring_back
from exercises.store.boards import Standing, board, recall, setting_of
from exercises.store.carrying import carried, export, restore
from exercises.store.erasing import erase
from exercises.store.making import fresh_code, make
from exercises.store.outages import outage
from exercises.store.reading import (
    Look,
    Missed,
    aside_streams,
    cursor,
    entries,
    frames,
    head_hash,
    heads,
    look,
    position,
    present,
)
from exercises.store.receipts import Answer
from exercises.store.schedule import BOTS, due_codes, due_now, played
from exercises.store.times import now
from exercises.store.verifying import Fault, verify

__all__ = [
    "BOTS",
    "Answer",
    "Busy",
    "Fault",
    "Fence",
    "Look",
    "Manifest",
    "Missed",
    "NotWhole",
    "Standing",
    "Unusable",
    "act",
    "aside_streams",
    "back_up",
    "board",
    "bring_back",
    "carried",
    "cursor",
    "due_codes",
    "due_now",
    "entries",
    "erase",
    "export",
    "frames",
    "fresh_code",
    "head_hash",
    "heads",
    "locked",
    "look",
    "make",
    "now",
    "outage",
    "played",
    "position",
    "present",
    "recall",
    "restore",
    "setting_of",
    "verify",
]
