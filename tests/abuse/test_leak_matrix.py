"""Every address, as everybody, by every method: nobody reads what is not theirs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.abuse import surface, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'(nonce|value|name="csrf-token" content)="[^"]*"')
USUAL = ("GET", "POST")
ONE_OF_A_KIND = ("us-treasury", "cn-mfa", "control", "evaluator", "public", "anonymous", "stranger", "trainer")
STRANGERS = ("anonymous", "removed", "stranger", "control elsewhere", "trainer")
READ: dict[str, set[str]] = {}
"""Visitor → every canary they read on their way."""
WHO = (*(code for code in world.SEATS if code != "cn-safe"), "control", "evaluator", "public", *STRANGERS)


@pytest.fixture(scope="module")
def cold_iron(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[world.World]:
    """One exercise for all tests here; what each test does to it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = world.built()
        row = made.exercise
        made.ids |= {
            "code": row.code,
            "epoch": row.epoch,
            "tx": made.ids["transaction"],
            "row": str(row.pk),
            "script": str(row.version.script_id),
            "ceremony": "000000000000",
        }
        made.form, made.bodies = surface.form(made.ids), surface.bodies(made.ids)
        yield made
        transaction.set_rollback(True)


def ask(made: world.World, who: str, method: str, name: str, path: str) -> Any:
    """One request, with nothing left of it."""
    cache.clear()
    client = made.browsers[who]
    with transaction.atomic():
        if name.startswith("api_"):
            body = json.dumps(made.bodies.get(f"{name} {method.lower()}", {})) if method != "GET" else ""
            answer: Any = client.generic(method, path, body, content_type="application/json")
        elif method == "POST":
            answer = client.post(
                path, made.form, headers={"accept": "application/json"} if name.endswith("-do") else {}
            )
        else:
            answer = client.generic(method, path)
        read = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    answer.read = read.decode(errors="replace") + str(answer.headers)
    return answer


def methods(who: str, name: str, path: str) -> tuple[str, ...]:
    """The rarer methods are tried by one visitor of each kind."""
    if name.endswith("-do"):
        return ("POST",)
    if "?" in path:
        return ("GET",)
    return (*USUAL, "PUT", "PATCH", "DELETE") if name.startswith("api_") and who in ONE_OF_A_KIND else USUAL


def worth_asking(who: str, name: str, path: str) -> bool:
    """Every button where it is one's own; where it is not, some of them, for the answer comes before the button.

    The admin knows accounts, not seats: those who sit at the table are one kind of stranger there.
    """
    if name.startswith(("admin", "account", "mfa")):
        return who in ("anonymous", "trainer", "us-treasury", "control")
    own = {"control": "control-do", "evaluator": "watch-do"}.get(who, "seat-do")
    return not name.endswith("-do") or path.endswith("e/") or (name == own and (own != "seat-do" or f"/{who}/" in path))


def test_every_address_is_in_the_table() -> None:
    known = [name for name, _ in surface.routes()]
    assert [name for name in known if not surface.listed(name)] == []
    assert [name for name in surface.SURFACE if name not in known] == []


@pytest.mark.parametrize("who", WHO)
def test_nobody_reads_what_is_not_theirs(cold_iron: world.World, who: str) -> None:
    hears, leaks, broken = cold_iron.hears.get(who, frozenset()), {}, []
    seen: set[str] = set()
    for name, path in surface.addresses(cold_iron.ids):
        for method in methods(who, name, path) if worth_asking(who, name, path) else ():
            answer = ask(cold_iron, who, method, name, path)
            seen |= cold_iron.canaries.found(answer.read)
            if found := cold_iron.canaries.leaks(answer.read, hears):
                leaks[f"{method} {path}"] = found
            if answer.status_code >= 500:
                broken.append(f"{method} {path}: {answer.status_code}")
    READ[who] = seen
    assert leaks == {}
    assert broken == []
    assert bool(seen) is (who in cold_iron.hears)


def test_every_canary_sings_to_somebody(cold_iron: world.World) -> None:
    """One that nobody reads guards nothing: it was planted where no page looks, or what it was written in got lost."""
    if READ.keys() < set(WHO):
        pytest.skip("only some of the visitors have been round")
    heard = set().union(*READ.values())
    canaries = cold_iron.canaries
    silent = {canaries.where[canary] for canary in canaries.readers.keys() - heard if canaries.readers[canary]}
    assert silent == set()


@pytest.mark.parametrize("who", ["removed", "control elsewhere"])
def test_for_strangers_there_is_no_such_exercise(cold_iron: world.World, who: str) -> None:
    """Whoever holds nothing here is told the same as about an exercise that never was."""
    found = {}
    absent = {**cold_iron.ids, "code": "222222"}
    for (name, here), (_, there) in zip(surface.addresses(cold_iron.ids), surface.addresses(absent), strict=True):
        if cold_iron.ids["code"] not in here or "?" in here or not worth_asking(who, name, here):
            continue
        for method in methods(who, name, here):
            one, other = (ask(cold_iron, who, method, name, path) for path in (here, there))
            same = plain(one, here) == plain(other, there)
            if one.status_code not in (401, 404, 405) or not same:
                found[f"{method} {here}"] = one.status_code
    assert found == {}


def plain(answer: Any, path: str) -> tuple[int, str]:
    """Status and body, without what differs from one request to the next."""
    body = answer.content.decode(errors="replace").replace(path, "")
    return answer.status_code, TOKENS.sub("", body)
