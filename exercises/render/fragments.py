"""The partials a frame touches, drawn once per stream and language. The same templates draw the first paint.

Nothing personal is in a fragment. What is one's own is named in `mine`, and each page fetches its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from exercises.domain.board.setting import CONTROL, EVALUATOR, PUBLIC

Fragment = dict[str, str]
View = Mapping[str, Any]
Context = dict[str, Any]

DESK = "exercises/desk/"
ALWAYS_OWN = ("act", "marks", "me")
OWN_PARTS: tuple[str, ...] = (
    *ALWAYS_OWN,
    *(
        "sheet",
        "picker",
        "compose",
        "feeling",
        "confirm",
        "shares",
        "my-keys",
        "tx-list",
        "ceremony",
        "statement",
        "call",
        "note",
    ),
    *("contest", "steps", "log", "seats", "unmet", "notes-rail", "objectives", "wash"),
    *("inject:*", "tx-bytes:*", "tx-checks:*", "tx-acts:*"),
)
"""Every part of a page that is one's own; a star stands for any id."""

WHOLE: dict[str, tuple[tuple[str, str], ...]] = {
    "exercise": (
        ("top-turn", "components/top_turn"),
        ("top-clock", "components/top_clock"),
        ("banner", "components/banner"),
        ("strip", "components/strip"),
    ),
    "facts": (("strip", "components/strip"), ("numbers", f"{DESK}numbers")),
    "hotline": (("hotline", f"{DESK}hotline"), ("calls", f"{DESK}calls")),
    "orders": (("orders", f"{DESK}orders"),),
    "proposals": (("proposals", f"{DESK}proposals"), ("count-diplomacy", f"{DESK}count_diplomacy")),
    "statements": (("statements", f"{DESK}statements"),),
    "notes": (("notes", f"{DESK}notes"),),
    "news": (("news", f"{DESK}news"),),
    "proofs": (("proofs", f"{DESK}proofs"),),
    "checks": (("proofs", f"{DESK}proofs"),),
    "outcomes": (("outcome-list", f"{DESK}outcome_list"), ("outcomes", f"{DESK}outcomes")),
    "teams": (("muster", "exercises/lobby/muster"), ("ready", "exercises/lobby/ready")),
    "seats": (("muster", "exercises/lobby/muster"), ("ready", "exercises/lobby/ready")),
}
"""Section of the view → the partials drawn anew when anything in it changes."""

FOR_CONTROL: dict[str, tuple[tuple[str, str], ...]] = {
    "exercise": (
        ("top-turn", "components/top_turn"),
        ("top-clock", "components/top_clock"),
        ("banner", "exercises/control/banner"),
        ("transport", "exercises/control/transport"),
        ("run-sheet", "exercises/control/run"),
        ("injects", "exercises/control/injects"),
        ("strip", "components/strip"),
    ),
    "facts": (("strip", "components/strip"),),
    "injects": (("injects", "exercises/control/injects"),),
    "control": (
        ("run-sheet", "exercises/control/run"),
        ("injects", "exercises/control/injects"),
        ("needs", "exercises/control/needs"),
    ),
    "teams": (("teams", "exercises/control/teams"),),
    "seats": (("teams", "exercises/control/teams"),),
    "orders": (("orders", "exercises/control/orders"),),
    "outcomes": (("outcomes", "exercises/control/outcomes"), ("transport", "exercises/control/transport")),
    "evaluation": (("evaluation", "exercises/control/notes"),),
}

FOR_WALL: dict[str, tuple[tuple[str, str], ...]] = {
    "exercise": (
        ("top-turn", "exercises/wall/turn"),
        ("top-clock", "exercises/wall/clock"),
        ("banner", "components/banner"),
        ("strip", "components/strip"),
        ("wire", "exercises/wall/wire"),
    ),
    "facts": (("strip", "components/strip"),),
    "outcomes": (("wire", "exercises/wall/wire"),),
    "injects": (("wire", "exercises/wall/wire"),),
    "statements": (("wire", "exercises/wall/wire"),),
    "news": (("wire", "exercises/wall/wire"),),
    "teams": (("wall-orders", "exercises/wall/orders"),),
}

FOR_EVALUATOR = {"exercise": WHOLE["exercise"], "facts": FOR_CONTROL["facts"]}
"""Who evaluates all teams at once stands behind no desk; at one team's desk they read that team's stream."""

OWN: dict[str, tuple[str, ...]] = {
    "exercise": OWN_PARTS,
    "turn": OWN_PARTS,
    "orders": ("marks", "sheet", "picker", "unmet"),
    "team": ("sheet", "picker"),
    "proposals": ("sheet", "picker", "unmet"),
    "seats": ("steps", "seats", "me", "marks", "sheet"),
    "hotline": ("call",),
    "outcomes": ("contest",),
    "vaults": ("my-keys", "tx-acts:*"),
    "proofs": ("my-keys", "unmet"),
    "control": ("seats", "unmet"),
    "injects": ("unmet",),
    "transactions": ("unmet", "tx-list"),
    "ceremonies": ("ceremony",),
    "evaluation": ("notes-rail", "objectives"),
}
"""Section of the view → the own parts that may read otherwise now."""


