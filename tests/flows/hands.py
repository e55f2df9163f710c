"""People at browsers who play as the careful policy would: every wish of theirs is a form that is posted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.test import Client

from exercises import services, store
from exercises.domain.board.setting import stream_of
from exercises.domain.bots import POLICIES, Sight
from exercises.domain.bots.rehearsal import ROUNDS
from exercises.domain.play import commands
from exercises.domain.visibility import decoded, fingerprints
from exercises.domain.visibility.glance import Glance
from exercises.enums import Phase, State
from exercises.models import Due, Exercise, Role
from tests import factories
from tests.timing import wait

if TYPE_CHECKING:
    from exercises.domain.play import Command

Form = dict[str, Any]


@dataclass
class Hands:
    """Everybody's browser, and the one at control. `settings` moves the clock."""

    settings: Any
    exercise: Exercise
    control: Client
    seats: dict[str, Client]
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    # Control

    def run(self, verb: str, **form: Any) -> None:
        """Control presses a button; it must work."""
        answer = self.control.post(f"/x/{self.exercise.code}/control/do/{verb}/", form, headers=JSON)
        assert answer.status_code == 200, (verb, answer.content.decode())
        self.exercise.refresh_from_db()

    # The table

    def press(self, seat: str, verb: str, **form: Any) -> int:
        """Somebody presses a button. What the rules refuse is kept, with its reason."""
        answer = self.seats[seat].post(f"/x/{self.exercise.code}/{seat}/do/{verb}/", form, headers=JSON)
        if answer.status_code != 200:
            self.refused.append((seat, verb, answer.json()["code"]))
        return int(answer.status_code)

    def round(self, *, last: bool) -> None:
        """Everybody acts once on what their page showed as the round began."""
        standing = store.present(self.exercise)
        glance = Glance(standing.setting)
        for seat in self.seats:
            place = standing.board.seats[seat]
            sight = Sight(
                seat,
                place,
                partial(glance.section, standing.board, stream_of(place.team, place.clearances)),
                lambda public, seat=seat: decoded(standing.setting, self._board, seat, public),  # type: ignore[misc]
                lambda public, seat=seat: fingerprints(self._board, seat, public),  # type: ignore[misc]
                last,
            )
            for wish in POLICIES["good"](sight):
                for verb, form in forms(wish):
                    done = self.press(seat, verb, **(self._versioned(seat, verb) | form))
                    if verb == "sign" and done == 200:
                        self._confirm(seat, form["tx"], place)

    def _confirm(self, seat: str, transaction: str, place: Any) -> None:
        """Two pairs of eyes: a colleague looks, and confirms the signature."""
        for other, row in self._board.seats.items():
            if row.team == place.team and other != seat and "custodian" in row.clearances:
                self.press(other, "decode", tx=transaction)
                self.press(other, "confirm_signature", tx=transaction, key_code=place.holds[0])

    @property
    def _board(self) -> Any:
        return store.present(self.exercise).board

    def _versioned(self, seat: str, verb: str) -> Form:
        if verb != "order_add":
            return {}
        self.exercise.refresh_from_db()
        return {"version": services.draft_of(factories.seat_viewer(self.exercise, seat))["version"]}

    # Time

    def pass_to(self, moment: float) -> None:
        """Let everything that is due until this wall time happen at its time."""
        while (row := Due.objects.filter(exercise=self.exercise, at__lte=moment).order_by("at").first()) is not None:
            wait(self.settings, max(0.0, row.at - store.now()) + 0.01)
            services.tick()
        wait(self.settings, max(0.0, moment - store.now()))

    def play(self) -> None:
        """From STARTEX to ENDEX, round by round."""
        self.run("start", anyway="1")
        while (board := self._board).state is State.RUNNING:
            clock = board.clock
            if board.phase is Phase.DELIBERATE:
                for part in ROUNDS:
                    self.pass_to(clock.wall(clock.began + part * (clock.ends - clock.began)))
                    self.round(last=part == ROUNDS[-1])
            if board.phase is Phase.LOCK:
                self.press("us-treasury", "trust_given", value=6, prediction="They will share.")
            self.pass_to(clock.wall(clock.ends) + 0.02)


