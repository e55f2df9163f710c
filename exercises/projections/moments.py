"""The turning points: who knew what, and when. Ground truth, put together once silent answers are in.

Found by rule and ranked by rule, so that two readers of one log find the same: half-knowledge that was kept, keys that
were not what they were said to be, the transaction that mattered, the turn that moved the index most.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from exercises import store
from exercises.domain.events.injects import Answered, Seen, Shared
from exercises.domain.events.keys import KeyDeclared, KeyTurned
from exercises.domain.events.lifecycle import Created, TurnBegan
from exercises.domain.events.transactions import Decoded, Signed, SigningRefused, TransactionFinal, TransactionOpened
from exercises.domain.play.scores import addressed, half_known
from exercises.domain.visibility.bytes import bytes_of
from exercises.domain.visibility.transactions import missing
from exercises.domain.world import CATALOGUE
from exercises.enums import KeyStatus, Occupant, TeamKind
from exercises.projections.history import action_title, both, full, in_turns, inject_title, lived, spans_of, team_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.domain.board.state import Inject
    from exercises.domain.board.vaults import Transaction
    from exercises.domain.events import Entry
    from exercises.models import Exercise
    from exercises.projections.history import Text
    from exercises.store import Standing

Moment = dict[str, Any]
INDEX = "stability.index"
BAD = (KeyStatus.COMPROMISED, KeyStatus.LOST)
LOST, SPRUNG, KEPT, SEALED, CAUGHT, BLIND, MOVED, TOLD, PLAIN = 100, 95, 80, 75, 70, 50, 35, 30, 10
"""What a turning point weighs: coins lost, a trap signed into force, knowledge never handed on, a bad key never
declared, a trap caught, a blind signature, a move of the index, knowledge handed on, an ordinary transaction."""
THEFT = "theft"
SHORTLY = 0.03
"""So much before the end of a turn, in turns, what its bell brought is drawn."""
SHOWN_ACTS = 4
KEPT_IN_MIND = 8

_found: OrderedDict[str, list[Moment]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Past:
    """An exercise with its log, and wall times counted in turns."""

    item: Standing
    entries: tuple[Entry, ...]
    now: float

    @cached_property
    def spans(self) -> dict[int, tuple[float, float]]:
        return spans_of(self.entries, self.now)

    def when(self, at: float) -> float:
        return round(in_turns(self.spans, at), 3)

    @cached_property
    def table(self) -> list[str]:
        """The teams that sit at the table."""
        return [code for code, team in self.item.board.teams.items() if team.kind != TeamKind.CELL]

    def team_of(self, seat: str) -> str:
        found = self.item.board.seats.get(seat)
        return found.team if found else ""

    def name(self, team: str) -> Text:
        return team_name(self.item.setting, team)


def moments_of(exercise: Exercise, item: Standing) -> list[Moment]:
    """The turning points in the order they happened: as many as the script asks for, the best of each kind first."""
    head = store.head_hash(exercise)
    with _lock:
        known = _found.get(head)
    return known if known is not None else _keep(head, _chosen(Past(item, lived(exercise), store.now())))


def _keep(head: str, moments: list[Moment]) -> list[Moment]:
    """Everybody opens this page in the same minute; the log's head names the answer for good."""
    with _lock:
        _found[head] = moments
        while len(_found) > KEPT_IN_MIND:
            _found.popitem(last=False)
    return moments


def _chosen(past: Past) -> list[Moment]:
    ranked = sorted(_candidates(past), key=lambda moment: (-moment["weight"], moment["happened"], moment["code"]))
    first: dict[str, Moment] = {}
    for moment in ranked:
        first.setdefault(moment["kind"], moment)
    leading = [*first.values()]
    rest = [moment for moment in ranked if moment not in leading]
    chosen = sorted([*leading, *rest][: past.item.setting.script.hot_wash.pivots], key=lambda each: each["happened"])
    number = 1
    for moment in chosen:
        moment["first"] = number
        number += len(moment["acts"])
    return chosen


def _candidates(past: Past) -> Iterator[Moment]:
    if not past.spans:
        return
    for inject in half_known(past.item.setting, past.item.board):
        yield _half(past, inject)
    yield from _keys(past)
    for public, item in past.item.board.transactions.items():
        yield _transaction(past, public, item)
    yield from _index(past)


