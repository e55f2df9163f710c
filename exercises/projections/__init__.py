"""What a viewer sees, as plain dicts: `view` is the same for everybody who reads the stream, `me` is one's own.

{"view": …, "me": …, "link": {"socket", "after", "now"}, …}
"""

from __future__ import annotations

from exercises.projections.control import control_for
from exercises.projections.custody import check_of
from exercises.projections.frames import frames_since
from exercises.projections.hotwash import wash_for
from exercises.projections.me import me_for
from exercises.projections.pages import desk_for, lobby_for, objectives_for, wall_for, watch_for
from exercises.projections.programs import tokens_for, tokens_of
from exercises.projections.review import lookback_for, record_for, review_for, seen_at, transcript_for

__all__ = [
    "check_of",
    "control_for",
    "desk_for",
    "frames_since",
    "lobby_for",
    "lookback_for",
    "me_for",
    "objectives_for",
    "record_for",
    "review_for",
    "seen_at",
    "tokens_for",
    "tokens_of",
    "transcript_for",
    "wall_for",
    "wash_for",
    "watch_for",
]
