"""Who may look and act: seats at the table, places beside it, tokens of programs. Names live here and nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exercises.enums import Occupant
from exercises.models.viewer import Role

PLACES = (Role.CONTROL, Role.EVALUATOR, Role.TRAINER, Role.PUBLIC)


class Seat(models.Model):
    """A seat of the script in one exercise. It survives its person: a new token makes the old one worthless.

    Only hashes are kept. `link_hash` is of the invitation, which is shown once and opens the seat once; `token_hash` is
    of what whoever sits here holds, and nobody ever saw it: empty while nobody has sat down.
    """

    exercise = models.ForeignKey("exercises.Exercise", models.CASCADE, related_name="seats", verbose_name=_("exercise"))
    code = models.CharField(_("code"), max_length=40)
    team = models.CharField(_("team"), max_length=24)
    role = models.CharField(_("role"), max_length=60, blank=True)
    stream = models.CharField(_("stream"), max_length=120)
    """The one stream that this seat reads."""
    occupant = models.CharField(
        _("held by"), max_length=5, default=Occupant.EMPTY, choices=[(kind.value, kind.value) for kind in Occupant]
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001 - absent differs from erased
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("account"),
    )
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined at"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    seen_at = models.FloatField(null=True, blank=True, editable=False)
    """Wall time at which a server process last had a socket of this seat; absent when the last one was closed."""

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["exercise", "code"], name="seat_code_once"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="seat_token_once"),
            models.UniqueConstraint(fields=["link_hash"], condition=~Q(link_hash=""), name="seat_link_once"),
            models.CheckConstraint(condition=Q(occupant__in=list(Occupant)), name="seat_occupant_known"),
        )

    def __str__(self) -> str:
        return self.code


class Place(models.Model):
    """A place beside the table: facilitator, evaluator, trainer or spectator, held by an account or by a link."""

    exercise = models.ForeignKey(
        "exercises.Exercise", models.CASCADE, related_name="places", verbose_name=_("exercise")
    )
    role = models.CharField(_("role"), max_length=9, choices=[(role.value, role.value) for role in PLACES])
    name = models.CharField(_("name"), max_length=80, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("account"),
    )
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["exercise", "role", "user"], condition=Q(user__isnull=False), name="place_once_per_account"
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="place_token_once"),
            models.CheckConstraint(condition=Q(role__in=list(PLACES)), name="place_role_known"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(token_hash=""), name="place_held_by_account_or_link"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} · {self.name or self.user}"


class ApiToken(models.Model):
    """A program's key to one seat, one place, or everything one account may do."""

    name = models.CharField(_("name"), max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="api_tokens",
        verbose_name=_("account"),
    )
    seat = models.ForeignKey(
        Seat, models.CASCADE, null=True, blank=True, related_name="api_tokens", verbose_name=_("seat")
    )
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="api_tokens", verbose_name=_("place")
    )
    held_hash = models.CharField(max_length=64, blank=True, editable=False)
    """The join token's hash when this key was made: who loses the seat loses the key."""
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(user__isnull=False, seat__isnull=True, place__isnull=True)
                | Q(user__isnull=True, seat__isnull=False, place__isnull=True)
                | Q(user__isnull=True, seat__isnull=True, place__isnull=False),
                name="api_token_one_holder",
            ),
        )

    def __str__(self) -> str:
        return self.name