def fragments(stream: str, language: str, changes: Mapping[str, Any], view: View) -> dict[str, Any]:
    """`{"fragments": [{"target", "html", "swap"}], "mine": [part], "inject"?: id}` for one frame."""
    paths = [path.split("/") for path in changes]
    with translation.override(language):
        drawn = {_place(fragment): fragment for fragment in _drawn(stream, paths, view)}
    answer: dict[str, Any] = {"fragments": list(drawn.values()), "mine": _own(paths)}
    if stream == CONTROL:
        answer["mine"].append("log")
    if stream != CONTROL and _moves_on(changes):
        answer["go"] = True
    arrived = [path[1] for path in paths if path[0] == "injects" and len(path) == 2 and changes["/".join(path)]]  # noqa: PLR2004
    return answer | ({"inject": arrived[-1]} if arrived else {})


def _moves_on(changes: Mapping[str, Any]) -> bool:
    """STARTEX, ENDEX and the steps of the hot wash lead to another page."""
    state = changes.get("exercise/state")
    return "exercise/step" in changes or state in OVER or (state is not None and "exercise/turn" in changes)


def _place(fragment: Fragment) -> str:
    """Each part is drawn once; what is added to a list stands beside what else is added."""
    return fragment["target"] if fragment["swap"] == "morph" else fragment["html"]


def draw(template: str, target: str, context: Context, swap: str = "morph") -> Fragment:
    """One partial, ready to be put in place."""
    return {"target": target, "html": render_to_string(f"{template}.html", context), "swap": swap}


def _drawn(stream: str, paths: list[list[str]], view: View) -> Iterator[Fragment]:
    table = {CONTROL: FOR_CONTROL, PUBLIC: FOR_WALL, EVALUATOR: FOR_EVALUATOR}.get(stream, WHOLE)
    for section in dict.fromkeys(path[0] for path in paths):
        for target, template in table.get(section, ()):
            yield draw(template, f"#{target}", {"view": view})
    for section, part in ONE_BY_ONE.get(stream, PARTS).items():
        touched = dict.fromkeys(path[1] for path in paths if path[0] == section and len(path) > 1)
        for public in touched:
            yield from part(view, public, [path for path in paths if path[:2] == [section, public]])


def _inject(view: View, public: str, _: list[list[str]]) -> Iterator[Fragment]:
    inject = view.get("injects", {}).get(public)
    if inject:
        context = {"view": view, "id": public, "inject": inject}
        yield draw(f"{DESK}count_injects", "#count-injects", context)
        yield draw(f"{DESK}inbox_row", "#inbox-list", context, "prepend")
        yield draw(f"{DESK}inject", f"#inject-{public}", context)


def _room(view: View, room: str, paths: list[list[str]]) -> Iterator[Fragment]:
    row = view.get("rooms", {}).get(room, {})
    place = f"#room-{slug(room)}"
    for path in paths:
        message = row.get("messages", {}).get(path[3]) if len(path) == 4 else None  # noqa: PLR2004 - rooms/R/messages/M
        if message:
            context = {"view": view, "id": path[3], "message": message, "room": room, "row": row}
            yield draw(f"{DESK}message", place, context, "append")


def _transaction(view: View, public: str, _: list[list[str]]) -> Iterator[Fragment]:
    item = view.get("transactions", {}).get(public)
    if not item:
        return
    context = {"view": view, "id": public, "tx": item}
    for template, target in (("tx_head", "tx-head"), ("tx_request", "tx"), ("tx_signatures", "tx-sigs")):
        yield draw(f"{DESK}{template}", f"#{target}-{public}", context)
    yield draw(f"{DESK}count_custody", "#count-custody", {"view": view})


def _vault(view: View, code: str, _: list[list[str]]) -> Iterator[Fragment]:
    vault = view.get("vaults", {}).get(code)
    if vault:
        yield draw(f"{DESK}vault", f"#vault-{code}", {"view": view, "code": code, "vault": vault})


def _ceremony(view: View, public: str, _: list[list[str]]) -> Iterator[Fragment]:
    ceremony = view.get("ceremonies", {}).get(public)
    if ceremony:
        context = {"view": view, "id": public, "ceremony": ceremony}
        yield draw(f"{DESK}ceremony", "#ceremonies", context, "prepend")


OVER = ("ended", "hot_wash", "closed")

PARTS: dict[str, Callable[[View, str, list[list[str]]], Iterator[Fragment]]] = {
    "injects": _inject,
    "rooms": _room,
    "transactions": _transaction,
    "vaults": _vault,
    "ceremonies": _ceremony,
}
"""Sections whose entries are drawn one by one."""

ONE_BY_ONE = {CONTROL: {"rooms": _room}, EVALUATOR: {"rooms": _room}, PUBLIC: {}}
"""Streams without a desk have less of it."""


def slug(room: str) -> str:
    """A room's code as an element's id writes it."""
    return "".join(mark if mark.isalnum() else "-" for mark in room)


def _own(paths: list[list[str]]) -> list[str]:
    """Own parts that this frame may have changed, by name; those of one card carry its id."""
    wanted = dict.fromkeys(name for path in paths for name in OWN.get(path[0], ()))
    for path in paths:
        if path[0] == "transactions" and len(path) > 1:
            wanted |= dict.fromkeys((f"tx-bytes:{path[1]}", f"tx-checks:{path[1]}", f"tx-acts:{path[1]}", "confirm"))
        if path[0] == "injects" and len(path) > 1:
            wanted |= dict.fromkeys((f"inject:{path[1]}", "marks"))
    return list(wanted)