def _moment(past: Past, kind: str, code: str, happened: float, weight: float, **more: Any) -> Moment:
    turn = int(happened) + 1 if happened < len(past.spans) else len(past.spans)
    early = kind == "key" and happened == 0
    when = both("From before the start", "推演开始之前") if early else both(f"Turn {turn}", f"第 {turn} 回合")
    parts = {"acts": [], **more}
    parts["acts"] = sorted(parts["acts"], key=lambda act: float(act["t"]))[:SHOWN_ACTS]
    return {"kind": kind, "code": code, "weight": weight, "happened": happened, "when": when, **parts}


# Knowledge that one side had


def _half(past: Past, inject: Inject) -> Moment:
    sent, title = past.when(inject.sent_at), inject_title(past.item, inject.code)
    knew = {team: _knew(past, inject, team) for team in past.table}
    without = [team for team in past.table if not knew[team]]
    waited = [known["t"] - sent for team, known in knew.items() if team in inject.shared and known]
    weight = KEPT + len(without) if without else TOLD + 10 * max(waited, default=0.0)
    return _moment(
        past, "knowledge", inject.code, sent, round(weight, 2), title=title, knew=knew, acts=_uses(past, inject),
        sum=_reached(past, inject, without),
        ask=both("What would it have cost to tell them at once?", "当时立即告知对方，代价是什么？"),
    )  # fmt: skip


def _knew(past: Past, inject: Inject, team: str) -> dict[str, Any]:
    if team in addressed(inject):
        return _read(past, inject, team)
    for entry in past.entries:
        event = entry.event
        if isinstance(event, Shared) and (event.id, event.to) == (inject.id, team):
            name = past.name(event.by)
            return {"t": past.when(entry.at), "how": both(f"told by {name['en']}", f"{name['zh-hans']}告知")}
    return {}


def _read(past: Past, inject: Inject, team: str) -> dict[str, Any]:
    """When the first of a team opened it. Bots read what lies on their desk."""
    opened = [
        entry.at
        for entry in past.entries
        if isinstance(entry.event, Seen) and entry.event.id == inject.id and past.team_of(entry.event.seat) == team
    ]
    if opened:
        return {"t": past.when(opened[0]), "how": both("read it", "阅知")}
    people = any(seat.occupant is Occupant.HUMAN for seat in past.item.board.seats_of(team).values())
    if team in inject.answers:
        return {"t": past.when(inject.answers[team].at), "how": both("answered it", "作出答复")}
    return {} if people else {"t": past.when(inject.sent_at), "how": both("on its desk", "送达席位")}


def _uses(past: Past, inject: Inject) -> list[dict[str, Any]]:
    found = []
    for entry in past.entries:
        match entry.event:
            case Shared(id=public, by=team, to=to) if public == inject.id:
                name, own = past.name(to), past.name(team)
                text = both(f"{own['en']} hands it to {name['en']}", f"{own['zh-hans']}向{name['zh-hans']}移交")
                found.append({"team": team, "t": past.when(entry.at), "text": text})
            case Answered(id=public, team=team) if public == inject.id:
                own = past.name(team)
                text = both(f"{own['en']} answers", f"{own['zh-hans']}答复")
                found.append({"team": team, "t": past.when(entry.at), "text": text})
    return found


def _reached(past: Past, inject: Inject, without: list[str]) -> Text:
    had, never = _listed(past, sorted(addressed(inject) & set(past.table))), _listed(past, without)
    if without and inject.shared:
        return both(
            f"{had['en']} had it first and handed it on. {never['en']} never learnt it.",
            f"{had['zh-hans']}最先掌握并移交，{never['zh-hans']}始终不知。",
        )
    if without:
        return both(
            f"{had['en']} held this. {never['en']} never learnt it.",
            f"{had['zh-hans']}掌握此情，{never['zh-hans']}始终不知。",
        )
    return both(f"{had['en']} had it first; in the end everybody knew.", f"{had['zh-hans']}最先掌握，最终各方均知悉。")


def _listed(past: Past, teams: list[str]) -> Text:
    names = [past.name(team) for team in teams]
    return both(", ".join(name["en"] for name in names), "、".join(name["zh-hans"] for name in names))


# Keys that were not what they were said to be


def _keys(past: Past) -> Iterator[Moment]:
    turned, declared = _key_times(past)
    for key, at in turned.items():
        yield _key(past, key, at, declared.get(key))


