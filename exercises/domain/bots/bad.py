"""The careless player: signs what it is shown, keeps what it knows, and blames the other side."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.domain.bots.good import replies, sheet_open
from exercises.domain.bots.sight import Sight
from exercises.domain.bots.taste import BAD_ALONE, BAD_REPLIES
from exercises.domain.events.parts import Order
from exercises.domain.play import commands
from exercises.domain.play.commands import Command


def bad(sight: Sight) -> Iterator[Command]:
    for key in sight.keys:
        for public, item in sight.items("transactions"):
            if item["state"] == "open" and key not in item["signatures"] and key not in item["refusals"]:
                yield commands.Sign(by=sight.me, transaction=public)
    if sight.leads:
        yield from replies(sight, BAD_REPLIES)
        yield from _quarrel(sight)
        yield from _sheet(sight)


def _quarrel(sight: Sight) -> Iterator[Command]:
    line = sight.see("hotline")
    if line.get("state") == "ringing" and line.get("to") == sight.team:
        yield commands.DeclineCall(by=sight.me)
    for public, proposal in sight.items("proposals"):
        if proposal["state"] == "open" and proposal["to"] == sight.team:
            yield commands.Decline(by=sight.me, proposal=public)
    if "accuse" in sight.see("team")["at_hand"]:
        text = "The fault lies with the other side, and with nobody else."
        yield commands.Act(by=sight.me, action="accuse", args={"text": text})


def _sheet(sight: Sight) -> Iterator[Command]:
    if not sheet_open(sight):
        return
    liked = [code for code in BAD_ALONE if code in sight.see("team")["at_hand"]]
    orders = (Order(id=f"{sight.team}-{sight.turn}-{code}", action=code, seat=sight.seat) for code in liked[:2])
    yield commands.LockSheet(by=sight.me, orders=tuple(orders))
