"""Asked again, whether an open socket still has the right it was opened with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from exercises.access.browsers import HELD
from exercises.access.viewers import open_places
from exercises.models import ApiToken, Claim, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable


def lapsed(claims: Iterable[Claim]) -> set[Claim]:
    """Those claims that do not hold any more, found with one query for each kind of thing they rest on."""
    asked = set(claims)
    seats_now = dict(Seat.objects.filter(pk__in=_rows(asked, "seat")).values_list("pk", "token_hash"))
    places_now = dict(open_places().filter(pk__in=_rows(asked, "place")).values_list("pk", "token_hash"))
    tokens = ApiToken.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    tokens_now = set(tokens.filter(pk__in={claim.token for claim in asked}).values_list("pk", flat=True))
    users = get_user_model().objects.filter(pk__in={claim.user for claim in asked}, is_active=True).in_bulk()
    sessions = _sessions({claim.session for claim in asked if claim.session})

    def holds(claim: Claim) -> bool:
        if claim.token and claim.token not in tokens_now:
            return False
        if claim.user and claim.user not in users:
            return False
        if claim.session and not _session_holds(sessions.get(claim.session), claim, users.get(claim.user)):
            return False
        if claim.kind == "seat":
            return bool(claim.hash) and seats_now.get(claim.row) == claim.hash
        return claim.kind != "place" or (claim.row in places_now and claim.hash in ("", places_now[claim.row]))

    return {claim for claim in asked if not holds(claim)}


def _rows(claims: set[Claim], kind: str) -> set[int]:
    return {claim.row for claim in claims if claim.kind == kind}


def _sessions(keys: set[str]) -> dict[str, dict[str, Any]]:
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {row.session_key: row.get_decoded() for row in rows}


def _session_holds(session: dict[str, Any] | None, claim: Claim, user: Any) -> bool:
    """A browser's claim ends when it logs out, gives the seat back, or its account changes its password."""
    if session is None:
        return False
    if claim.user:
        stamp = user.get_session_auth_hash() if user else ""
        return session.get(SESSION_KEY) == str(claim.user) and session.get(HASH_SESSION_KEY) == stamp
    return claim.kind == "account" or session.get(HELD, {}).get(f"{claim.kind}/{claim.row}") == claim.hash
