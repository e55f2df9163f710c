"""First Watch by programs alone: each knows what its token shows it, and acts by what the API offers.

Careful players, but their eyes are `board/` and `me/` and their hands are addresses; only the clock is the server's.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from exercises import services, store
from exercises.domain.bots import POLICIES, Sight
from exercises.domain.bots.rehearsal import ROUNDS
from exercises.domain.play import commands
from exercises.models import Due, Exercise
from tests import factories
from tests.api.conftest import Caller
from tests.flows.conftest import same_luck
from tests.flows.whole import folds
from tests.timing import wait

__all__ = ["same_luck"]


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()


class Player:
    """A program at one seat."""

    def __init__(self, caller: Caller, seat: str) -> None:
        self.caller, self.seat = caller, seat
        self.sent = 0
        self.refused: list[str] = []

    def get(self, path: str) -> Any:
        return done(self.caller.get(path))

    def send(self, path: str, body: dict[str, Any]) -> bool:
        """One command, for the moment that the program knows, with a key of its own; sent twice it is done once."""
        self.sent += 1
        turn, generation = self.get("me/")["fence"]
        whole = {**body, "turn": turn, "generation": generation}
        key = f"{self.seat}-{self.sent}"
        first, again = (self.caller.post(path, whole, **{"Idempotency-Key": key}) for _ in range(2))
        if first.status_code == 200:
            assert again.json() == {**first.json(), "repeated": True}
        else:
            self.refused.append(f"{path} {first.json()['code']}")
        return bool(first.status_code == 200)

    def sight(self, *, last: bool) -> Sight:
        view, me = self.get("board/")["view"], self.get("me/")
        view["rumours"] = {code: fact for code, fact in view["facts"].items() if code.startswith("rumour.")}
        place: Any = SimpleNamespace(team=me["team"], lead=me["lead"], holds=tuple(me["holds"]))
        return Sight(
            seat=self.seat,
            place=place,
            look=view.get,
            decoded=lambda public: self.get(f"transactions/{public}/").get("mine", {}).get("bytes", {}),
            fingerprints=lambda public: self.get("me/")["ceremonies"].get(public, {}),
            last=last,
        )


class Room:
    """The programs of one exercise, from an account's token to a token for everybody."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        owner = factories.user("trainer", is_staff=True)
        staff = Caller(token=services.account_token(owner, name="studio"))
        text = factories.library_text("first-watch")
        script = done(staff.post("/api/v1/scripts/import/", {"text": text}))
        version = done(staff.post(f"/api/v1/scripts/{script['id']}/publish/"))["version"]
        code = done(staff.post("/api/v1/exercises/", {"version": version, "title": "By programs"}))["code"]
        self.control = Caller(code, staff.token)
        done(self.control.post("ready/"))
        self.players = {row["id"]: self._sat(row["id"]) for row in done(self.control.get("seats/"))["items"]}
        self.evaluator = self._beside("evaluator")
        self.wall = self._beside("public")

    def _sat(self, seat: str) -> Player:
        link = done(self.control.post(f"seats/{seat}/invite/", {"name": seat.title()}))["token"]
        came = done(Caller().post("/api/v1/join/", {"token": link, "name": seat.title()}))
        player = Player(Caller(came["exercise"], came["token"]), seat)
        done(player.caller.post("muster/", {"text": "Here."}))
        return player

    def _beside(self, role: str) -> Caller:
        link = done(self.control.post("places/", {"role": role}))["token"]
        return Caller(self.control.code, done(Caller().post("/api/v1/join/", {"token": link}))["token"])

    @property
    def now(self) -> Any:
        return done(self.control.get(""))

    # Time

    def pass_to(self, moment: float) -> None:
        due = Due.objects.filter(exercise__code=self.control.code, at__lte=moment).order_by("at")
        while (row := due.first()) is not None:
            wait(self.settings, max(0.0, row.at - store.now()) + 0.01)
            services.tick()
        wait(self.settings, max(0.0, moment - store.now()))

    def play(self) -> None:
        """From STARTEX to ENDEX, round by round, by the clock that the API shows."""
        done(self.control.post("start/"))
        while (now := self.now)["state"] == "running":
            began, ends = store.now(), now["clock"]["ends"]
            if now["phase"] == "deliberate":
                for part in ROUNDS:
                    self.pass_to(began + part * (ends - began))
                    self.round(last=part == ROUNDS[-1])
            if now["phase"] == "lock":
                self.players["us-treasury"].send("feelings/", {"trust": 6, "prediction": "They will share."})
                done(self.evaluator.post("observations/", {"team": "us", "text": "They read aloud."}))
            self.pass_to(ends + 0.02)

    def round(self, *, last: bool) -> None:
        sights = {seat: player.sight(last=last) for seat, player in self.players.items()}
        for seat, sight in sights.items():
            player = self.players[seat]
            wish: Any
            for wish in POLICIES["good"](sight):
                path, body = call(wish)
                if player.send(path, body) and path.endswith("/sign/"):
                    self._confirm(player, wish.transaction)

    def _confirm(self, signer: Player, transaction: str) -> None:
        """Two pairs of eyes: a colleague decodes, and confirms what waits for a confirmation."""
        for player in self.players.values():
            for waiting in player.get("me/")["confirms"]:
                if waiting["tx"] == transaction and player is not signer:
                    player.send(f"transactions/{transaction}/decode/", {})
                    player.send(f"transactions/{transaction}/confirm/", {"key": waiting["key"]})


