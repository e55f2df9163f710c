"""What the catalogue is made of: the world's numbers and the levers that move them."""

from __future__ import annotations

from collections.abc import Iterable, KeysView, Mapping
from dataclasses import dataclass

from exercises.enums import Mode, Timing, Visibility

Value = float | str | bool
Text = Mapping[str, str]

PRINCIPALS = ("us", "cn")
CELLS = ("red", "white")


def both(en: str, zh: str) -> Text:
    """A text in the two languages that Parley speaks."""
    return {"en": en, "zh-hans": zh}


def other_principals(team: str) -> tuple[str, ...]:
    """Whom `.other` means when this team acts: the other principal; for an observer, both."""
    return tuple(code for code in PRINCIPALS if code != team)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who sees the true value. `owner` is a team; `lag` counts turns for lagged values."""

    visibility: Visibility
    owner: str | None = None
    lag: int = 0


PUBLIC = Seen(Visibility.PUBLIC)
BILATERAL = Seen(Visibility.BILATERAL)
CUSTODIAN = Seen(Visibility.CUSTODIAN)
OBSERVER = Seen(Visibility.OBSERVER)
WHITE = Seen(Visibility.WHITE)


def owned(team: str) -> Seen:
    return Seen(Visibility.TEAM, team)


def estimate(owner: str | None = None) -> Seen:
    """Exact for the owner, a band for everybody else; without an owner a band for all."""
    return Seen(Visibility.ESTIMATE, owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One living number, named state or flag.

    `spread` is the noise of an estimate at no intelligence at all. A trust-like number gains slowly and loses fast.
    `good` says whether more of it is a gain (1), a loss (-1) or neither (0). While tension is high, losses grow with
    the variable named by `hardened_by`; `softened_by` names one that takes up to 30 % off a loss. A code such as
    `rumour.*` stands for a family that grows during play.
    """

    code: str
    title: Text
    start: Value
    unit: str = "index"
    low: float = 0.0
    high: float = 100.0
    seen: Seen = PUBLIC
    source: str
    kind: str = "number"
    options: tuple[str, ...] = ()
    spread: float = 0.0
    trustlike: bool = False
    good: int = 0
    hardened_by: str = ""
    softened_by: str = ""


def named_state(  # noqa: PLR0913, PLR0917 - one row of a table
    code: str, title: Text, start: str, options: tuple[str, ...], source: str, seen: Seen = PUBLIC
) -> Variable:
    """A variable that holds one word out of a closed list."""
    return Variable(
        code=code, title=title, start=start, unit="state", seen=seen, source=source, kind="state", options=options
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing an order must say, for example an amount of bitcoin."""

    code: str
    label: Text
    kind: str
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    optional: bool = False


FIELD_KINDS = frozenset(
    {"number", "btc", "days", "share", "usd", "text", "choice", "flag", "key", "vault", "tx", "team", "inject", "site"}
    | {"rumour", "claim"}
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Attention, political capital, million US dollars."""

    ap: int
    pc: float
    money: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One lever of the catalogue.

    `who` holds team codes or `principals`, `observers`, `key_holders`, `any`. `needs` is a condition, `effects` are
    effect lines; their `.own` and `.other` mean the acting team and the other principal. `scaled_by` names a field and
    the amount at which the effects are full. `triggers` names what happens beside the effects. The words of a `public`
    act are published.
    """

    code: str
    card: str
    title: Text
    about: Text
    who: tuple[str, ...] = ("principals",)
    mode: Mode = Mode.UNILATERAL
    timing: Timing = Timing.BELL
    ap: int = 1
    pc: float = 1
    money: float = 0.0
    each: bool = False
    needs: str = ""
    effects: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    scaled_by: tuple[str, float] | None = None
    triggers: str = ""
    public: bool = False

    def cost(self, team: str) -> Cost:
        """What one team pays; a joint act costs each principal attention and capital, and half the money."""
        halved = self.mode is Mode.JOINT and not self.each
        return Cost(self.ap, self.pc if team in PRINCIPALS else 0, self.money / 2 if halved else self.money)

    def allows(self, team: str, *, holds_keys: bool = False) -> bool:
        """Whether this team may choose the action at all."""
        return any(_means(word, team, holds_keys=holds_keys) for word in self.who)

    def scale(self, args: Mapping[str, object]) -> float:
        """How much of the full effect the stated amount earns, from 0 to 1."""
        if self.scaled_by is None:
            return 1.0
        name, full = self.scaled_by
        amount = args.get(name, 0)
        return min(1.0, abs(float(amount)) / full) if isinstance(amount, (int, float)) else 0.0


def _means(word: str, team: str, *, holds_keys: bool) -> bool:
    groups = {
        "any": team not in CELLS,
        "principals": team in PRINCIPALS,
        "observers": team not in PRINCIPALS and team not in CELLS,
        "key_holders": holds_keys,
    }
    return groups.get(word, word == team)


class Catalogue:
    """Every variable and action by its full code. Codes are unique."""

    __slots__ = ("_families", "_found", "_siblings", "actions", "variables")

    def __init__(self, variables: tuple[Variable, ...], actions: tuple[Action, ...]) -> None:
        self.variables = {variable.code: variable for variable in variables}
        self.actions = {action.code: action for action in actions}
        if len(self.variables) < len(variables) or len(self.actions) < len(actions):
            raise ValueError(f"codes must be unique: {_doubles(variables) + _doubles(actions)}")
        self._families = [variable for variable in variables if "*" in variable.code]
        self._found: dict[str, Variable] = {}
        self._siblings = _siblings(self.variables)

    def variable(self, code: str) -> Variable:
        """The variable of this code, or the growing family it belongs to. KeyError when there is none."""
        known = self.variables.get(code) or self._found.get(code)
        return known or self._found.setdefault(code, self._family(code))

    def family(self, prefix: str, codes: KeysView[str]) -> tuple[str, ...]:
        """Every code `prefix.<one part>` that the catalogue names, and those of a growing family, in order."""
        known = self._siblings.get(prefix, ())
        if f"{prefix}.*" not in self.variables:
            return known
        more = codes - self.variables.keys()
        return tuple(sorted((*known, *(code for code in more if code.rpartition(".")[0] == prefix))))

    def knows(self, code: str) -> bool:
        try:
            self.variable(code)
        except KeyError:
            return False
        return True

    def _family(self, code: str) -> Variable:
        for variable in self._families:
            if belongs(code, variable.code):
                return variable
        raise KeyError(code)


def _siblings(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        prefix = code.rpartition(".")[0]
        if "*" not in code:
            found[prefix] = tuple(sorted((*found.get(prefix, ()), code)))
    return found


def belongs(code: str, pattern: str) -> bool:
    """Whether the code fits a pattern in which `*` stands for exactly one part."""
    parts, wanted = code.split("."), pattern.split(".")
    return len(parts) == len(wanted) and all(want in ("*", part) for part, want in zip(parts, wanted, strict=True))


def _doubles(entries: tuple[Variable, ...] | tuple[Action, ...]) -> list[str]:
    codes = [entry.code for entry in entries]
    return sorted({code for code in codes if codes.count(code) > 1})
