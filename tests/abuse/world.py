"""A running Cold Iron with a canary in everything that is somebody's own, and a browser for each kind of visitor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from exercises import services, store
from exercises.access.browsers import HELD
from exercises.domain.board.acts import FREE_TEXT
from exercises.enums import Phase
from exercises.models import ApiToken, Exercise, Place, Role, Seat, Viewer
from exercises.services import scripts
from exercises.services.tokens import hashed
from tests import factories
from tests.abuse.canaries import PLAYED, STAFF, Canaries, custodians, tainted

SEATS = ("us-treasury", "us-fed", "us-nsc", "cn-pboc", "cn-safe", "cn-mfa", "bis-manager", "bis-custody")
CUSTODIANS = ("us-treasury", "us-fed", "cn-pboc", "cn-safe", "bis-custody")
REMOVED = "us-spokes"


@dataclass
class World:
    exercise: Exercise
    canaries: Canaries
    browsers: dict[str, Client]
    hears: dict[str, frozenset[str]]
    ids: dict[str, str]
    """Something of each kind that an address or a form may name."""
    form: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, dict[str, object]] = field(default_factory=dict)
    """What is sent to buttons, and to addresses of the API."""


def built() -> World:
    canaries = Canaries()
    owner = factories.user("the-owner")
    version = scripts.publish(scripts.import_script(tainted(canaries, "cold-iron"), owner), owner)
    # Without luck: a note that leaks by chance is public by rule, and no leak of ours.
    exercise = services.create(owner, version, luck=False)
    control = factories.staff_viewer(exercise, Role.CONTROL)
    services.ready(control)
    people = {code: _seated(exercise, canaries, code) for code in (*SEATS, REMOVED)}
    lost = {f"seat/{people[REMOVED].claim.row}": people[REMOVED].claim.hash}
    services.revoke(control, seat=REMOVED)
    services.start(control, anyway=True)
    ids = _played(exercise, canaries, people, control)
    for code, row in store.present(exercise).board.injects.items():
        if row.status == "sent" and code in canaries.injects:
            to = store.present(exercise).setting.script.inject(code).to
            canaries.sent(code, tuple(str(addressee) for addressee in to))
    exercise.refresh_from_db()
    browsers, hears = _visitors(exercise, people, lost)
    return World(exercise, canaries, browsers, hears, ids | {"owner": str(owner.pk), "version": str(version.pk)})


def _seated(exercise: Exercise, canaries: Canaries, code: str) -> Viewer:
    team = code.partition("-")[0]
    row = exercise.seats.get(code=code)
    readers = () if code == REMOVED else (team, *STAFF)
    services.sit(row, name=canaries.plant(f"name of {code}", *readers))
    Seat.objects.filter(pk=row.pk).update(email=f"{canaries.plant(f'address of {code}')}@example.org")
    return factories.seat_viewer(exercise, code)


# --- What is said and done --------------------------------------------------------------------------------------------


def _played(exercise: Exercise, canaries: Canaries, people: dict[str, Viewer], control: Viewer) -> dict[str, str]:
    _advance(exercise, control, Phase.DELIBERATE, 1)
    for code in ("KC02", "KC03"):
        services.release(control, code=code)
    ids = _talk(canaries, people, control) | _keys(exercise, canaries, people) | _deals(canaries, people, control)
    for team, lead in (("us", "us-treasury"), ("cn", "cn-pboc")):
        text = canaries.plant(f"free-text order of {team}", team, *STAFF)
        services.lock_sheet(people[lead], orders=[{"action": FREE_TEXT, "text": text}])
    _advance(exercise, control, Phase.LOCK, 1)
    for code in ("us-treasury", "cn-pboc"):
        services.give_feeling(
            people[code], trust=3, prediction=canaries.plant(f"feeling of {code}", f"seat:{code}", *STAFF)
        )
    _ruled(exercise, canaries, people, control)
    _advance(exercise, control, Phase.DELIBERATE, PLAYED)
    return ids | _drafts(canaries, people) | _by_staff(exercise, canaries, people, control)


def _advance(exercise: Exercise, control: Viewer, phase: Phase, turn: int) -> None:
    while (exercise.turn, exercise.phase) != (turn, phase):
        control.exercise.refresh_from_db()
        services.advance(control)
        exercise.refresh_from_db()


def _talk(canaries: Canaries, people: dict[str, Viewer], control: Viewer) -> dict[str, str]:
    for room, by in (("us", "us-nsc"), ("cn", "cn-mfa"), ("bis", "bis-manager")):
        services.say(people[by], room=room, text=canaries.plant(f"talk in {room}", room, *STAFF))
        own = "~".join(sorted(("control", room)))
        services.say(people[by], room=own, text=canaries.plant(f"talk in {own}", room, *STAFF))
        services.say(control, room=own, text=canaries.plant(f"control in {own}", room, *STAFF))
    for room, by in (("bis~us", "us-nsc"), ("bis~cn", "cn-mfa"), ("cn~us", "us-treasury")):
        services.say(people[by], room=room, text=canaries.plant(f"talk in {room}", *room.split("~"), *STAFF))
    services.pass_note(people["cn-mfa"], to="us", text=canaries.plant("note to us", "us", "cn", *STAFF))
    return {"room": "cn", "message": "000000000000"}


def _keys(exercise: Exercise, canaries: Canaries, people: dict[str, Viewer]) -> dict[str, str]:
    transaction = next(iter(store.present(exercise).board.transactions))
    services.decode(people["cn-pboc"], transaction=transaction)
    for code in ("cn-pboc", "bis-custody"):
        reason = canaries.plant(f"refusal of {code}", *custodians(), *STAFF)
        services.refuse(people[code], transaction=transaction, reason=reason)
    words = canaries.plant("words that the us verified", "us", *STAFF)
    services.check_words(people["us-nsc"], key_id="CN-2", message=words, signature="AAAA")
    reason = canaries.plant("reason of a signature", "us+custodian", *STAFF)
    services.sign(people["us-fed"], transaction=transaction, reason=reason)
    return {"transaction": transaction}


def _deals(canaries: Canaries, people: dict[str, Viewer], control: Viewer) -> dict[str, str]:
    text = canaries.plant("proposal of cn to us", "us", "cn", *STAFF)
    offered = services.propose(people["cn-pboc"], action="test_hotline", to="us", text=text)
    services.release(control, code="KC01D")
    inject = store.present(control.exercise).board.injects["KC01D"].id
    services.reply(people["cn-mfa"], inject=inject, text=canaries.plant("answer of cn", "cn", *STAFF))
    own = store.present(control.exercise).board.injects["KC03"].id
    return {"proposal": offered.id, "inject": own}


def _ruled(exercise: Exercise, canaries: Canaries, people: dict[str, Viewer], control: Viewer) -> None:
    """What control says about a team's own words, and what the team says to that."""
    for public, act in store.present(exercise).board.free.items():
        services.rule_act(
            control, act=public, preset="vault_theft", text=canaries.plant(f"ruling on {act.team}", act.team, *STAFF)
        )
    _advance(exercise, control, Phase.REVEAL, 1)
    services.show_next(control)
    for public, one in store.present(exercise).board.resolved["1"].outcomes.items():
        if one.team == "cn":
            services.contest(people["cn-pboc"], outcome=public, text=canaries.plant("contest of cn", "cn", *STAFF))
            text = canaries.plant("ruling on a contest of cn", "cn", *STAFF)
            services.rule_contest(control, outcome=public, upheld=False, text=text)
            return