JSON = {"accept": "application/json"}


def taken(settings: Any, script: str) -> Hands:
    """Links are made at control, opened by everybody, and the seats mustered."""
    exercise = factories.exercise(script)
    control = Client()
    token = services.place_link(factories.staff_viewer(exercise, Role.CONTROL), role=Role.CONTROL)
    assert control.post(f"/join/{token}/").status_code == 302
    hands = Hands(settings, exercise, control, {})
    hands.run("ready")
    for seat in exercise.seats.order_by("pk").values_list("code", flat=True):
        hands.seats[seat] = _sat(hands, seat)
        assert hands.press(seat, "muster", name=seat.title(), test="Here.") == 200
    return hands


def _sat(hands: Hands, seat: str) -> Client:
    """An invitation, opened in a browser of one's own."""
    where = f"/x/{hands.exercise.code}/control/do/seat_invite/"
    link = json.loads(hands.control.post(where, {"seat": seat}, headers=JSON).content)["link"]
    client = Client()
    assert client.get(f"/join/{link}/").status_code == 200
    assert client.post(f"/join/{link}/", {"name": seat}).status_code == 302
    return client


# --- A wish as a form -------------------------------------------------------------------------------------------------


def forms(wish: Command) -> Iterator[tuple[str, Form]]:
    """Verb and fields of the button that does this."""
    if isinstance(wish, commands.LockSheet):
        yield from (("order_add", {"action": order.action, **_args(order)}) for order in wish.orders)
        yield "lock", {}
        return
    yield BUTTONS[type(wish)](wish)


def _acted(wish: Any) -> tuple[str, Form]:
    match wish.action:
        case "share_intel":
            return "share_intel", {"inject": wish.args["inject"]}
        case "emergency_freeze":
            return "freeze", dict(wish.args)
        case "declare_key_suspect":
            return "declare_suspect", {"key_code": wish.args["key"], "reason": wish.args["reason"]}
        case "prove_control":
            return "prove_control", {"key_code": wish.args["key"]}
        case _:
            return "act", {"action": wish.action, **_args(wish)}


def _args(wish: Any) -> Form:
    return {f"arg_{name}": value for name, value in wish.args.items()}


BUTTONS: dict[type[Any], Callable[[Any], tuple[str, Form]]] = {
    commands.Reply: lambda wish: ("reply", {"inject": wish.inject, "code": wish.reply, "text": wish.text}),
    commands.Act: _acted,
    commands.Propose: lambda wish: ("propose", {"action": wish.action, "to": wish.to, **_args(wish)}),
    commands.Accept: lambda wish: ("accept", {"proposal": wish.proposal}),
    commands.Decline: lambda wish: ("decline_proposal", {"proposal": wish.proposal}),
    commands.AnswerCall: lambda _: ("answer", {}),
    commands.Say: lambda wish: ("say", {"room": wish.room, "text": wish.text}),
    commands.Decode: lambda wish: ("decode", {"tx": wish.transaction}),
    commands.Sign: lambda wish: ("sign", {"tx": wish.transaction, "reason": wish.reason}),
    commands.Refuse: lambda wish: ("refuse", {"tx": wish.transaction, "reason": wish.reason}),
    commands.OfferKey: lambda wish: ("ceremony_submit", {"ceremony": wish.ceremony}),
    commands.HearWords: lambda wish: (
        "fingerprint_confirm",
        {"ceremony": wish.ceremony, "key_code": wish.key, "words": wish.words},
    ),
    commands.BuildVault: lambda wish: ("build_vault", {"ceremony": wish.ceremony}),
}
