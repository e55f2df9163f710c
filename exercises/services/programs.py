"""Tokens of programs: made for a seat, a place or an account, shown once, and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from exercises import announce
from exercises.errors import Refusal
from exercises.models import ApiToken
from exercises.services.tokens import hashed, new_token
from exercises.services.words import NAME, words

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

    from exercises.models import Viewer

LONGEST_DAYS = 366


def api_token(viewer: Viewer, *, name: str, days: int = 30) -> str:
    """A program's token for what this viewer may do, to be shown once."""
    claim = viewer.claim
    held = {"seat_id": claim.row} if claim.kind == "seat" else {"place_id": claim.row}
    return _made(name, days, held_hash=claim.hash, **(held if claim.row else {"user_id": claim.user}))


def account_token(user: User, *, name: str, days: int = 30) -> str:
    """A program's token for what this account may do, scripts and all its exercises, to be shown once."""
    return _made(name, days, user_id=user.pk)


def revoke_token(viewer: Viewer, *, token: int) -> None:
    """Takes one of the viewer's own tokens back; what it holds open is cut off."""
    claim = viewer.claim
    rows = ApiToken.objects.filter(**({f"{claim.kind}_id": claim.row} if claim.row else {"user_id": claim.user}))
    _take_back(rows, token)
    announce.gone(viewer.exercise.code)


def revoke_account_token(user: User, *, token: int) -> None:
    """Takes a token of this account back."""
    _take_back(ApiToken.objects.filter(user=user), token)


def _made(name: str, days: int, **held: int | str) -> str:
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal("days_range", 400, low=1, high=LONGEST_DAYS)
    token, until = new_token(), timezone.now() + timedelta(days=days)
    ApiToken.objects.create(name=words(name, NAME) or "API", token_hash=hashed(token), expires_at=until, **held)
    return token


def _take_back(rows: QuerySet[ApiToken], token: int) -> None:
    if not rows.filter(pk=token, revoked_at=None).update(revoked_at=timezone.now()):
        raise Refusal("no_such_token", 404)
