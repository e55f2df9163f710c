"""What a player's command costs on a Cold Iron board under way, on PostgreSQL with everything that is committed."""

from __future__ import annotations

from benchmarks.place import Figures, awake, percentile, private, tell

FROM, TO, QUICK_TO = 3, 6, 4


def measure(*, quick: bool = False) -> Figures:
    """Every command of the bots in the turns of mid-game, from the lock on the exercise's row to the commit."""
    with private() as installation:
        awake(installation)
        return _played(QUICK_TO if quick else TO)


def _played(until: int) -> Figures:
    from benchmarks.game import Game, timed  # noqa: PLC0415 - Django is awake now
    from exercises import store  # noqa: PLC0415

    game, spent = Game(), list[float]()
    game.play_to(FROM)
    act, store.act = store.act, timed(spent)
    try:
        game.play_to(until)
    finally:
        store.act = act
    return {
        "command_p50_ms": percentile(spent, 0.5),
        "command_p95_ms": percentile(spent, 0.95),
        "commands": float(len(spent)),
    }


if __name__ == "__main__":
    tell(measure)
