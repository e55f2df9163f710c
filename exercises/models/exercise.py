"""One run of a script version. Its row is the lock that every command takes first."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exercises.enums import Phase, State

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without 0, O, 1, I and L, which people misread on a wall."""
CODE_LENGTH = 6
CODE_PATTERN = f"^[{CODE_ALPHABET}]{{6,8}}$"


class Exercise(models.Model):
    """The head of the log and what lists need to show; the state of play itself is folded from the log.

    `salt` and SECRET_KEY together give the exercise's secret, so nothing secret lies in the database; `key_mark` tells
    which secret key that was.
    """

    code = models.CharField(_("code"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=200)
    version = models.ForeignKey(
        "exercises.ScriptVersion", models.PROTECT, related_name="exercises", verbose_name=_("script version")
    )
    salt = models.CharField(max_length=64, editable=False)
    key_mark = models.CharField(max_length=16, editable=False)
    luck = models.BooleanField(_("luck"), default=True)

    head_number = models.PositiveIntegerField(_("last log number"), default=0, editable=False)
    head_hash = models.CharField(_("last log hash"), max_length=64, editable=False)
    last_at = models.FloatField(default=0.0, editable=False)
    """Wall time of the last entry, so that time never runs backwards within a log."""
    epoch = models.CharField(max_length=16, editable=False)
    """Changes whenever cursors that clients hold must not be trusted any more."""

    state = models.CharField(
        _("state"), max_length=8, default=State.DRAFT, choices=[(state.value, state.value) for state in State]
    )
    phase = models.CharField(
        _("phase"), max_length=10, default=Phase.BRIEF, choices=[(phase.value, phase.value) for phase in Phase]
    )
    turn = models.PositiveSmallIntegerField(_("turn"), default=0)
    generation = models.PositiveSmallIntegerField(_("generation"), default=0)
    turns = models.PositiveSmallIntegerField(_("turns"), default=0)

    bots = models.CharField(_("bots play"), max_length=8, default="good")
    """The policy of bots in empty seats: `good`, `bad` or `idle`."""

    planned_at = models.DateTimeField(_("planned start"), null=True, blank=True)
    kept_by = models.CharField(_("record kept by"), max_length=200, blank=True)
    kept_until = models.DateField(_("record kept until"), null=True, blank=True)
    show_names = models.BooleanField(_("teams see each other's names"), default=False)
    walk_in = models.BooleanField(_("anybody with the code may take an empty seat"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="exercises",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="exercise_code_readable"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="exercise_state_known"),
            models.CheckConstraint(condition=Q(phase__in=list(Phase)), name="exercise_phase_known"),
            models.CheckConstraint(
                condition=Q(head_number=0, head_hash="") | Q(head_number__gt=0, head_hash__regex="^[0-9a-f]{64}$"),
                name="exercise_head_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"
