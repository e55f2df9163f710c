"""The whole exercise on one time axis, as one stream came to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.events.acts import ActDone, SheetLocked
from exercises.domain.events.injects import Answered, Released, Shared
from exercises.domain.events.lifecycle import Ended, SteppedBack, TurnBegan
from exercises.domain.events.talk import HotlineRang, StatementMade
from exercises.domain.events.transactions import Signed, SigningRefused
from exercises.domain.events.verdicts import TurnResolved
from exercises.domain.visibility import outcomes_of, sees
from exercises.domain.visibility.reader import reader_of
from exercises.domain.world import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exercises.domain.board import Board
    from exercises.domain.board.setting import Setting
    from exercises.domain.events import Entry, Event
    from exercises.models import Exercise
    from exercises.store import Standing

Text = dict[str, str]
Mark = dict[str, Any]
KINDS = tuple(
    kind.__name__
    for kind in (
        *(TurnBegan, Ended, Released, Shared, Answered, ActDone, SheetLocked),
        *(HotlineRang, StatementMade, Signed, SigningRefused, TurnResolved),
    )
)
WAYS_OF_NOT_KNOWING = {"w", "c", "lag", "light"}
"""Marks of a fact that is an estimate, a claim, late or a traffic light."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """An exercise from one stream's place: how it stands, what the stream sees, and the log that still holds."""

    item: Standing
    stream: str
    entries: tuple[Entry, ...]

    @property
    def view(self) -> dict[str, Any]:
        return self.item.view(self.stream)

    @property
    def board(self) -> Board:
        return self.item.board

    @property
    def setting(self) -> Setting:
        return self.item.setting


def both(english: str, chinese: str) -> Text:
    return {"en": english, "zh-hans": chinese}


