"""Boards for the tests of visibility, folded from events written by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from exercises.domain.board import Board, evolve
from exercises.domain.board.addresses import unknown_address
from exercises.domain.board.setting import Setting
from exercises.domain.custody import build, decode, fund, new_vault
from exercises.domain.events import Entry, Event
from exercises.domain.events.acts import ActDone, Alerted, Proposed, SheetLocked
from exercises.domain.events.injects import Added, Answered, Queued, Released, Seen, Shared, Unanswered
from exercises.domain.events.keys import (
    CeremonyClosed,
    CeremonyOpened,
    ControlProved,
    KeyDeclared,
    KeyOffered,
    KeyTurned,
    SharesMade,
    VaultFrozen,
    WordsHeard,
)
from exercises.domain.events.lifecycle import (
    Created,
    Ended,
    HotWashMoved,
    Paused,
    PhaseBegan,
    Readied,
    SeatMade,
    Started,
    TeamMade,
    TurnBegan,
    VaultMade,
)
from exercises.domain.events.parts import Impact, Later, Order, Outcome
from exercises.domain.events.review import FeelingGiven, FixNoted, ObjectiveRated, ObservationNoted, WashAnswered
from exercises.domain.events.seats import SeatFilled
from exercises.domain.events.talk import HotlineRang, NotePassed, Said, StatementMade
from exercises.domain.events.transactions import Decoded, SignatureOffered, Signed, SigningRefused, TransactionOpened
from exercises.domain.events.verdicts import (
    ActRuled,
    OutcomeContested,
    OutcomeShown,
    Overridden,
    TurnResolved,
)
from exercises.domain.script import Script, load
from exercises.domain.world import CATALOGUE, PACKS, Cause, Change, Pending, start_values

SMALL = Path(__file__).with_name("small.yaml")
OFFSET = 1_900_000_000.0
STORY = 1_931_234_400.0
SATS = 100_000_000
KEYS = ("US-1", "US-2", "CN-1", "CN-2", "N-1")


@cache
def script() -> Script:
    return load(SMALL.read_text(encoding="utf-8"), CATALOGUE, PACKS)


@cache
def setting(*, luck: bool = True) -> Setting:
    return Setting.of(script(), b"a secret of the tests", luck=luck)


class Log:
    """Events one after another; each is a second later than the one before."""

    def __init__(self, board: Board | None = None, number: int = 0) -> None:
        self.board = board or Board()
        self.boards = [self.board]
        self.number = number

    def add(self, *events: Event, by: str = "control") -> Log:
        for event in events:
            self.number += 1
            entry = Entry(number=self.number, at=OFFSET + self.number, by=by, event=event)
            self.board = evolve(self.board, entry)
            self.boards.append(self.board)
        return self


def created(**world: Any) -> Created:
    """The small script at its start."""
    return Created(
        code="KQ47RM",
        title=script().title.both,
        script=script().digest,
        turns=4,
        pace=1.0,
        luck=True,
        seats=tuple(
            SeatMade(
                seat=seat.code,
                team=team.code,
                lead=seat.lead,
                deputy=seat.deputy,
                clearances=seat.clearances,
                holds=seat.holds,
            )
            for team in script().teams
            for seat in team.seats
        ),
        teams=tuple(TeamMade(team=team.code, kind=team.kind.value, ap=team.ap) for team in script().teams),
        vaults=(_pilot(),),
        world={**start_values("2025-11", {"stage": 3.0}), **world},
    )


@cache
def _pilot() -> VaultMade:
    vault = new_vault("multi_3of5", {key: setting().keys.xpub(key) for key in KEYS})
    coins = fund(vault, [12_000 * SATS, 8_000 * SATS], label="pilot", height=900_000)
    return VaultMade(
        vault="pilot",
        policy="multi_3of5",
        era=0,
        descriptor=vault.descriptor,
        address=vault.address,
        keys=dict(vault.keys),
        coins=coins,
    )


@cache
def trap() -> str:
    """The bytes of T17: 2,150 bitcoin go to a stranger."""
    vault = new_vault("multi_3of5", {key: setting().keys.xpub(key) for key in KEYS})
    outputs = [
        (vault.address, 12_000 * SATS),
        (vault.address, 584_999_000_000),
        (unknown_address("T17"), 2_150 * SATS),
    ]
    return build(vault, _pilot().coins, outputs, fee=1_000_000)


def opened() -> TransactionOpened:
    spec = script().transaction("T17")
    return TransactionOpened(
        id="tx-1",
        code="T17",
        vault="pilot",
        kind="refresh",
        request={"en": "canary-request", "zh-hans": "请求"},
        purpose=spec.purpose.both,
        says=({"to": "vault", "btc": 12_000.0}, {"to": "vault", "btc": 7_999.99}),
        psbt=trap(),
        txid=decode(trap()).txid,
        turn=1,
        expires=2,
    )


def started(**world: Any) -> Log:
    """Turn 1, Deliberate, clock running; nothing else has happened."""
    begun = created(**world)
    return Log().add(
        begun,
        Readied(),
        *(SeatFilled(seat=seat.seat, occupant="human") for seat in begun.seats),
        Started(offset=OFFSET),
        TurnBegan(turn=1, story=STORY, intel=intel(), opening=begun.world),
        PhaseBegan(turn=1, phase="deliberate", began=180.0, ends=900.0),
    )


def intel(**levels: float) -> dict[str, float]:
    return {"us": 60.0, "cn": 60.0, "bis": 40.0, "imf": 40.0, **levels}


def released(public: str, code: str, *to: str, text: dict[str, str] | None = None, **more: Any) -> Released:
    words = text or {"": script().inject(code).text.en}
    return Released(
        id=public,
        code=code,
        turn=1,
        at=200.0,
        story=STORY,
        to=to,
        text={team: {"en": line, "zh-hans": line} for team, line in words.items()},
        answer_by=more.pop("answer_by", 0.0),
        **more,
    )


def busy() -> Log:
    """A board in which every private field holds a word of its own: `canary-…`."""
    return started().add(*sent(), *talked(), *chosen(), *kept(), *resolved(), *judged())


def revealed() -> Log:
    """The same board after the facilitator has shown the last outcome."""
    return busy().add(OutcomeShown(turn=1, count=3))


def sent() -> list[Event]:
    frozen = {"us": "canary-frozen-us", "cn": "canary-frozen-cn", "": "canary-frozen-rest"}
    return [
        released("inj-1", "SM01", "us+custodian", "cn+custodian", "bis+custodian", of=("us", "cn"), answer_by=500.0),
        released("inj-2", "SM02", "us"),
        released("inj-3", "SM03", "all", text=frozen),
        released("inj-4", "SM04", "us", "cn", "red", why=("canary-why",)),
        Added(
            code="W1",
            title={"en": "canary-improvised-title"},
            sender={"en": "Duty desk"},
            to=("cn",),
            medium="call",
            text={"en": "canary-improvised"},
        ),
        released("inj-5", "W1", "cn", text={"": "canary-improvised"}),
        Answered(id="inj-1", code="SM01", team="cn", seat="cn-pboc", reply="aye", text="canary-answer-cn"),
        Unanswered(id="inj-1", code="SM01", teams=("us",)),
        Shared(id="inj-2", by="us", to="bis"),
        Seen(id="inj-4", seat="red-hand"),
        Queued(code="SM05", by="canary-queue", at=300.0),
    ]


def talked() -> list[Event]:
    return [
        Said(id="m1", room="us", seat="us-nsc", team="us", text="canary-room-us"),
        Said(id="m2", room="cn", seat="cn-mfa", team="cn", text="canary-room-cn"),
        Said(id="m3", room="cn~us", seat="cn-mfa", team="cn", text="canary-room-both"),
        Said(id="m4", room="plenary", seat="imf-desk", team="imf", text="canary-plenary"),
        Said(id="m5", room="cn~control", seat="cn-mfa", team="cn", text="canary-control-cn"),
        NotePassed(id="n1", team="us", to="cn", seat="us-nsc", text="canary-note"),
        NotePassed(id="n2", team="us", to="cn", seat="us-nsc", text="canary-leak", leaked=True),
        StatementMade(id="s1", team="cn", seat="cn-mfa", text="canary-statement", stance="calm"),
        HotlineRang(id="canary-call", team="us", to="cn", seat="us-treasury", until=400.0),
    ]


def chosen() -> list[Event]:
    return [
        SheetLocked(
            team="cn",
            seat="cn-pboc",
            orders=(
                Order(id="o-1", action="collect", args={"target": "canary-args-cn"}, seat="cn-pboc"),
                Order(id="o-2", action="free_text", text="canary-free-cn", seat="cn-mfa"),
            ),
        ),
        ActRuled(id="o-2", team="cn", preset="canary-preset", scale=1.0, text="canary-ruling-cn"),
        ActDone(id="d-1", team="cn", seat="cn-pboc", action="call", at=210.0, args={"x": "canary-deed-cn"}),
        Proposed(id="p-1", action="attest", team="us", to="bis", seat="us-treasury", turn=1, text="canary-proposal"),
        Alerted(team="imf"),
    ]


def kept() -> list[Event]:
    return [
        opened(),
        Decoded(id="tx-1", seat="us-treasury"),
        SignatureOffered(id="tx-1", key="US-2", seat="us-fed", until=600.0),
        Signed(
            id="tx-1",
            key="CN-1",
            seat="cn-pboc",
            second="cn-safe",
            alone=False,
            blind=True,
            signatures=("canary-signature",),
            reason="canary-sign-reason",
        ),
        SigningRefused(id="tx-1", key="N-1", seat="bis-custody", reason="canary-refusal"),
        KeyDeclared(key="CN-2", status="suspected", team="cn"),
        KeyTurned(key="US-2", status="compromised", cause="canary-cause"),
        VaultFrozen(vault="pilot", until=2, team="cn"),
        SharesMade(key="CN-1", seat="cn-pboc", shares=(("canary-share", "two"),)),
        ControlProved(
            id="pr-1",
            vault="pilot",
            key="US-1",
            seat="us-treasury",
            nonce="canary-nonce",
            signature="ab",
            ok=True,
            turn=1,
        ),
        CeremonyOpened(id="ce-1", vault="pilot", policy="multi_3of5", era=1, turn=1),
        KeyOffered(
            id="ce-1",
            key="N-1",
            xpub="canary-xpub",
            words="canary-words",
            spoken="canary-spoken",
            seat="bis-custody",
            forged=True,
        ),
        WordsHeard(id="ce-1", key="N-1", seat="us-treasury", heard="canary-heard", match=False),
        WordsHeard(id="ce-1", key="N-1", seat="cn-pboc", heard="canary-words", match=True),
        CeremonyClosed(id="ce-1", how="built", descriptor="canary-descriptor", address="bcrt1qnew", forged=("N-1",)),
    ]


def resolved() -> list[Event]:
    hidden = Cause("action", {"action": "canary-hidden-action", "team": "cn"}, size=-2.0, visible=False)
    named = Cause("inject", {"inject": "SM02"}, size=-1.0)
    plain = Cause("action", {"action": "calming_statement", "team": "us"}, size=3.0)
    tension = Change("tension", 58.0, 58.0, (hidden, named, plain))
    pending = Pending("add(tension, 1)", 1, Cause("canary-later"), ("k",), None)
    return [
        TurnResolved(
            turn=1,
            outcomes=(
                Outcome(
                    id="o-1",
                    team="cn",
                    action="collect",
                    args={"target": "canary-args-cn"},
                    text="canary-outcome-cn",
                    result="failed",
                    reason="canary-reason-cn",
                    changes=(
                        Change("intel.cn", 60.0, 65.0, (Cause("action", {"action": "collect", "team": "cn"}, 5.0),)),
                    ),
                ),
                Outcome(id="o-3", team="us", action="calming_statement", changes=(tension,)),
                Outcome(id="o-4", team="imf", action="host", text="canary-not-shown"),
            ),
            impact=Impact(
                changes=(tension,),
                flags={"canary-flag": True},
                later=(Later(turn=2, pending=pending),),
            ),
        ),
        PhaseBegan(turn=1, phase="reveal", began=1000.0, ends=1240.0),
        OutcomeShown(turn=1, count=2),
        OutcomeContested(id="o-1", turn=1, team="cn", seat="cn-pboc", text="canary-contest-cn"),
    ]


def judged() -> list[Event]:
    return [
        Overridden(variable="tension", before=58.0, after=60.0, reason="canary-override"),
        FeelingGiven(seat="us-nsc", turn=1, trust=4, prediction="canary-prediction"),
        ObservationNoted(
            id="ob-1", seat="evaluator", turn=1, at=300.0, team="us", objective="SM-O1", text="canary-observation"
        ),
        ObjectiveRated(objective="SM-O1", rating="performed", note="canary-rating", seat="evaluator"),
        FixNoted(id="fx-1", kind="fix", text="canary-fix", owner="us", seat="us-nsc"),
        WashAnswered(seat="us-nsc", step=1, answers={"1": "canary-wash"}),
    ]


def paused() -> Log:
    log = busy()
    return log.add(Paused(reason="canary-pause", at=1100.0))


def washed(step: int) -> Log:
    """After the end, at this step of the hot wash."""
    log = busy().add(Ended(reason="done", tier="silver", why=("canary-tier",)))
    return log.add(*(HotWashMoved(step=place) for place in range(1, step + 1)))
