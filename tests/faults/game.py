"""An exercise that is played in the house, and what must hold of it whatever was done to the parts."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from typing import Any

from django.db import close_old_connections

from exercises import services, store
from exercises.models import Claim, Due, Exercise, Line, Role, Viewer
from exercises.services import seats
from tests import cast as people
from tests.faults.house import WEBS, House
from tests.faults.parts import until
from tests.faults.players import Caller, Player, ask
from tests.flows.whole import folds
from tests.replaying import fresh


class Game:
    """Two players, each at a door of their own, and control. They stand in Deliberate of the first turn."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.doors = [house.ports[name] for name in WEBS]
        cast = people.at_play()
        self.pk, self.code = cast.exercise.pk, cast.exercise.code
        self.reyes = self._player(cast.reyes, self.doors)
        self.liu = self._player(cast.liu, self.doors[::-1])
        self.control = Caller(self.doors, self.code, services.api_token(self._control(), name="control"))
        self.said: list[str] = []
        until(lambda: all(player.connections for player in self.players), "everybody is connected")

    @property
    def players(self) -> list[Player]:
        return [self.reyes, self.liu]

    def return_by(self, link: str) -> None:
        """After everybody lost their seat: control comes in by this link, and invites the others again."""
        self.control.token = self._joined(link)
        for player, seat in ((self.reyes, "us-treasury"), (self.liu, "cn-pboc")):
            player.leave()
            player.token = self._joined(self.control.post(f"seats/{seat}/invite/")["token"])
        self.reyes, self.liu = [Player(old.ports, self.code, old.token, old.stream) for old in self.players]

    def _joined(self, link: str) -> str:
        token: str = ask(self.doors[0], "join/", "", {"token": link, "name": "Again"}).body["token"]
        return token

    def _player(self, viewer: Viewer, doors: list[int]) -> Player:
        return Player(doors, self.code, services.api_token(viewer, name="page"), viewer.stream)

    def _control(self) -> Viewer:
        seats.open_place(self.pk, role=Role.CONTROL)
        place = self.row.places.get(role=Role.CONTROL)
        claim = Claim(kind="place", row=place.pk, hash=place.token_hash)
        return Viewer(exercise=self.row, role=Role.CONTROL, stream="control", claim=claim)

    # What is asked of the database; a connection that broke is made again

    @property
    def row(self) -> Exercise:
        close_old_connections()
        return Exercise.objects.get(pk=self.pk)

    @property
    def phase(self) -> tuple[int, str]:
        row = self.row
        return row.turn, row.phase

    @property
    def clock(self) -> Any:
        return store.present(self.row).board.clock

    @property
    def coming(self) -> list[Due]:
        """What is to happen by itself, the first first."""
        return list(Due.objects.filter(exercise=self.row).order_by("at", "pk"))

    @property
    def view(self) -> dict[str, Any]:
        """What the public sees of the exercise as a whole."""
        found: dict[str, Any] = store.look(self.row, "public").view["exercise"]
        return found

    def count(self, kind: str, part: str = "") -> int:
        """Lines of the log of this kind with these words in them."""
        return Line.objects.filter(exercise=self.row, kind=kind, text__contains=part).count()

    # Play

    def talk(self, text: str) -> None:
        """Both say it, and both have it."""
        for player in self.players:
            self.said.append(f"{text} {player.stream}")
            player.say(self.said[-1])

    def reach(self, what: str) -> None:
        """Let everything before the next row of this kind happen at its time, and stop when that row is due."""
        self.move_to(self.approach(what))

    def approach(self, what: str) -> Due:
        """The same, up to the moment before."""
        while (row := self.coming[0]).what != what:
            self.move_to(row)
            until(partial(self._is_over, row), f"{row.what} {row.ref} happens")
        return row

    def _is_over(self, row: Due) -> bool:
        return not Due.objects.filter(exercise=self.row, what=row.what, ref=row.ref, at=row.at).exists()

    def move_to(self, row: Due) -> None:
        """Make this row due."""
        self.move_on(max(0.0, row.at - store.now()) + 0.01)

    def move_on(self, seconds: float) -> None:
        """Time passes, for every process at once."""
        self.house.clock.set(float(self.house.clock) + seconds)

    def comes_to(self, turn: int, phase: str) -> None:
        until(lambda: self.phase == (turn, phase), f"{phase} of turn {turn} begins")

    def comes_to_state(self, state: str) -> None:
        until(lambda: self.row.state == state, f"the exercise is {state}")

    def close(self) -> None:
        for player in self.players:
            player.leave()
        store.erase(self.code, by="test", reason="The test is over.")

    # What must hold

    def is_whole(self) -> None:
        """Nothing happened twice, nothing that was accepted is lost, and everybody's page shows what is so."""
        folds(self.row)
        assert set(self._phases().values()) == {1}
        for text in self.said:
            assert self.count("Said", f'"{text}"') == 1, text
        self.everybody_has_everything()
        heads, views = store.heads(self.row), fresh(self.row)
        for player in self.players:
            assert player.wrong == []
            assert player.numbers == list(range(player.numbers[0], heads[player.stream] + 1))
            assert player.view == views[player.stream]

    def everybody_has_everything(self) -> None:
        """Their pages come to show the last frame of their stream."""
        heads = store.heads(self.row)
        for player in self.players:
            until(partial(player.has, heads[player.stream]), f"{player.stream} has caught up")

    def _phases(self) -> Counter[tuple[int, str]]:
        """How often each phase of each turn began. Nobody steps back here."""
        texts = Line.objects.filter(exercise=self.row, kind="PhaseBegan").values_list("text", flat=True)
        events = [json.loads(text)["event"] for text in texts]
        return Counter((event["turn"], event["phase"]) for event in events)