def _key_times(past: Past) -> tuple[dict[str, float], dict[str, tuple[float, str]]]:
    """Key → when it was lost in truth, in turns; key → when, and by whom, it was first doubted aloud."""
    turned: dict[str, float] = {}
    declared: dict[str, tuple[float, str]] = {}
    for entry in past.entries:
        event, at = entry.event, past.when(entry.at)
        impact = getattr(event, "impact", None)
        truths = dict(impact.keys) if impact else {}
        spoken = dict(impact.declared) if impact else {}
        if isinstance(event, Created):
            truths, spoken, at = dict(event.key_truths), dict(event.key_states), 0.0
        if isinstance(event, KeyTurned):
            truths[event.key] = event.status
        if isinstance(event, KeyDeclared):
            declared.setdefault(event.key, (at, event.team))
        for key in (key for key, status in truths.items() if status in BAD):
            turned.setdefault(key, at)
        for key in (key for key, status in spoken.items() if status != KeyStatus.HEALTHY):
            declared.setdefault(key, (at, ""))
    return turned, declared


def _key(past: Past, key: str, at: float, said: tuple[float, str] | None) -> Moment:
    weight = TOLD + 10 * max(0.0, said[0] - at) if said else float(SEALED)
    knew = {team: _heard(past, team, said) for team in past.table}
    status = past.item.board.keys[key].true_status if key in past.item.board.keys else KeyStatus.COMPROMISED
    gone = both("was lost", "已丢失") if status is KeyStatus.LOST else both("was in other hands", "已落入他人之手")
    return _moment(
        past, "key", key, at, round(weight, 2), knew=knew, sum=_declared(past, said, at),
        title=both(f"{key} {gone['en']}", f"{key} {gone['zh-hans']}"),
        ask=both("What made it hard, or safe, to say so?", "说出来为何难，又为何安全？"),
    )  # fmt: skip


def _heard(past: Past, team: str, said: tuple[float, str] | None) -> dict[str, Any]:
    if said is None:
        return {}
    at, by = said
    name = past.name(by) if by else both("an inject", "情况通报")
    if team == by:
        return {"t": at, "how": both("declared it", "作出申报")}
    return {"t": at, "how": both(f"declared by {name['en']}", f"由{name['zh-hans']}申报")}


def _declared(past: Past, said: tuple[float, str] | None, at: float) -> Text:
    if said is None:
        return both(
            "It was never declared: every page went on calling this key sound.",
            "始终无人申报，各页面一直显示该密钥完好。",
        )
    late = max(0.0, said[0] - at)
    if not said[1]:
        return both("It became known by itself.", "情况自行暴露。")
    name = past.name(said[1])
    return both(f"{name['en']} declared it {late:.1f} turns later.", f"{name['zh-hans']}在 {late:.1f} 个回合后申报。")


# The transaction that mattered


def _transaction(past: Past, public: str, item: Transaction) -> Moment:
    setting, board = past.item.setting, past.item.board
    stolen = item.kind == THEFT
    trap = not stolen and bool(bytes_of(setting, board, item, missing(setting, board, item))["turned"])
    opened = [entry.at for entry in past.entries if _opens(entry, public)]
    holders = {board.keys[key].team for key in board.vaults[item.vault].keys}
    return _moment(
        past, "transaction", item.code, past.when(min(opened, default=0.0)), _gravity(item, trap=trap),
        title=_named(item, stolen=stolen),
        knew={team: _decoded(past, public, team) for team in past.table if team in holders},
        acts=_signing(past, public), sum=_ended(item, trap=trap),
        ask=_asked(stolen=stolen),
    )  # fmt: skip


def _named(item: Transaction, *, stolen: bool) -> Text:
    if stolen:
        return both("A thief emptied the vault with keys of the parties", "窃贼以各方密钥转走金库资产")
    purpose = full(dict(item.purpose))
    return both(f"{item.code}: {purpose['en']}", f"{item.code}：{purpose['zh-hans']}")


def _asked(*, stolen: bool) -> Text:
    if stolen:
        return both("Who could have stopped it, and until when?", "谁本可阻止，最迟到何时？")
    return both("What did you look at before you decided?", "作出决定之前，你看了什么？")


def _opens(entry: Entry, public: str) -> bool:
    return isinstance(entry.event, TransactionOpened) and entry.event.id == public


