"""Whose rows a member of staff sees: their own, on every page; what is not theirs is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.http import Http404

from exercises.access.viewers import open_places
from exercises.models import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

RUNNING = (Role.CONTROL, Role.TRAINER)
"""Places whose holders know everything of an exercise anyway."""


def trusted(request: HttpRequest) -> bool:
    """Staff are trainers; there are no finer rights among them than who owns what."""
    return bool(request.user.is_active and request.user.is_staff)


def own(user: User | AnonymousUser, path: str) -> Q:
    """The rows whose owner, at the end of `path`, is this member of staff; all of them for a superuser."""
    return Q() if user.is_superuser else Q(**{path: user.pk})


def own_versions(user: User | AnonymousUser, path: str = "") -> Q:
    """Versions of their own scripts, and those that came with Parley."""
    return Q() if user.is_superuser else Q(**{f"{path}script__owner": user.pk}) | Q(**{f"{path}script__shipped": True})


def own_exercises(user: User | AnonymousUser, path: str = "") -> Q:
    """Exercises at whose control, or as whose trainer, they have a place."""
    if user.is_superuser:
        return Q()
    held = open_places().filter(user=user.pk, role__in=RUNNING).values("exercise")
    return Q(**{f"{path}in": held})


class OwnAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes none at run time
    """Rows of one owner. Every page of the admin, its history and its completions ask `get_queryset`."""

    opened: tuple[str, ...] = ()
    """What lists may be narrowed by in their address; lookups through other tables stay shut."""

    def mine(self, request: HttpRequest) -> Q:
        """The rows this member of staff may see."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(self.mine(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:  # noqa: ARG002
        return lookup in self.opened

    def has_module_permission(self, request: HttpRequest) -> bool:
        return trusted(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return trusted(request) and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())


class WrittenAdmin(OwnAdmin):
    """Rows that their owner writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return trusted(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request, obj)


class RecordAdmin(OwnAdmin):
    """Rows that nobody writes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - nobody, whoever asks
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002
        return False
