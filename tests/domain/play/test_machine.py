"""Random tables: whatever anybody asks in whatever order, the laws hold.

Ranges, shares and causes (domain checks 1 and 3), the log and its fold, refusals that change nothing, a clock that
always has something to do.
"""

from __future__ import annotations

import math
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from exercises.domain.board import fold
from exercises.domain.board.state import Board
from exercises.domain.codec import canonical, decode, encode
from exercises.domain.events import from_plain, to_plain
from exercises.domain.events.parts import Order
from exercises.domain.play import commands, due
from exercises.domain.world import CATALOGUE, PRESETS
from exercises.enums import Occupant, Phase, State
from exercises.errors import Refusal
from tests.domain.table import COLD_IRON, CONTROLLER, EVALUATING, FIRST_WATCH, KEYHOLDERS, Table, orders, script

ACTIONS = sorted(CATALOGUE.actions)
NOW_ACTIONS = sorted(code for code, action in CATALOGUE.actions.items() if action.timing == "now")
NUMBERS = sorted(code for code, item in CATALOGUE.variables.items() if item.kind == "number" and "*" not in code)
WORDS = st.sampled_from(["", "EXERCISE. A word.", "x" * 5_000, "apple bread candle door"])
SOME = st.integers(0, 1_000_000)
TURNS = st.integers(1, 6)