def _gravity(item: Transaction, *, trap: bool) -> float:
    if item.lost:
        return LOST
    if trap:
        return SPRUNG if item.state == "final" else CAUGHT
    return BLIND if any(done.blind for done in item.signatures.values()) else PLAIN


def _decoded(past: Past, public: str, team: str) -> dict[str, Any]:
    """Who decoded knew before; everybody sees coins leave."""
    for entry in past.entries:
        match entry.event:
            case Decoded(id=tx, seat=seat) if tx == public and past.team_of(seat) == team:
                return {"t": past.when(entry.at), "how": both("decoded the bytes", "解码查看")}
            case TransactionFinal(id=tx, lost=lost) if tx == public and lost:
                return {"t": past.when(entry.at), "how": both("saw the coins leave", "见资产转出")}
            case _:
                continue
    return {}


def _signing(past: Past, public: str) -> list[dict[str, Any]]:
    found = []
    for entry in past.entries:
        match entry.event:
            case Signed(id=tx, key=key, seat=seat, blind=blind) if tx == public:
                text = _signs(key, stolen=seat not in past.item.board.seats, blind=blind)
            case SigningRefused(id=tx, key=key) if tx == public:
                text = both(f"{key} refuses", f"{key} 拒签")
            case _:
                continue
        found.append({"team": past.item.board.keys[key].team, "t": past.when(entry.at), "text": text})
    return found


def _signs(key: str, *, stolen: bool, blind: bool) -> Text:
    if stolen:
        return both(f"{key} is used by a thief", f"{key} 被窃贼动用")
    return both(f"{key} signs{' blind' if blind else ''}", f"{key} {'未解码即' if blind else ''}签署")


def _ended(item: Transaction, *, trap: bool) -> Text:
    how = both("became final", "已生效") if item.state == "final" else both("never became final", "未生效")
    bytes_ = both("The bytes did not say what the request said. ", "交易内容与请求不符。") if trap else both("", "")
    gone = f"{item.lost / 100_000_000:,.2f}"
    loss = both(f" {gone} BTC left the parties’ hands.", f"{gone} 枚比特币流失。") if item.lost else both("", "")
    return both(
        f"{bytes_['en']}It {how['en']}.{loss['en']}",
        f"{bytes_['zh-hans']}该交易{how['zh-hans']}。{loss['zh-hans']}",
    )


# The turn that moved the index most


def _index(past: Past) -> Iterator[Moment]:
    begun = {entry.event.turn: entry.event.opening for entry in past.entries if isinstance(entry.event, TurnBegan)}
    values = [opening.get(INDEX) for opening in begun.values()] + [past.item.board.world.get(INDEX)]
    steps = [
        (after - before, turn, before, after)
        for turn, before, after in zip(begun, values, values[1:], strict=False)
        if isinstance(before, float) and isinstance(after, float)
    ]
    if steps:
        yield _move(past, *max(steps, key=lambda step: (abs(step[0]), -step[1])))


def _move(past: Past, by: float, turn: int, before: float, after: float) -> Moment:
    title = full(dict(CATALOGUE.variable(INDEX).title))
    resolved, bell = past.item.board.resolved.get(str(turn)), turn - SHORTLY
    acts = [
        {"team": outcome.team, "t": bell, "text": _deed(past, outcome.team, outcome.action)}
        for outcome in (resolved.outcomes.values() if resolved else ())
        if outcome.team in past.table
    ]
    shown = {"t": bell, "how": both("at the reveal", "结果揭晓时")}
    return _moment(
        past, "index", INDEX, bell, round(MOVED + min(30.0, abs(by)), 2),
        title=both(f"{title['en']} moved most in turn {turn}", f"{title['zh-hans']}在第 {turn} 回合变动最大"),
        knew=dict.fromkeys(past.table, shown), acts=acts,
        sum=both(f"From {before:.0f} to {after:.0f} in one turn.", f"一个回合内由 {before:.0f} 变为 {after:.0f}。"),
        ask=both("Did anybody mean this to happen?", "这一结果是有人预期的吗？"),
    )  # fmt: skip


def _deed(past: Past, team: str, action: str) -> Text:
    name, title = past.name(team), action_title(action)
    return both(f"{name['en']}: {title['en']}", f"{name['zh-hans']}：{title['zh-hans']}")