def _drafts(canaries: Canaries, people: dict[str, Viewer]) -> dict[str, str]:
    for team, by in (("us", "us-nsc"), ("cn", "cn-mfa"), ("bis", "bis-manager")):
        text = canaries.plant(f"sheet draft of {team}", team)
        services.save_draft(people[by], orders=[{"action": FREE_TEXT, "text": text}], version=0)
        own = canaries.plant(f"statement draft of {by}", f"seat:{by}")
        services.save_text(people[by], kind="statement", fields={"text": own}, version=0)
    return {}


def _by_staff(exercise: Exercise, canaries: Canaries, people: dict[str, Viewer], control: Viewer) -> dict[str, str]:
    services.add_inject(
        control,
        title=canaries.plant("title of an improvised inject", "cn", *STAFF),
        sender=canaries.plant("sender of an improvised inject", "cn", *STAFF),
        to=["cn"],
        medium="mail",
        text=canaries.plant("an improvised inject", "cn", *STAFF),
    )
    services.credit(control, team="us", action="statement", evidence=canaries.plant("evidence", "control"))
    services.api_token(people["us-treasury"], name=canaries.plant("name of a token", "seat:us-treasury"))
    reason = canaries.plant("reason of an override", "control")
    services.override_value(control, variable="tension", value=50.0, reason=reason)
    services.skip(control, code="KC24", reason=canaries.plant("reason of a skip", "control"))
    evaluator = factories.staff_viewer(exercise, Role.EVALUATOR)
    services.observe(evaluator, team="cn", text=canaries.plant("observation", *STAFF))
    services.rate(evaluator, objective="KC-O1", rating="performed", note=canaries.plant("rating", *STAFF))
    services.place_link(control, role="evaluator", name=canaries.plant("name of a place", "control"))
    program = ApiToken.objects.get(seat=people["us-treasury"].claim.row)
    return {"program": str(program.pk), "place": str(Place.objects.filter(exercise=exercise).latest("pk").pk)}


# --- Who visits -------------------------------------------------------------------------------------------------------


def _visitors(
    exercise: Exercise, people: dict[str, Viewer], lost: dict[str, str]
) -> tuple[dict[str, Client], dict[str, frozenset[str]]]:
    browsers = {"anonymous": Client(raise_request_exception=False), "removed": browser(lost)}
    hears: dict[str, frozenset[str]] = {}
    for code in SEATS:
        team = code.partition("-")[0]
        browsers[code] = browser({f"seat/{people[code].claim.row}": people[code].claim.hash})
        hears[code] = frozenset(
            {"public", team, f"seat:{code}"} | ({f"{team}+custodian"} if code in CUSTODIANS else set())
        )
    for role in (Role.CONTROL, Role.EVALUATOR, Role.PUBLIC):
        browsers[role] = _beside(exercise, role)
        hears[role] = frozenset({"public", role.value})
    other = factories.exercise("cold-iron")
    services.ready(factories.staff_viewer(other, Role.CONTROL))
    services.sit(other.seats.get(code="us-treasury"), name="Stranger")
    claim = factories.seat_viewer(other, "us-treasury").claim
    browsers["stranger"] = browser({f"seat/{claim.row}": claim.hash})
    browsers["control elsewhere"] = _beside(other, Role.CONTROL)
    browsers["trainer"] = Client(raise_request_exception=False)
    browsers["trainer"].force_login(factories.user("a-trainer", is_staff=True))
    return browsers, hears


def _beside(exercise: Exercise, role: Role) -> Client:
    token = services.place_link(factories.staff_viewer(exercise, Role.CONTROL), role=role)
    place = Place.objects.get(token_hash=hashed(token))
    return browser({f"place/{place.pk}": place.token_hash})


def browser(held: dict[str, str]) -> Client:
    """A browser that holds these seats and places."""
    client = Client(raise_request_exception=False)
    session: Any = client.session
    session[HELD] = held
    session.save()
    return client