class TableMachine(RuleBasedStateMachine):
    """Control, seats and the clock do as they please."""

    of = FIRST_WATCH

    @initialize(
        luck=st.booleans(), people=st.booleans(), secret=st.binary(min_size=1, max_size=4), turn=st.integers(1, 6)
    )
    def sit_down(self, luck: bool, people: bool, secret: bytes, turn: int) -> None:
        self.table = Table(self.of, luck=luck, secret=secret)
        self.table.seated(*(() if people else ("us-treasury",)))
        if people:
            for seat, held in self.table.board.seats.items():
                if held.occupant is Occupant.EMPTY:
                    self.table.control(commands.FillSeat, seat=seat, occupant=Occupant.HUMAN)
        self.table.control(commands.Start, anyway=True)
        self.table.until(Phase.DELIBERATE, min(turn, self.table.board.turns))
        self.told = 0

    def ask(self, command: commands.Command) -> bool:
        """True when it was done. Anything but a refusal is a fault."""
        before, length = self.table.board, len(self.table.log)
        try:
            self.table.do(command)
        except Refusal:
            assert self.table.board is before
            assert len(self.table.log) == length

            return False
        return True

    def one_of(self, mark: int, found: Any) -> Any:
        """Something that is there, or now and then something that is not."""
        names = list(found) if mark % 11 else []
        return names[mark % len(names)] if names else "nothing"

    def seat(self, mark: int) -> commands.Actor:
        """A seat that acts, for the most part while the table deliberates."""
        self.deliberate(mark)
        seats = list(self.table.board.seats)
        return self.table.by(seats[mark % len(seats)])

    def lead(self, mark: int) -> commands.Actor:
        self.deliberate(mark)
        teams = list(self.table.board.teams)
        return self.table.by(self.table.lead(teams[mark % len(teams)]))

    def deliberate(self, mark: int) -> None:
        if mark % 9 and self.table.board.turn < self.table.board.turns:
            self.table.until(Phase.DELIBERATE)

    # Time

    @rule(seconds=st.sampled_from([1, 20, 59, 180, 700]))
    def time_passes(self, seconds: int) -> None:
        self.table.run(seconds)

    @rule()
    def phase_ends(self) -> None:
        if self.table.board.state is State.RUNNING:
            self.table.run(max(0.0, self.table.left))

    @rule(seconds=st.sampled_from([61, 4_000]))
    def clock_is_away(self, seconds: int) -> None:
        self.table.now += seconds
        turn = self.table.board.turn
        self.table.tick()
        assert self.table.board.turn == turn
        self.ask(commands.Resume(by=CONTROLLER))

    @rule(verb=st.sampled_from([commands.Advance, commands.Resume, commands.LiftNoDuff, commands.Pause]))
    def control_has_the_clock(self, verb: type[commands.Command]) -> None:
        if self.ask(verb(by=CONTROLLER)) and verb is commands.Pause:
            self.ask(commands.GiveFeeling(by=self.table.by("us-treasury"), trust=3))
            self.ask(commands.Resume(by=CONTROLLER))

    @rule(mark=SOME)
    def something_real_happens(self, mark: int) -> None:
        if mark % 5 == 0 and self.ask(commands.NoDuff(by=self.seat(mark))):
            self.ask(commands.LiftNoDuff(by=CONTROLLER))

    @rule(mark=SOME, minutes=st.floats(allow_nan=True))
    def control_extends(self, mark: int, minutes: float) -> None:
        self.ask(commands.Extend(by=CONTROLLER, reason="More time.", minutes=minutes if mark % 2 else 1.0))

    @rule(mark=SOME)
    def control_steps_back(self, mark: int) -> None:
        turn = mark % 9
        if mark % 4 == 0 and turn in self.table.openings:
            number = self.table.openings[turn]
            self.ask(commands.StepBack(by=CONTROLLER, turn=turn, reason="Again.", to_number=number))
            self.told = 0

    # The table

    def args(self, action: str, mark: int) -> dict[str, Any]:
        """Details that may fit."""
        board = self.table.board
        named: dict[str, Any] = {
            "key": board.keys,
            "vault": board.vaults,
            "team": board.teams,
            "tx": board.transactions,
            "inject": [item.id for item in board.injects.values() if item.id],
            "rumour": [code.partition(".")[2] for code in board.world if code.startswith("rumour.")],
        }
        values: dict[str, Any] = {}
        for field in CATALOGUE.actions[action].fields if action in CATALOGUE.actions else ():
            if field.options:
                values[field.code] = field.options[mark % len(field.options)]
            elif field.kind in named:
                values[field.code] = self.one_of(mark, named[field.kind])
            elif field.kind == "flag":
                values[field.code] = bool(mark % 2)
            elif field.kind == "text":
                values[field.code] = ("vault:pilot", "EXERCISE. A reason.")[mark % 2]
            else:
                values[field.code] = (1.0, 10.0, 5_000.0, math.nan, -3.0)[mark % 5]
        return values

    @rule(mark=SOME, action=st.sampled_from(NOW_ACTIONS))
    def a_seat_acts(self, mark: int, action: str) -> None:
        self.ask(commands.Act(by=self.seat(mark), action=action, args=self.args(action, mark)))

    @rule(mark=SOME, wishes=st.lists(st.sampled_from([*ACTIONS, "free_text"]), max_size=4))
    def a_seat_locks(self, mark: int, wishes: list[str]) -> None:
        by = self.seat(mark)
        sheet = tuple(
            Order(
                id=f"{by.team}{self.table.board.turn}{place}{len(self.table.log)}",
                action=action,
                args=self.args(action, mark),
                text="We try." if action == "free_text" else "",
            )
            for place, action in enumerate(wishes)
        )
        self.ask(commands.LockSheet(by=by, orders=sheet))

    @rule(mark=SOME, action=st.sampled_from(ACTIONS))
    def a_team_locks_one_thing(self, mark: int, action: str) -> None:
        by = self.lead(mark)
        self.ask(commands.LockSheet(by=by, orders=orders(by.team, action, **{action: self.args(action, mark)})))

    @rule(mark=SOME)
    def a_seat_reopens(self, mark: int) -> None:
        self.ask(commands.ReopenSheet(by=self.seat(mark)))

    @rule(mark=SOME, action=st.sampled_from(ACTIONS))
    def a_seat_proposes(self, mark: int, action: str) -> None:
        by = self.lead(mark)
        to = {"us": "cn", "cn": "us"}.get(by.team, "us") if mark % 5 else by.team
        self.ask(commands.Propose(by=by, action=action, to=to, args=self.args(action, mark)))

    @rule(mark=SOME, verb=st.sampled_from([commands.Accept, commands.Accept, commands.Decline]))
    def a_seat_consents(self, mark: int, verb: Any) -> None:
        public = next(reversed([*self.table.board.proposals]), "nothing")
        item = self.table.board.proposals.get(public)
        by = self.table.by(self.table.lead(item.to)) if item and mark % 5 else self.seat(mark)
        self.ask(verb(by=by, proposal=public))

    @rule(mark=SOME, text=WORDS)
    def a_seat_replies(self, mark: int, text: str) -> None:
        sent = [item for item in self.table.board.injects.values() if item.id]
        item = sent[mark % len(sent)] if sent else None
        known = item is not None and item.code not in self.table.board.improvised
        choices = [reply.code for reply in script(self.of).inject(item.code).replies] if item and known else []
        reply = self.one_of(mark // 7, choices)
        self.ask(commands.Reply(by=self.seat(mark), inject=item.id if item else "nothing", reply=reply, text=text))

    @rule(mark=SOME, text=WORDS)
    def a_seat_speaks(self, mark: int, text: str) -> None:
        by = self.seat(mark)
        verbs = [
            commands.Say(by=by, room=self.one_of(mark // 7, ("us", "cn", "plenary", "cn~us")), text=text),
            commands.PassNote(by=by, to=self.one_of(mark // 7, self.table.board.teams), text=text),
            commands.MakeStatement(by=by, text=text, stance=text[:20]),
            commands.Ring(by=by, to=self.one_of(mark // 7, self.table.board.teams)),
            commands.AnswerCall(by=by),
            commands.DeclineCall(by=by),
            commands.HangUp(by=by),
        ]
        self.ask(verbs[mark % len(verbs)])

    @rule(mark=SOME, verb=st.sampled_from([commands.Decode, commands.Sign, commands.Sign, commands.Refuse]))
    def a_seat_signs(self, mark: int, verb: Any) -> None:
        words = {} if verb is commands.Decode else {"reason": "Why not." if mark % 3 else ""}
        self.ask(verb(by=self.seat(mark), transaction=self.one_of(mark // 7, self.table.board.transactions), **words))

    @rule(mark=SOME)
    def all_sign(self, mark: int) -> None:
        self.deliberate(mark)
        public = next((code for code, item in self.table.board.transactions.items() if item.state == "open"), "nothing")
        for seat in KEYHOLDERS.values():
            self.ask(commands.Sign(by=self.table.by(seat), transaction=public, reason="As agreed."))
        for key, seat in zip(KEYHOLDERS, ("us-fed", "us-treasury", "cn-safe", "cn-pboc", "us-fed"), strict=True):
            self.ask(commands.Confirm(by=self.table.by(seat), transaction=public, key=key))

    @rule(mark=SOME)
    def a_ceremony_is_held(self, mark: int) -> None:
        self.deliberate(mark)
        public = next(reversed([*self.table.board.ceremonies]), "nothing")
        for seat in KEYHOLDERS.values():
            self.ask(commands.OfferKey(by=self.table.by(seat), ceremony=public))
        ceremony = self.table.board.ceremonies.get(public)
        for key, new in ceremony.keys.items() if ceremony else ():
            self.ask(commands.HearWords(by=self.seat(mark), ceremony=public, key=key, words=new.spoken))
        verb = commands.AbandonCeremony if mark % 7 == 0 else commands.BuildVault
        self.ask(verb(by=self.seat(mark), ceremony=public))

    @rule(mark=SOME)
    def a_seat_contests(self, mark: int) -> None:
        outcomes = [public for turn in self.table.board.resolved.values() for public in turn.outcomes]
        self.ask(commands.Contest(by=self.seat(mark), outcome=self.one_of(mark // 7, outcomes), text="We disagree."))
        self.ask(commands.GiveFeeling(by=self.seat(mark), trust=mark % 12))

    # Control

    @rule(mark=SOME, verb=st.sampled_from([commands.Release, commands.Hold, commands.Unhold, commands.Skip]))
    def control_moves_a_row(self, mark: int, verb: Any) -> None:
        codes = [inject.code for inject in script(self.of).injects]
        self.ask(verb(by=CONTROLLER, code=self.one_of(mark, codes)))

    @rule(mark=SOME, variable=st.sampled_from(NUMBERS), value=st.one_of(st.floats(-1e6, 1e6), st.just(math.nan)))
    def control_overrides(self, mark: int, variable: str, value: float) -> None:
        known = CATALOGUE.variable(variable)
        wish = value if mark % 3 == 0 else (known.low + known.high) / 2
        self.ask(commands.OverrideValue(by=CONTROLLER, variable=variable, value=wish, reason="To see."))

    @rule(mark=SOME, preset=st.sampled_from(sorted(PRESETS)), scale=st.floats(0, 3))
    def control_rules(self, mark: int, preset: str, scale: float) -> None:
        board = self.table.board
        contests = [public for turn in board.resolved.values() for public in turn.contests]
        about: dict[str, Any] = {"preset": preset, "scale": scale, "text": "So be it."}
        self.ask(commands.RuleAct(by=CONTROLLER, act=self.one_of(mark, board.free), **about))
        self.ask(commands.RuleContest(by=CONTROLLER, outcome=self.one_of(mark, contests), upheld=True, **about))
        self.ask(commands.ShowNext(by=CONTROLLER))

    @rule(mark=SOME, action=st.sampled_from(ACTIONS))
    def control_credits(self, mark: int, action: str) -> None:
        team = self.one_of(mark, self.table.board.teams)
        self.ask(commands.Credit(by=CONTROLLER, team=team, action=action, evidence="Said aloud."))

    @rule(mark=SOME)
    def control_writes(self, mark: int) -> None:
        to = (("us",), ("all",), ("cn+custodian", "bis"), ())[mark % 4]
        note: dict[str, Any] = {
            "title": {"en": "A note"},
            "sender": {"en": "Desk"},
            "medium": "mail",
            "text": {"en": "Please call."},
        }
        self.ask(commands.AddInject(by=CONTROLLER, to=to, asks=mark % 3 == 0, **note))

    @rule(mark=SOME)
    def people_come_and_go(self, mark: int) -> None:
        seat = self.seat(mark).seat
        self.ask(commands.ClearSeat(by=CONTROLLER, seat=seat))
        occupant = (Occupant.HUMAN, Occupant.BOT)[mark % 2]
        self.ask(commands.FillSeat(by=CONTROLLER, seat=seat, occupant=occupant))

    @rule(mark=SOME)
    def evaluators_look(self, mark: int) -> None:
        self.ask(commands.Observe(by=EVALUATING, team=self.one_of(mark, self.table.board.teams), text="Seen."))

    @precondition(lambda self: self.table.board.state in (State.ENDED, State.HOT_WASH))
    @rule(mark=SOME)
    def the_hot_wash_goes_on(self, mark: int) -> None:
        self.ask(commands.AnswerWash(by=self.seat(mark), answers={"1": "Yes."}))
        self.ask(commands.NoteFix(by=self.seat(mark), kind="fix", text="Read first."))
        self.ask(commands.MoveWash(by=CONTROLLER))

    # The laws

    @invariant()
    def numbers_stay_within_their_ranges(self) -> None:
        for code, value in self.table.board.world.items():
            variable = CATALOGUE.variable(code)
            if variable.kind == "number":
                assert isinstance(value, (int, float)), code
                assert not isinstance(value, bool), code
                assert variable.low <= value <= variable.high, (code, value)
            elif variable.kind == "state":
                assert value in variable.options, (code, value)
            else:
                assert isinstance(value, bool), (code, value)

    @invariant()
    def shares_of_mining_sum_to_one(self) -> None:
        shares = [self.table.world(code) for code in self.table.board.world if code.startswith("hash.share.")]
        assert abs(sum(shares) - 1) < 1e-6, shares

    @invariant()
    def every_change_is_the_sum_of_its_causes(self) -> None:
        for change in self.table.board.changes[self.told :]:
            if isinstance(change.before, bool) or not isinstance(change.before, (int, float)):
                continue
            total = sum(round(cause.size * 1e6) for cause in change.causes)
            assert total == round((float(change.after) - float(change.before)) * 1e6), change
            assert change.causes
        self.told = 0 if self.table.board.phase is Phase.BRIEF else len(self.table.board.changes)

    @invariant()
    def nobody_owes_anything(self) -> None:
        for team in self.table.board.teams.values():
            assert 0 <= team.ap_left <= team.ap

    @invariant()
    def something_is_due_while_it_runs(self) -> None:
        assert bool(due(self.table.setting, self.table.board)) == (self.table.board.state is State.RUNNING)

    @invariant()
    def coins_are_where_the_chain_says(self) -> None:
        board = self.table.board
        for code, vault in board.vaults.items():
            assert vault.sats >= 0
            if board.state is State.RUNNING and not board.overrides:
                assert abs(float(board.world[f"reserve.btc.{code}"]) - vault.sats / 1e8) < 1e-5

    def teardown(self) -> None:
        """The log alone gives the board, also after it was written down and read."""
        if not hasattr(self, "table"):
            return
        board = self.table.board
        assert fold(self.table.log) == board
        assert decode(Board, encode(board)) == board
        canonical(encode(board))
        for entry in self.table.log:
            assert from_plain(to_plain(entry.event)) == entry.event


class ColdIronMachine(TableMachine):
    of = COLD_IRON


FEW = settings(
    max_examples=20,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TestFirstWatch = TableMachine.TestCase
TestFirstWatch.settings = FEW
TestColdIron = ColdIronMachine.TestCase
TestColdIron.settings = FEW