def lived(exercise: Exercise, kinds: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """The log without what control undid by stepping back."""
    kept: list[Entry] = []
    for entry in store.entries(exercise, kinds=(*kinds, SteppedBack.__name__) if kinds else ()):
        if isinstance(entry.event, SteppedBack):
            while kept and kept[-1].number > entry.event.to_number:
                kept.pop()
        else:
            kept.append(entry)
    return tuple(kept)


def spans_of(entries: tuple[Entry, ...], now: float) -> dict[int, tuple[float, float]]:
    """Turn → wall time of its beginning and end."""
    begun = {entry.event.turn: entry.at for entry in entries if isinstance(entry.event, TurnBegan)}
    over = next((entry.at for entry in entries if isinstance(entry.event, Ended)), now)
    ends = [*list(begun.values())[1:], max(over, *begun.values())] if begun else []
    return {turn: (start, end) for (turn, start), end in zip(begun.items(), ends, strict=True)}


def in_turns(spans: Mapping[int, tuple[float, float]], at: float) -> float:
    """A wall time counted in turns: 2.4 lies 40 % into turn 3."""
    for turn, (start, end) in spans.items():
        if start <= at <= end:
            return turn - 1 + (at - start) / ((end - start) or 1.0)
    return 0.0 if not spans or at < next(iter(spans.values()))[0] else float(max(spans))


def history_of(point: Standpoint, thread: str = "") -> dict[str, Any]:
    """`{"starts", "ends", "turns", "line", "marks", "steps"}`; marks of the thread are numbered, and told in `steps`.

    Mark: `{"at", "team", "text", "objective"?, "quote"?, "thread"?}`.
    """
    spans = spans_of(point.entries, store.now())
    if not spans:
        return {}
    marks = sorted(marks_of(point), key=lambda mark: float(mark["at"]))
    steps = [mark for mark in marks if thread and mark.get("objective") == thread]
    for number, mark in enumerate(steps, 1):
        mark["thread"] = number
    return {
        "starts": min(start for start, _ in spans.values()),
        "ends": max(end for _, end in spans.values()),
        "turns": {str(turn): {"starts": start, "ends": end} for turn, (start, end) in spans.items()},
        "line": line_of(point),
        "marks": marks,
        "steps": steps,
    }


def line_of(point: Standpoint, wanted: str = "") -> dict[str, Any]:
    """A number at the start of each turn and now, if this stream reads it exactly; else the first indicator it does."""
    facts = point.view.get("facts", {})
    codes = [wanted] if wanted else point.view["exercise"]["indicators"]
    code = next((code for code in codes if _exact(facts.get(code, {}))), "")
    if not code:
        return {}
    begun = [entry.event for entry in point.entries if isinstance(entry.event, TurnBegan)]
    opened = [event.opening[code] for event in begun if code in event.opening]
    return {"name": code, "values": [*opened, facts[code]["v"]]}


def _exact(fact: Mapping[str, Any]) -> bool:
    value = fact.get("v")
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and not WAYS_OF_NOT_KNOWING & set(fact)


def marks_of(point: Standpoint) -> Iterator[Mark]:
    for entry in point.entries:
        for mark in _marks(point, entry):
            yield {"at": entry.at} | {name: value for name, value in mark.items() if value}


def _marks(point: Standpoint, entry: Entry) -> Iterator[Mark]:
    match entry.event:
        case TurnResolved(turn=turn):
            yield from _outcomes(point, turn)
        case ActDone() | SheetLocked() | Signed() | SigningRefused():
            yield from _own(point, entry.event)
        case Released() | Shared() | Answered() | HotlineRang() | StatementMade():
            if sees(point.setting, point.board, point.stream, entry):
                yield _told(point, entry.event)
        case _:
            return


def _outcomes(point: Standpoint, turn: int) -> Iterator[Mark]:
    """What a turn made of the orders, as far as this stream may know of them."""
    for outcome in outcomes_of(point.setting, point.board, point.stream, turn).values():
        yield {"team": outcome["team"], "text": action_title(outcome["action"])}


def _own(point: Standpoint, event: Event) -> Iterator[Mark]:
    """Deeds are known to those who did them, signatures to those who see the transaction."""
    reader = reader_of(point.stream)
    match event:
        case ActDone(team=team, partner=partner, action=action) if reader.of(team, partner):
            yield {"team": team, "text": action_title(action)}
        case SheetLocked(team=team) if reader.of(team):
            yield {"team": team, "text": both("locks its orders", "锁定命令单")}
        case Signed(id=public, key=key) if key in _seen(point, public, "signatures"):
            yield _signature(point, public, key)
        case SigningRefused(id=public, key=key) if key in _seen(point, public, "refusals"):
            yield _refusal(point, public, key)


def _seen(point: Standpoint, public: str, what: str) -> dict[str, Any]:
    found: dict[str, Any] = point.view.get("transactions", {}).get(public, {}).get(what, {})
    return found


def _signature(point: Standpoint, public: str, key: str) -> Mark:
    done, item = _seen(point, public, "signatures")[key], point.board.transactions[public]
    unread = done.get("blind", False)
    text = both(
        f"signs {item.code} with {key}{', without decoding' if unread else ''}",
        f"以 {key} 签署 {item.code}{'，未解码' if unread else ''}",
    )
    return {"team": done["team"], "text": text, "objective": _behind(point, item.code)}


def _refusal(point: Standpoint, public: str, key: str) -> Mark:
    done, item = _seen(point, public, "refusals")[key], point.board.transactions[public]
    text = both(f"refuses to sign {item.code}", f"拒签 {item.code}")
    return {"team": done["team"], "text": text, "quote": done["reason"], "objective": _behind(point, item.code)}


def _behind(point: Standpoint, code: str) -> str:
    """The objective of the inject that brought a transaction."""
    brought = (row for row in point.setting.script.injects if f"tx:{code}" in {str(thing) for thing in row.brings})
    return next((row.objective for row in brought if row.objective), "")


def _told(point: Standpoint, event: Event) -> Mark:
    match event:
        case Released(code=code):
            return {"team": "control", "text": inject_title(point.item, code), "objective": _objective(point, code)}
        case Shared(id=public, by=team, to=to):
            code, name = code_of(point.board, public), team_name(point.setting, to)
            title = inject_title(point.item, code)
            text = both(f"hands “{title['en']}” to {name['en']}", f"向{name['zh-hans']}移交“{title['zh-hans']}”")
            return {"team": team, "text": text, "objective": _objective(point, code)}
        case Answered(code=code, team=team, text=words):
            title = inject_title(point.item, code)
            text = both(f"answers “{title['en']}”", f"答复“{title['zh-hans']}”")
            return {"team": team, "text": text, "quote": words, "objective": _objective(point, code)}
        case StatementMade(team=team, text=words):
            return {"team": team, "text": both("speaks in public", "公开表态"), "quote": words}
        case HotlineRang(team=team):
            return {"team": team, "text": both("calls on the hotline", "拨打热线")}
        case _:
            return {}


def _objective(point: Standpoint, code: str) -> str:
    row = point.setting.script.injects_by_code.get(code)
    return (row.objective or "") if row else ""


def code_of(board: Board, public: str) -> str:
    return next((item.code for item in board.injects.values() if item.id == public), "")


def inject_title(item: Standing, code: str) -> Text:
    """The title of a row of the script, or of one that control wrote."""
    row = item.setting.script.injects_by_code.get(code)
    written = item.board.improvised.get(code)
    return full(row.title.both if row else dict(written.title) if written else {"en": code})


def action_title(code: str) -> Text:
    known = CATALOGUE.actions.get(code)
    return full(dict(known.title)) if known else both("acts in its own words", "自拟行动")


def team_name(setting: Setting, code: str) -> Text:
    found = setting.script.teams_by_code.get(code)
    return full(found.name.both if found else {"en": code})


def full(text: Mapping[str, str]) -> Text:
    """The text in both languages; what was not translated stays English."""
    return both(text["en"], text.get("zh-hans") or text["en"])
