"""The tokens of programs that somebody has made: their names, never the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from exercises.models import ApiToken

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

    from exercises.models import Viewer


def tokens_for(viewer: Viewer) -> list[dict[str, Any]]:
    """Those that speak for this viewer's seat or place: `[{"id", "name", "made", "until"}]`, the newest first."""
    claim = viewer.claim
    return _listed(ApiToken.objects.filter(**({f"{claim.kind}_id": claim.row} if claim.row else {"user": claim.user})))


def tokens_of(user: User) -> list[dict[str, Any]]:
    """Those that speak for an account."""
    return _listed(ApiToken.objects.filter(user=user))


def _listed(rows: QuerySet[ApiToken]) -> list[dict[str, Any]]:
    living = rows.filter(revoked_at=None, expires_at__gt=timezone.now())
    return [
        {"id": row.pk, "name": row.name, "made": row.created_at.timestamp(), "until": row.expires_at.timestamp()}
        for row in living
    ]