def call(wish: Any) -> tuple[str, dict[str, Any]]:
    """Address and body that do this."""
    return CALLS[type(wish)](wish)


CALLS: dict[type[Any], Callable[[Any], tuple[str, dict[str, Any]]]] = {
    commands.LockSheet: lambda wish: (
        "orders/submit/",
        {"orders": [{"action": line.action, "args": dict(line.args), "text": line.text} for line in wish.orders]},
    ),
    commands.Reply: lambda wish: (f"injects/{wish.inject}/reply/", {"reply": wish.reply, "text": wish.text}),
    commands.Act: lambda wish: ("acts/", {"action": wish.action, "args": dict(wish.args)}),
    commands.Propose: lambda wish: (
        "proposals/",
        {"action": wish.action, "to": wish.to, "args": dict(wish.args), "text": wish.text},
    ),
    commands.Accept: lambda wish: (f"proposals/{wish.proposal}/accept/", {}),
    commands.Decline: lambda wish: (f"proposals/{wish.proposal}/decline/", {}),
    commands.AnswerCall: lambda _: ("hotline/answer/", {}),
    commands.Say: lambda wish: ("messages/", {"room": wish.room, "text": wish.text}),
    commands.Decode: lambda wish: (f"transactions/{wish.transaction}/decode/", {}),
    commands.Sign: lambda wish: (f"transactions/{wish.transaction}/sign/", {"reason": wish.reason}),
    commands.Refuse: lambda wish: (f"transactions/{wish.transaction}/refuse/", {"reason": wish.reason}),
}


@pytest.mark.django_db
def test_programs_with_tokens_alone_come_to_gold_and_through_the_hot_wash(same_luck: None, settings: Any) -> None:
    room = Room(settings)

    room.play()

    assert {seat: player.refused for seat, player in room.players.items() if player.refused} == {}
    done(room.evaluator.post("ratings/", {"objective": "FW-O1", "rating": "performed", "note": "In time."}))
    done(room.control.post("hot-wash/"))
    for player in room.players.values():
        assert player.caller.get("report/").json()["code"] == "review_closed"
        assert player.send("wash/", {"answers": dict.fromkeys(player.get("wash/")["questions"], "We looked.")})
    while room.now["state"] != "closed":
        done(room.control.post("hot-wash/"))
    for player in room.players.values():
        assert player.get("report/record/")["tier"] == "gold"
    assert done(room.evaluator.get("objectives/"))["items"][0]["rating"] == "performed"
    assert room.control.get("export/").status_code == 200
    assert "CN-1" not in done(room.wall.get("board/"))["view"].get("orders", {})
    folds(Exercise.objects.select_related("version").get(code=room.control.code))
